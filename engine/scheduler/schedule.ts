import { keyOf, splitKey } from '../api/object.ts';
import { type Context, NOTHING, type Note, type Outcome } from '../component/component.ts';
import type { View } from '../component/view.ts';
import type { Write } from '../component/write.ts';
import type { Pod } from '../kinds/types.ts';
import type { NodeInfo } from './cache/node-info.ts';
import { priorityOf } from './cache/pod-entry.ts';
import { aboutPod, decide, type Decision, rivalsOf, scoreOf } from './decide.ts';
import { failureWrites, type Nominated, patchStatus, skippedDeleting } from './failure.ts';
import type { Rejection } from './framework.ts';
import { histogram, NO_NODES, reasonsOf, unavailable, withPreemption } from './message.ts';
import { areClaimsBound, BIND_TIMEOUT_MS, bindWrite, volumeWrites } from './binding.ts';
import { preempt } from './preemption/preempt.ts';
import type { Candidate } from './preemption/victims.ts';
import type { QueuedPod } from './queue/scheduling-queue.ts';
import type { SchedulerState } from './state.ts';
import { SCHEDULER_NAME } from './sync.ts';
import { BIND } from './watches.ts';

/** Takes the next pod from the queue and places it, or says why that cannot be (scheduleOne, v1.25). */
export function scheduleOne(state: SchedulerState, view: View, context: Context): Outcome {
  for (let queued = state.queue.pop(); queued !== undefined; queued = state.queue.pop()) {
    const { namespace, name } = splitKey(queued.key);
    const pod = view.get<Pod>('Pod', namespace, name);
    if (pod === undefined || (pod.metadata.uid ?? '') !== queued.uid || (pod.spec.nodeName ?? '') !== '') continue;
    if (pod.metadata.deletionTimestamp !== undefined) return { writes: [skippedDeleting(pod)] };
    return place(state, queued, pod, view, context);
  }
  return NOTHING;
}

function place(state: SchedulerState, queued: QueuedPod, pod: Pod, view: View, context: Context): Outcome {
  if (state.cache.nodes.length === 0) {
    state.queue.park(queued, [], context.nowMs);
    return { writes: failureWrites(pod, 'Unschedulable', NO_NODES, undefined, context.nowMs) };
  }
  const decision = decide(state, pod, view, { random: (bound) => context.random(bound) });
  if (decision.error !== undefined) return fail(state, queued, pod, decision.error, context);
  if (decision.node === undefined) return refuse(state, queued, decision, context);
  return assume(state, queued, decision, decision.node, view, context);
}

/** Not that no node would do: the scheduler could not look. Any event lets it try again. */
function fail(state: SchedulerState, queued: QueuedPod, pod: Pod, message: string, { nowMs }: Context): Outcome {
  state.denominate(queued.key);
  state.queue.park(queued, [], nowMs);
  return { writes: failureWrites(pod, 'SchedulerError', message, '', nowMs) };
}

/** The pod takes its place at once; the binding follows, when its claims have their volumes. */
function assume(
  state: SchedulerState,
  queued: QueuedPod,
  decision: Decision,
  node: NodeInfo,
  view: View,
  context: Context,
): Outcome {
  const { pod, podClass } = decision.cycle;
  const volumes = volumeWrites(pod, node, view);
  const isWaiting = volumes.length > 0 || !areClaimsBound(pod, view);
  state.cache.addPod(pod, node.name, view, podClass);
  const deadline = isWaiting ? { deadlineMs: context.nowMs + BIND_TIMEOUT_MS } : {};
  state.assumed.set(queued.key, { queued, pod, node: node.name, ...deadline });
  const notes = [scheduledNote(decision, node)];
  if (!isWaiting) return { writes: [bindWrite(pod, node.name)], notes };
  return { writes: volumes, notes, signals: [{ component: SCHEDULER_NAME, key: `${BIND}${queued.key}` }] };
}

function scheduledNote(decision: Decision, node: NodeInfo): Note {
  const { cycle, search } = decision;
  return {
    topic: 'scheduled',
    about: aboutPod(cycle.pod),
    detail: {
      node: node.name,
      score: scoreOf(decision),
      rivals: rivalsOf(decision),
      rejected: rejectedCounts(search.rejected),
      nodes: cycle.cache.nodes.length,
    },
  };
}

function rejectedCounts(rejected: ReadonlyMap<NodeInfo, readonly Rejection[]>): Readonly<Record<string, number>> {
  return rejected.size === 0 ? {} : Object.fromEntries(histogram([...rejected.values()].map(reasonsOf)));
}

/** No node will do: others may have to go, and the pod waits. */
function refuse(
  state: SchedulerState,
  queued: QueuedPod,
  { cycle, search, preparation }: Decision,
  context: Context,
): Outcome {
  const { pod, cache } = cycle;
  const all = [...search.rejected.values()];
  const counts = histogram(all.map(reasonsOf));
  const base = unavailable(cache.nodes.length, counts);
  const preemption = preempt(cycle, search, preparation, (bound) => context.random(bound));
  const isFreed = 'candidate' in preemption;
  const message = isFreed ? base : withPreemption(base, preemption.message);
  const freeing = isFreed ? evict(state, pod, preemption.candidate) : [];
  const nominated: Nominated = isFreed ? preemption.candidate.node.name : '';
  if (isFreed) state.nominate(queued.key, pod, nominated);
  else state.denominate(queued.key);
  state.queue.park(queued, rejectingPlugins(all), context.nowMs);
  const detail = {
    rejected: Object.fromEntries(counts),
    nodes: cache.nodes.length,
    ...(isFreed ? { nominated } : {}),
    message,
  };
  return {
    writes: [...freeing, ...failureWrites(pod, 'Unschedulable', message, nominated, context.nowMs)],
    notes: [{ topic: 'unschedulable', about: aboutPod(pod), detail }],
  };
}

const rejectingPlugins = (all: readonly (readonly Rejection[])[]): readonly string[] => [
  ...new Set(all.flatMap((rejections) => rejections.map(({ plugin }) => plugin))),
];

/** The victims are deleted, and lower nominations for their node end (prepareCandidate, v1.25). */
function evict(state: SchedulerState, pod: Pod, { node, victims }: Candidate): readonly Write[] {
  const lower = state.lowerNominated(node.name, priorityOf(pod));
  for (const { key } of lower) state.denominate(key);
  return [
    ...victims.flatMap((victim) => evictOne(pod, victim, node.name)),
    ...lower.map((entry) => patchStatus(entry.pod, { nominatedNodeName: null })),
  ];
}

function evictOne(pod: Pod, victim: Pod, node: string): readonly Write[] {
  const { namespace, name, uid } = victim.metadata;
  const message = `Preempted by ${keyOf(pod)} on node ${node}`;
  return [
    {
      verb: 'delete',
      kind: 'Pod',
      namespace,
      name,
      ...(uid === undefined ? {} : { uid }),
      ignore: ['NotFound', 'Conflict'],
    },
    { verb: 'event', event: { about: victim, type: 'Normal', reason: 'Preempted', message, action: 'Preempting' } },
  ];
}
