import { deepEqual } from '../../api/equality.ts';
import { compileMapSelector, compileSelector, type LabelMatcher, type LabelSelector } from '../../api/labels.ts';
import { controllerOf, type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import type { StatusError } from '../../api/status-error.ts';
import { type Component, type Context, NOTHING, type Outcome, type Watch } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isActive, isPodReady } from '../../kinds/core/pod-facts.ts';
import type { Namespace, Pod, PodTemplateSpec, ReplicaSet, ReplicationController } from '../../kinds/types.ts';
import { candidatesFor, claim } from '../shared/claim.ts';
import { type Glances, glanceAt } from '../shared/glances.ts';
import { mayBeAdopted, ownerKeys } from '../shared/owner-keys.ts';
import { podFromTemplate, untilAvailableMs } from '../shared/pods.ts';
import { unique } from '../shared/unique.ts';
import { createPod, deletePod, isTerminating, updateStatus } from '../shared/writes.ts';
import { deletionOrder } from '../shared/ranking.ts';
import { type Counts, countsOf, replicaStatus } from './status.ts';

/** The most pods created or deleted in one round (BurstReplicas, v1.25). */
const BURST = 500;

type ReplicaKind = ReplicaSet | ReplicationController;

/** What differs between the two kinds: how the selector is written. */
interface Flavour<T extends ReplicaKind> {
  readonly kind: T['kind'];
  matcher(set: T): LabelMatcher;
  selector(set: T): LabelSelector | undefined;
}

const replicaSet: Flavour<ReplicaSet> = {
  kind: 'ReplicaSet',
  matcher: (set) => compileSelector(set.spec.selector),
  selector: (set) => set.spec.selector,
};

const replicationController: Flavour<ReplicationController> = {
  kind: 'ReplicationController',
  matcher: (set) => compileMapSelector(set.spec.selector),
  selector: (set) => (set.spec.selector === undefined ? undefined : { matchLabels: set.spec.selector }),
};

/** Keeps as many active pods as a ReplicaSet asks for (replica_set.go, v1.25). */
export const replicaSetController: Component = componentFor('replicaset-controller', replicaSet);

/** The same for ReplicationControllers (replication_controller.go wraps the ReplicaSet's code). */
export const replicationControllerController: Component = componentFor('replication-controller', replicationController);

function componentFor<T extends ReplicaKind>(name: string, flavour: Flavour<T>): Component {
  const own: Watch = { kind: flavour.kind, keys: ({ object }) => [keyOf(object)] };
  const pods: Watch = {
    kind: 'Pod',
    keys: (change, view) =>
      mayBeAdopted(change)
        ? unique([...ownerKeys(change, flavour.kind), ...adopters(change.object, flavour, view)])
        : ownerKeys(change, flavour.kind),
  };
  return {
    name,
    process: 'kube-controller-manager',
    scope: 'cluster',
    watches: [own, pods],
    reconcile: (key, view, context) => reconcile(key, view, context, flavour),
  };
}

function adopters<T extends ReplicaKind>(pod: KubeObject, flavour: Flavour<T>, view: View): readonly string[] {
  const sets = view.list<T>(flavour.kind, pod.metadata.namespace);
  return sets.filter((set) => flavour.matcher(set)(pod.metadata.labels)).map(keyOf);
}

function reconcile<T extends ReplicaKind>(key: string, view: View, context: Context, flavour: Flavour<T>): Outcome {
  const { namespace, name } = splitKey(key);
  const set = view.get<T>(flavour.kind, namespace, name);
  if (set === undefined) return NOTHING;
  const quick = steady(set, view, context, flavour);
  if (quick !== undefined) return quick;
  const matcher = flavour.matcher(set);
  const matches = (pod: Pod): boolean => matcher(pod.metadata.labels);
  const candidates = candidatesFor<Pod>('Pod', namespace, flavour.selector(set), view);
  const claimed = claim<Pod>(set, 'Pod', candidates.filter(isActive), matches, view);
  const pods = claimed.owned.filter(isActive);
  const waitMs = untilAvailableMs(pods, set.spec.minReadySeconds ?? 0, context.nowMs);
  const managed = manage(set, pods, view, context);
  // Adopting takes a round trip to the API; what is too many is seen by the turn that the adoption itself brings.
  const isSettled = claimed.writes.length === 0 || pods.length <= wanted(set);
  const [status, changes] = [statusWrites(set, pods, context), isSettled ? managed : []];
  // The status comes last, so that one that is refused keeps no pod away. That a pod was refused is told before the next attempt: it may fail alike.
  const isRefused = context.failures.some(concernsPods);
  return {
    writes: isRefused ? [...claimed.writes, ...status, ...changes] : [...claimed.writes, ...changes, ...status],
    ...(waitMs === undefined ? {} : { requeueAfterMs: waitMs }),
  };
}

/** What one pod is to its set, whatever the time. */
interface Member {
  /** It is the set's and matches; another one may have to be adopted, released or left alone. */
  readonly isHeld: boolean;
  readonly isActive: boolean;
  readonly isReady: boolean;
  readonly isFullyLabelled: boolean;
}

/** All there can be: a pod that is to its set what it was before is seen at a glance, by its very object. */
const MEMBERS: readonly Member[] = Array.from({ length: 16 }, (_, bits) => ({
  isHeld: (bits & 1) > 0,
  isActive: (bits & 2) > 0,
  isReady: (bits & 4) > 0,
  isFullyLabelled: (bits & 8) > 0,
}));

