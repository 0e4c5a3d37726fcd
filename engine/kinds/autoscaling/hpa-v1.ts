/** autoscaling/v1, which knows one metric: what it has no field for goes through annotations (conversion, v1.25). */
import type { KubeObject } from '../../api/object.ts';
import { isArray, isObject, type JsonArray, type JsonValue } from '../../api/json.ts';
import type { HorizontalPodAutoscaler } from '../types.ts';
import {
  behaviorFromV1,
  behaviorToV1,
  measuredFromV1,
  measuredToV1,
  metricFromV1,
  metricToV1,
} from './hpa-v1-metrics.ts';

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';
const CURRENT_METRICS = 'autoscaling.alpha.kubernetes.io/current-metrics';

type Spec = HorizontalPodAutoscaler['spec'];
type Status = HorizontalPodAutoscaler['status'];
type Metric = NonNullable<Spec['metrics']>[number];
type Behavior = NonNullable<Spec['behavior']>;
type V1Status = Status & { readonly currentCPUUtilizationPercentage?: number };

interface V1Spec {
  readonly scaleTargetRef: Spec['scaleTargetRef'];
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly targetCPUUtilizationPercentage?: number;
}

const annotationsOf = (object: KubeObject): Readonly<Record<string, string>> => object.metadata.annotations ?? {};

function fromAnnotation(object: KubeObject, name: string): JsonValue | undefined {
  const text = annotationsOf(object)[name];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    // The API server too ignores an annotation that is no JSON.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function listFromAnnotation(object: KubeObject, name: string): JsonArray {
  const value = fromAnnotation(object, name);
  return value !== undefined && isArray(value) && value.every(isObject) ? value : [];
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
  const others = listFromAnnotation(object, METRICS).map(metricFromV1);
  const behavior = fromAnnotation(object, BEHAVIOR);
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
      ...(behavior === undefined || !isObject(behavior) ? {} : { behavior: behaviorFromV1(behavior) as Behavior }),
    },
    status: statusToV2(object),
  };
}

/** The status, with what stands in annotations: there it is whole. */
function statusToV2(object: KubeObject): Status {
  const given = (object as KubeObject & { readonly status?: V1Status }).status;
  if (given === undefined) return {} as Status;
  const { currentCPUUtilizationPercentage: _cpu, currentReplicas = 0, ...status } = given;
  const measured = listFromAnnotation(object, CURRENT_METRICS).map(measuredFromV1);
  const conditions = listFromAnnotation(object, CONDITIONS) as unknown as NonNullable<Status['conditions']>;
  return {
    ...status,
    ...(currentReplicas === 0 ? {} : { currentReplicas }),
    currentMetrics: measured.length === 0 ? (null as unknown as Status['currentMetrics']) : measured,
    ...(conditions.length === 0 ? {} : { conditions }),
  } as Status;
}

/** What autoscaling/v1 has a field for. */
export const isCpuTarget = ({ type, resource }: Metric): boolean =>
  // Asked before validation, too: a target may be missing.
  type === 'Resource' && resource?.name === 'cpu' && resource.target?.averageUtilization !== undefined;

/** Shows a stored object as autoscaling/v1. */
export function fromV2(object: HorizontalPodAutoscaler): KubeObject {
  const { metrics = [], behavior, ...spec } = object.spec;
  const { conditions: _c, currentMetrics: _m, ...status } = object.status;
  // Go has empty lists as null.
  const conditions = object.status.conditions ?? [];
  const currentMetrics = object.status.currentMetrics ?? [];
  const cpu = metrics.find(isCpuTarget);
  const others = metrics.filter((metric) => !isCpuTarget(metric));
  const cpuNow = currentMetrics.find(({ resource }) => resource?.name === 'cpu')?.resource?.current.averageUtilization;
  const extra = {
    ...(others.length === 0 ? {} : { [METRICS]: JSON.stringify(others.map(metricToV1)) }),
    ...(behavior === undefined ? {} : { [BEHAVIOR]: JSON.stringify(behaviorToV1(behavior)) }),
    ...(conditions.length === 0 ? {} : { [CONDITIONS]: JSON.stringify(conditions.map(conditionToV1)) }),
    ...(currentMetrics.length === 0 ? {} : { [CURRENT_METRICS]: JSON.stringify(currentMetrics.map(measuredToV1)) }),
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

type Condition = NonNullable<Status['conditions']>[number];

/** A condition with its members in the order of Go's struct. */
function conditionToV1({ type, status, lastTransitionTime, reason, message }: Condition): Partial<Condition> {
  return {
    type,
    status,
    ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }),
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
}

function target(cpu: Metric | undefined): { readonly targetCPUUtilizationPercentage?: number } {
  const percentage = cpu?.resource?.target.averageUtilization;
  return percentage === undefined ? {} : { targetCPUUtilizationPercentage: percentage };
}
