import { deepEqual } from '../../api/equality.ts';
import { compileSelector } from '../../api/labels.ts';
import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { podTemplateHash } from '../../kinds/apps/template-hash.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { DaemonSet, Node, Pod } from '../../kinds/types.ts';
import { candidatesFor, claim } from '../shared/claim.ts';
import { mayBeAdopted, ownerKeys } from '../shared/owner-keys.ts';
import { isAvailable, untilAvailableMs } from '../shared/pods.ts';
import { currentRevision, revisionsOf, truncateHistory } from '../shared/revisions.ts';
import { nonZero } from '../shared/non-zero.ts';
import { unique } from '../shared/unique.ts';
import { createPod, deletePod, eventWrite, updateStatus } from '../shared/writes.ts';
import { daemonPod, type Eligibility, eligibility, nodeOf } from './placement.ts';
import { planUpdate } from './update.ts';

const HASH_LABEL = 'controller-revision-hash';
const BURST = 250;
const BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 900_000;

/** By node: how often its pod has failed, and when the next failed one may be deleted. */
type Backoffs = Readonly<Record<string, { readonly count: number; readonly untilMs: number }>>;

/** Keeps one pod on every eligible node (daemon_controller.go, v1.25). */
export const daemonSetController: Component = {
  name: 'daemonset-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'DaemonSet', keys: ({ object }) => [keyOf(object)] },
    { kind: 'ControllerRevision', keys: (change) => ownerKeys(change, 'DaemonSet') },
    { kind: 'Pod', keys: podKeys },
    { kind: 'Node', keys: (change, view) => nodeKeys(change as ObjectChange<Node>, view) },
  ],
  reconcile,
};

function podKeys(change: ObjectChange, view: View): readonly string[] {
  const owners = ownerKeys(change, 'DaemonSet');
  if (!mayBeAdopted(change)) return owners;
  const sets = view.list<DaemonSet>('DaemonSet', change.object.metadata.namespace);
  const adopters = sets.filter((set) => compileSelector(set.spec.selector)(change.object.metadata.labels));
  return unique([...owners, ...adopters.map(keyOf)]);
}

/** A new node concerns the sets that should run there, a changed one those for which that changed. */
function nodeKeys({ type, object, old }: ObjectChange<Node>, view: View): readonly string[] {
  if (type === 'DELETED') return [];
  if (old !== undefined && old.spec === object.spec && deepEqual(old.metadata.labels, object.metadata.labels))
    return [];
  const sets = view.list<DaemonSet>('DaemonSet');
  if (old === undefined) return sets.filter((set) => eligibility(set, object).run).map(keyOf);
  return sets.filter((set) => !deepEqual(eligibility(set, old), eligibility(set, object))).map(keyOf);
}

interface Place {
  readonly node: string;
  readonly should: Eligibility;
  readonly pods: readonly Pod[];
}

function reconcile(key: string, view: View, context: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const set = view.get<DaemonSet>('DaemonSet', namespace, name);
  if (set === undefined || set.metadata.deletionTimestamp !== undefined) return NOTHING;
  const matcher = compileSelector(set.spec.selector);
  const candidates = candidatesFor<Pod>('Pod', namespace, set.spec.selector, view);
  const { owned, writes: claims } = claim(set, 'Pod', candidates, (pod) => matcher(pod.metadata.labels), view);
  const hash = podTemplateHash(set.spec.template, set.status.collisionCount);
  const { revisions, writes: adoptions } = revisionsOf(set, matcher, view);
  const labels = { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash };
  const current = currentRevision(set, set.spec.template, revisions, { hash, labels }, view);
  if (current === 'collision') {
    const collisionCount = (set.status.collisionCount ?? 0) + 1;
    return { writes: [updateStatus(set, { ...set.status, collisionCount })] };
  }
  const byNode = Map.groupBy(owned, nodeOf);
  const nodes = view.list<Node>('Node');
  const places = nodes.map((node): Place => {
    const pods = byNode.get(node.metadata.name) ?? [];
    return { node: node.metadata.name, should: eligibility(set, node), pods: pods.toSorted(keepOrder) };
  });
  const currentHash = current.revision.metadata.labels?.[HASH_LABEL] ?? hash;
  const managed = manage(set, places, currentHash, (context.memory ?? {}) as Backoffs, context.nowMs);
  const lost = strays(set, owned, new Set(nodes.map(({ metadata }) => metadata.name)));
  const steps = [...managed.writes, ...lost];
  const rolled = steps.length > 0 ? [] : rollOut(set, places, currentHash, context.nowMs);
  const live = new Set(owned.map((pod) => pod.metadata.labels?.[HASH_LABEL]));
  const history = truncateHistory(revisions, set.spec.revisionHistoryLimit, (revision) => {
    const itsHash = revision.metadata.labels?.[HASH_LABEL];
    return revision.metadata.name === current.revision.metadata.name || live.has(itsHash);
  });
  const waits = [managed.waitMs, untilAvailableMs(owned, set.spec.minReadySeconds ?? 0, context.nowMs)];
  const waitMs = waits.reduce<number>((min, wait) => Math.min(min, wait ?? Infinity), Infinity);
  return {
    writes: [
      ...claims,
      ...adoptions,
      ...current.writes,
      // What is refused leaves the status as it was (syncDaemonSet, v1.25).
      ...steps,
      ...rolled,
      ...history,
      ...statusWrites(set, places, currentHash, context.nowMs),
    ],
    memory: managed.backoffs,
    ...(waitMs === Infinity ? {} : { requeueAfterMs: waitMs }),
  };
}

