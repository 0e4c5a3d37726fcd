import { deepEqual } from '../../api/equality.ts';
import { compileSelector } from '../../api/labels.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { controllerRevisionHash, revisionPatch } from '../../kinds/apps/template-hash.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { ControllerRevision, Namespace, PersistentVolumeClaim, Pod, StatefulSet } from '../../kinds/types.ts';
import { candidatesFor, claim } from '../shared/claim.ts';
import { mayBeAdopted, ownerKeys } from '../shared/owner-keys.ts';
import { isAvailable, untilAvailableMs } from '../shared/pods.ts';
import { currentRevision, revisionsOf, truncateHistory } from '../shared/revisions.ts';
import { nonZero } from '../shared/non-zero.ts';
import { unique } from '../shared/unique.ts';
import { eventWrite, updateStatus } from '../shared/writes.ts';
import { claimsOf, newPod, ordinalOf, REVISION_LABEL } from './identity.ts';
import { createClaim, createSetPod, deleteSetPod } from './writes.ts';

/** Missing pods that one turn makes, as ReplicaSets and Jobs have it; kube-controller-manager would go on until its memory ends. */
const BURST = 500;
const HASH_LABEL = 'controller.kubernetes.io/hash';

/** Keeps numbered pods with names and claims of their own, in order (stateful_set_control.go, v1.25). */
export const statefulSetController: Component = {
  name: 'statefulset-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'StatefulSet', keys: ({ object }) => [keyOf(object)] },
    { kind: 'Pod', keys: podKeys },
  ],
  reconcile,
};

function podKeys(change: ObjectChange, view: View): readonly string[] {
  const owners = ownerKeys(change, 'StatefulSet');
  if (!mayBeAdopted(change)) return owners;
  const sets = view.list<StatefulSet>('StatefulSet', change.object.metadata.namespace);
  const adopters = sets.filter((set) => compileSelector(set.spec.selector)(change.object.metadata.labels));
  return unique([...owners, ...adopters.map(keyOf)]);
}

/** What one sync works on. */
interface Round {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly view: View;
  readonly context: Context;
}

const wanted = (set: StatefulSet): number => set.spec.replicas ?? 1;
const isDeleting = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
const isUp = (pod: Pod): boolean => pod.status.phase === 'Running' && isPodReady(pod);
const isHealthy = (pod: Pod): boolean => isUp(pod) && !isDeleting(pod);
const isOf = (pod: Pod, revision: ControllerRevision): boolean =>
  pod.metadata.labels?.[REVISION_LABEL] === revision.metadata.name;

function reconcile(key: string, view: View, context: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const set = view.get<StatefulSet>('StatefulSet', namespace, name);
  if (set === undefined) return NOTHING;
  const matcher = compileSelector(set.spec.selector);
  const isMine = (pod: Pod): boolean => matcher(pod.metadata.labels) && ordinalOf(set, pod.metadata.name) !== undefined;
  const candidates = candidatesFor<Pod>('Pod', namespace, set.spec.selector, view);
  const { owned, writes: claims } = claim(set, 'Pod', candidates, isMine, view);
  const { revisions, writes: adoptions } = revisionsOf(set, matcher, view);
  const hash = controllerRevisionHash(revisionPatch(set.spec.template), set.status.collisionCount ?? 0);
  const labels = { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash };
  const found = currentRevision(set, set.spec.template, revisions, { hash, labels }, view);
  if (found === 'collision') {
    return { writes: [updateStatus(set, { ...set.status, collisionCount: (set.status.collisionCount ?? 0) + 1 })] };
  }
  const update = found.revision;
  const current = revisions.find((one) => one.metadata.name === set.status.currentRevision) ?? update;
  const round: Round = { set, pods: owned, current, update, view, context };
  const status = statusOf(round);
  const statusWrites = deepEqual(status, set.status) ? [] : [updateStatus(set, status)];
  const live = new Set([
    current.metadata.name,
    update.metadata.name,
    ...owned.map((pod) => pod.metadata.labels?.[REVISION_LABEL]),
  ]);
  const history = truncateHistory(revisions, set.spec.revisionHistoryLimit, ({ metadata }) => live.has(metadata.name));
  const waitMs = untilAvailableMs(owned, set.spec.minReadySeconds ?? 0, context.nowMs);
  return {
    writes: [...claims, ...adoptions, ...found.writes, ...statusWrites, ...steps(round), ...history],
    ...(waitMs === undefined ? {} : { requeueAfterMs: waitMs }),
  };
}

function statusOf({ set, pods, current, update, context }: Round): StatefulSet['status'] {
  const living = pods.filter((pod) => !isDeleting(pod));
  const replicas = pods.length;
  const ready = pods.filter(isUp).length;
  const updated = living.filter((pod) => isOf(pod, update)).length;
  const isDone =
    update !== current && isRolling(set) && updated === replicas && ready === replicas && replicas === wanted(set);
  const counts = nonZero({
    readyReplicas: ready,
    currentReplicas: isDone ? updated : living.filter((pod) => isOf(pod, current)).length,
    updatedReplicas: updated,
  });
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas,
    ...counts,
    availableReplicas: pods.filter((pod) => isUp(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, context.nowMs))
      .length,
    currentRevision: (isDone ? update : current).metadata.name,
    updateRevision: update.metadata.name,
    collisionCount: set.status.collisionCount ?? 0,
  };
}

