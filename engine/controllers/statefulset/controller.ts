import { deepEqual } from '../../api/equality.ts';
import { compileSelector } from '../../api/labels.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { controllerRevisionHash, revisionPatch } from '../../kinds/apps/template-hash.ts';
import type { ControllerRevision, Namespace, PersistentVolumeClaim, Pod, StatefulSet } from '../../kinds/types.ts';
import { candidatesFor, claim } from '../shared/claim.ts';
import { mayBeAdopted, ownerKeys } from '../shared/owner-keys.ts';
import { isAvailable, untilAvailableMs } from '../shared/pods.ts';
import { currentRevision, revisionsOf, truncateHistory } from '../shared/revisions.ts';
import { unique } from '../shared/unique.ts';
import { eventWrite, updateStatus } from '../shared/writes.ts';
import { claimsOf, newPod, ordinalOf, REVISION_LABEL } from './identity.ts';
import { isDeleting, isHealthy, isOf, isRolling, isUp, type Round, wanted } from './round.ts';
import { added, type Effect, NO_EFFECT, ofRevision, statusOf } from './status.ts';
import { createClaim, createSetPod, deleteSetPod, heldUp } from './writes.ts';

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
  const { writes: made, effect } = steps(round);
  // After a refusal the status is told first: what the steps would add to it may be refused again.
  const hasFailed = context.failures.length > 0;
  const status = statusOf(round, hasFailed ? NO_EFFECT : effect);
  const statusWrites = deepEqual(status, set.status) ? [] : [updateStatus(set, status)];
  const work = hasFailed ? [...statusWrites, ...made] : [...made, ...statusWrites];
  const live = new Set([
    current.metadata.name,
    update.metadata.name,
    ...owned.map((pod) => pod.metadata.labels?.[REVISION_LABEL]),
  ]);
  const history = truncateHistory(revisions, set.spec.revisionHistoryLimit, ({ metadata }) => live.has(metadata.name));
  const waitMs = untilAvailableMs(owned, set.spec.minReadySeconds ?? 0, context.nowMs);
  return {
    writes: [...claims, ...adoptions, ...found.writes, ...work, ...history],
    ...(waitMs === undefined ? {} : { requeueAfterMs: waitMs }),
  };
}

/** Missing pods from the lowest number, then surplus ones from the highest, then outdated ones from the highest. */
function steps(round: Round): Step {
  const { set, pods, view } = round;
  if (set.metadata.deletionTimestamp !== undefined) return NO_STEP;
  const home = view.get<Namespace>('Namespace', undefined, set.metadata.namespace ?? '');
  if (home?.metadata.deletionTimestamp !== undefined) return NO_STEP;
  const isMonotonic = set.spec.podManagementPolicy !== 'Parallel';
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod.metadata.name) ?? -1, pod]));
  const slots = slotsOf(round, byOrdinal);
  const filled = fill(round, slots, isMonotonic);
  if (filled.isBlocked) return filled;
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal >= wanted(set))
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod);
  const firstUnhealthy =
    slots.find((pod) => pod === undefined || !isHealthy(pod)) ?? condemned.findLast((pod) => !isHealthy(pod));
  const removed = condemn(round, condemned, firstUnhealthy, isMonotonic);
  if (removed.isBlocked || !isRolling(set)) return joined(filled, removed);
  return joined(filled, removed, replaceOutdated(round, slots));
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
  readonly effect: Effect;
}

const NO_STEP: Step = { writes: [], isBlocked: false, effect: NO_EFFECT };

function joined(...all: readonly Step[]): Step {
  return {
    writes: all.flatMap(({ writes }) => writes),
    isBlocked: all.some(({ isBlocked }) => isBlocked),
    effect: added(...all.map(({ effect }) => effect)),
  };
}

function fill(round: Round, slots: readonly (Pod | undefined)[], isMonotonic: boolean): Step {
  const { set, context } = round;
  const done: Step[] = [];
  const through = (isBlocked: boolean): Step => ({ ...joined(...done), isBlocked });
  for (const [ordinal, pod] of slots.entries()) {
    if (pod === undefined || pod.status.phase === 'Failed') {
      if (pod !== undefined) {
        if (isDeleting(pod)) return through(true);
        done.push(removal(round, pod));
      }
      const created = creation(round, ordinal);
      done.push(created);
      if (created.isBlocked || isMonotonic) return through(true);
      continue;
    }
    const isEnough = isHealthy(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, context.nowMs);
    if (isMonotonic && !isEnough) return through(true);
  }
  return through(false);
}

/** A failed pod goes, to be made again at once. */
function removal(round: Round, pod: Pod): Step {
  const { set } = round;
  const message = `StatefulSet ${keyOf(set)} is recreating failed Pod ${pod.metadata.name}`;
  return {
    writes: [eventWrite(set, 'Warning', 'RecreatingFailedPod', message), deleteSetPod(set, pod)],
    isBlocked: false,
    effect: { ...ofRevision(round, pod, -1), replicas: -1 },
  };
}

/** The pod with its claims before it; a claim that is being deleted holds it up, and that is told. */
function creation(round: Round, ordinal: number): Step {
  const { set, view } = round;
  const pod = newPod(set, ordinal, revisionFor(round, ordinal));
  const writes: Write[] = [];
  for (const wantedClaim of claimsOf(set, ordinal)) {
    const { namespace, name } = wantedClaim.metadata;
    const present = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
    if (present === undefined) writes.push(createClaim(set, wantedClaim, pod.metadata.name));
    else if (present.metadata.deletionTimestamp !== undefined) {
      const told = heldUp(set, pod, `pvc ${name} is being deleted`);
      return { writes: [...writes, told], isBlocked: true, effect: NO_EFFECT };
    }
  }
  const effect = { ...ofRevision(round, pod, 1), replicas: 1 };
  return { writes: [...writes, createSetPod(set, pod)], isBlocked: false, effect };
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
  const done: Step[] = [];
  const through = (isBlocked: boolean): Step => ({ ...joined(...done), isBlocked });
  for (const pod of condemned) {
    if (isDeleting(pod)) {
      if (isMonotonic) return through(true);
      continue;
    }
    const isEnough = isUp(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, context.nowMs);
    if (isMonotonic && !isEnough && pod !== firstUnhealthy) return through(true);
    done.push({ writes: [deleteSetPod(set, pod)], isBlocked: false, effect: ofRevision(round, pod, -1) });
    if (isMonotonic) return through(true);
  }
  return through(false);
}

/** One at a time, from the highest number down to the partition; an unhealthy one is waited for. */
function replaceOutdated({ set, update }: Round, slots: readonly (Pod | undefined)[]): Step {
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  for (const pod of slots.slice(partition).reverse()) {
    if (pod === undefined) return NO_STEP;
    // Whatever its revision is, it is the current one that counts one less.
    if (!isOf(pod, update) && !isDeleting(pod))
      return { writes: [deleteSetPod(set, pod)], isBlocked: false, effect: { ...NO_EFFECT, current: -1 } };
    if (!isHealthy(pod)) return NO_STEP;
  }
  return NO_STEP;
}
