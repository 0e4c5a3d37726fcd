/** autoscaling/v1, which knows one metric: what it has no field for goes through annotations (conversion, v1.25). */
import type { KubeObject } from '../../api/object.ts';
import type { HorizontalPodAutoscaler } from '../types.ts';

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';
const CURRENT_METRICS = 'autoscaling.alpha.kubernetes.io/current-metrics';

type Spec = HorizontalPodAutoscaler['spec'];
type Status = HorizontalPodAutoscaler['status'];
type Metric = NonNullable<Spec['metrics']>[number];

interface V1Spec {
  readonly scaleTargetRef: Spec['scaleTargetRef'];
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly targetCPUUtilizationPercentage?: number;
}

const annotationsOf = (object: KubeObject): Readonly<Record<string, string>> => object.metadata.annotations ?? {};

function fromAnnotation<T>(object: KubeObject, name: string): T | undefined {
  const text = annotationsOf(object)[name];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    // The API server too ignores an annotation that is no JSON.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads an object of autoscaling/v1 as autoscaling/v2. */
export function toV2(object: KubeObject): HorizontalPodAutoscaler {
  const { targetCPUUtilizationPercentage: cpu, ...spec } = (object as KubeObject & { readonly spec?: V1Spec }).spec ?? {
    scaleTargetRef: { kind: '', name: '' },
    maxReplicas: 0,
  };
  const cpuMetric: readonly Metric[] =
    cpu === undefined
      ? []
      : [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpu } } }];
  const others = fromAnnotation<readonly Metric[]>(object, METRICS) ?? [];
  const behavior = fromAnnotation<NonNullable<Spec['behavior']>>(object, BEHAVIOR);
  const {
    [METRICS]: _m,
    [BEHAVIOR]: _b,
    [CONDITIONS]: _c,
    [CURRENT_METRICS]: _s,
    ...annotations
  } = annotationsOf(object);
  const { annotations: _all, ...metadata } = object.metadata;
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { ...metadata, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: {
      ...spec,
      metrics: [...others, ...cpuMetric],
      ...(behavior === undefined ? {} : { behavior }),
    },
    status: (object as { readonly status?: Status }).status ?? ({} as Status),
  };
}

/** What autoscaling/v1 has a field for. */
export const isCpuTarget = ({ type, resource }: Metric): boolean =>
  // Asked before validation, too: a target may be missing.
  type === 'Resource' && resource?.name === 'cpu' && resource.target?.averageUtilization !== undefined;

/** Shows a stored object as autoscaling/v1. */
export function fromV2(object: HorizontalPodAutoscaler): KubeObject {
  const { metrics = [], behavior, ...spec } = object.spec;
  const { conditions, currentMetrics, ...status } = object.status;
  const cpu = metrics.find(isCpuTarget);
  const others = metrics.filter((metric) => metric !== cpu);
  const cpuNow = currentMetrics?.find(({ resource }) => resource?.name === 'cpu')?.resource?.current.averageUtilization;
  const extra = {
    ...(others.length === 0 ? {} : { [METRICS]: JSON.stringify(others) }),
    ...(behavior === undefined ? {} : { [BEHAVIOR]: JSON.stringify(behavior) }),
    ...(conditions === undefined || conditions.length === 0 ? {} : { [CONDITIONS]: JSON.stringify(conditions) }),
    ...((currentMetrics ?? []).length === 0 ? {} : { [CURRENT_METRICS]: JSON.stringify(currentMetrics) }),
  };
  const annotations = { ...object.metadata.annotations, ...extra };
  const shown = {
    apiVersion: 'autoscaling/v1',
    kind: object.kind,
    metadata: { ...object.metadata, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: { ...spec, ...target(cpu) },
    status: {
      ...status,
      currentReplicas: status.currentReplicas ?? 0,
      ...(cpuNow === undefined ? {} : { currentCPUUtilizationPercentage: cpuNow }),
    },
  };
  return shown;
}

function target(cpu: Metric | undefined): { readonly targetCPUUtilizationPercentage?: number } {
  const percentage = cpu?.resource?.target.averageUtilization;
  return percentage === undefined ? {} : { targetCPUUtilizationPercentage: percentage };
}
