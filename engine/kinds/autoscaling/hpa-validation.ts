import {
  type FieldError,
  forbiddenField,
  goValue,
  invalid,
  notSupported,
  required,
} from '../../api/validation/field-error.ts';
import { pathSegmentName } from '../../api/validation/names.ts';
import { signOfQuantity } from '../../api/quantity.ts';
import { child, index } from '../../api/validation/path.ts';
import type { LabelSelector } from '../../api/labels.ts';
import { goQuantity } from '../../api/go-quantity.ts';
import type { HorizontalPodAutoscaler } from '../types.ts';

type Spec = HorizontalPodAutoscaler['spec'];
type Metric = NonNullable<Spec['metrics']>[number];
type Target = NonNullable<Metric['resource']>['target'];
type Rules = NonNullable<NonNullable<Spec['behavior']>['scaleUp']>;

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
    ...scaleToZero(spec),
    ...validateRules(spec.behavior?.scaleUp, 'spec.behavior.scaleUp'),
    ...validateRules(spec.behavior?.scaleDown, 'spec.behavior.scaleDown'),
  ];
}

function scaleToZero({ minReplicas, metrics }: Spec): FieldError[] {
  const isDriven = (metrics ?? []).some(({ type }) => type === 'Object' || type === 'External');
  if (minReplicas !== 0 || isDriven) return [];
  const some = 'must specify at least one Object or External metric to support scaling to zero replicas';
  return [forbiddenField('spec.metrics', some)];
}

function validateReference(reference: Partial<Spec['scaleTargetRef']> | undefined, path: string): FieldError[] {
  return (['kind', 'name'] as const).flatMap((member) => {
    const text = reference?.[member] ?? '';
    if (text === '') return [required(child(path, member))];
    return pathSegmentName(text).map((why) => invalid(child(path, member), text, why));
  });
}

/** The sources, in the order in which Kubernetes looks at them. */
const SOURCES: Readonly<Record<string, 'object' | 'external' | 'pods' | 'resource'>> = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
};
const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const NO_SOURCE = 'must populate information for the given metric source';
/** Metrics of single containers are behind a gate that v1.25 has off: their source is forgotten before it is looked at. */
const NO_CONTAINER_SOURCE = `${NO_SOURCE} (only allowed when HPAContainerMetrics feature is enabled)`;

/** validateMetricSpec (v1.25): of several sources only the first is looked into. */
function validateMetric(metric: Metric, path: string): FieldError[] {
  const { type = '' } = metric as Partial<Metric>;
  const field = SOURCES[type];
  const [first, ...others] = Object.values(SOURCES).filter((source) => metric[source] !== undefined);
  const unknownType = TYPES.includes(type) ? [] : [notSupported(child(path, 'type'), type, TYPES)];
  const wrong = others.length === 0 ? [] : [first, ...others].filter((source) => source !== field);
  return [
    ...(type === '' ? [required(child(path, 'type'), 'must specify a metric source type')] : []),
    ...unknownType,
    ...(first === undefined ? [] : SOURCE_CHECKS[first](metric, child(path, first))),
    ...(field !== undefined && metric[field] === undefined ? [required(child(path, field), NO_SOURCE)] : []),
    ...(type === 'ContainerResource' ? [required(child(path, 'containerResource'), NO_CONTAINER_SOURCE)] : []),
    ...unknownType, // Once more, where Kubernetes looks for the source that the type asks for.
    ...wrong.map((source) => forbiddenField(child(path, source ?? ''), 'must populate the given metric source only')),
  ];
}

const SOURCE_CHECKS: Readonly<
  Record<'object' | 'external' | 'pods' | 'resource', (metric: Metric, path: string) => FieldError[]>
> = {
  object: ({ object }, path) => [
    ...validateReference(object?.describedObject, child(path, 'describedObject')),
    ...validateIdentifier(object?.metric, child(path, 'metric')),
    ...validateTarget(object?.target, child(path, 'target')),
    ...valueOrAverage(object?.target, path, 'must set either a target value or averageValue'),
  ],
  external: ({ external }, path) => [
    ...validateIdentifier(external?.metric, child(path, 'metric')),
    ...validateTarget(external?.target, child(path, 'target')),
    ...valueOrAverage(external?.target, path, 'must set either a target value for metric or a per-pod target'),
    ...(external?.target?.value !== undefined && external.target.averageValue !== undefined
      ? [
          forbiddenField(
            child(path, 'target', 'value'),
            'may not set both a target value for metric and a per-pod target',
          ),
        ]
      : []),
  ],
  pods: ({ pods }, path) => [
    ...validateIdentifier(pods?.metric, child(path, 'metric')),
    ...validateTarget(pods?.target, child(path, 'target')),
    ...(pods?.target?.averageValue === undefined
      ? [required(child(path, 'target', 'averageValue'), 'must specify a positive target averageValue')]
      : []),
  ],
  resource: ({ resource }, path) => [
    ...((resource?.name ?? '') === '' ? [required(child(path, 'name'), 'must specify a resource name')] : []),
    ...validateResourceTarget(resource?.target, child(path, 'target')),
  ],
};

type Identifier = { readonly name?: string; readonly selector?: LabelSelector };

function validateIdentifier(metric: Identifier | undefined, path: string): FieldError[] {
  const name = metric?.name ?? '';
  if (name === '') return [required(child(path, 'name'), 'must specify a metric name')];
  return pathSegmentName(name).map((why) => invalid(child(path, 'name'), name, why));
}

function valueOrAverage(target: Partial<Target> | undefined, path: string, text: string): FieldError[] {
  const isSet = target?.value !== undefined || target?.averageValue !== undefined;
  return isSet ? [] : [required(child(path, 'target', 'averageValue'), text)];
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
    ...(!types.includes(type) ? [invalid(child(path, 'type'), type, typeError)] : []),
    ...(notPositive(value)
      ? [invalid(child(path, 'value'), goValue(goQuantity(value ?? '0')), 'must be positive')]
      : []),
    ...(notPositive(averageValue)
      ? [invalid(child(path, 'averageValue'), goValue(goQuantity(averageValue ?? '0')), 'must be positive')]
      : []),
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

function validatePolicy(given: NonNullable<Rules['policies']>[number], path: string): FieldError[] {
  const { type = '', value = 0, periodSeconds = 0 } = given as Partial<typeof given>;
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
