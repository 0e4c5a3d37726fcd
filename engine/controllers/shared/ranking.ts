import { parseTimestamp } from '../../api/time.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { Pod } from '../../kinds/types.ts';
import { maxRestarts, readySinceMs } from './pods.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

type Compare = (a: Pod, b: Pod) => number;

/**
 * Pods in the order in which a surplus is deleted (ActivePodsWithRanks, v1.25). `rankOf`: how many active pods of sibling sets share the
 * pod's node. Ages count in powers of two of nanoseconds (LogarithmicScaleDown); within one such class the smaller uid goes first.
 */
export function deletionOrder(pods: readonly Pod[], rankOf: (pod: Pod) => number, nowMs: number): readonly Pod[] {
  const criteria: readonly Compare[] = [
    (a, b) => number(isAssigned(a)) - number(isAssigned(b)),
    (a, b) => phaseRank(a) - phaseRank(b),
    (a, b) => number(isPodReady(a)) - number(isPodReady(b)),
    (a, b) => deletionCost(a) - deletionCost(b),
    (a, b) => rankOf(b) - rankOf(a),
    (a, b) => (isPodReady(a) && isPodReady(b) ? byAge(readySinceMs(a), readySinceMs(b), a, b, nowMs) : 0),
    (a, b) => maxRestarts(b) - maxRestarts(a),
    (a, b) => byAge(createdMs(a), createdMs(b), a, b, nowMs),
  ];
  return pods.toSorted((a, b) => {
    for (const compare of criteria) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** The order of surplus pods where neither cost nor neighbours count (ActivePods, v1.25: jobs). */
export function activeOrder(pods: readonly Pod[], nowMs: number): readonly Pod[] {
  return deletionOrder(pods, () => 0, nowMs);
}

const number = (flag: boolean): number => (flag ? 1 : 0);
const isAssigned = (pod: Pod): boolean => (pod.spec.nodeName ?? '') !== '';
const phaseRank = (pod: Pod): number => PHASES[pod.status.phase ?? ''] ?? 0;

/** A text that is no 32-bit integer counts as 0. */
function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST] ?? '0';
  const cost = Number(text);
  return /^(0|-?[1-9]\d*)$/.test(text) && Math.abs(cost) < 2 ** 31 ? cost : 0;
}

function createdMs(pod: Pod): number | undefined {
  const created = pod.metadata.creationTimestamp;
  return created === undefined || created === null ? undefined : parseTimestamp(created);
}

/** Younger first; no time at all first of all. */
function byAge(aMs: number | undefined, bMs: number | undefined, a: Pod, b: Pod, nowMs: number): number {
  if (aMs === bMs) return 0;
  if (aMs === undefined) return -1;
  if (bMs === undefined) return 1;
  const difference = logAge(aMs, nowMs) - logAge(bMs, nowMs);
  if (difference !== 0) return difference;
  const [left, right] = [a.metadata.uid ?? '', b.metadata.uid ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

function logAge(sinceMs: number, nowMs: number): number {
  const ageMs = nowMs - sinceMs;
  return ageMs <= 0 ? -1 : Math.floor(Math.log2(ageMs * 1e6));
}
