import { formatQuantity } from '../../api/quantity.ts';
import type { HorizontalPodAutoscaler } from '../types.ts';

type Metric = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>[number];
type CurrentMetric = NonNullable<HorizontalPodAutoscaler['status']['currentMetrics']>[number];
type Target = NonNullable<Metric['resource']>['target'];
type Current = NonNullable<CurrentMetric['resource']>['current'];

const MAX_SHOWN = 2;

/** `12%/50%`, `<unknown>/50%`, two at most and then ` + N more...` (formatHPAMetrics, v1.25). */
export function targetsCell({ spec, status }: HorizontalPodAutoscaler): string {
  const metrics = spec.metrics ?? [];
  if (metrics.length === 0) return '<none>';
  const current = status.currentMetrics ?? [];
  const texts = metrics.map((metric, i) => metricText(metric, current[i]));
  if (texts.length <= MAX_SHOWN) return texts.join(', ');
  return `${texts.slice(0, MAX_SHOWN).join(', ')} + ${texts.length - MAX_SHOWN} more...`;
}

function metricText(metric: Metric, current: CurrentMetric | undefined): string {
  const source = metric.resource ?? metric.containerResource;
  if (source !== undefined)
    return utilization(source.target, (current?.resource ?? current?.containerResource)?.current);
  if (metric.pods !== undefined) return over(current?.pods?.current.averageValue, metric.pods.target.averageValue);
  const pair = metric.object ?? metric.external;
  if (pair === undefined) return '<unknown type>';
  const now = (current?.object ?? current?.external)?.current;
  return pair.target.averageValue === undefined
    ? over(now?.value, pair.target.value)
    : `${over(now?.averageValue, pair.target.averageValue)} (avg)`;
}

function utilization(target: Target, current: Current | undefined): string {
  if (target.averageValue !== undefined) return over(current?.averageValue, target.averageValue);
  const now = current?.averageUtilization;
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  return `${now === undefined ? '<unknown>' : `${now}%`}/${wanted}`;
}

function over(current: string | undefined, target: string | undefined): string {
  return `${current === undefined ? '<unknown>' : formatQuantity(current)}/${formatQuantity(target ?? '0')}`;
}
