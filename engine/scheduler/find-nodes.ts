import type { NodeInfo } from './cache/node-info.ts';
import { type PodEntry, priorityOf } from './cache/pod-entry.ts';
import type { SchedulerCache } from './cache/scheduler-cache.ts';
import { naiveJudge, type NodeJudge, prepare, type Preparation, rejectionsOf } from './evaluate.ts';
import type { Cycle, Rejection } from './framework.ts';

/** Which nodes would do, and why the others would not. */
export interface Search {
  readonly feasible: readonly NodeInfo[];
  /** Of the feasible nodes, at the same places. */
  readonly slots: readonly number[];
  /** Only nodes that were looked at. */
  readonly rejected: ReadonlyMap<NodeInfo, readonly Rejection[]>;
}

/** Pods that wait for a node to become free: their room is not given to pods of lower priority. */
export interface Nominations {
  readonly hasNominated: boolean;
  /** Those of at least this priority that wait for the node, without the pod `except` itself. */
  waitingFor(node: string, priority: number, except: string): readonly PodEntry[];
}

/** Clusters up to this size are searched whole. */
const LEAST_NODES = 100;

/** How many feasible nodes are enough (numFeasibleNodesToFind, v1.25). */
export function enoughNodes(nodes: number): number {
  if (nodes < LEAST_NODES) return nodes;
  const percent = Math.max(5, 50 - Math.trunc(nodes / 125));
  return Math.max(LEAST_NODES, Math.trunc((nodes * percent) / 100));
}

/** Looks at nodes from where the last search ended, until enough will do (findNodesThatFitPod, v1.25). */
export function findNodes(cycle: Cycle, judge: NodeJudge, preparation: Preparation, nominations: Nominations): Search {
  const { cache } = cycle;
  const { only, rejection } = preparation;
  const rejected = new Map<NodeInfo, readonly Rejection[]>();
  if (rejection !== undefined) {
    for (const node of cache.nodes) rejected.set(node, [rejection]);
    return { feasible: [], slots: [], rejected };
  }
  const nodes = only === undefined ? cache.nodes : named(cache, only);
  const slots = only === undefined ? cache.slots : nodes.map(({ slot }) => slot);
  // Where each node speaks for itself, those that did not change are not looked into.
  const isPlain = preparation.filters.length === 0 && !nominations.hasNominated;
  const enough = enoughNodes(nodes.length);
  // Lists as long as these may become, to be written over: those that grow by hundreds are copied again and again.
  const feasible = nodes.slice(0, enough);
  const feasibleSlots = slots.slice(0, enough);
  let found = 0;
  let looked = 0;
  let at = nodes.length === 0 ? 0 : cache.nextStart % nodes.length;
  for (; looked < nodes.length && found < enough; looked++) {
    const node = nodes[at] as NodeInfo;
    const slot = slots[at] as number;
    at = at + 1 === nodes.length ? 0 : at + 1;
    const rejections = isPlain
      ? judge.rejections(node, slot)
      : againstNode(node, cycle, judge, preparation, nominations);
    if (rejections.length === 0) {
      feasible[found] = node;
      feasibleSlots[found] = slot;
      found += 1;
    } else rejected.set(node, rejections);
  }
  if (nodes.length > 0) cache.nextStart = at;
  feasible.length = found;
  feasibleSlots.length = found;
  return { feasible, slots: feasibleSlots, rejected };
}

/** A DaemonSet's pod names one node: the others need not be asked. */
function named(cache: SchedulerCache, names: ReadonlySet<string>): readonly NodeInfo[] {
  if (names.size > 1) return cache.nodes.filter(({ name }) => names.has(name));
  return [...names].flatMap((name) => cache.node(name) ?? []);
}

/** With nominated pods on the node, the pod must fit both beside them and without them (RunFilterPluginsWithNominatedPods, v1.25). */
export function againstNode(
  node: NodeInfo,
  cycle: Cycle,
  judge: NodeJudge,
  { filters }: Preparation,
  nominations: Nominations,
): readonly Rejection[] {
  const waiting = nominations.hasNominated ? nominations.waitingFor(node.name, priorityOf(cycle.pod), cycle.key) : [];
  if (waiting.length > 0) {
    const beside = besides(waiting, cycle, () =>
      rejectionsOf(node, naiveJudge(cycle.podClass), prepare(cycle).filters),
    );
    if (beside.length > 0) return beside;
  }
  return rejectionsOf(node, judge, filters);
}

/** Asks while these pods have their places too. */
function besides<T>(entries: readonly PodEntry[], { cache, view }: Cycle, ask: () => T): T {
  for (const entry of entries) cache.place(entry, view);
  const answer = ask();
  for (const entry of entries) cache.removePod(entry, view);
  return answer;
}
