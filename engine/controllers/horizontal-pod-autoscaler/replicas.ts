import { milliValue } from '../../api/quantity.ts';
import type { Pod } from '../../kinds/types.ts';
import type { PodGroups } from './pods.ts';

/** --horizontal-pod-autoscaler-tolerance. */
const TOLERANCE = 0.1;

/** Why no number could be computed; its text goes into conditions and events. */
export class MetricError extends Error {}

export interface Usage {
  readonly ratio: number;
  /** Percent of the requests; 0 where only values count. */
  readonly utilization: number;
  /** Average in thousandths. */
  readonly average: number;
}

export interface Proposal extends Usage {
  readonly replicas: number;
}

export const isWithin = (ratio: number): boolean => Math.abs(1 - ratio) <= TOLERANCE;

/** How a set of values relates to the target, and what a pod without a value is taken for. */
interface Gauge {
  usage(values: ReadonlyMap<string, number>): Usage;
  missingWhenLow(pod: string): number;
}

/** Replicas for a utilization of the requests (GetResourceReplicas, v1.25). */
export function byUtilization(
  groups: PodGroups,
  pods: readonly Pod[],
  resource: string,
  target: number,
  current: number,
): Proposal {
  assertMeasured(pods, groups);
  const requests = requestsOf(pods, resource);
  const fallback = Math.max(100, target);
  return propose(groups, current, {
    usage: (values) => utilizationOf(values, requests, target),
    missingWhenLow: (pod) => Math.trunc(((requests.get(pod) ?? 0) * fallback) / 100),
  });
}

/** Replicas for an average value (calcPlainMetricReplicas, v1.25). `target` in thousandths. */
export function byAverage(groups: PodGroups, pods: readonly Pod[], target: number, current: number): Proposal {
  assertMeasured(pods, groups);
  return propose(groups, current, {
    usage: (values) => {
      const average = Math.trunc(sumOf(values) / values.size);
      return { ratio: average / target, utilization: 0, average };
    },
    missingWhenLow: () => target,
  });
}

function assertMeasured(pods: readonly Pod[], groups: PodGroups): void {
  if (pods.length === 0) throw new MetricError('no pods returned by selector while calculating replica count');
  if (groups.values.size === 0) throw new MetricError('did not receive metrics for any ready pods');
}

/** Pods without a value are taken for what moves the size least; if that turns the direction round, nothing moves. */
function propose(groups: PodGroups, current: number, gauge: Gauge): Proposal {
  const usage = gauge.usage(groups.values);
  const { ratio } = usage;
  const isHigh = ratio > 1;
  const addsUnready = groups.unready.length > 0 && isHigh;
  if (!addsUnready && groups.missing.length === 0) {
    return { ...usage, replicas: isWithin(ratio) ? current : Math.ceil(ratio * groups.ready) };
  }
  const values = new Map(groups.values);
  if (ratio !== 1) for (const pod of groups.missing) values.set(pod, isHigh ? 0 : gauge.missingWhenLow(pod));
  if (addsUnready) for (const pod of groups.unready) values.set(pod, 0);
  const second = gauge.usage(values).ratio;
  const turns = (ratio < 1 && second > 1) || (isHigh && second < 1);
  if (isWithin(second) || turns) return { ...usage, replicas: current };
  const replicas = Math.ceil(second * values.size);
  const contradicts = (second < 1 && replicas > current) || (second > 1 && replicas < current);
  return { ...usage, replicas: contradicts ? current : replicas };
}

function requestsOf(pods: readonly Pod[], resource: string): ReadonlyMap<string, number> {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    let sum = 0;
    for (const { name, resources } of spec.containers) {
      const request = resources?.requests?.[resource];
      if (request === undefined) {
        throw new MetricError(`missing request for ${resource} in container ${name} of Pod ${metadata.name}`);
      }
      sum += milliValue(request);
    }
    requests.set(metadata.name, sum);
  }
  return requests;
}

function utilizationOf(
  values: ReadonlyMap<string, number>,
  requests: ReadonlyMap<string, number>,
  target: number,
): Usage {
  const known = [...values].filter(([pod]) => requests.has(pod));
  const wanted = known.reduce((sum, [pod]) => sum + (requests.get(pod) ?? 0), 0);
  if (wanted === 0) throw new MetricError('no metrics returned matched known pods');
  const used = known.reduce((sum, [, milli]) => sum + milli, 0);
  const utilization = Math.trunc((used * 100) / wanted);
  return { ratio: utilization / target, utilization, average: Math.trunc(used / known.length) };
}

function sumOf(values: ReadonlyMap<string, number>): number {
  return [...values.values()].reduce((sum, milli) => sum + milli, 0);
}
