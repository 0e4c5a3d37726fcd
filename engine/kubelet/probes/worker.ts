import type { Container, Probe } from '../../kinds/types.ts';
import type { ContainerRecord } from '../machine/records.ts';
import { below } from '../files/paths.ts';
import { without } from '../pod/memory.ts';
import { beginStop } from '../pod/stop.ts';
import type { Turn } from '../pod/turn.ts';
import { runHandler, type ProbeOutcome } from './run.ts';
import {
  freshProbe,
  hasSucceeded,
  PROBE_TYPES,
  probeKey,
  probeOf,
  tickFrom,
  withOutcome,
  type ProbeState,
  type ProbeType,
} from './state.ts';

/**
 * Makes the probes that are due. `isExtra`: a status was just generated, so containers that are started but not ready are probed for
 * readiness at once (prober manager, v1.25). True when a result has changed.
 */
export function advanceProbes(turn: Turn, isExtra: boolean): boolean {
  if (turn.records.length === 0 && isNothing(turn.memory.probes)) return false;
  let hasChanged = false;
  for (const container of turn.pod.spec.containers) {
    for (const type of PROBE_TYPES) {
      const probe = probeOf(container, type);
      if (probe !== undefined && advance(turn, container, type, probe, isExtra)) hasChanged = true;
    }
  }
  return hasChanged;
}

/** When the next probe is due. */
export function nextProbeMs(turn: Turn): number | undefined {
  const { probes } = turn.memory;
  let nextMs = Number.POSITIVE_INFINITY;
  for (const key in probes) nextMs = Math.min(nextMs, probes[key]?.nextMs ?? nextMs);
  return nextMs === Number.POSITIVE_INFINITY ? undefined : nextMs;
}

function advance(turn: Turn, container: Container, type: ProbeType, probe: Probe, isExtra: boolean): boolean {
  const key = probeKey(container.name, type);
  const record = turn.latest(container.name);
  const old = turn.memory.probes[key];
  if (record === undefined || record.state !== 'running' || record.stopping !== undefined) {
    if (old?.nextMs !== undefined) keep(turn, key, idle(old));
    return false;
  }
  const grid = old?.gridMs ?? firstTick(turn, probe);
  const state = old?.containerId === record.id ? old : freshProbe(type, record.id, grid);
  if (state.nextMs === Number.POSITIVE_INFINITY) {
    if (record.process?.isSteady === true || record.logs.repeats(key)) return false;
    const periodMs = (probe.periodSeconds ?? 10) * 1000;
    keep(turn, key, { ...state, nextMs: tickFrom(grid, periodMs, turn.nowMs + 1) });
    return false;
  }
  if (!isDue(turn, container, record, type, state)) {
    keep(turn, key, idle(state));
    return false;
  }
  const earliestMs = record.startedMs + (probe.initialDelaySeconds ?? 0) * 1000;
  if (turn.timings.probes !== 'run')
    return standIn(turn, key, state, type, probe, earliestMs + turn.timings.probes.succeedAfterMs);
  const periodMs = (probe.periodSeconds ?? 10) * 1000;
  const isNow = isExtra && type === 'readiness' && state.result !== 'success' && turn.nowMs >= earliestMs;
  const nextMs = isNow ? turn.nowMs : (state.nextMs ?? tickFrom(grid, periodMs, Math.max(earliestMs, turn.nowMs)));
  if (nextMs > turn.nowMs) {
    keep(turn, key, state.nextMs === nextMs ? state : { ...state, nextMs });
    return false;
  }
  const ticking: ProbeState = { ...state, gridMs: isNow ? turn.nowMs : grid, nextMs: turn.nowMs + periodMs };
  return make(turn, container, record, type, probe, ticking);
}

/** The worker's timer begins when the pod is accepted; right after a kubelet's start somewhere in the first period. */
function firstTick(turn: Turn, probe: Probe): number {
  const shared = turn.context.shared as { readonly startedMs?: number } | undefined;
  const periodMs = (probe.periodSeconds ?? 10) * 1000;
  const upMs = turn.nowMs - (shared?.startedMs ?? turn.nowMs - periodMs);
  return turn.memory.seenMs + (upMs < periodMs ? turn.context.random(periodMs) : 0);
}

function isDue(turn: Turn, container: Container, record: ContainerRecord, type: ProbeType, state: ProbeState): boolean {
  if (state.isOnHold) return false;
  if (type === 'startup') return state.result !== 'success';
  return hasSucceeded(container, 'startup', turn.memory.probes, record);
}

function isNothing(probes: Readonly<Record<string, ProbeState>>): boolean {
  for (const _ in probes) return false;
  return true;
}

