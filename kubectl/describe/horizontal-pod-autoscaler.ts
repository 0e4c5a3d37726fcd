import type { HorizontalPodAutoscaler } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { metadataLines, timeText } from './text.ts';

type Metric = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>[number];

export const describeHorizontalPodAutoscaler: Describer<HorizontalPodAutoscaler> = (autoscaler, context) => {
  const { metadata, spec, status } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  return [
    metadataLines(autoscaler),
    `CreationTimestamp:\t${timeText(metadata.creationTimestamp)}\n`,
    `Reference:\t${kind}/${name}\n`,
    'Metrics:\t( current / target )\n',
    ...(spec.metrics ?? []).map((metric, at) => metricLine(metric, autoscaler, at)),
    `Min replicas:\t${spec.minReplicas ?? '<unset>'}\n`,
    `Max replicas:\t${spec.maxReplicas}\n`,
    `${kind} pods:\t${status.currentReplicas ?? 0} current / ${status.desiredReplicas} desired\n`,
    conditionLines(autoscaler),
    eventLines(context.events, context.nowMs),
  ].join('');
};

function metricLine(metric: Metric, { status }: HorizontalPodAutoscaler, at: number): string {
  const { resource } = metric;
  if (resource === undefined) return `  ${metric.type}\t<unknown>\n`;
  const current = status.currentMetrics?.[at]?.resource?.current;
  const { averageUtilization, averageValue = '' } = resource.target;
  if (averageUtilization === undefined)
    return `  resource ${resource.name} on pods:\t${current?.averageValue ?? '<unknown>'} / ${averageValue}\n`;
  const now =
    current?.averageUtilization === undefined
      ? '<unknown>'
      : `${current.averageUtilization}% (${current.averageValue ?? ''})`;
  return `  resource ${resource.name} on pods  (as a percentage of request):\t${now} / ${averageUtilization}%\n`;
}

function conditionLines({ status }: HorizontalPodAutoscaler): string {
  const { conditions = [] } = status;
  if (conditions.length === 0) return '';
  const rows = conditions.map(
    ({ type, status: state, reason = '', message = '' }) => `  ${type}\t${state}\t${reason}\t${message}\n`,
  );
  return `Conditions:\n  Type\tStatus\tReason\tMessage\n  ----\t------\t------\t-------\n${rows.join('')}`;
}
