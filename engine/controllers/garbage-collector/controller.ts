import { type Kind, kindId } from '../../api/kind.ts';
import type { KubeObject, OwnerReference } from '../../api/object.ts';
import { type Component, NOTHING, type Outcome, type Watch } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { unique } from '../shared/unique.ts';
import { eventWrite } from '../shared/writes.ts';
import {
  FOREGROUND,
  hasFinalizer,
  idOf,
  isDeleting,
  isDeletingDependents,
  ORPHAN,
  type OwnerState,
  ownerState,
} from './owners.ts';

/**
 * Deletes what has lost all its owners, and carries out foreground deletion and orphaning (garbagecollector.go, v1.25). Keys are uids; it
 * works through references alone, whatever the kinds. Events have no owners and are not looked at.
 */
export function garbageCollector(kinds: () => readonly Kind[]): Component {
  return {
    name: 'garbage-collector-controller',
    process: 'kube-controller-manager',
    scope: 'cluster',
    get watches(): readonly Watch[] {
      const watched = kinds().filter(({ kind }) => kind !== 'Event');
      const keys: Watch['keys'] = (change, view) => keysOf(change, view, kinds());
      return [...watched.map((kind) => ({ kind: kindId(kind), keys })), { kind: '*', keys }];
    },
    reconcile: (uid, view) => reconcile(uid, view, kinds()),
  };
}

const NOBODY: readonly string[] = [];

const uidOf = (object: KubeObject): string => object.metadata.uid ?? '';
const referencesOf = (object: KubeObject | undefined): readonly OwnerReference[] =>
  object?.metadata.ownerReferences ?? [];

/** Which items a change concerns: itself, its dependents, or owners that wait for it. Most changes concern nobody. */
function keysOf({ type, object, old }: ObjectChange, view: View, kinds: readonly Kind[]): readonly string[] {
  const isNew = old === undefined || old.metadata.ownerReferences !== object.metadata.ownerReferences;
  if (type === 'MODIFIED' && !isNew && old.metadata.finalizers === object.metadata.finalizers) return NOBODY;
  const waiting = referencesOf(old ?? object)
    .map(({ uid }) => uid)
    .filter((uid) => isWaiting(uid, view));
  if (type === 'DELETED') return unique([...view.ownedBy(uidOf(object)).map(uidOf), ...waiting]);
  const lost =
    isNew && referencesOf(object).some((reference) => ownerState(object, reference, view, kinds) !== 'solid');
  const isHandled = hasFinalizer(object, FOREGROUND) || hasFinalizer(object, ORPHAN);
  const isMarked = isDeleting(object) && isHandled && old?.metadata.finalizers !== object.metadata.finalizers;
  return unique([
    // Dependents first: even those that do not block their owner see it waiting, and go in the foreground themselves.
    ...(isMarked ? view.ownedBy(uidOf(object)).map(uidOf) : []),
    ...(lost || isMarked ? [uidOf(object)] : []),
    ...(isNew ? waiting : []),
  ]);
}

function isWaiting(uid: string, view: View): boolean {
  const owner = view.withUid(uid);
  return owner !== undefined && isDeletingDependents(owner);
}

function reconcile(uid: string, view: View, kinds: readonly Kind[]): Outcome {
  const item = view.withUid(uid);
  if (item === undefined || item.kind === 'Event') return NOTHING;
  if (isDeleting(item)) return { writes: ending(item, view, kinds) };
  return { writes: attempt(item, view, kinds) };
}

/** Its own deletion runs: dependents are let go, or awaited. */
function ending(item: KubeObject, view: View, kinds: readonly Kind[]): readonly Write[] {
  const dependents = view.ownedBy(uidOf(item));
  if (hasFinalizer(item, ORPHAN)) {
    const freed = dependents.map((dependent) => dropOwners(dependent, new Set([uidOf(item)]), kinds));
    return [...freed, removeFinalizer(item, ORPHAN, kinds)];
  }
  if (!hasFinalizer(item, FOREGROUND) || dependents.some((dependent) => blocks(dependent, item))) return [];
  return [removeFinalizer(item, FOREGROUND, kinds)];
}

