import {
  kindId,
  type Kind,
  type KubeObject,
  type Node,
  parseQuantity,
  quantityValue,
  milliValue,
} from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError, usageError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { alignColumns } from '../../output/table.ts';
import { resolveKind } from '../../resource-args.ts';
import { listOptionsOf } from '../../resources.ts';
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { groupVerb } from '../group.ts';

const commonFlags = [
  selectorFlag,
  { name: 'no-headers', type: 'bool' },
  { name: 'sort-by', type: 'string' },
  { name: 'use-protocol-buffers', type: 'bool' },
] as const;

const topNodeVerb: Verb = {
  name: 'node',
  aliases: ['nodes', 'no'],
  summary: 'Display resource (CPU/memory) usage of nodes',
  usage: '[NAME | -l label]',
  flags: [...commonFlags, { name: 'show-capacity', type: 'bool' }],
  unsimulatedFlags: ['show-capacity'],
  run: topNodes,
};

const topPodVerb: Verb = {
  name: 'pod',
  aliases: ['pods', 'po'],
  summary: 'Display resource (CPU/memory) usage of pods',
  usage: '[NAME | -l label]',
  flags: [
    ...commonFlags,
    allNamespacesFlag,
    fieldSelectorFlag,
    { name: 'containers', type: 'bool' },
    { name: 'sum', type: 'bool' },
  ],
  unsimulatedFlags: ['sum'],
  run: topPods,
};

export const topVerb: Verb = groupVerb({
  name: 'top',
  summary: 'Display resource (CPU/memory) usage',
  usage: '',
  subcommands: [topNodeVerb, topPodVerb],
});

interface Usage {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** One line of the table, with what it is sorted by. */
interface Line extends Usage {
  readonly cells: readonly string[];
}

const NO_METRICS = 'Metrics API not available';

function objectsOf(invocation: Invocation, kind: Kind): readonly KubeObject[] {
  const [name, second] = invocation.args;
  if (second !== undefined) throw usageError(invocation.commandPath, 'only one NAME may be given');
  if (name === undefined) return invocation.client.list(kindId(kind), listOptionsOf(invocation, kind)).items;
  const namespace = kind.scope === 'Namespaced' ? invocation.namespace : undefined;
  return [invocation.client.get({ kind: kindId(kind), namespace, name })];
}

function topNodes(invocation: Invocation, environment: KubectlEnvironment): number {
  if (!hasMetrics(invocation, environment)) throw new KubectlError(NO_METRICS);
  const nodes = objectsOf(invocation, resolveKind(invocation.client, 'nodes')) as readonly Node[];
  const lines = nodes.map((node): Line => {
    const usage = environment.runtime.nodeUsage(node.metadata.name);
    if (usage === undefined) throw new KubectlError(NO_METRICS);
    const { cpu = '0', memory = '0' } = node.status.allocatable ?? {};
    const [cores, bytes] = [Number(milliValue(parseQuantity(cpu))), Number(quantityValue(parseQuantity(memory)))];
    const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.trunc((part * 100) / whole)}%`;
    return {
      ...usage,
      cells: [
        node.metadata.name,
        milli(usage.cpuMilli),
        percent(usage.cpuMilli, cores),
        mebi(usage.memoryBytes),
        percent(usage.memoryBytes, bytes),
      ],
    };
  });
  printLines(invocation, ['NAME', 'CPU(cores)', 'CPU%', 'MEMORY(bytes)', 'MEMORY%'], lines);
  return 0;
}

function topPods(invocation: Invocation, environment: KubectlEnvironment): number {
  if (!hasMetrics(invocation, environment)) throw new KubectlError(NO_METRICS);
  const pods = objectsOf(invocation, resolveKind(invocation.client, 'pods'));
  const everywhere = invocation.bool('all-namespaces');
  const byContainer = invocation.bool('containers');
  const lines = pods.flatMap(({ metadata }): readonly Line[] => {
    const { namespace = '', name } = metadata;
    const samples = environment.runtime.podUsage(namespace, name);
    if (samples === undefined) throw new KubectlError(NO_METRICS);
    const first = [...(everywhere ? [namespace] : []), name];
    if (byContainer)
      return samples.map((usage) => ({ ...usage, cells: [...first, usage.container, ...usageCells(usage)] }));
    const sum = samples.reduce<Usage>(
      (total, { cpuMilli, memoryBytes }) => ({
        cpuMilli: total.cpuMilli + cpuMilli,
        memoryBytes: total.memoryBytes + memoryBytes,
      }),
      { cpuMilli: 0, memoryBytes: 0 },
    );
    return [{ ...sum, cells: [...first, ...usageCells(sum)] }];
  });
  if (pods.length === 0) {
    invocation.errLine(everywhere ? 'No resources found' : `No resources found in ${invocation.namespace} namespace.`);
    return 0;
  }
  const header = [...(everywhere ? ['NAMESPACE'] : []), ...(byContainer ? ['POD', 'NAME'] : ['NAME'])];
  printLines(invocation, [...header, 'CPU(cores)', 'MEMORY(bytes)'], lines);
  return 0;
}

function hasMetrics(invocation: Invocation, environment: KubectlEnvironment): boolean {
  const { items } = invocation.client.list('Node');
  return items.some(({ metadata }) => environment.runtime.nodeUsage(metadata.name) !== undefined);
}

function usageCells({ cpuMilli, memoryBytes }: Usage): readonly string[] {
  return [milli(cpuMilli), mebi(memoryBytes)];
}

function milli(cpuMilli: number): string {
  return `${Math.round(cpuMilli)}m`;
}

function mebi(bytes: number): string {
  return `${Math.trunc(bytes / 1024 / 1024)}Mi`;
}

function printLines(invocation: Invocation, header: readonly string[], lines: readonly Line[]): void {
  const by = invocation.string('sort-by') ?? '';
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new KubectlError('--sort-by accepts only cpu or memory');
  const key = by === 'cpu' ? 'cpuMilli' : 'memoryBytes';
  const sorted = by === '' ? lines : lines.toSorted((a, b) => b[key] - a[key]);
  const rows = sorted.map(({ cells }) => cells);
  invocation.out(alignColumns(invocation.bool('no-headers') ? rows : [header, ...rows]));
}