/** Of several pods on a node the first stays: bound before unbound, older before younger. */
function keepOrder(a: Pod, b: Pod): number {
  const bound = Number((b.spec.nodeName ?? '') !== '') - Number((a.spec.nodeName ?? '') !== '');
  if (bound !== 0) return bound;
  const age = compare(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '');
  return age === 0 ? compare(a.metadata.name, b.metadata.name) : age;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Managed {
  readonly writes: readonly Write[];
  readonly backoffs: Backoffs;
  readonly waitMs: number | undefined;
}

/** Creates pods where one is missing, deletes failed, doubled and unwanted ones (podsShouldBeOnNode, v1.25). */
function manage(set: DaemonSet, places: readonly Place[], hash: string, old: Backoffs, nowMs: number): Managed {
  const create: Write[] = [];
  const remove: Write[] = [];
  const backoffs = { ...old };
  let waitMs: number | undefined;
  for (const { node, should, pods } of places) {
    if (should.run && pods.length === 0) create.push(createPod(set, daemonPod(set, node, hash)));
    if (!should.stay) {
      remove.push(...pods.filter(isLiving).map((pod) => deletePod(set, pod)));
      continue;
    }
    for (const pod of pods.filter((one) => one.status.phase === 'Failed' && isLiving(one))) {
      const { count, untilMs } = backoffs[node] ?? { count: 0, untilMs: 0 };
      if (nowMs < untilMs) {
        waitMs = Math.min(waitMs ?? Infinity, untilMs - nowMs);
        continue;
      }
      backoffs[node] = { count: count + 1, untilMs: nowMs + Math.min(BACKOFF_MS * 2 ** count, MAX_BACKOFF_MS) };
      const message = `Found failed daemon pod ${keyOf(pod)} on node ${node}, will try to kill it`;
      remove.push(eventWrite(set, 'Warning', 'FailedDaemonPod', message), deletePod(set, pod));
    }
    remove.push(...doubled(set, pods, hash).map((pod) => deletePod(set, pod)));
  }
  return { writes: [...create.slice(0, BURST), ...remove.slice(0, BURST)], backoffs, waitMs };
}

const isLiving = (pod: Pod): boolean => pod.metadata.deletionTimestamp === undefined;

/** All but the first; a surging update may have two as long as the new one is not ready and the old one is. */
function doubled(set: DaemonSet, pods: readonly Pod[], hash: string): readonly Pod[] {
  const running = pods.filter((pod) => pod.status.phase !== 'Failed' && isLiving(pod));
  if (running.length < 2) return [];
  const surges = (set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0) !== 0;
  const fresh = running.filter((pod) => pod.metadata.labels?.[HASH_LABEL] === hash);
  const old = running.filter((pod) => pod.metadata.labels?.[HASH_LABEL] !== hash);
  if (!surges || fresh.length === 0 || old.length === 0) return running.slice(1);
  return [...fresh.slice(1), ...old.slice(1)];
}

/** Unbound pods that wait for a node that is gone. */
function strays(set: DaemonSet, pods: readonly Pod[], nodes: ReadonlySet<string>): readonly Write[] {
  const lost = pods.filter((pod) => (pod.spec.nodeName ?? '') === '' && isLiving(pod) && !nodes.has(nodeOf(pod)));
  return lost.map((pod) => deletePod(set, pod));
}

function rollOut(set: DaemonSet, places: readonly Place[], hash: string, nowMs: number): readonly Write[] {
  if ((set.spec.updateStrategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return [];
  const concerned = places.filter(({ should, pods }) => should.run || pods.length > 0);
  const nodes = concerned.map(({ node, should, pods }) => ({ node, isWanted: should.run, pods }));
  const plan = planUpdate(set, nodes, hash, nowMs);
  return [
    ...plan.surge.map((node) => createPod(set, daemonPod(set, node, hash))),
    ...plan.remove.map((pod) => deletePod(set, pod)),
  ];
}

/** The pods that this sync makes count as well: they have been made before the status is told (and are not ready). */
function statusWrites(set: DaemonSet, places: readonly Place[], hash: string, nowMs: number): readonly Write[] {
  const wanted = places.filter(({ should }) => should.run);
  const first = wanted.flatMap(({ pods }) => pods.slice(0, 1));
  const available = first.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs)).length;
  const made = Math.min(wanted.filter(({ pods }) => pods.length === 0).length, BURST);
  const { collisionCount } = set.status;
  const status: DaemonSet['status'] = {
    currentNumberScheduled: first.length + made,
    desiredNumberScheduled: wanted.length,
    numberMisscheduled: places.filter(({ should, pods }) => !should.run && pods.length > 0).length,
    numberReady: first.filter(isPodReady).length,
    ...nonZero({
      observedGeneration: set.metadata.generation ?? 0,
      updatedNumberScheduled: first.filter((pod) => pod.metadata.labels?.[HASH_LABEL] === hash).length + made,
      numberAvailable: available,
      numberUnavailable: wanted.length - available,
    }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
  return deepEqual(status, set.status) ? [] : [updateStatus<DaemonSet & KubeObject>(set, status)];
}
