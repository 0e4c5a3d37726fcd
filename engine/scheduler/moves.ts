import type { View } from '../component/view.ts';
import type { Pod } from '../kinds/types.ts';
import { inGroup } from './affinity-term.ts';
import type { NodeInfo } from './cache/node-info.ts';
import { checkNode } from './evaluate.ts';
import type { ClusterEvent } from './framework.ts';
import { PLUGINS } from './plugins/index.ts';
import type { QueuedPod } from './queue/scheduling-queue.ts';
import type { SchedulerState } from './state.ts';

/** Plugins by the events that may cure what they reject. */
const CURED_BY: ReadonlyMap<string, ReadonlySet<ClusterEvent>> = new Map(
  PLUGINS.map(({ name, events }) => [name, new Set(events)]),
);

/** Only pods that were rejected by a plugin registered for the event go on (podMatchesEvent, v1.25). */
export function maybeCured({ rejectedBy }: QueuedPod, event: ClusterEvent): boolean {
  return rejectedBy.length === 0 || rejectedBy.some((plugin) => CURED_BY.get(plugin)?.has(event) === true);
}

/** Something happened anywhere. */
export function moveOn(state: SchedulerState, event: ClusterEvent, nowMs: number): void {
  if (state.queue.hasUnschedulable) state.queue.move((pod) => maybeCured(pod, event), nowMs);
}

/** Something happened to a node: it helps only pods that the node itself would take (preCheckForNode, v1.25). */
export function moveOnForNode(state: SchedulerState, event: ClusterEvent, node: NodeInfo, nowMs: number): void {
  if (!state.queue.hasUnschedulable) return;
  const mayHelp = (queued: QueuedPod): boolean => {
    const pod = state.pending.get(queued.key);
    return maybeCured(queued, event) && pod !== undefined && checkNode(state.cache.classOf(pod), node).length === 0;
  };
  state.queue.move(mayHelp, nowMs);
}

/** A pod came to a node, or its labels changed: it helps those that require to be near it (AssignedPodAdded, v1.25). */
export function moveOnForPod(state: SchedulerState, event: ClusterEvent, placed: Pod, view: View, nowMs: number): void {
  if (!state.queue.hasUnschedulable) return;
  const wants = (key: string): boolean => {
    const pod = state.pending.get(key);
    const terms = pod === undefined ? [] : state.cache.classOf(pod).affinity;
    return terms.some(({ kind, group }) => kind === 'requiredAffinity' && inGroup(group, placed, view));
  };
  state.queue.move((queued) => maybeCured(queued, event) && wants(queued.key), nowMs);
}
