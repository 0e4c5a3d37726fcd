import { type Kind, kindId } from '../../api/kind.ts';
import type { KubeObject, OwnerReference } from '../../api/object.ts';
import type { View } from '../../component/view.ts';

export const FOREGROUND: string = 'foregroundDeletion';
export const ORPHAN: string = 'orphan';

export function hasFinalizer(object: KubeObject, finalizer: string): boolean {
  return object.metadata.finalizers?.includes(finalizer) === true;
}

export const isDeleting = (object: KubeObject): boolean => object.metadata.deletionTimestamp !== undefined;

/** Waits for its dependents to go before it goes itself. */
export function isDeletingDependents(object: KubeObject): boolean {
  return isDeleting(object) && hasFinalizer(object, FOREGROUND);
}

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

export function findKind(kinds: readonly Kind[], apiVersion: string, kind: string): Kind | undefined {
  const group = groupOf(apiVersion);
  return kinds.find((one) => one.kind === kind && one.group === group);
}

/** The id under which writes and views know the object's kind. */
export function idOf(object: KubeObject, kinds: readonly Kind[]): string {
  const kind = findKind(kinds, object.apiVersion, object.kind);
  return kind === undefined ? object.kind : kindId(kind);
}

export type OwnerState = 'solid' | 'dangling' | 'waiting' | 'foreign';

/**
 * What a reference is worth (classifyReferences, v1.25). 'foreign': it names an object that exists elsewhere only, in another namespace, so
 * it dangles, and that is told. A kind that nobody serves, and a namespaced owner of a cluster-wide object, are left alone: solid.
 */
export function ownerState(
  item: KubeObject,
  reference: OwnerReference,
  view: View,
  kinds: readonly Kind[],
): OwnerState {
  const kind = findKind(kinds, reference.apiVersion, reference.kind);
  if (kind === undefined) return 'solid';
  const { namespace } = item.metadata;
  if (kind.scope === 'Namespaced' && namespace === undefined) return 'solid';
  const owner = view.withUid(reference.uid);
  if (owner === undefined || owner.kind !== reference.kind || owner.metadata.name !== reference.name) return 'dangling';
  if (kind.scope === 'Namespaced' && owner.metadata.namespace !== namespace) return 'foreign';
  return isDeletingDependents(owner) ? 'waiting' : 'solid';
}