function blocks(dependent: KubeObject, owner: KubeObject): boolean {
  const uid = uidOf(owner);
  return referencesOf(dependent).some((reference) => reference.uid === uid && reference.blockOwnerDeletion === true);
}

/** attemptToDeleteItem: one good owner keeps it; else it goes, in the foreground where owners wait and it has dependents itself. */
function attempt(item: KubeObject, view: View, kinds: readonly Kind[]): readonly Write[] {
  const references = referencesOf(item);
  if (references.length === 0) return [];
  const states = new Map<OwnerReference, OwnerState>(
    references.map((reference) => [reference, ownerState(item, reference, view, kinds)]),
  );
  const told = references
    .filter((reference) => states.get(reference) === 'foreign')
    .map((one) => foreignOwner(item, one));
  const useless = references.filter((reference) => states.get(reference) !== 'solid');
  if (useless.length < references.length) {
    if (useless.length === 0) return [];
    return [...told, dropOwners(item, new Set(useless.map(({ uid }) => uid)), kinds)];
  }
  const dependents = view.ownedBy(uidOf(item));
  if (references.some((reference) => states.get(reference) === 'waiting') && dependents.length > 0) {
    const unblock = dependents.some(isDeletingDependents) ? [unblockOwners(item, kinds)] : [];
    return [...told, ...unblock, remove(item, 'Foreground', kinds)];
  }
  const propagation = hasFinalizer(item, ORPHAN)
    ? 'Orphan'
    : hasFinalizer(item, FOREGROUND)
      ? 'Foreground'
      : 'Background';
  return [...told, remove(item, propagation, kinds)];
}

function foreignOwner(item: KubeObject, { apiVersion, kind, name, uid }: OwnerReference): Write {
  const reference = `[${apiVersion}/${kind}, namespace: ${item.metadata.namespace ?? ''}, name: ${name}, uid: ${uid}]`;
  const message = `ownerRef ${reference} does not exist in namespace "${item.metadata.namespace ?? ''}"`;
  return eventWrite(item, 'Warning', 'OwnerRefInvalidNamespace', message);
}

function remove(item: KubeObject, propagation: 'Background' | 'Foreground' | 'Orphan', kinds: readonly Kind[]): Write {
  const { namespace, name } = item.metadata;
  const kind = idOf(item, kinds);
  return { verb: 'delete', kind, namespace, name, uid: uidOf(item), propagation, ignore: ['NotFound', 'Conflict'] };
}

function patchMetadata(item: KubeObject, metadata: object, kinds: readonly Kind[]): Write {
  const { namespace, name } = item.metadata;
  const patch = { metadata: { uid: uidOf(item), ...metadata } };
  return { verb: 'patch', kind: idOf(item, kinds), namespace, name, type: 'merge', patch, ignore: ['NotFound'] };
}

const orNull = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);

function dropOwners(item: KubeObject, uids: ReadonlySet<string>, kinds: readonly Kind[]): Write {
  const kept = referencesOf(item).filter(({ uid }) => !uids.has(uid));
  return patchMetadata(item, { ownerReferences: orNull(kept) }, kinds);
}

/** A circle of objects that wait for each other is broken here. */
function unblockOwners(item: KubeObject, kinds: readonly Kind[]): Write {
  const ownerReferences = referencesOf(item).map((reference) => ({ ...reference, blockOwnerDeletion: false }));
  return patchMetadata(item, { ownerReferences }, kinds);
}

function removeFinalizer(item: KubeObject, finalizer: string, kinds: readonly Kind[]): Write {
  const kept = (item.metadata.finalizers ?? []).filter((one) => one !== finalizer);
  return patchMetadata(item, { finalizers: orNull(kept) }, kinds);
}
