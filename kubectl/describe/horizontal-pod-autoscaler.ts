import { formatQuantity, type HorizontalPodAutoscaler } from '../../engine/index.ts';
import { quoteGo as quoted } from '../output/quote.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { metadataLines, timeText } from './text.ts';

type Spec = HorizontalPodAutoscaler['spec'];
type Metric = NonNullable<Spec['metrics']>[number];
type Current = NonNullable<HorizontalPodAutoscaler['status']['currentMetrics']>[number] | undefined;
type Target = NonNullable<Metric['resource']>['target'];
type Value = NonNullable<NonNullable<Current>['resource']>['current'] | undefined;
type Rules = NonNullable<NonNullable<Spec['behavior']>['scaleUp']>;

const UNKNOWN = '<unknown>';

export const describeHorizontalPodAutoscaler: Describer<HorizontalPodAutoscaler> = (autoscaler, context) => {
  const { metadata, spec, status } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  return [
    metadataLines(autoscaler),
    `CreationTimestamp:\t${timeText(metadata.creationTimestamp)}\n`,
    `Reference:\t${kind}/${name}\n`,
    'Metrics:\t( current / target )\n',
    ...(spec.metrics ?? []).map((metric, at) => `  ${metricText(metric, status.currentMetrics?.[at])}\n`),
    `Min replicas:\t${spec.minReplicas ?? '<unset>'}\n`,
    `Max replicas:\t${spec.maxReplicas}\n`,
    behaviorLines(spec.behavior),
    `${kind} pods:\t${status.currentReplicas ?? 0} current / ${status.desiredReplicas} desired\n`,
    conditionLines(autoscaler),
    eventLines(context.events, context.nowMs),
  ].join('');
};

function metricText(metric: Metric, current: Current): string {
  const { resource, containerResource, pods, object, external } = metric;
  if (resource !== undefined)
    return `resource ${resource.name} on pods${resourceText(resource.target, current?.resource?.current)}`;
  if (containerResource !== undefined) {
    const what = `resource ${containerResource.name} of container "${containerResource.container}" on pods`;
    return `${what}${resourceText(containerResource.target, current?.containerResource?.current)}`;
  }
  if (pods !== undefined)
    return `${quoted(pods.metric.name)} on pods:\t${over(current?.pods?.current.averageValue, pods.target.averageValue)}`;
  if (object !== undefined) {
    const { kind, name } = object.describedObject;
    return `"${object.metric.name}" on ${kind}/${name} ${valueText(object.target, current?.object?.current)}`;
  }
  if (external !== undefined)
    return `${quoted(external.metric.name)} ${valueText(external.target, current?.external?.current)}`;
  return `<unknown metric type ${quoted(metric.type)}>`;
}

function resourceText({ averageValue, averageUtilization }: Target, current: Value): string {
  if (averageValue !== undefined) return `:\t${over(current?.averageValue, averageValue)}`;
  const now =
    current?.averageUtilization === undefined
      ? UNKNOWN
      : `${current.averageUtilization}% (${current.averageValue ?? ''})`;
  const wanted = averageUtilization === undefined ? '<auto>' : `${averageUtilization}%`;
  return `  (as a percentage of request):\t${now} / ${wanted}`;
}

function valueText({ averageValue, value }: Target, current: Value): string {
  return averageValue === undefined
    ? `(target value):\t${over(current?.value, value)}`
    : `(target average value):\t${over(current?.averageValue, averageValue)}`;
}

function over(current: string | undefined, target: string | undefined): string {
  return `${current === undefined ? UNKNOWN : formatQuantity(current)} / ${formatQuantity(target ?? '0')}`;
}

function behaviorLines(behavior: Spec['behavior']): string {
  if (behavior === undefined) return '';
  return `Behavior:\n${ruleLines('Scale Up', behavior.scaleUp)}${ruleLines('Scale Down', behavior.scaleDown)}`;
}

function ruleLines(direction: string, rules: Rules | undefined): string {
  if (rules === undefined) return '';
  const { stabilizationWindowSeconds: window, selectPolicy = 'Max', policies = [] } = rules;
  const lines = policies.map(
    ({ type, value, periodSeconds }) => `      - Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds\n`,
  );
  return [
    `  ${direction}:\n`,
    window === undefined ? '' : `    Stabilization Window: ${window} seconds\n`,
    lines.length === 0 ? '' : `    Select Policy: ${selectPolicy}\n    Policies:\n${lines.join('')}`,
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
