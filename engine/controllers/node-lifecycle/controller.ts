import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { nodeCondition } from '../../kinds/core/node-facts.ts';
import type { Node } from '../../kinds/types.ts';
import { monitor, type NodesState, START } from './monitor.ts';
import { NOT_READY, noScheduleWrites, taintWrites, UNREACHABLE } from './taints.ts';
import type { Zone } from './zones.ts';

/** How often all nodes are looked at (--node-monitor-period), and the queue of nodes to taint. */
const MONITOR_MS = 5000;
const QUEUE_MS = 100;

const MONITOR = 'monitor';
const EVICT = 'evict';
const NODE = 'node/';

/** Notices lost nodes, marks them and their pods, and taints them (node_lifecycle_controller.go, v1.25). */
export const nodeLifecycleController: Component = {
  name: 'node-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  maxRetryMs: MONITOR_MS,
  watches: [
    {
      kind: 'Node',
      keys: ({ type, object }) =>
        type !== 'DELETED' && noScheduleWrites(object as Node, 0).length > 0 ? [`${NODE}${object.metadata.name}`] : [],
    },
  ],
  startKeys: () => [MONITOR],
  reconcile,
};

function reconcile(key: string, view: View, context: Context): Outcome {
  const state = (context.shared ?? START) as NodesState;
  if (key === MONITOR) {
    const { writes, state: next } = monitor(state, view, context.nowMs);
    const waits = Object.values(next.zones).some(({ queue }) => queue.length > 0);
    const signals = waits ? [{ component: nodeLifecycleController.name, key: EVICT }] : [];
    return { writes, shared: next, requeueAfterMs: MONITOR_MS, signals };
  }
  if (key === EVICT) return evict(state, view, context.nowMs);
  const node = view.get<Node>('Node', undefined, key.slice(NODE.length));
  const writes = node === undefined ? [] : noScheduleWrites(node, context.nowMs);
  return writes.length === 0 ? NOTHING : { writes };
}

/** Taints the nodes whose turn it is in each zone (doNoExecuteTaintingPass, v1.25). */
function evict(state: NodesState, view: View, nowMs: number): Outcome {
  const writes: Write[] = [];
  const zones: Record<string, Zone> = {};
  let nextMs = Infinity;
  for (const [name, zone] of Object.entries(state.zones)) {
    let { queue, tokenAtMs } = zone;
    while (queue.length > 0 && zone.rate > 0 && tokenAtMs <= nowMs) {
      const node = view.get<Node>('Node', undefined, queue[0] ?? '');
      if (node !== undefined) writes.push(...noExecuteWrites(node, nowMs));
      queue = queue.slice(1);
      tokenAtMs = nowMs + 1000 / zone.rate;
    }
    if (queue.length > 0 && zone.rate > 0) nextMs = Math.min(nextMs, tokenAtMs - nowMs);
    zones[name] = { ...zone, queue, tokenAtMs };
  }
  const shared: NodesState = { ...state, zones };
  if (nextMs === Infinity) return { writes, shared };
  return { writes, shared, requeueAfterMs: Math.ceil(nextMs / QUEUE_MS) * QUEUE_MS };
}

/** A node that is ready again by now is spared. */
function noExecuteWrites(node: Node, nowMs: number): readonly Write[] {
  const status = nodeCondition(node, 'Ready')?.status ?? 'Unknown';
  if (status === 'True') return [];
  const [add, remove] = status === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
  return taintWrites(node, 'NoExecute', [add], [remove], nowMs);
}
