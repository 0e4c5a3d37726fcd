import { type KubeObject, type ObjectList, type Table } from '../engine/index.ts';

/** In which form a client wants its answer. */
export type Form = 'object' | 'table' | 'metadata';

/** Reads an Accept header: the first form that is served wins; kubectl asks for Tables, informers for metadata only. */
export function formOf(accept: string | undefined): Form {
  for (const part of (accept ?? '').split(',')) {
    const type = part.trim();
    if (/as=Table/.test(type) && /v=v1(;|$)/.test(type)) return 'table';
    if (/as=PartialObjectMetadata(List)?/.test(type)) return 'metadata';
    if (type.startsWith('application/json') || type === '*/*') return 'object';
  }
  return 'object';
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

export function partial(object: KubeObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

export function partialList(list: ObjectList): object {
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: list.metadata,
    items: list.items.map(partial),
  };
}
