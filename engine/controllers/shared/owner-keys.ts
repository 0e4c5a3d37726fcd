import { semanticEqual } from '../../api/equality.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';
import type { ObjectChange } from '../../component/view.ts';

const NONE: readonly string[] = [];

/** The key of the controller of `object`, if that is of this kind. */
export function ownerKey(object: KubeObject | undefined, kind: string): string | undefined {
  const reference = object === undefined ? undefined : controllerOf(object);
  if (reference?.kind !== kind || object === undefined) return undefined;
  const { namespace } = object.metadata;
  return namespace === undefined ? reference.name : `${namespace}/${reference.name}`;
}

/** The controllers that a change of a dependent concerns: the present one, and the one it had before. */
export function ownerKeys(change: ObjectChange, kind: string): readonly string[] {
  const { object, old } = change;
  const now = ownerKey(object, kind);
  const hasOther = old !== undefined && old.metadata.ownerReferences !== object.metadata.ownerReferences;
  const before = hasOther ? ownerKey(old, kind) : undefined;
  if (before === undefined || before === now) return now === undefined ? NONE : [now];
  return now === undefined ? [before] : [now, before];
}

/**
 * Whether possible adopters should hear of the change: the object has no controller, and is new or has other labels or another
 * controller than before (v1.25, every workload controller).
 */
export function mayBeAdopted(change: ObjectChange): boolean {
  const { type, object, old } = change;
  if (type === 'DELETED' || controllerOf(object) !== undefined) return false;
  if (old === undefined) return true;
  return controllerOf(old) !== undefined || !semanticEqual(object.metadata.labels, old.metadata.labels);
}
