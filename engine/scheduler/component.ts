import type { Component, Context, Outcome, Signal } from '../component/component.ts';
import type { View } from '../component/view.ts';
import type { Write } from '../component/write.ts';
import { bindingsRefused, goOnBinding } from './binding.ts';
import type { ClusterEvent } from './framework.ts';
import { moveOn } from './moves.ts';
import { scheduleOne } from './schedule.ts';
import { newState, SchedulerState } from './state.ts';
import { SCHEDULER_NAME, syncAll, syncNode, syncPod } from './sync.ts';
import { BIND, EVENT, NAMESPACES, NODE, POD, SCHEDULE, TIMERS, WATCHES } from './watches.ts';

/** kube-scheduler: gives every pod without a node the best one, one pod at a time. */
export function createScheduler(): Component {
  return {
    name: SCHEDULER_NAME,
    process: 'kube-scheduler',
    scope: 'cluster',
    ownQueue: true,
    watches: WATCHES,
    startKeys: () => [SCHEDULE],
    reconcile,
  };
}

function reconcile(key: string, view: View, context: Context): Outcome {
  const state = stateOf(view, context);
  const before = state.queue.version;
  const outcome = handle(key, state, view, context);
  const isIdle = state.queue.version === before && context.shared === state;
  const signals = [...(outcome.signals ?? []), ...(isIdle ? [] : wakeUps(state, key))];
  return { ...outcome, shared: state, ...(signals.length === 0 ? {} : { signals }) };
}

/** What was remembered, or a fresh look at everything. */
function stateOf(view: View, { shared, nowMs }: Context): SchedulerState {
  if (shared instanceof SchedulerState) return shared;
  const state = newState(nowMs);
  syncAll(state, view, nowMs);
  return state;
}

/** While pods wait to be tried the next one is; timers are set when all have had their turn. */
function wakeUps(state: SchedulerState, key: string): readonly Signal[] {
  if (state.queue.hasActive) return [{ component: SCHEDULER_NAME, key: SCHEDULE }];
  return key === TIMERS ? [] : [{ component: SCHEDULER_NAME, key: TIMERS }];
}

function handle(key: string, state: SchedulerState, view: View, context: Context): Outcome {
  const { nowMs } = context;
  if (key.startsWith(POD)) {
    const farewell = syncPod(state, key.slice(POD.length), view, nowMs);
    return { writes: farewell === undefined ? [] : [farewell] };
  }
  if (key.startsWith(NODE)) syncNode(state, key.slice(NODE.length), view, nowMs);
  else if (key.startsWith(EVENT)) return somethingHappened(key.slice(EVENT.length) as ClusterEvent, state, nowMs);
  else if (key.startsWith(BIND)) return goOnBinding(state, key.slice(BIND.length), view, context);
  else if (key === NAMESPACES) state.cache.forgetNamespaces();
  else if (key === SCHEDULE) return schedule(state, view, context);
  else if (key === TIMERS) return timers(state, nowMs);
  else throw new Error(`the scheduler has no key ${key}`);
  return { writes: [] };
}

/** It may help pods that wait in the queue, and those that wait for their claims. */
function somethingHappened(event: ClusterEvent, state: SchedulerState, nowMs: number): Outcome {
  moveOn(state, event, nowMs);
  const waiting = [...state.assumed].filter(([, { deadlineMs }]) => deadlineMs !== undefined);
  return { writes: [], signals: waiting.map(([key]) => ({ component: SCHEDULER_NAME, key: `${BIND}${key}` })) };
}

/** `memory` keeps the key's count of runs going, so that every decision draws its own numbers. */
function schedule(state: SchedulerState, view: View, context: Context): Outcome {
  const [failure] = context.failures;
  const refused: readonly Write[] = failure === undefined ? [] : bindingsRefused(state, view, failure.message, context);
  if (refused.length > 0) return { writes: refused, memory: true };
  return { ...scheduleOne(state, view, context), memory: true };
}

function timers(state: SchedulerState, nowMs: number): Outcome {
  state.queue.tick(nowMs);
  const waitMs = state.queue.untilTickMs(nowMs);
  return { writes: [], ...(waitMs === undefined ? {} : { requeueAfterMs: waitMs }) };
}
