import { apiVersionOf, type Kind, kindId } from './api/kind.ts';
import type { KubeObject } from './api/object.ts';
import { toTimestamp } from './api/time.ts';
import type { View } from './component/view.ts';
import { nodeCondition } from './kinds/core/node-facts.ts';
import {
  type NodeMetrics,
  nodeMetrics,
  type PodMetrics,
  podMetrics,
  resourceUsage,
  sampled,
} from './kinds/metrics/metrics.ts';
import type { Node, Pod } from './kinds/types.ts';
import type { Metrics } from './metrics.ts';

/** What is served while there are metrics (metrics.k8s.io/v1beta1). */
export const METRICS_KINDS: readonly Kind[] = [nodeMetrics, podMetrics];

/** The samples of one of these kinds, as they are now; undefined: it is none of them. What has no sample yet is left out. */
export function liveMetrics(
  kind: string,
  view: View,
  metrics: Metrics,
  nowMs: number,
): readonly KubeObject[] | undefined {
  if (kind === kindId(nodeMetrics)) return view.list<Node>('Node').flatMap((node) => ofNode(node, metrics, nowMs));
  if (kind === kindId(podMetrics)) return view.list<Pod>('Pod').flatMap((pod) => ofPod(pod, metrics, nowMs));
  return undefined;
}

function ofNode(node: Node, metrics: Metrics, nowMs: number): readonly NodeMetrics[] {
  const isReached = nodeCondition(node, 'Ready')?.status === 'True';
  const sample = isReached ? metrics.nodeUsage(node.metadata.name) : undefined;
  if (sample === undefined) return [];
  return [
    {
      ...headOf(nodeMetrics, node, nowMs),
      ...sampled(toTimestamp(sample.atMs), sample.windowMs),
      usage: resourceUsage(sample),
    },
  ];
}

function ofPod(pod: Pod, metrics: Metrics, nowMs: number): readonly PodMetrics[] {
  const sample = metrics.podUsage(pod.metadata.namespace ?? '', pod.metadata.name);
  if (sample === undefined) return [];
  const containers = sample.containers.map(({ container, ...usage }) => ({
    name: container,
    usage: resourceUsage(usage),
  }));
  return [{ ...headOf(podMetrics, pod, nowMs), ...sampled(toTimestamp(sample.atMs), sample.windowMs), containers }];
}

function headOf(kind: Kind, { metadata }: KubeObject, nowMs: number): KubeObject {
  const { name, namespace, labels } = metadata;
  return {
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      creationTimestamp: toTimestamp(nowMs),
      ...(labels === undefined ? {} : { labels }),
    },
  };
}
