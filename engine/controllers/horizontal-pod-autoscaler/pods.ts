import { parseTimestamp } from '../../api/time.ts';
import type { MetricSample } from '../../component/metrics.ts';
import { podCondition } from '../../kinds/core/pod-facts.ts';
import type { Pod } from '../../kinds/types.ts';

/** --horizontal-pod-autoscaler-cpu-initialization-period and -initial-readiness-delay. */
const CPU_INITIALIZATION_MS = 300_000;
const INITIAL_READINESS_MS = 30_000;

export type Samples = ReadonlyMap<string, MetricSample>;

export interface PodGroups {
  readonly ready: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
  /** Samples of the pods that are neither unready nor ignored. */
  readonly values: ReadonlyMap<string, number>;
}

/** Which pods count, and as what (groupPods, v1.25). */
export function groupPods(pods: readonly Pod[], samples: Samples, metric: string, nowMs: number): PodGroups {
  const unready: string[] = [];
  const missing: string[] = [];
  const values = new Map<string, number>();
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined || pod.status.phase === 'Failed') continue;
    const sample = samples.get(name);
    if (pod.status.phase === 'Pending') unready.push(name);
    else if (sample === undefined) missing.push(name);
    else if (metric === 'cpu' && isUnready(pod, sample, nowMs)) unready.push(name);
    else values.set(name, sample.milli);
  }
  return { ready: values.size, unready, missing, values };
}

/** A pod's first minutes say nothing about its CPU: starting costs more than serving. */
function isUnready(pod: Pod, sample: MetricSample, nowMs: number): boolean {
  const condition = podCondition(pod, 'Ready');
  const { startTime } = pod.status;
  const since = condition?.lastTransitionTime;
  if (condition === undefined || startTime === undefined || startTime === null) return true;
  const startMs = parseTimestamp(startTime);
  const sinceMs = since === undefined || since === null ? 0 : parseTimestamp(since);
  const isFalse = condition.status === 'False';
  if (startMs + CPU_INITIALIZATION_MS > nowMs) return isFalse || sample.atMs < sinceMs + sample.windowMs;
  return isFalse && startMs + INITIAL_READINESS_MS > sinceMs;
}