function memberOf(pod: Pod, set: ReplicaKind, matcher: LabelMatcher): Member {
  const { labels } = pod.metadata;
  const isHeld = controllerOf(pod)?.uid === set.metadata.uid && matcher(labels);
  const wantedLabels = Object.entries(templateOf(set)?.metadata?.labels ?? {});
  const isFullyLabelled = wantedLabels.every(([key, value]) => labels?.[key] === value);
  const bits = (isHeld ? 1 : 0) | (isActive(pod) ? 2 : 0) | (isPodReady(pod) ? 4 : 0) | (isFullyLabelled ? 8 : 0);
  return MEMBERS[bits] as Member;
}

/** What is kept of a set. */
interface Memory {
  readonly seen: Glances<Member>;
  /** The set as it was when its status was right for these pods; undefined: it had to be written. */
  readonly right: ReplicaKind | undefined;
}

/**
 * A set that holds just the pods of its selector, and not too many: only its status can have to change, and it is counted without looking
 * at every pod again. Undefined: the long way round.
 */
function steady<T extends ReplicaKind>(set: T, view: View, context: Context, flavour: Flavour<T>): Outcome | undefined {
  const { spec, metadata } = set;
  if ((spec.minReadySeconds ?? 0) !== 0 || metadata.deletionTimestamp !== undefined) return undefined;
  if (context.failures.length > 0) return undefined;
  const candidates = candidatesFor<Pod>('Pod', metadata.namespace, flavour.selector(set), view);
  if (candidates.length === 0 || candidates.length !== view.ownedBy(metadata.uid ?? '').length) return undefined;
  const known = context.memory as Memory | undefined;
  const seen = glanceAt(candidates, known?.seen, spec, (pod) => memberOf(pod, set, flavour.matcher(set)));
  if (known?.right === set && known.seen.results === seen.results) return { writes: [], memory: { seen, right: set } };
  const counts = membersIn(seen.results);
  if (counts?.replicas !== wanted(set)) return undefined;
  const status = replicaStatus({
    old: set.status,
    generation: metadata.generation,
    counts,
    missing: 0,
    failure: undefined,
    nowMs: context.nowMs,
  });
  if (deepEqual(status, set.status)) return { writes: [], memory: { seen, right: set } };
  return { writes: [updateStatus(set, status)], memory: { seen, right: undefined } };
}

/** Of pods that are available as soon as they are ready. Undefined: some are not simply the set's. */
function membersIn(members: readonly Member[]): Counts | undefined {
  const counts: Counts = { replicas: 0, fullyLabeledReplicas: 0, readyReplicas: 0, availableReplicas: 0 };
  for (const member of members) {
    if (!member.isHeld) return undefined;
    if (!member.isActive) continue;
    counts.replicas += 1;
    if (member.isFullyLabelled) counts.fullyLabeledReplicas += 1;
    if (member.isReady) counts.readyReplicas += 1;
  }
  counts.availableReplicas = counts.readyReplicas;
  return counts;
}

const wanted = (set: ReplicaKind): number => set.spec.replicas ?? 1;

const templateOf = (set: ReplicaKind): PodTemplateSpec | undefined => set.spec.template;

/** Creates what is missing, or deletes the surplus, in one burst. A deleting set, or one in a dying namespace, makes nothing new. */
function manage(set: ReplicaKind, pods: readonly Pod[], view: View, context: Context): readonly Write[] {
  if (set.metadata.deletionTimestamp !== undefined) return [];
  const missing = wanted(set) - pods.length;
  if (missing > 0) {
    const home = view.get<Namespace>('Namespace', undefined, set.metadata.namespace ?? '');
    if (home?.metadata.deletionTimestamp !== undefined) return [];
    const pod = podFromTemplate(templateOf(set), set);
    return Array.from({ length: Math.min(missing, BURST) }, () => createPod(set, pod));
  }
  if (missing === 0) return [];
  const surplus = Math.min(-missing, BURST);
  const order = surplus < pods.length ? deletionOrder(pods, neighbours(set, view), context.nowMs) : pods;
  return order.slice(0, surplus).map((pod) => deletePod(set, pod));
}

/** How many active pods of the sets with the same controller (this one included) are on a pod's node; 0 without a controller. */
function neighbours(set: ReplicaKind, view: View): (pod: Pod) => number {
  const controller = controllerOf(set);
  if (controller === undefined) return () => 0;
  const counts = new Map<string, number>();
  for (const sibling of view.ownedBy(controller.uid)) {
    if (sibling.kind !== set.kind) continue;
    for (const pod of view.ownedBy(sibling.metadata.uid ?? '') as readonly Pod[]) {
      if (pod.kind !== 'Pod' || !isActive(pod)) continue;
      const node = pod.spec.nodeName ?? '';
      counts.set(node, (counts.get(node) ?? 0) + 1);
    }
  }
  return (pod) => counts.get(pod.spec.nodeName ?? '') ?? 0;
}

function statusWrites(set: ReplicaKind, pods: readonly Pod[], context: Context): readonly Write[] {
  const missing = wanted(set) - pods.length;
  const status = replicaStatus({
    old: set.status,
    generation: set.metadata.generation,
    counts: countsOf(pods, set.spec.minReadySeconds ?? 0, templateOf(set)?.metadata?.labels ?? {}, context.nowMs),
    missing,
    failure: missing === 0 ? undefined : context.failures.find(concernsPods),
    nowMs: context.nowMs,
  });
  if (deepEqual(status, set.status)) return [];
  return [updateStatus(set, status)];
}

/** A refusal of a pod, not of the set's own status; one for a dying namespace does not count. */
function concernsPods(error: StatusError): boolean {
  const kind = error.details?.kind;
  return (
    (kind === undefined || kind === 'pods' || kind === 'Pod') && error.reason !== 'Conflict' && !isTerminating(error)
  );
}
