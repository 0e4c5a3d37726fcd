import { type KubeObject, type ObjectList, type Table } from '../engine/index.ts';
import { PROTOBUF } from './protobuf/envelope.ts';

/** In which form a client wants its answer. */
export type Form = 'object' | 'table' | 'metadata';

/** Reads an Accept header: the first form that is served wins; kubectl asks for Tables, informers for metadata only. */
export function formOf(accept: string | undefined): Form {
  for (const type of partsOf(accept)) {
    if (/as=Table/.test(type) && /v=v1(;|$)/.test(type)) return 'table';
    if (/as=PartialObjectMetadata(List)?/.test(type)) return 'metadata';
    if ((isProtobuf(type) && !type.includes('as=')) || isJson(type) || isYaml(type)) return 'object';
  }
  return 'object';
}

/** Whether protobuf stands before whatever else is served; Tables have no such form. */
export function wantsProtobuf(accept: string | undefined): boolean {
  const first = partsOf(accept).find((type) => isProtobuf(type) || isJson(type) || isYaml(type));
  return first !== undefined && isProtobuf(first);
}

/** Whether YAML stands before JSON. */
export function wantsYaml(accept: string | undefined): boolean {
  const first = partsOf(accept).find((type) => isJson(type) || isYaml(type));
  return first !== undefined && isYaml(first);
}

/** Whether a client takes a form that everything has. */
export function takesText(accept: string | undefined): boolean {
  return partsOf(accept).some((type) => isJson(type) || isYaml(type));
}

function partsOf(accept = ''): readonly string[] {
  return accept.split(',').map((part) => part.trim());
}

function isProtobuf(type: string): boolean {
  return type === PROTOBUF || type.startsWith(`${PROTOBUF};`);
}

function isYaml(type: string): boolean {
  return /^application\/yaml(?:;|$)/.test(type);
}

function isJson(type: string): boolean {
  return /^(?:application\/json|\*\/\*|application\/\*)/.test(type);
}

/** A Table as clients get it: rows carry metadata only, unless they ask for whole objects. */
export function tableBody(table: Table, includeObject: string | null): object {
  const rows = table.rows.map(({ object, ...row }) => ({ ...row, object: rowObject(object, includeObject) }));
  return { ...table, rows };
}

function rowObject(object: KubeObject, includeObject: string | null): object | null {
  if (includeObject === 'Object') return object;
  if (includeObject === 'None') return null;
  return partial(object);
}

/** What an object is of which only the metadata is told. */
export const PARTIAL_TYPE = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' } as const;

export function partial(object: KubeObject): object {
  return { ...PARTIAL_TYPE, metadata: object.metadata };
}

export function partialList(list: ObjectList): object {
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: list.metadata,
    items: list.items.map(partial),
  };
}
