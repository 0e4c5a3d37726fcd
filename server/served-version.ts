import { type Kind, type KubeObject, type ObjectList, otherVersion } from '../engine/index.ts';

/** A stored object as the path's version shows it, what it is before what it says: built-in kinds as Go writes them, custom ones sorted. */
export function asServed(kind: Kind, version: string, object: KubeObject): KubeObject {
  const served = inVersion(kind, version, object);
  const { apiVersion, kind: name, metadata, ...rest } = served;
  if (kind.schema === undefined) return { apiVersion, kind: name, metadata, ...rest };
  return { kind: name, apiVersion, metadata, ...rest };
}

function inVersion(kind: Kind, apiVersion: string, object: KubeObject): KubeObject {
  return otherVersion(kind, apiVersion)?.fromStored(object) ?? object;
}

/** A list of one kind: built-in kinds leave out what the list's own kind says already. */
export function listAsServed(kind: Kind, apiVersion: string, list: ObjectList): object {
  const items =
    kind.schema === undefined
      ? list.items.map((item) => asServed(kind, apiVersion, item))
      : list.items.map((item) => withoutType(inVersion(kind, apiVersion, item)));
  return { ...list, apiVersion, items };
}

function withoutType(object: KubeObject): object {
  const { apiVersion: _a, kind: _k, metadata, ...rest } = object;
  return { metadata, ...rest };
}
