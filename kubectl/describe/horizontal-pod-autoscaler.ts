import { formatQuantity, type HorizontalPodAutoscaler } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { metadataLines, timeText } from './text.ts';

type Spec = HorizontalPodAutoscaler['spec'];
type Metric = NonNullable<Spec['metrics']>[number];
type CurrentMetric = NonNullable<HorizontalPodAutoscaler['status']['currentMetrics']>[number];
type Target = NonNullable<Metric['resource']>['target'];
type Current = NonNullable<CurrentMetric['resource']>['current'];
type Rules = NonNullable<NonNullable<Spec['behavior']>['scaleUp']>;

export const describeHorizontalPodAutoscaler: Describer<HorizontalPodAutoscaler> = (autoscaler, context) => {
  const { metadata, spec, status } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  return [
    metadataLines(autoscaler),
    `CreationTimestamp:\t${timeText(metadata.creationTimestamp)}\n`,
    `Reference:\t${kind}/${name}\n`,
    'Metrics:\t( current / target )\n',
    ...(spec.metrics ?? []).map((metric, at) => metricLine(metric, status.currentMetrics?.[at])),
    `Min replicas:\t${spec.minReplicas ?? '<unset>'}\n`,
    `Max replicas:\t${spec.maxReplicas}\n`,
    behaviorLines(spec.behavior),
    `${kind} pods:\t${status.currentReplicas ?? 0} current / ${status.desiredReplicas} desired\n`,
    conditionLines(autoscaler),
    eventLines(context.events, context.nowMs),
  ].join('');
};

const UNKNOWN = '<unknown>';

const quantity = (text: string | undefined): string => (text === undefined ? UNKNOWN : formatQuantity(text));

/** A metric as it is and as it should be (describeHorizontalPodAutoscalerV2beta2, kubectl v1.25). */
function metricLine(metric: Metric, current: CurrentMetric | undefined): string {
  const { resource, containerResource, pods, object, external, type } = metric;
  if (resource !== undefined)
    return `  resource ${resource.name} on pods${ofRequests(resource.target, current?.resource?.current)}\n`;
  if (containerResource !== undefined) {
    const { name, container, target } = containerResource;
    const now = current?.containerResource?.current;
    return `  resource ${name} of container "${container}" on pods${ofRequests(target, now)}\n`;
  }
  if (pods !== undefined) {
    const now = quantity(current?.pods?.current.averageValue);
    return `  "${pods.metric.name}" on pods:\t${now} / ${quantity(pods.target.averageValue)}\n`;
  }
  if (object !== undefined) {
    const { kind, name } = object.describedObject;
    const isAverage = object.target.type === 'AverageValue';
    return `  "${object.metric.name}" on ${kind}/${name} ${ofTarget(object.target, current?.object?.current, isAverage)}\n`;
  }
  if (external === undefined) return `  <unknown metric type "${type}">\n`;
  const isAverage = external.target.averageValue !== undefined;
  return `  "${external.metric.name}" ${ofTarget(external.target, current?.external?.current, isAverage)}\n`;
}

function ofRequests({ averageValue, averageUtilization }: Target, current: Current | undefined): string {
  if (averageValue !== undefined) return `:\t${quantity(current?.averageValue)} / ${quantity(averageValue)}`;
  const now =
    current?.averageUtilization === undefined
      ? UNKNOWN
      : `${current.averageUtilization}% (${quantity(current.averageValue)})`;
  const wanted = averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`;
  return `  (as a percentage of request):\t${now} / ${wanted}`;
}

function ofTarget({ averageValue, value }: Target, current: Current | undefined, isAverage: boolean): string {
  if (isAverage) return `(target average value):\t${quantity(current?.averageValue)} / ${quantity(averageValue)}`;
  return `(target value):\t${quantity(current?.value)} / ${quantity(value)}`;
}

function behaviorLines(behavior: Spec['behavior']): string {
  if (behavior === undefined) return '';
  const { scaleUp, scaleDown } = behavior;
  return `Behavior:\n${directionLines('Scale Up', scaleUp)}${directionLines('Scale Down', scaleDown)}`;
}

function directionLines(direction: string, rules: Rules | undefined): string {
  if (rules === undefined) return '';
  const { stabilizationWindowSeconds: window, selectPolicy = 'Max', policies = [] } = rules;
  const rows = policies.map(
    ({ type, value, periodSeconds }) => `      - Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds\n`,
  );
  return [
    `  ${direction}:\n`,
    ...(window === undefined ? [] : [`    Stabilization Window: ${window} seconds\n`]),
    ...(rows.length === 0 ? [] : [`    Select Policy: ${selectPolicy}\n`, '    Policies:\n', ...rows]),
  ].join('');
}

function conditionLines({ status }: HorizontalPodAutoscaler): string {
  const { conditions = [] } = status;
  if (conditions.length === 0) return '';
  const rows = conditions.map(
    ({ type, status: state, reason = '', message = '' }) => `  ${type}\t${state}\t${reason}\t${message}\n`,
  );
  return `Conditions:\n  Type\tStatus\tReason\tMessage\n  ----\t------\t------\t-------\n${rows.join('')}`;
}