function idle(state: ProbeState): ProbeState {
  return state.nextMs === undefined ? state : { ...state, nextMs: undefined };
}

function keep(turn: Turn, key: string, state: ProbeState): void {
  if (turn.memory.probes[key] === state) return;
  turn.remember({ probes: { ...turn.memory.probes, [key]: state } });
}

/** Forgets the probes of a pod that is over. */
export function dropProbes(turn: Turn): void {
  let probes = turn.memory.probes;
  for (const key of Object.keys(probes)) if (!key.endsWith('/readiness')) probes = without(probes, key);
  turn.remember({ probes });
}

function standIn(turn: Turn, key: string, state: ProbeState, type: ProbeType, probe: Probe, atMs: number): boolean {
  const isNever = (probe.exec?.command ?? []).some((word) => /missing|false/.test(word));
  const dueMs = type === 'readiness' ? atMs : turn.nowMs;
  if (state.result === 'success' || (isNever && type === 'readiness')) {
    keep(turn, key, idle(state));
    return false;
  }
  const isOver = dueMs <= turn.nowMs;
  keep(turn, key, isOver ? { ...idle(state), result: 'success' } : { ...state, nextMs: dueMs });
  return isOver;
}

function make(
  turn: Turn,
  container: Container,
  record: ContainerRecord,
  type: ProbeType,
  probe: Probe,
  state: ProbeState,
): boolean {
  const { machines } = turn.parts;
  const target = { machines, machine: turn.machine, reach: turn.parts.reach(), record, container, podIP: turn.podIP };
  const outcome = runHandler(probe, (probe.timeoutSeconds ?? 1) * 1000, target);
  tell(turn, container.name, type, outcome);
  if ('error' in outcome) {
    keep(turn, probeKey(container.name, type), state);
    return false;
  }
  const counted = withOutcome(state, outcome.isGood, type, probe);
  const next = isSettled(turn, container, record, type, counted)
    ? { ...counted, nextMs: Number.POSITIVE_INFINITY }
    : counted;
  keep(turn, probeKey(container.name, type), next);
  if (next.isOnHold) restart(turn, record, type, probe);
  return next.result !== state.result;
}

/**
 * Nothing can change the answer any more: hours of virtual time pass without asking again. A server that logs what it is asked goes on
 * to do so, and is asked again when somebody steps into its container.
 */
function isSettled(
  turn: Turn,
  container: Container,
  record: ContainerRecord,
  type: ProbeType,
  state: ProbeState,
): boolean {
  const probe = probeOf(container, type);
  if (probe === undefined || probe.exec !== undefined || state.result !== 'success' || state.last !== true)
    return false;
  if (record.process?.isSteady === true) return true;
  const { nextMs } = state;
  const { httpGet } = probe;
  const asked = record.process?.repetition;
  if (asked?.atMs !== turn.nowMs || nextMs === undefined || httpGet === undefined || type === 'startup') return false;
  if ((httpGet.host ?? '') !== '' || PROBE_TYPES.some((each) => probeOf(container, each)?.exec !== undefined))
    return false;
  if (!asked.reads.every((path) => isOwn(record, path))) return false;
  record.logs.repeat(probeKey(container.name, type), {
    nextMs,
    periodMs: (probe.periodSeconds ?? 10) * 1000,
    line: asked.line,
  });
  return true;
}

/** A path in the container's own root, where only the container itself writes. */
function isOwn({ mounts }: ContainerRecord, path: string): boolean {
  return mounts.every(({ at }) => at === '/' || (below(at, path) === undefined && below(path, at) === undefined));
}

const TITLE: Readonly<Record<ProbeType, string>> = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' };

function tell(turn: Turn, name: string, type: ProbeType, outcome: ProbeOutcome): void {
  if ('error' in outcome) turn.event('Warning', 'Unhealthy', `${TITLE[type]} probe errored: ${outcome.error}`, name);
  else if (!outcome.isGood) turn.event('Warning', 'Unhealthy', `${TITLE[type]} probe failed: ${outcome.output}`, name);
}

/** A container that failed its liveness or startup probe is killed with its grace; the next sync starts it again. */
function restart(turn: Turn, record: ContainerRecord, type: ProbeType, probe: Probe): void {
  const graceSeconds = probe.terminationGracePeriodSeconds ?? turn.pod.spec.terminationGracePeriodSeconds ?? 30;
  const tail = turn.pod.spec.restartPolicy === 'Never' ? '' : ', will be restarted';
  const current = turn.machine.container(record.id) ?? record;
  const marked = { ...current, isUnhealthy: true };
  turn.machine.put(marked);
  beginStop(turn, marked, graceSeconds * 1000, `Container ${record.name} failed ${type} probe${tail}`);
}
