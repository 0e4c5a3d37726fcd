import { internalFields } from './internal-fields.ts';
import { persistentVolumeFields } from './persistent-volume-fields.ts';
import { templateFields } from './pod-fields.ts';
import { volumeFields } from './volume-fields.ts';

/** A field of a Go struct. */
export interface GoField {
  readonly name: string;
  /** Empty: the members stand among those of the struct around it. */
  readonly jsonName: string;
  readonly type: string;
}

const FIELD = /^(\w+)(?:=(\w*))?:(.+)$/;

function readField(declaration: string): GoField {
  const [, name = '', jsonName, type = ''] = FIELD.exec(declaration) ?? [];
  return { name, jsonName: jsonName ?? name.charAt(0).toLowerCase() + name.slice(1), type };
}

/** Struct name to its fields; the notation is told in pod-fields.ts. */
export function readStructs(text: string): ReadonlyMap<string, readonly GoField[]> {
  const structs = new Map<string, GoField[]>();
  let fields: GoField[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith(' ')) fields.push(...line.trim().split(' ').map(readField));
    else structs.set(line, (fields = []));
  }
  return structs;
}

/** The structs below a pod template as the API group v1 has them. */
export const publishedStructs: ReadonlyMap<string, readonly GoField[]> = readStructs(
  `${templateFields}\n${volumeFields}`,
);

/** Types that the internal version shares with the published one: apimachinery's own. */
const SHARED = /\bv1\.(?!(?:LabelSelector|ObjectMeta|Time|OwnerReference|ManagedFields))/g;

const inCore = (text: string): string => text.replaceAll(SHARED, 'core.');

/** The same structs in the version that the API server works with, and prints where it prints Go: `core.Container`. */
export const internalStructs: ReadonlyMap<string, readonly GoField[]> = new Map([
  ...[...publishedStructs].map(([name, fields]): [string, readonly GoField[]] => [
    inCore(name),
    fields.map((field) => ({ ...field, type: inCore(field.type) })),
  ]),
  ...readStructs(internalFields),
  ...readStructs(persistentVolumeFields),
]);
