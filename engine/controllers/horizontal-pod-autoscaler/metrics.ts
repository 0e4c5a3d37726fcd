import { milliQuantityOf, formatQuantity, milliValue } from '../../api/quantity.ts';
import type { MetricSample, MetricsReader } from '../../component/metrics.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { HorizontalPodAutoscaler, Pod } from '../../kinds/types.ts';
import { groupPods, type Samples } from './pods.ts';
import { byAverage, byUtilization, isWithin, MetricError, type Proposal } from './replicas.ts';

export type MetricSpec = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>[number];
export type MetricStatus = NonNullable<HorizontalPodAutoscaler['status']['currentMetrics']>[number];

/** What a metric is held against. */
export interface Target {
  readonly namespace: string;
  readonly pods: readonly Pod[];
  readonly specReplicas: number;
  readonly statusReplicas: number;
  readonly nowMs: number;
}

export interface Evaluation {
  readonly replicas: number;
  /** What the metric is called in conditions and events. */
  readonly name: string;
  readonly status: MetricStatus;
}

/** A metric that cannot be used: the reason of its condition and event, and their texts. */
export interface Failure {
  readonly reason: string;
  readonly message: string;
  /** The same, as FailedComputeMetricsReplicas tells it. */
  readonly wrapped: string;
}

const quantity = (milli: number): string => formatQuantity(milliQuantityOf(milli));

/** One metric's wish (computeReplicasForMetric, v1.25). */
export function evaluate(spec: MetricSpec, target: Target, metrics: MetricsReader): Evaluation | Failure {
  const { resource, pods, object, external } = spec;
  if (resource !== undefined) return guarded(spec, () => ofResource(resource, target, metrics));
  if (pods !== undefined) return guarded(spec, () => ofPods(pods, target, metrics));
  if (object !== undefined) return guarded(spec, () => ofObject(object, target, metrics));
  if (external !== undefined) return guarded(spec, () => ofExternal(external, target, metrics));
  const message = `unknown metric source type "${spec.type}"`;
  return { reason: 'InvalidMetricSourceType', message, wrapped: message };
}

function guarded(spec: MetricSpec, compute: () => Evaluation): Evaluation | Failure {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof MetricError)) throw error;
    return failure(spec, error.message);
  }
}

function failure({ resource, pods, external }: MetricSpec, why: string): Failure {
  if (resource !== undefined) {
    const message = `failed to get ${resource.name} utilization: ${why}`;
    const wrapped = `failed to get ${resource.name} resource metric value: ${message}`;
    return { reason: 'FailedGetResourceMetric', message, wrapped };
  }
  if (pods !== undefined)
    return { reason: 'FailedGetPodsMetric', message: why, wrapped: `failed to get pods metric value: ${why}` };
  if (external === undefined)
    return { reason: 'FailedGetObjectMetric', message: why, wrapped: `failed to get object metric value: ${why}` };
  const { name } = external.metric;
  const message = `failed to get ${name} external metric: ${why}`;
  const wrapped = `failed to get ${name} external metric value: ${message}`;
  return { reason: 'FailedGetExternalMetric', message, wrapped };
}

const NO_CUSTOM =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';

function ofResource(source: NonNullable<MetricSpec['resource']>, target: Target, metrics: MetricsReader): Evaluation {
  const { name } = source;
  const problem = `unable to get metrics for resource ${name}`;
  if (!metrics.serves('resource')) {
    const missing = 'the server could not find the requested resource (get pods.metrics.k8s.io)';
    throw new MetricError(`${problem}: unable to fetch metrics from resource metrics API: ${missing}`);
  }
  const samples = samplesOf(name, target, metrics);
  if (samples.size === 0) throw new MetricError(`${problem}: no metrics returned from resource metrics API`);
  const groups = groupPods(target.pods, samples, name, target.nowMs);
  const { averageValue, averageUtilization } = source.target;
  if (averageValue !== undefined) {
    const proposal = byAverage(groups, target.pods, milliValue(averageValue), target.specReplicas);
    const current = { averageValue: quantity(proposal.average) };
    return { ...of(proposal, `${name} resource`), status: { type: 'Resource', resource: { name, current } } };
  }
  if (averageUtilization === undefined) {
    throw new MetricError(
      'invalid resource metric source: neither an average utilization target nor an average value target was set',
    );
  }
  const proposal = byUtilization(groups, target.pods, name, averageUtilization, target.specReplicas);
  const current = { averageUtilization: proposal.utilization, averageValue: quantity(proposal.average) };
  const called = `${name} resource utilization (percentage of request)`;
  return { ...of(proposal, called), status: { type: 'Resource', resource: { name, current } } };
}

