import type { Kind, KubeObject, ObjectList } from '../engine/index.ts';

/** An object, what it is before what it says: built-in kinds as Go writes them, custom ones sorted. */
export function asServed(kind: Kind, object: KubeObject): KubeObject {
  const { apiVersion, kind: name, metadata, ...rest } = object;
  if (kind.schema === undefined) return { apiVersion, kind: name, metadata, ...rest };
  return { kind: name, apiVersion, metadata, ...rest };
}

/** A list of one kind: built-in kinds leave out what the list's own kind says already. */
export function listAsServed(kind: Kind, list: ObjectList): object {
  const items = list.items.map((item) => (kind.schema === undefined ? asServed(kind, item) : withoutType(item)));
  return { ...list, items };
}

function withoutType(object: KubeObject): object {
  const { apiVersion: _a, kind: _k, metadata, ...rest } = object;
  return { metadata, ...rest };
}
