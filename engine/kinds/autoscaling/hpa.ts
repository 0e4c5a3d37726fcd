import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import type { HorizontalPodAutoscaler } from '../types.ts';
import { targetsCell } from './hpa-cells.ts';
import { fromV2, isCpuTarget, toV2 } from './hpa-v1.ts';
import { validateAutoscaler } from './hpa-validation.ts';
import { type StatusCounts, statusCountErrors } from '../status-counts.ts';

type Spec = HorizontalPodAutoscaler['spec'];
type Behavior = NonNullable<Spec['behavior']>;
type Rules = NonNullable<Behavior['scaleUp']>;

/** What its status counts. */
const STATUS_COUNTS: StatusCounts = {
  counts: ['currentReplicas', 'desiredReplicas'],
};

export const horizontalPodAutoscaler: Kind<HorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  storedAs: 'autoscaling/v1',
  shortNames: ['hpa'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler',
  alsoServed: [
    {
      group: 'autoscaling',
      version: 'v1',
      schema: 'io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler',
      toStored: toV2,
      fromStored: fromV2,
    },
    {
      group: 'autoscaling',
      version: 'v2beta2',
      schema: 'io.k8s.api.autoscaling.v2beta2.HorizontalPodAutoscaler',
      deprecation:
        'autoscaling/v2beta2 HorizontalPodAutoscaler is deprecated in v1.23+, unavailable in v1.26+; use autoscaling/v2 HorizontalPodAutoscaler',
      toStored: fromV2beta2,
      fromStored: toV2beta2,
    },
  ],
  nameCheck: dns1123Subdomain,
  defaults,
  rewritten: (object) => ({ ...object, spec: { ...object.spec, metrics: asStored(object.spec.metrics ?? []) } }),
  prepareForCreate: (object) => ({ ...withoutAlpha(object), status: NO_STATUS }),
  prepareForUpdate: (object, old) => ({ ...withoutAlpha(object), status: old.status }),
  validate: validateAutoscaler,
  validateStatusUpdate: (object, old) => statusCountErrors(STATUS_COUNTS, object.status, old.status),
  subresources: { status: true },
  columns: [
    NAME,
    { name: 'Reference', cell: ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}` },
    { name: 'Targets', cell: targetsCell },
    { name: 'MinPods', cell: ({ spec }) => (spec.minReplicas === undefined ? '<unset>' : String(spec.minReplicas)) },
    { name: 'MaxPods', cell: ({ spec }) => spec.maxReplicas },
    { name: 'Replicas', cell: ({ status }) => status.currentReplicas ?? 0 },
    AGE,
  ],
  brief: ({ spec, status }) => ({
    min: spec.minReplicas ?? 1,
    max: spec.maxReplicas,
    have: status.currentReplicas ?? 0,
    want: status.desiredReplicas,
  }),
};

/** The version before, which has the same fields and leaves fewer of them out. */
function toV2beta2(object: HorizontalPodAutoscaler): KubeObject {
  const unset = { conditions: null, currentMetrics: null, currentReplicas: 0 };
  return { ...object, apiVersion: 'autoscaling/v2beta2', status: { ...unset, ...object.status } } as KubeObject;
}

function fromV2beta2(object: KubeObject): HorizontalPodAutoscaler {
  const read = { ...object, apiVersion: 'autoscaling/v2' } as HorizontalPodAutoscaler;
  const status: Partial<HorizontalPodAutoscaler['status']> = read.status ?? {};
  const { conditions, currentReplicas = 0, ...rest } = status;
  const set = {
    ...((conditions ?? []).length === 0 ? {} : { conditions }),
    ...(currentReplicas === 0 ? {} : { currentReplicas }),
  };
  return { ...read, status: { ...rest, ...set } as HorizontalPodAutoscaler['status'] };
}

/** What Go prints of a status nobody has written: a list that is always there and nil. */
const NO_STATUS = { currentMetrics: null, desiredReplicas: 0 } as unknown as HorizontalPodAutoscaler['status'];

const CPU_AT_80: NonNullable<Spec['metrics']> = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
];

/** SetDefaults_HorizontalPodAutoscaler (autoscaling/v2, v1.25). */
function defaults(object: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const spec: Partial<Spec> = object.spec ?? {};
  const metrics = spec.metrics ?? [];
  return {
    ...object,
    spec: {
      ...spec,
      minReplicas: spec.minReplicas ?? 1,
      metrics: metrics.length === 0 ? CPU_AT_80 : metrics,
      ...(spec.behavior === undefined ? {} : { behavior: behaviorDefaults(spec.behavior) }),
    } as Spec,
  };
}

/**
 * The target of the CPUs comes last, and only the first such target stays: objects are stored as autoscaling/v1, which has a field for it and
 * an annotation for all others (conversion, v1.25).
 */
function asStored(metrics: NonNullable<Spec['metrics']>): NonNullable<Spec['metrics']> {
  const cpu = metrics.find(isCpuTarget);
  return cpu === undefined ? metrics : [...metrics.filter((metric) => !isCpuTarget(metric)), cpu];
}

/** Metrics of single containers are alpha in v1.25, their gate is off: a source that is dropped is then missed. */
function withoutAlpha(object: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const { metrics = [] } = object.spec;
  if (!metrics.some(({ containerResource }) => containerResource !== undefined)) return object;
  const kept = metrics.map(({ containerResource: _dropped, ...metric }) => metric);
  return { ...object, spec: { ...object.spec, metrics: kept } };
}

const SCALE_UP: Rules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const SCALE_DOWN: Rules = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };

function behaviorDefaults({ scaleUp, scaleDown }: Behavior): Behavior {
  return { scaleUp: { ...SCALE_UP, ...scaleUp }, scaleDown: { ...SCALE_DOWN, ...scaleDown } };
}