const of = ({ replicas }: Proposal, name: string): Pick<Evaluation, 'replicas' | 'name'> => ({ replicas, name });

function ofPods(source: NonNullable<MetricSpec['pods']>, target: Target, metrics: MetricsReader): Evaluation {
  const { metric } = source;
  const samples = samplesOf(metric.name, target, metrics);
  if (samples.size === 0) {
    const why = metrics.serves('custom') ? 'no metrics returned from custom metrics API' : NO_CUSTOM;
    throw new MetricError(`unable to get metric ${metric.name}: ${why}`);
  }
  const groups = groupPods(target.pods, samples, metric.name, target.nowMs);
  const wanted = milliValue(source.target.averageValue ?? '0');
  const proposal = byAverage(groups, target.pods, wanted, target.specReplicas);
  const current = { averageValue: quantity(proposal.average) };
  return { ...of(proposal, `pods metric ${metric.name}`), status: { type: 'Pods', pods: { metric, current } } };
}

function ofObject(source: NonNullable<MetricSpec['object']>, target: Target, metrics: MetricsReader): Evaluation {
  const { metric, describedObject } = source;
  const { kind, name } = describedObject;
  const sample = metrics.ofObject(kind, target.namespace, name, metric.name);
  if (sample === undefined) {
    const why = metrics.serves('custom')
      ? `unable to fetch metrics from custom metrics API: the server could not find the metric ${metric.name} for ${kind} ${name}`
      : NO_CUSTOM;
    throw new MetricError(`unable to get metric ${metric.name}: ${kind} on ${target.namespace} ${name}/${why}`);
  }
  const { replicas, current } = bySum(sample, source.target, target);
  return {
    replicas,
    name: `${kind} metric ${metric.name}`,
    status: { type: 'Object', object: { metric, current, describedObject } },
  };
}

function ofExternal(source: NonNullable<MetricSpec['external']>, target: Target, metrics: MetricsReader): Evaluation {
  const { metric } = source;
  const selector = '<nil>';
  const sample = metrics.external(target.namespace, metric.name);
  if (sample === undefined) {
    const why = metrics.serves('external')
      ? 'no metrics returned from external metrics API'
      : `unable to fetch metrics from external metrics API: the server could not find the requested resource (get ${metric.name}.external.metrics.k8s.io)`;
    throw new MetricError(`unable to get external metric ${target.namespace}/${metric.name}/${selector}: ${why}`);
  }
  const { replicas, current } = bySum(sample, source.target, target);
  return {
    replicas,
    name: `external metric ${metric.name}(${selector})`,
    status: { type: 'External', external: { metric, current } },
  };
}

/** One value for all pods together: against a value, or against an average for each pod. */
function bySum(
  { milli }: MetricSample,
  wanted: { readonly value?: string; readonly averageValue?: string },
  { pods, specReplicas, statusReplicas }: Target,
): { readonly replicas: number; readonly current: { readonly value: string } | { readonly averageValue: string } } {
  if (wanted.value !== undefined) {
    const ratio = milli / milliValue(wanted.value);
    const ready = pods.filter((pod) => pod.status.phase === 'Running' && isPodReady(pod)).length;
    const moved = specReplicas === 0 ? Math.ceil(ratio) : Math.ceil(ratio * ready);
    const replicas = specReplicas !== 0 && isWithin(ratio) ? specReplicas : moved;
    return { replicas, current: { value: quantity(milli) } };
  }
  const each = milliValue(wanted.averageValue ?? '0');
  const isClose = isWithin(milli / (each * statusReplicas));
  const replicas = isClose ? statusReplicas : Math.ceil(milli / each);
  return { replicas, current: { averageValue: quantity(Math.ceil(milli / Math.max(1, statusReplicas))) } };
}

function samplesOf(metric: string, { namespace, pods }: Target, metrics: MetricsReader): Samples {
  const samples = new Map<string, MetricSample>();
  for (const { metadata } of pods) {
    const sample = metrics.ofPod(namespace, metadata.name, metric);
    if (sample !== undefined) samples.set(metadata.name, sample);
  }
  return samples;
}
