import type { Container, Probe } from '../../kinds/types.ts';
import type { ContainerRecord } from '../machine/records.ts';

export type ProbeType = 'startup' | 'liveness' | 'readiness';

export const PROBE_TYPES: readonly ProbeType[] = ['startup', 'liveness', 'readiness'];

/** One probe worker's state (kubelet prober, v1.25). */
export interface ProbeState {
  /** The instance it speaks of; a new one starts afresh. */
  readonly containerId: string;
  readonly result: 'unknown' | 'success' | 'failure';
  readonly last: boolean | undefined;
  /** Equal results in a row. */
  readonly run: number;
  /** A tick of the worker's timer; the others lie whole periods away. */
  readonly gridMs: number;
  /** The next tick that counts; absent while the probe waits for something else. */
  readonly nextMs: number | undefined;
  /** The container is being restarted because of this probe. */
  readonly isOnHold: boolean;
}

export function probeOf(container: Container, type: ProbeType): Probe | undefined {
  if (type === 'startup') return container.startupProbe;
  return type === 'liveness' ? container.livenessProbe : container.readinessProbe;
}

/** The keys of a container's probes by its name: they are asked for again and again. A full memo begins anew. */
const keys = new Map<string, Readonly<Record<ProbeType, string>>>();
const MAX_KEYS = 1024;

export function probeKey(container: string, type: ProbeType): string {
  let known = keys.get(container);
  if (known === undefined) {
    if (keys.size >= MAX_KEYS) keys.clear();
    known = { startup: `${container}/startup`, liveness: `${container}/liveness`, readiness: `${container}/readiness` };
    keys.set(container, known);
  }
  return known[type];
}

/** Has the container no such probe, or has it succeeded for this instance of it? */
export function hasSucceeded(
  container: Container,
  type: ProbeType,
  probes: Readonly<Record<string, ProbeState>>,
  latest: ContainerRecord | undefined,
): boolean {
  if (probeOf(container, type) === undefined) return true;
  const state = probes[probeKey(container.name, type)];
  return state !== undefined && state.containerId === latest?.id && state.result === 'success';
}

const INITIAL: Readonly<Record<ProbeType, ProbeState['result']>> = {
  startup: 'unknown',
  liveness: 'success',
  readiness: 'failure',
};

/** The state for a new container instance; the worker's timer ticks on. */
export function freshProbe(type: ProbeType, containerId: string, gridMs: number): ProbeState {
  return { containerId, result: INITIAL[type], last: undefined, run: 0, gridMs, nextMs: undefined, isOnHold: false };
}

/** The first tick at or after `fromMs` of a timer that ticks at `gridMs` and every period from there. */
export function tickFrom(gridMs: number, periodMs: number, fromMs: number): number {
  if (fromMs <= gridMs) return gridMs;
  return gridMs + Math.ceil((fromMs - gridMs) / periodMs) * periodMs;
}

/** The state after one more outcome: it counts once enough equal ones came in a row. */
export function withOutcome(state: ProbeState, isGood: boolean, type: ProbeType, probe: Probe): ProbeState {
  const run = state.last === isGood ? state.run + 1 : 1;
  const next: ProbeState = { ...state, last: isGood, run };
  const needed = isGood ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
  if (run < needed) return next;
  if (isGood || type === 'readiness') return { ...next, result: isGood ? 'success' : 'failure' };
  return { ...next, result: 'failure', run: 0, isOnHold: true };
}
