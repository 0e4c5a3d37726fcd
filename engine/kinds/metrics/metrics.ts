import type { Column, Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { formatDuration } from '../../api/duration.ts';
import { addQuantities, formatQuantity } from '../../api/quantity.ts';
import { notFound } from '../../api/status-error.ts';
import { NAME } from '../columns.ts';

const GROUP = 'metrics.k8s.io';
const VERSION = 'v1beta1';
const UNSERVED = ['create', 'update', 'patch', 'delete', 'deletecollection', 'watch'];

/** Whole thousandths of a core, and bytes. */
export interface Usage {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

interface Sample extends KubeObject {
  readonly timestamp: string;
  readonly window: string;
}

/** What a machine takes, its own processes among it. */
export interface NodeMetrics extends Sample {
  readonly usage: ResourceUsage;
}

export interface PodMetrics extends Sample {
  readonly containers: readonly { readonly name: string; readonly usage: ResourceUsage }[];
}

interface ResourceUsage {
  readonly cpu: string;
  readonly memory: string;
}

/** Billionths of a core and kibibytes, as metrics-server writes them (v0.6). */
export function resourceUsage({ cpuMilli, memoryBytes }: Usage): ResourceUsage {
  return { cpu: cpuMilli === 0 ? '0' : `${cpuMilli}000000n`, memory: `${Math.trunc(memoryBytes / 1024)}Ki` };
}

/** When and over how long a sample was taken. */
export function sampled(timestamp: string, windowMs: number): Pick<Sample, 'timestamp' | 'window'> {
  return { timestamp, window: formatDuration(windowMs) };
}

const WINDOW: Column = { name: 'Window', format: 'duration', cell: (sample) => (sample as Sample).window };

function usageColumns(usageOf: (sample: KubeObject) => ResourceUsage): readonly Column[] {
  return [
    { name: 'cpu', format: 'quantity', cell: (sample) => usageOf(sample).cpu },
    { name: 'memory', format: 'quantity', cell: (sample) => usageOf(sample).memory },
  ];
}

/** The aggregated API of metrics-server: nothing is stored, and nobody may write. */
function metricsKind(
  names: Pick<Kind, 'kind' | 'plural' | 'scope'>,
  usageOf: (sample: KubeObject) => ResourceUsage,
): Kind {
  const missing = { group: GROUP, plural: names.kind.toLowerCase() };
  return {
    ...names,
    group: GROUP,
    version: VERSION,
    singular: '',
    schema: undefined,
    isLive: true,
    unservedVerbs: UNSERVED,
    nameCheck: () => [],
    missing: (name, namespace) => notFound(missing, namespace === undefined ? name : `${namespace}/${name}`),
    columns: [NAME, ...usageColumns(usageOf), WINDOW],
  };
}

export const nodeMetrics: Kind = metricsKind(
  { kind: 'NodeMetrics', plural: 'nodes', scope: 'Cluster' },
  (sample) => (sample as NodeMetrics).usage,
);

export const podMetrics: Kind = metricsKind({ kind: 'PodMetrics', plural: 'pods', scope: 'Namespaced' }, (sample) =>
  totalUsage((sample as PodMetrics).containers.map(({ usage }) => usage)),
);

function totalUsage(usages: readonly ResourceUsage[]): ResourceUsage {
  const total = (quantities: readonly string[]): string =>
    formatQuantity(quantities.reduce<Parameters<typeof addQuantities>[0]>((sum, one) => addQuantities(sum, one), '0'));
  return { cpu: total(usages.map(({ cpu }) => cpu)), memory: total(usages.map(({ memory }) => memory)) };
}
