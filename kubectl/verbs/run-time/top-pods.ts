import { formatDuration, type KubeObject, parseTimestamp } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { resolveKind } from '../../resource-args.ts';
import { listOf } from '../../resources.ts';
import {
  bytes,
  cores,
  metricsOf,
  printLines,
  refuseMixed,
  type ResourceUsage,
  sortedByUsage,
  sumOf,
} from './metrics.ts';

interface PodMetrics extends KubeObject {
  readonly containers: readonly { readonly name: string; readonly usage: ResourceUsage }[];
}

/** kubectl counts the further columns only as it prints their headers. */
const NARROWEST = 3;

/** How long a pod may be without metrics before that is a mistake. */
const METRICS_DELAY_MS = 2 * 60_000;

/** `kubectl top pod` (v1.25): what pods, or their containers, take. */
export function topPods(invocation: Invocation, environment: KubectlEnvironment): number {
  const selecting = ['selector', 'field-selector'].some((flag) => (invocation.string(flag) ?? '') !== '');
  refuseMixed(invocation, 'pod [NAME | -l label]', 'selector', selecting);
  const metrics = metricsOf<PodMetrics>(invocation, 'PodMetrics');
  if (metrics.length === 0) return sayWhyNone(invocation, environment);
  const everywhere = invocation.bool('all-namespaces');
  const byContainer = invocation.bool('containers');
  const header = [
    ...(everywhere ? ['NAMESPACE'] : []),
    ...(byContainer ? ['POD'] : []),
    'NAME',
    'CPU(cores)',
    'MEMORY(bytes)',
  ];
  const sorted = sortedByUsage(
    invocation,
    metrics,
    usageOf,
    ({ metadata: { namespace = '', name } }) => `${namespace}/${name}`,
  );
  const lines = sorted.flatMap((pod) =>
    (byContainer
      ? containerLines(invocation, pod)
      : [[pod.metadata.name, cores(usageOf(pod)), bytes(usageOf(pod))]]
    ).map((cells) => [...(everywhere ? [pod.metadata.namespace ?? ''] : []), ...cells]),
  );
  printLines(invocation, header, [
    ...lines,
    ...(invocation.bool('sum') ? sumLines(metrics, invocation.bool('no-headers') ? NARROWEST : header.length) : []),
  ]);
  return 0;
}

function usageOf({ containers }: PodMetrics): ResourceUsage {
  return sumOf(containers.map(({ usage }) => usage));
}

function containerLines(invocation: Invocation, { metadata, containers }: PodMetrics): readonly (readonly string[])[] {
  const sorted = sortedByUsage(
    invocation,
    containers,
    ({ usage }) => usage,
    ({ name }) => name,
  );
  return sorted.map(({ name, usage }) => [metadata.name, name, cores(usage), bytes(usage)]);
}

function sumLines(metrics: readonly PodMetrics[], columns: number): readonly (readonly string[])[] {
  const before = Array.from({ length: columns - 2 }, () => '');
  const sum = sumOf(metrics.map(usageOf));
  return [
    [...before, '________', '________'],
    [...before, cores(sum), bytes(sum)],
  ];
}

/** @throws KubectlError where there are pods that should have metrics */
function sayWhyNone(invocation: Invocation, environment: KubectlEnvironment): number {
  const pods = listOf(invocation, resolveKind(invocation.client, 'pods')).items;
  for (const { metadata } of pods) {
    const ageMs = environment.nowMs() - parseTimestamp(metadata.creationTimestamp ?? '');
    if (ageMs > METRICS_DELAY_MS)
      throw new KubectlError(
        `Metrics not available for pod ${metadata.namespace ?? ''}/${metadata.name}, age: ${formatDuration(ageMs)}`,
      );
  }
  if (pods.length > 0) throw new KubectlError('metrics not available yet');
  invocation.errLine(
    invocation.bool('all-namespaces')
      ? 'No resources found'
      : `No resources found in ${invocation.namespace} namespace.`,
  );
  return 0;
}
