import type { Rejection } from './framework.ts';

/** Counts each reason over the nodes it was given for. */
export function histogram(reasonsByNode: Iterable<readonly string[]>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const reasons of reasonsByNode) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

/** `0/4 nodes are available: 1 Insufficient cpu, 3 ...`: the texts sorted bytewise (framework.FitError, v1.25). */
export function unavailable(nodes: number, counts: ReadonlyMap<string, number>): string {
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  return `0/${nodes} nodes are available: ${texts.join(', ')}.`;
}

export const reasonsOf = (rejections: readonly Rejection[]): readonly string[] =>
  rejections.flatMap(({ reasons }) => reasons);

export const NO_NODES = 'no nodes available to schedule pods';

/** Where preemption did not help, why follows. */
export function withPreemption(message: string, preemption: string | undefined): string {
  return preemption === undefined || preemption === '' ? message : `${message} preemption: ${preemption}`;
}
