import { kindId, type KubeObject, milliValue, type Node } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { resolveKind } from '../../resource-args.ts';
import { listOf } from '../../resources.ts';
import { bytes, cores, metricsOf, printLines, refuseMixed, type ResourceUsage, sortedByUsage } from './metrics.ts';

interface NodeMetrics extends KubeObject {
  readonly usage: ResourceUsage;
}

const UNKNOWN = '<unknown>';

/** `kubectl top node` (v1.25): what nodes take, and of what they have how much that is; nodes without metrics come last. */
export function topNodes(invocation: Invocation): number {
  refuseMixed(invocation, 'node [NAME | -l label]', '--selector', (invocation.string('selector') ?? '') !== '');
  const metrics = metricsOf<NodeMetrics>(invocation, 'NodeMetrics');
  if (metrics.length === 0) throw new KubectlError('metrics not available yet');
  const available = new Map(nodesOf(invocation).map((node) => [node.metadata.name, shares(invocation, node)]));
  const sorted = sortedByUsage(
    invocation,
    metrics,
    ({ usage }) => usage,
    ({ metadata }) => metadata.name,
  );
  const measured = new Set(sorted.map(({ metadata }) => metadata.name));
  const unmeasured = [...available.keys()].filter((name) => !measured.has(name));
  printLines(
    invocation,
    ['NAME', 'CPU(cores)', 'CPU%', 'MEMORY(bytes)', 'MEMORY%'],
    [
      ...sorted.map(({ metadata: { name }, usage }) => lineOf(name, usage, available.get(name))),
      ...unmeasured.map((name) => [name, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
    ],
  );
  return 0;
}

function nodesOf(invocation: Invocation): readonly Node[] {
  const kind = resolveKind(invocation.client, 'nodes');
  const [name] = invocation.args;
  if (name !== undefined) return [invocation.client.get({ kind: kindId(kind), name }) as Node];
  return listOf(invocation, kind).items as readonly Node[];
}

function shares(invocation: Invocation, { status }: Node): Partial<ResourceUsage> {
  return (invocation.bool('show-capacity') ? status.capacity : status.allocatable) ?? {};
}

function lineOf(name: string, usage: ResourceUsage, available: Partial<ResourceUsage> = {}): readonly string[] {
  return [name, cores(usage), percent(usage.cpu, available.cpu), bytes(usage), percent(usage.memory, available.memory)];
}

function percent(part: string, whole: string | undefined): string {
  return whole === undefined ? '' : `${Math.trunc((milliValue(part) / milliValue(whole)) * 100)}%`;
}
