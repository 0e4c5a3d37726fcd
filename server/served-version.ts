import { apiVersionOf, type Kind, type KubeObject, type ObjectList } from '../engine/index.ts';

type Served = NonNullable<Kind['alsoServed']>[number];

/** The version of a path, where it is not the stored one. */
export function otherVersion(kind: Kind, apiVersion: string): Served | undefined {
  if (apiVersionOf(kind) === apiVersion) return undefined;
  return kind.alsoServed?.find((served) => apiVersionOf(served) === apiVersion);
}

/** A stored object as the path's version shows it. */
export function asServed(kind: Kind, apiVersion: string, object: KubeObject): KubeObject {
  return otherVersion(kind, apiVersion)?.fromStored(object) ?? object;
}

/** A list of one kind: built-in kinds leave out what the list's own kind says already. */
export function listAsServed(kind: Kind, apiVersion: string, list: ObjectList): object {
  const items = list.items.map((item) => asServed(kind, apiVersion, item));
  return { ...list, apiVersion, items: kind.schema === undefined ? items : items.map(withoutType) };
}

function withoutType(object: KubeObject): object {
  const { apiVersion: _a, kind: _k, ...rest } = object;
  return rest;
}
