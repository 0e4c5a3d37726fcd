import { MAX_NODE_SCORE, type Plugin } from '../framework.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import type { PodClass } from '../pod-class.ts';

/** Prefers nodes whose shares of cpu and memory are used alike. Counts real requests only (balanced_allocation.go, v1.25). */
export const nodeResourcesBalancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  events: [],
  score: { weight: 1, idle: 0, rate: balanced },
};

const usedShare = (capacity: number, wanted: number): number => Math.min(1, wanted / capacity);

function balanced({ requests }: PodClass, { allocatable, requested }: NodeInfo): number {
  // Without a capacity there is nothing to balance: a single resource deviates from nothing.
  if (allocatable.cpuMilli === 0 || allocatable.memoryBytes === 0) return MAX_NODE_SCORE;
  const cpu = usedShare(allocatable.cpuMilli, requested.cpuMilli + requests.cpuMilli);
  const memory = usedShare(allocatable.memoryBytes, requested.memoryBytes + requests.memoryBytes);
  return Math.trunc((1 - Math.abs((cpu - memory) / 2)) * MAX_NODE_SCORE);
}
