import { deepEqual } from '../../api/equality.ts';
import type { Context, Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import { parseTimestamp } from '../../api/time.ts';
import { isTerminal } from '../../kinds/core/pod-facts.ts';
import type { Pod, PodStatus } from '../../kinds/types.ts';
import { advanceProbes, nextProbeMs } from '../probes/worker.ts';
import type { Verdict } from '../status/pod-status.ts';
import { refusalOf } from './admission.ts';
import { advanceEnding } from './ending.ts';
import { newMemory, type PodMemory } from './memory.ts';
import { containersToStart } from './plan.ts';
import { isReported, report, reportAround, statusOf } from './report.ts';
import { admittedBefore } from './shares.ts';
import { atRest, isSettled, lookedAt, sleepsOn } from './settled.ts';
import { firstStorageLookMs, storageVerdict } from './local-storage.ts';
import { advanceStop, nextStopMs } from './stop.ts';
import { continueSync, firstWork, MOUNT_TIMEOUT_MS, refreshVolumes } from './sync.ts';
import { drawSpan } from '../timings.ts';
import { Turn, type KubeletParts } from './turn.ts';

/** A runtime that is down for longer than this stops the sync loop (kubelet runtime state, v1.25). */
export const RUNTIME_THRESHOLD_MS = 30_000;
const RUNTIME_POLL_MS = 5000;

/** Takes a pod of this node one step further: what is due now is done, and the outcome says when to look again. */
export function workPod(parts: KubeletParts, view: View, context: Context, pod: Pod): Outcome {
  const uid = pod.metadata.uid ?? '';
  const known = context.memory as PodMemory | undefined;
  const memory = known?.uid === uid ? known : newMemory(pod, context.nowMs);
  const machine = parts.machines.of(context.node);
  if (context.failures.length === 0 && sleepsOn(memory, pod, machine, view, context.nowMs))
    return sleep(parts, memory, context);
  const turn = new Turn(parts, view, context, pod, memory);
  if (turn.machine.downForMs('containerd', turn.nowMs) >= RUNTIME_THRESHOLD_MS) return withoutRuntime(turn);
  step(turn);
  return outcomeOf(turn);
}

/** The sync that is due has nothing to do: only the time of the next one is drawn. */
function sleep({ timings }: KubeletParts, memory: PodMemory, context: Context): Outcome {
  const afterMs = drawSpan(timings.resyncMs, (bound) => context.random(bound));
  return {
    writes: NO_WRITES,
    memory: { ...memory, syncAtMs: context.nowMs + afterMs },
    requeueAfterMs: Math.max(1, afterMs),
  };
}

const NO_WRITES: Outcome['writes'] = [];

/** Nothing is started or stopped while the runtime does not answer; only probes over the network go on. */
function withoutRuntime(turn: Turn): Outcome {
  if (turn.memory.isAdmitted && advanceProbes(turn, false)) report(turn);
  return { writes: turn.writes, requeueAfterMs: RUNTIME_POLL_MS, memory: turn.memory, signals: turn.signals };
}

function step(turn: Turn): void {
  for (const { id, stopping } of turn.records) if (stopping !== undefined) advanceStop(turn, id);
  decide(turn);
  if (isEnding(turn)) {
    if (turn.pod.metadata.deletionTimestamp !== undefined && advanceProbes(turn, false)) report(turn);
    advanceEnding(turn, () => report(turn));
    return;
  }
  if (advanceProbes(turn, false)) report(turn);
  if (turn.context.failures.length > 0 || isStatusLost(turn)) report(turn);
  continueSync(turn);
  while (observe(turn) && turn.memory.work === undefined && isSyncDue(turn)) sync(turn);
  rest(turn);
}

/** Notes that the next sync will have nothing to say, where that can be seen already: the status stands in the API as it was told. */
function rest(turn: Turn): void {
  const { memory, pod } = turn;
  const { settled } = memory;
  if (settled === undefined || settled.rest?.pod === pod || turn.writes.length > 0) return;
  if (memory.observed !== turn.observation || !isSettled(turn)) return;
  if (settled.status !== pod.status && !isReported(turn)) return;
  const seen = atRest(turn);
  if (seen !== undefined) turn.remember({ settled: { ...settled, status: pod.status, rest: seen }, told: undefined });
}

/** The API has no status of a pod that was told of before: a mirror that was made again. */
function isStatusLost(turn: Turn): boolean {
  return turn.memory.spec !== undefined && turn.pod.status.startTime === undefined && turn.records.length > 0;
}

/** Admission at the first sight, deadlines and eviction later: what makes the kubelet end a pod by itself. */
function decide(turn: Turn): void {
  const { memory, pod } = turn;
  if (memory.verdict !== undefined || isTerminal(pod) || pod.metadata.deletionTimestamp !== undefined) return;
  if (!memory.isAdmitted) {
    const { machine, view } = turn;
    const refusal = refusalOf(turn, admittedBefore(machine, view.by<Pod>('Pod', 'node', machine.name), pod));
    if (refusal !== undefined) {
      turn.event('Warning', refusal.reason, refusal.message);
      turn.remember({ verdict: { reason: refusal.reason, message: `Pod ${refusal.message}` }, isRejected: true });
    }
    turn.remember({ isAdmitted: true, storageAtMs: firstStorageLookMs(turn) });
    return;
  }
  const verdict = turn.machine.evictions.get(turn.uid) ?? deadlineVerdict(turn) ?? storageVerdict(turn);
  if (verdict === undefined) return;
  turn.event(verdict.reason === 'Evicted' ? 'Warning' : 'Normal', verdict.reason, verdict.message);
  turn.remember({ verdict });
}

function deadlineMs(turn: Turn): number | undefined {
  const seconds = turn.pod.spec.activeDeadlineSeconds;
  const start = turn.pod.status.startTime;
  return seconds === undefined || start === undefined ? undefined : parseTimestamp(start) + seconds * 1000;
}

function deadlineVerdict(turn: Turn): Verdict | undefined {
  const atMs = deadlineMs(turn);
  if (atMs === undefined || atMs > turn.nowMs) return undefined;
  return { reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' };
}

function isEnding(turn: Turn): boolean {
  return turn.memory.verdict !== undefined || isTerminal(turn.pod) || turn.pod.metadata.deletionTimestamp !== undefined;
}

function isSyncDue(turn: Turn): boolean {
  const { memory, nowMs } = turn;
  if ((memory.syncAtMs ?? Number.NEGATIVE_INFINITY) <= nowMs) return true;
  if (memory.observeAtMs !== undefined && memory.observeAtMs <= nowMs) return true;
  return !deepEqual(memory.spec, turn.pod.spec);
}

/** One sync: tell what is seen, then do what is missing (syncPod, v1.25). */
function sync(turn: Turn): void {
  const { settled, observed: before } = turn.memory;
  const observed = turn.observation;
  const isQuiet = observed === before && turn.writes.length === 0 && settled !== undefined && isSettled(turn);
  if (isQuiet && settled.status !== turn.pod.status) report(turn);
  if (isQuiet && turn.writes.length === 0) {
    const syncAtMs = turn.nowMs + turn.draw(turn.timings.resyncMs);
    turn.remember({ settled: { ...settled, status: turn.pod.status }, syncAtMs, observeAtMs: undefined });
    return;
  }
  turn.remember({ spec: turn.pod.spec, observed, settled: undefined, syncAtMs: undefined, observeAtMs: undefined });
  const status = reportWithProbes(turn);
  if (isEnding(turn) || isFinal(status)) {
    // The final status makes the pod an ending one; should it be refused, the next sync tells it again.
    turn.remember({ syncAtMs: turn.nowMs + turn.draw(turn.timings.retryMs) });
    return;
  }
  refreshVolumes(turn);
  turn.remember({ work: firstWork(turn) });
  continueSync(turn);
  if (turn.memory.work === undefined && isIdle(turn)) turn.remember({ settled: lookedAt(turn) });
}

/** Right after a report, containers that are not ready yet are probed once more. */
function reportWithProbes(turn: Turn): PodStatus {
  if (turn.timings.reports.creating || turn.records.length > 0)
    return reportAround(turn, () => advanceProbes(turn, true));
  return advanceProbes(turn, true) ? report(turn) : statusOf(turn);
}

/** Everything runs that should, nothing waits for a time to come, and there was nothing to say but the status. */
function isIdle(turn: Turn): boolean {
  const { sandbox } = turn;
  if (turn.writes.some(({ verb }) => verb !== 'patch')) return false;
  return sandbox !== undefined && containersToStart(turn, sandbox.id).length === 0;
}

/** Notes that something has changed which will be seen a little later. Always true. */
function observe(turn: Turn): boolean {
  const { memory } = turn;
  if (memory.observeAtMs === undefined && memory.syncAtMs !== undefined && memory.observed !== turn.observation) {
    turn.remember({ observeAtMs: turn.nowMs + turn.draw(turn.timings.observeMs) });
  }
  return true;
}

function isFinal({ phase }: PodStatus): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

function outcomeOf(turn: Turn): Outcome {
  const wakeMs = nextWake(turn);
  const { writes, memory, signals, nowMs } = turn;
  if (wakeMs === undefined) return { writes, memory, signals };
  return { writes, memory, signals, requeueAfterMs: Math.max(1, wakeMs - nowMs) };
}

/** The next time at which there is something to do. What is past was done, or waits for somebody else. */
function nextWake(turn: Turn): number | undefined {
  let nextMs = Number.POSITIVE_INFINITY;
  const consider = (time: number | undefined): void => {
    if (time !== undefined && time > turn.nowMs && time < nextMs) nextMs = time;
  };
  consider(nextStopMs(turn));
  consider(nextProbeMs(turn));
  if (isEnding(turn)) {
    consider(turn.memory.ending?.reportAtMs);
    consider(turn.memory.ending?.removeAtMs);
  } else considerLife(turn, consider);
  return nextMs === Number.POSITIVE_INFINITY ? undefined : nextMs;
}

/** A busy worker looks at nothing else until its work is done. */
function considerLife(turn: Turn, consider: (time: number | undefined) => void): void {
  const { work, observeAtMs, syncAtMs, mountTries } = turn.memory;
  consider(deadlineMs(turn));
  consider(turn.memory.storageAtMs);
  if (work === undefined) {
    consider(observeAtMs);
    consider(syncAtMs);
    return;
  }
  consider(work.doneAtMs);
  if (work.at !== 'volumes') return;
  consider(work.sinceMs + MOUNT_TIMEOUT_MS);
  for (const name in mountTries) consider(mountTries[name]?.nextMs);
}
