import { MAX_NODE_SCORE, type Plugin, type Rejection } from '../framework.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import type { PodClass } from '../pod-class.ts';

const NAME = 'NodeResourcesFit';

/** Requests must fit into what is allocatable; prefers nodes that have given away least (LeastAllocated). */
export const nodeResourcesFit: Plugin = {
  name: NAME,
  events: ['pod-delete', 'node-add', 'node-allocatable'],
  check(podClass, node) {
    const reasons = insufficient(podClass, node);
    return reasons.length === 0 ? undefined : ({ plugin: NAME, reasons, resolvable: true } satisfies Rejection);
  },
  score: { weight: 1, idle: 0, rate: leastAllocated },
};

const NO_REASONS: readonly string[] = [];

function insufficient({ requests, asksNothing }: PodClass, { allocatable, requested }: NodeInfo): readonly string[] {
  const tooMany = requested.pods + 1 > allocatable.pods;
  if (asksNothing) return tooMany ? ['Too many pods'] : NO_REASONS;
  const reasons: string[] = tooMany ? ['Too many pods'] : [];
  if (requests.cpuMilli > allocatable.cpuMilli - requested.cpuMilli) reasons.push('Insufficient cpu');
  if (requests.memoryBytes > allocatable.memoryBytes - requested.memoryBytes) reasons.push('Insufficient memory');
  const { ephemeralStorageBytes: ephemeral } = requests;
  if (ephemeral > allocatable.ephemeralStorageBytes - requested.ephemeralStorageBytes)
    reasons.push('Insufficient ephemeral-storage');
  for (const [name, amount] of Object.entries(requests.scalars)) {
    const free = (allocatable.scalars.get(name) ?? 0) - (requested.scalars.get(name) ?? 0);
    if (amount > free) reasons.push(`Insufficient ${name}`);
  }
  return reasons;
}

const freeShare = (capacity: number, wanted: number): number =>
  capacity === 0 || wanted > capacity ? 0 : Math.trunc(((capacity - wanted) * MAX_NODE_SCORE) / capacity);

/** The mean of the free shares of cpu and memory, counting 100m and 200Mi for containers that do not say. */
function leastAllocated({ nonZero }: PodClass, { allocatable, nonZeroCpuMilli, nonZeroMemoryBytes }: NodeInfo): number {
  const cpu = freeShare(allocatable.cpuMilli, nonZeroCpuMilli + nonZero.cpuMilli);
  const memory = freeShare(allocatable.memoryBytes, nonZeroMemoryBytes + nonZero.memoryBytes);
  return Math.trunc((cpu + memory) / 2);
}
