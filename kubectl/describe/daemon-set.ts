import { type DaemonSet, formatSelector } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { podTemplateLines } from './pod-template.ts';
import { annotationLines, orNone, pairLines, sortedPairs } from './text.ts';
import { podsStatusText } from './workloads.ts';

export const describeDaemonSet: Describer<DaemonSet> = (set, context) => {
  const { metadata, spec, status } = set;
  const nodeSelector = sortedPairs(spec.template.spec?.nodeSelector).map(([key, value]) => `${key}=${value}`);
  return [
    `Name:\t${metadata.name}\n`,
    `Selector:\t${formatSelector(spec.selector)}\n`,
    `Node-Selector:\t${orNone(nodeSelector.join(','))}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled}\n`,
    `Current Number of Nodes Scheduled: ${status.currentNumberScheduled}\n`,
    `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}\n`,
    `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}\n`,
    `Number of Nodes Misscheduled: ${status.numberMisscheduled}\n`,
    `Pods Status:\t${podsStatusText(set, spec.selector, context)}\n`,
    podTemplateLines(spec.template),
    eventLines(context.events, context.nowMs),
  ].join('');
};
