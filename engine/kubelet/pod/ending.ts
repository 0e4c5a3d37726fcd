import { dropProbes } from '../probes/worker.ts';
import { advanceStop, beginStop } from './stop.ts';
import type { Turn } from './turn.ts';

/**
 * The end of a pod: its containers are stopped together, then its end is told, and a deleted pod's object is removed. A pod that ended by
 * itself or by the kubelet's verdict keeps its object and its dead containers.
 */
export function advanceEnding(turn: Turn, report: () => void): void {
  const isDeleted = turn.pod.metadata.deletionTimestamp !== undefined;
  if (turn.memory.ending === undefined) {
    turn.remember({ work: undefined, ending: {} });
    dropProbes(turn);
    if (turn.memory.verdict !== undefined) report();
  }
  if (!stopAll(turn)) return;
  const ending = turn.memory.ending ?? {};
  if (ending.endedMs === undefined) return begin(turn, isDeleted, report);
  if (!ending.isReported && (ending.reportAtMs ?? 0) <= turn.nowMs) tell(turn, report);
  if (isDeleted && ending.removeAtMs === undefined) return begin(turn, isDeleted, report);
  if (isDeleted && (ending.removeAtMs ?? 0) <= turn.nowMs) remove(turn);
}

/** Stops what still runs. True when nothing does. */
function stopAll(turn: Turn): boolean {
  if (!turn.hasRuntime) return turn.records.every((record) => record.state !== 'running');
  const graceMs = graceOf(turn) * 1000;
  for (const record of turn.records) {
    if (record.state !== 'running') continue;
    beginStop(turn, record, graceMs, `Stopping container ${record.name}`);
    advanceStop(turn, record.id);
  }
  return turn.records.every((record) => record.state !== 'running');
}

/** Seconds: of the deletion if there is one, of the pod otherwise; an eviction gives none. */
function graceOf(turn: Turn): number {
  const { pod, memory } = turn;
  if (pod.metadata.deletionTimestamp !== undefined)
    return Math.max(1, pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30);
  if (memory.verdict?.reason === 'Evicted') return 0;
  return pod.spec.terminationGracePeriodSeconds ?? 30;
}

function begin(turn: Turn, isDeleted: boolean, report: () => void): void {
  const hadContainers = turn.records.length > 0;
  // A pod that got nothing yet leaves nothing to clear away.
  const isUntouched = !hadContainers && turn.sandbox === undefined;
  const removeMs = isDeleted && !isUntouched ? turn.draw(turn.timings.removalMs) : 0;
  const reportMs = hadContainers ? turn.draw(turn.timings.observeMs) : 0;
  const reportAtMs = turn.nowMs + (isDeleted ? Math.min(reportMs, removeMs) : reportMs);
  const removal = isDeleted ? { removeAtMs: turn.nowMs + removeMs } : {};
  turn.remember({ ending: { ...turn.memory.ending, endedMs: turn.nowMs, reportAtMs, ...removal } });
  advanceEnding(turn, report);
}

function tell(turn: Turn, report: () => void): void {
  const isDeleted = turn.pod.metadata.deletionTimestamp !== undefined;
  if (turn.records.length > 0 && (!isDeleted || turn.timings.reports.terminated)) report();
  turn.machine.stopSandbox(turn.uid);
  turn.remember({ ending: { ...turn.memory.ending, isReported: true } });
}

/** Everything of the pod is gone from the node: so the object may go. With grace 0 it may wait for its finalizers. */
function remove(turn: Turn): void {
  turn.machine.forget(turn.uid);
  const { namespace, name, finalizers = [], deletionGracePeriodSeconds } = turn.pod.metadata;
  if (deletionGracePeriodSeconds === 0 && finalizers.length > 0) return;
  turn.writes.push({
    verb: 'delete',
    kind: 'Pod',
    namespace,
    name,
    uid: turn.uid,
    gracePeriodSeconds: 0,
    ignore: ['NotFound'],
  });
}
