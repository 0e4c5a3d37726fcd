import { toTimestamp } from '../../api/time.ts';
import type { KubeObject } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { nodeCondition } from '../../kinds/core/node-facts.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { Node, Pod } from '../../kinds/types.ts';
import { eventWrite, updateStatus } from '../shared/writes.ts';
import { examine, type Health } from './health.ts';
import { hasTaint, NOT_READY, taintWrites, UNREACHABLE } from './taints.ts';
import { dequeue, enqueue, NEW_ZONE, rateIn, withRate, type Zone, zoneOf, type ZoneState, zoneState } from './zones.ts';

/** What the controller keeps in its memory; lost when its process stops. */
export interface NodesState {
  readonly nodes: Readonly<Record<string, Health>>;
  readonly zones: Readonly<Record<string, Zone>>;
}

export const START: NodesState = { nodes: {}, zones: {} };

const NOT_COUNTED = 'node.kubernetes.io/exclude-disruption';

interface Counts {
  ready: number;
  notReady: number;
}

/** One look at all nodes (monitorNodeHealth, v1.25). */
export function monitor(state: NodesState, view: View, nowMs: number): { writes: readonly Write[]; state: NodesState } {
  const nodes = view.list<Node>('Node');
  const writes: Write[] = farewells(state, nodes);
  const zones: Record<string, Zone> = { ...state.zones };
  const health: Record<string, Health> = {};
  const counts = new Map<string, Counts>();
  for (const node of nodes) {
    const { name } = node.metadata;
    const zoneName = zoneOf(node);
    const before = known(state, node);
    const greeting = before === undefined ? welcome(node, nowMs) : [];
    writes.push(...greeting);
    const examined = examine(node, before, view, nowMs);
    health[name] = examined.health;
    const zone = zones[zoneName] ?? NEW_ZONE;
    const isPlanned = greeting.length < 2 && (nodeCondition(node, 'Ready') ?? examined.lost) !== undefined;
    const eviction = isPlanned ? plan(node, examined.observed, zone, nowMs) : { zone, writes: [] };
    zones[zoneName] = eviction.zone;
    writes.push(...eviction.writes);
    if (examined.lost !== undefined) {
      writes.push(updateStatus(node, examined.lost.status));
      if (examined.observed === 'True') writes.push(...nodeLost(node, view, nowMs));
    }
    const current = examined.lost === undefined ? examined.observed : 'Unknown';
    if (node.metadata.labels?.[NOT_COUNTED] === undefined) count(counts, zoneName, current === 'True');
  }
  return disruption({ nodes: health, zones }, counts, nodes, writes, nowMs);
}

function count(counts: Map<string, Counts>, zone: string, isReady: boolean): void {
  const sum = counts.get(zone) ?? { ready: 0, notReady: 0 };
  if (isReady) sum.ready++;
  else sum.notReady++;
  counts.set(zone, sum);
}

/** A node made anew under an old name is a new node. */
function known(state: NodesState, node: Node): Health | undefined {
  const health = state.nodes[node.metadata.name];
  return health?.uid === node.metadata.uid ? health : undefined;
}

/** A new node starts without the taints that an earlier controller may have left. */
function welcome(node: Node, nowMs: number): readonly Write[] {
  const { name } = node.metadata;
  const message = `Node ${name} event: Registered Node ${name} in Controller`;
  return [eventWrite(node, 'Normal', 'RegisteredNode', message), ...reachable(node, nowMs)];
}

function farewells(state: NodesState, nodes: readonly Node[]): Write[] {
  const present = new Set(nodes.map(({ metadata }) => metadata.name));
  return Object.entries(state.nodes).flatMap(([name, { uid }]) => {
    if (present.has(name)) return [];
    const gone: KubeObject = { apiVersion: 'v1', kind: 'Node', metadata: { name, uid } };
    return [eventWrite(gone, 'Normal', 'RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`)];
  });
}

/** Takes both NoExecute taints off (markNodeAsReachable). */
function reachable(node: Node, nowMs: number): readonly Write[] {
  return taintWrites(node, 'NoExecute', [], [NOT_READY, UNREACHABLE], nowMs);
}

interface Eviction {
  readonly zone: Zone;
  readonly writes: readonly Write[];
}

/** By the condition found at the start of this look: swap a taint at once, wait for one in the zone's queue, or take it off. */
function plan(node: Node, observed: string, zone: Zone, nowMs: number): Eviction {
  const { name } = node.metadata;
  if (observed === 'True') return { zone: dequeue(zone, name), writes: reachable(node, nowMs) };
  const [wanted, other] = observed === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
  if (hasTaint(node, other, 'NoExecute'))
    return { zone, writes: taintWrites(node, 'NoExecute', [wanted], [other], nowMs) };
  return { zone: hasTaint(node, wanted, 'NoExecute') ? zone : enqueue(zone, name), writes: [] };
}

/** The controller itself found the node lost: that is told, and its ready pods are ready no more (MarkPodsNotReady). */
function nodeLost(node: Node, view: View, nowMs: number): readonly Write[] {
  const { name } = node.metadata;
  const pods = view.by<Pod>('Pod', 'node', name).filter(isPodReady);
  return [
    eventWrite(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`),
    ...pods.flatMap((pod): readonly Write[] => {
      const conditions = (pod.status.conditions ?? []).map((condition) =>
        condition.type === 'Ready'
          ? { ...condition, status: 'False', lastTransitionTime: toTimestamp(nowMs) }
          : condition,
      );
      const write = updateStatus(pod, { ...pod.status, conditions });
      return [{ ...write, ignore: ['NotFound'] }, eventWrite(pod, 'Warning', 'NodeNotReady', 'Node is not ready')];
    }),
  ];
}

/** Zones and their rates; when all nodes everywhere are down, the fault is rather ours, and tainting ends (handleDisruption, v1.25). */
function disruption(
  state: NodesState,
  counts: ReadonlyMap<string, Counts>,
  nodes: readonly Node[],
  writes: readonly Write[],
  nowMs: number,
): { writes: readonly Write[]; state: NodesState } {
  const states = new Map<string, ZoneState>(
    [...counts].map(([zone, { ready, notReady }]) => [zone, zoneState(ready, notReady)]),
  );
  const size = (zone: string): number => (counts.get(zone)?.ready ?? 0) + (counts.get(zone)?.notReady ?? 0);
  const present = Object.entries(state.zones).filter(([zone]) => states.has(zone));
  const isAll = present.length > 0 && present.every(([zone]) => states.get(zone) === 'FullDisruption');
  const wasAll = present.length > 0 && present.every(([, zone]) => zone.state === 'FullDisruption');
  if (isAll && wasAll) return { writes, state };
  const zones = Object.fromEntries(
    present.map(([name, zone]): readonly [string, Zone] => {
      const next = states.get(name) ?? 'Normal';
      if (isAll) return [name, { ...withRate(zone, 0, nowMs), state: next, queue: [] }];
      if (zone.state === next && !wasAll) return [name, zone];
      return [name, { ...withRate(zone, rateIn(next, size(name)), nowMs), state: next }];
    }),
  );
  const cleared = isAll ? nodes.flatMap((node) => reachable(node, nowMs)) : [];
  const reset = ([name, health]: readonly [string, Health]): readonly [string, Health] => [
    name,
    { ...health, probeMs: nowMs },
  ];
  const health = wasAll ? Object.fromEntries(Object.entries(state.nodes).map(reset)) : state.nodes;
  return { writes: [...writes, ...cleared], state: { nodes: health, zones } };
}
