import { type FieldError, forbiddenField, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { pathSegmentName } from '../../api/validation/names.ts';
import { signOfQuantity } from '../../api/quantity.ts';
import { child, index } from '../../api/validation/path.ts';
import type { HorizontalPodAutoscaler } from '../types.ts';

type Spec = HorizontalPodAutoscaler['spec'];
type Metric = NonNullable<Spec['metrics']>[number];
type Target = NonNullable<Metric['resource']>['target'];
type Rules = NonNullable<NonNullable<Spec['behavior']>['scaleUp']>;

const NEEDS_OUTSIDE = 'must specify at least one Object or External metric to support scaling to zero replicas';

/** validateHorizontalPodAutoscalerSpec (v1.25; HPAScaleToZero is off). */
export function validateAutoscaler({ spec }: HorizontalPodAutoscaler): readonly FieldError[] {
  const { minReplicas, maxReplicas = 0 } = spec as Partial<Spec>;
  const atLeastOne = 'must be greater than or equal to 1';
  return [
    ...(minReplicas !== undefined && minReplicas < 1 ? [invalid('spec.minReplicas', minReplicas, atLeastOne)] : []),
    ...(maxReplicas < 1 ? [invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0')] : []),
    ...(minReplicas !== undefined && maxReplicas < minReplicas
      ? [invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`')]
      : []),
    ...validateReference(spec.scaleTargetRef, 'spec.scaleTargetRef'),
    ...(spec.metrics ?? []).flatMap((metric, i) => validateMetric(metric, index('spec.metrics', i))),
    ...(minReplicas === 0 && !(spec.metrics ?? []).some(({ type }) => type === 'Object' || type === 'External')
      ? [forbiddenField('spec.metrics', NEEDS_OUTSIDE)]
      : []),
    ...validateRules(spec.behavior?.scaleUp, 'spec.behavior.scaleUp'),
    ...validateRules(spec.behavior?.scaleDown, 'spec.behavior.scaleDown'),
  ];
}

function validateReference(reference: Partial<Spec['scaleTargetRef']> | undefined, path: string): FieldError[] {
  return (['kind', 'name'] as const).flatMap((member) => {
    const text = reference?.[member] ?? '';
    if (text === '') return [required(child(path, member))];
    return pathSegmentName(text).map((why) => invalid(child(path, member), text, why));
  });
}

const SOURCES: Readonly<Record<string, keyof Metric>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

function validateMetric(metric: Metric, path: string): FieldError[] {
  const type = metric.type ?? '';
  if (type === '') return [required(child(path, 'type'), 'must specify a metric source type')];
  const field = SOURCES[type];
  if (field === undefined) return [notSupported(child(path, 'type'), type, Object.keys(SOURCES))];
  const others = Object.values(SOURCES).filter((other) => other !== field && metric[other] !== undefined);
  const missing = metric[field] === undefined;
  return [
    ...(missing ? [required(child(path, field), 'must populate information for the given metric source')] : []),
    ...others.map((other) => forbiddenField(child(path, other), 'must populate the given metric source only')),
    ...(missing ? [] : validateSource(metric, child(path, field))),
  ];
}

function validateSource({ resource, containerResource, pods, object, external }: Metric, path: string): FieldError[] {
  const source = resource ?? containerResource;
  if (source !== undefined) {
    const missing = required(child(path, 'name'), 'must specify a resource name');
    return [
      ...((source.name ?? '') === '' ? [missing] : []),
      ...validateResourceTarget(source.target, child(path, 'target')),
    ];
  }
  const metric = (pods ?? object ?? external)?.metric;
  const target = (pods ?? object ?? external)?.target;
  return [
    ...(object === undefined ? [] : validateReference(object.describedObject, child(path, 'describedObject'))),
    ...((metric?.name ?? '') === '' ? [required(child(path, 'metric', 'name'), 'must specify a metric name')] : []),
    ...validateTarget(target, child(path, 'target')),
    ...(pods !== undefined && pods.target?.averageValue === undefined
      ? [required(child(path, 'target', 'averageValue'), 'must specify a positive target averageValue')]
      : []),
    ...(pods === undefined && target?.value === undefined && target?.averageValue === undefined
      ? [
          required(
            child(path, 'target', 'averageValue'),
            'must set either a target value for metric or a per-pod target',
          ),
        ]
      : []),
  ];
}

function validateResourceTarget(target: Target | undefined, path: string): FieldError[] {
  const { averageUtilization, averageValue } = target ?? {};
  const neither = averageUtilization === undefined && averageValue === undefined;
  const both = averageUtilization !== undefined && averageValue !== undefined;
  const one = 'must set either a target raw value or a target utilization';
  const onlyOne = 'may not set both a target raw value and a target utilization';
  return [
    ...validateTarget(target, path),
    ...(neither ? [required(child(path, 'averageUtilization'), one)] : []),
    ...(both ? [forbiddenField(child(path, 'averageValue'), onlyOne)] : []),
  ];
}

function validateTarget(target: Partial<Target> | undefined, path: string): FieldError[] {
  const { type = '', averageUtilization, value, averageValue } = target ?? {};
  const notPositive = (quantity: string | undefined): boolean => quantity !== undefined && signOfQuantity(quantity) < 1;
  const typeError = 'must be either Utilization, Value, or AverageValue';
  const types = ['Utilization', 'Value', 'AverageValue'];
  return [
    ...(type === '' ? [required(child(path, 'type'), 'must specify a metric target type')] : []),
    ...(type !== '' && !types.includes(type) ? [invalid(child(path, 'type'), type, typeError)] : []),
    ...(notPositive(value) ? [invalid(child(path, 'value'), value, 'must be positive')] : []),
    ...(notPositive(averageValue) ? [invalid(child(path, 'averageValue'), averageValue, 'must be positive')] : []),
    ...(averageUtilization !== undefined && averageUtilization < 1
      ? [invalid(child(path, 'averageUtilization'), averageUtilization, 'must be greater than 0')]
      : []),
  ];
}

const MAX_WINDOW_SECONDS = 3600;
const MAX_PERIOD_SECONDS = 1800;

function validateRules(rules: Rules | undefined, path: string): FieldError[] {
  if (rules === undefined) return [];
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [] } = rules;
  const at = child(path, 'stabilizationWindowSeconds');
  const tooLong = `must be less than or equal to ${MAX_WINDOW_SECONDS}`;
  return [
    ...(window !== undefined && window < 0 ? [invalid(at, window, 'must be greater than or equal to zero')] : []),
    ...(window !== undefined && window > MAX_WINDOW_SECONDS ? [invalid(at, window, tooLong)] : []),
    ...(selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(selectPolicy)
      ? [notSupported(child(path, 'selectPolicy'), selectPolicy, ['Disabled', 'Max', 'Min'])]
      : []),
    ...(policies.length === 0 ? [required(child(path, 'policies'), 'must specify at least one Policy')] : []),
    ...policies.flatMap((policy, i) => validatePolicy(policy, index(child(path, 'policies'), i))),
  ];
}

function validatePolicy(
  { type, value, periodSeconds }: NonNullable<Rules['policies']>[number],
  path: string,
): FieldError[] {
  const period = child(path, 'periodSeconds');
  return [
    ...(type === 'Pods' || type === 'Percent' ? [] : [notSupported(child(path, 'type'), type, ['Percent', 'Pods'])]),
    ...(value <= 0 ? [invalid(child(path, 'value'), value, 'must be greater than zero')] : []),
    ...(periodSeconds <= 0 ? [invalid(period, periodSeconds, 'must be greater than zero')] : []),
    ...(periodSeconds > MAX_PERIOD_SECONDS
      ? [invalid(period, periodSeconds, `must be less than or equal to ${MAX_PERIOD_SECONDS}`)]
      : []),
  ];
}