const isRolling = (set: StatefulSet): boolean => (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate';

/** Missing pods from the lowest number, then surplus ones from the highest, then outdated ones from the highest. */
function steps(round: Round): readonly Write[] {
  const { set, pods, view } = round;
  if (set.metadata.deletionTimestamp !== undefined) return [];
  const home = view.get<Namespace>('Namespace', undefined, set.metadata.namespace ?? '');
  if (home?.metadata.deletionTimestamp !== undefined) return [];
  const isMonotonic = set.spec.podManagementPolicy !== 'Parallel';
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod.metadata.name) ?? -1, pod]));
  const slots = slotsOf(round, byOrdinal);
  const filled = fill(round, slots, isMonotonic);
  if (filled.isBlocked) return filled.writes;
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal >= wanted(set))
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod);
  const firstUnhealthy =
    slots.find((pod) => pod === undefined || !isHealthy(pod)) ?? condemned.findLast((pod) => !isHealthy(pod));
  const removed = condemn(round, condemned, firstUnhealthy, isMonotonic);
  if (removed.isBlocked || !isRolling(set)) return [...filled.writes, ...removed.writes];
  return [...filled.writes, ...removed.writes, ...replaceOutdated(round, slots)];
}

/** The pods by number, with gaps, up to what one turn can fill: a set may want two billion, and a turn that failed ends at its first pod. */
function slotsOf({ set, context }: Round, byOrdinal: ReadonlyMap<number, Pod>): readonly (Pod | undefined)[] {
  const burst = context.failures.length > 0 ? 1 : BURST;
  const slots: (Pod | undefined)[] = [];
  let missing = 0;
  for (let ordinal = 0; ordinal < wanted(set) && missing < burst; ordinal++) {
    const pod = byOrdinal.get(ordinal);
    if (pod === undefined) missing += 1;
    slots.push(pod);
  }
  return slots;
}

interface Step {
  readonly writes: readonly Write[];
  /** In order means: nothing else happens until this is through. */
  readonly isBlocked: boolean;
}

function fill(round: Round, slots: readonly (Pod | undefined)[], isMonotonic: boolean): Step {
  const { set, context } = round;
  const writes: Write[] = [];
  for (const [ordinal, pod] of slots.entries()) {
    if (pod === undefined || pod.status.phase === 'Failed') {
      if (pod !== undefined) {
        if (isDeleting(pod)) return { writes, isBlocked: true };
        const message = `StatefulSet ${keyOf(set)} is recreating failed Pod ${pod.metadata.name}`;
        writes.push(eventWrite(set, 'Warning', 'RecreatingFailedPod', message), deleteSetPod(set, pod));
      }
      const created = creation(round, ordinal);
      writes.push(...created.writes);
      if (created.isBlocked || isMonotonic) return { writes, isBlocked: true };
      continue;
    }
    const isEnough = isHealthy(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, context.nowMs);
    if (isMonotonic && !isEnough) return { writes, isBlocked: true };
  }
  return { writes, isBlocked: false };
}

/** The pod with its claims before it; a claim that is being deleted holds it up. */
function creation(round: Round, ordinal: number): Step {
  const { set, view } = round;
  const pod = newPod(set, ordinal, revisionFor(round, ordinal));
  const writes: Write[] = [];
  for (const wantedClaim of claimsOf(set, ordinal)) {
    const { namespace, name } = wantedClaim.metadata;
    const present = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
    if (present === undefined) writes.push(createClaim(set, wantedClaim, pod.metadata.name));
    else if (present.metadata.deletionTimestamp !== undefined) return { writes, isBlocked: true };
  }
  return { writes: [...writes, createSetPod(set, pod)], isBlocked: false };
}

/** Below the partition, or while an update without one is under way, a pod comes back as it was (newVersionedStatefulSetPod, v1.25). */
function revisionFor({ set, current, update }: Round, ordinal: number): ControllerRevision {
  const { rollingUpdate } = set.spec.updateStrategy ?? {};
  const isOld =
    rollingUpdate === undefined
      ? isRolling(set) && ordinal < (set.status.currentReplicas ?? 0)
      : ordinal < (rollingUpdate.partition ?? 0);
  return isOld ? current : update;
}

function condemn(round: Round, condemned: readonly Pod[], firstUnhealthy: Pod | undefined, isMonotonic: boolean): Step {
  const { set, context } = round;
  const writes: Write[] = [];
  for (const pod of condemned) {
    if (isDeleting(pod)) {
      if (isMonotonic) return { writes, isBlocked: true };
      continue;
    }
    const isEnough = isUp(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, context.nowMs);
    if (isMonotonic && !isEnough && pod !== firstUnhealthy) return { writes, isBlocked: true };
    writes.push(deleteSetPod(set, pod));
    if (isMonotonic) return { writes, isBlocked: true };
  }
  return { writes, isBlocked: false };
}

/** One at a time, from the highest number down to the partition; an unhealthy one is waited for. */
function replaceOutdated({ set, update }: Round, slots: readonly (Pod | undefined)[]): readonly Write[] {
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  for (const pod of slots.slice(partition).reverse()) {
    if (pod === undefined) return [];
    if (!isOf(pod, update) && !isDeleting(pod)) return [deleteSetPod(set, pod)];
    if (!isHealthy(pod)) return [];
  }
  return [];
}
