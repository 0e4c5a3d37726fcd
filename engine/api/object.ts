import type {
  ObjectMeta as PublishedObjectMeta,
  OwnerReference as PublishedOwnerReference,
} from 'kubernetes-types/meta/v1.js';

/** A published type as the engine holds it: read only to the last leaf, because stored objects are shared. */
export type Immutable<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends readonly (infer U)[]
    ? readonly Immutable<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Immutable<T[K]> }
      : T;

/** Metadata of a stored object. Kubernetes' own fields; the ones the API server always sets are required. */
export type ObjectMeta = Immutable<Omit<PublishedObjectMeta, 'name' | 'finalizers' | 'ownerReferences'>> & {
  readonly name: string;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
};

export type OwnerReference = Immutable<PublishedOwnerReference>;

/** What every object has. Kinds extend it with their own spec, status or data. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

let latest: ObjectMeta | undefined;
let latestKey = '';

/**
 * `namespace/name`, or the bare name of a cluster-scoped object: the key of queues and traces. A dozen watches ask it of each change in
 * turn, so the latest answer is kept: all of them then hold the same text, which is joined, hashed and compared once.
 */
export function keyOf({ metadata }: KubeObject): string {
  if (metadata === latest) return latestKey;
  const { namespace, name } = metadata;
  return keep(metadata, namespace === undefined ? name : `${namespace}/${name}`);
}

/** Tells `keyOf` what the store knows: one text for an object's whole life. */
export function keepKey({ metadata }: KubeObject, key: string): void {
  keep(metadata, key);
}

function keep(metadata: ObjectMeta, key: string): string {
  latest = metadata;
  latestKey = key;
  return key;
}

/** Splits a key that `keyOf` made. */
export function splitKey(key: string): { readonly namespace: string | undefined; readonly name: string } {
  const slash = key.indexOf('/');
  if (slash < 0) return { namespace: undefined, name: key };
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The owner reference with controller: true, if any. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true);
}

/** The reference a controller writes into what it makes (facts-workloads 0.10). */
export function controllerReference(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true };
}
