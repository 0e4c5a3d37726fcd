import type { DeleteOptions, ListOptions } from '../client.ts';
import { type Kind, kindId } from '../kind.ts';
import { type KubeObject, keyOf, type ObjectMeta } from '../object.ts';
import { conflict, notFound, type Status } from '../status-error.ts';
import { toTimestamp } from '../time.ts';
import { type Caller, type Core, admissionRequest, admitValidating, authorize, kindContext } from './core.ts';
import { selectObjects } from './select.ts';

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/**
 * DELETE (registry store Delete, v1.25): a graceful kind is marked and waits for its agent, an object with finalizers is marked and waits
 * for them, everything else goes at once.
 */
export function deleteObject(
  core: Core,
  caller: Caller,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  options: DeleteOptions = {},
): KubeObject | Status {
  authorize(core, caller, 'delete', kind, namespace, name);
  const object = core.objects.get(kindId(kind), namespace, name);
  if (object === undefined) throw notFound(kind, name);
  refusePreconditions(kind, object, options);
  const context = kindContext(core, () => `${kindId(kind)} ${keyOf(object)} delete`);
  admitValidating(
    core,
    admissionRequest(core, caller, { verb: 'delete', kind, namespace, name, object }, context, options),
  );
  return removeObject(core, kind, object, options);
}

/** DELETE of a collection; returns what was there. */
export function deleteCollection(
  core: Core,
  caller: Caller,
  kind: Kind,
  options: ListOptions & DeleteOptions,
): readonly KubeObject[] {
  authorize(core, caller, 'deletecollection', kind, options.namespace, '');
  const found = selectObjects(core, kind, options);
  for (const object of found) removeObject(core, kind, object, options);
  return found;
}

function removeObject(core: Core, kind: Kind, object: KubeObject, options: DeleteOptions): KubeObject | Status {
  const graceSeconds = graceOf(kind, object, options);
  const marked = mark(core, kind, object, graceSeconds, finalizersFor(kind, object, options));
  const waits = graceSeconds > 0 || pending(kind, marked).length > 0;
  if (options.dryRun === true) return waits ? marked : success(kind, object);
  if (waits) return marked === object ? object : core.objects.put(kindId(kind), marked);
  core.objects.remove(kindId(kind), object);
  return isGraceful(kind, object) ? { ...object, metadata: marked.metadata } : success(kind, object);
}

/** Called after every update: an object that was only kept by its finalizers goes with the last of them. */
export function removeIfFinalized(core: Core, kind: Kind, object: KubeObject): KubeObject {
  const { deletionTimestamp, deletionGracePeriodSeconds } = object.metadata;
  if (deletionTimestamp === undefined || (deletionGracePeriodSeconds ?? 0) > 0) return object;
  if (pending(kind, object).length > 0) return object;
  return core.objects.remove(kindId(kind), object);
}

function pending(kind: Kind, object: KubeObject): readonly string[] {
  return [...(object.metadata.finalizers ?? []), ...(kind.pendingFinalizers?.(object) ?? [])];
}

function isGraceful(kind: Kind, object: KubeObject): boolean {
  return kind.gracePeriodSeconds?.(object, undefined) !== undefined;
}

/** Seconds until the removal; of a second request only a shorter period counts. */
function graceOf(kind: Kind, object: KubeObject, options: DeleteOptions): number {
  const seconds = kind.gracePeriodSeconds?.(object, options.gracePeriodSeconds) ?? 0;
  const { deletionTimestamp, deletionGracePeriodSeconds } = object.metadata;
  if (deletionTimestamp === undefined) return seconds;
  const current = deletionGracePeriodSeconds ?? 0;
  if (options.gracePeriodSeconds === undefined) return current;
  return Math.min(seconds, current);
}

function finalizersFor(kind: Kind, object: KubeObject, options: DeleteOptions): readonly string[] {
  const finalizers = withCleanup(kind, object);
  const without = (name: string): readonly string[] => finalizers.filter((finalizer) => finalizer !== name);
  const policy = options.propagationPolicy ?? defaultPolicy(kind, finalizers);
  if (policy === 'Foreground') return [...without(ORPHAN).filter((name) => name !== FOREGROUND), FOREGROUND];
  if (policy === 'Orphan') return [...without(FOREGROUND).filter((name) => name !== ORPHAN), ORPHAN];
  return without(ORPHAN).filter((name) => name !== FOREGROUND);
}

function withCleanup({ cleanupFinalizer }: Kind, { metadata }: KubeObject): readonly string[] {
  const { finalizers = [], deletionTimestamp } = metadata;
  if (cleanupFinalizer === undefined || deletionTimestamp !== undefined || finalizers.includes(cleanupFinalizer))
    return finalizers;
  return [...finalizers, cleanupFinalizer];
}

/** A finalizer that stands there already wins over the kind's default (facts-workloads 8.1). */
function defaultPolicy(kind: Kind, finalizers: readonly string[]): 'Background' | 'Foreground' | 'Orphan' {
  if (finalizers.includes(ORPHAN)) return 'Orphan';
  if (finalizers.includes(FOREGROUND)) return 'Foreground';
  return kind.defaultPropagation ?? 'Background';
}

function mark(
  core: Core,
  kind: Kind,
  object: KubeObject,
  graceSeconds: number,
  finalizers: readonly string[],
): KubeObject {
  const old = object.metadata;
  const { finalizers: _f, ...rest } = old;
  const first = old.deletionTimestamp === undefined;
  const shorter = !first && graceSeconds < (old.deletionGracePeriodSeconds ?? 0);
  const sameFinalizers = finalizers.join() === (old.finalizers ?? []).join();
  if (!first && !shorter && sameFinalizers) return object;
  const metadata: ObjectMeta = {
    ...rest,
    ...(finalizers.length === 0 ? {} : { finalizers }),
    ...(first && (old.generation ?? 0) > 0 ? { generation: (old.generation ?? 0) + 1 } : {}),
    deletionTimestamp:
      first || shorter ? toTimestamp(core.nowMs() + graceSeconds * 1000) : (old.deletionTimestamp ?? ''),
    deletionGracePeriodSeconds: graceSeconds,
  };
  const marked = { ...object, metadata };
  return kind.markDeleting?.(marked) ?? marked;
}

function refusePreconditions(kind: Kind, object: KubeObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const have = object.metadata;
  if (uid !== undefined && uid !== have.uid) {
    const detail = `the UID in the precondition (${uid}) does not match the UID in record (${have.uid ?? ''}). The object might have been deleted and then recreated`;
    throw conflict(kind, have.name, detail);
  }
  if (resourceVersion !== undefined && resourceVersion !== have.resourceVersion) {
    const detail = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${have.resourceVersion ?? ''}). The object might have been modified`;
    throw conflict(kind, have.name, detail);
  }
}

function success(kind: Kind, object: KubeObject): Status {
  const { name, uid } = object.metadata;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(kind.group === '' ? {} : { group: kind.group }),
      kind: kind.plural,
      ...(uid === undefined ? {} : { uid }),
    },
  };
}
