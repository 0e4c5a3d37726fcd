import { formatSelector, type ReplicaSet } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { podTemplateLines } from './pod-template.ts';
import { annotationLines, controllerLine, nameLines, pairLines } from './text.ts';
import { podsStatusText, reasonConditionLines } from './workloads.ts';

export const describeReplicaSet: Describer<ReplicaSet> = (set, context) => {
  const { metadata, spec, status } = set;
  return [
    nameLines(set),
    `Selector:\t${formatSelector(spec.selector)}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    controllerLine(set),
    `Replicas:\t${status.replicas ?? 0} current / ${spec.replicas ?? 0} desired\n`,
    `Pods Status:\t${podsStatusText(set, spec.selector, context)}\n`,
    podTemplateLines(spec.template ?? {}),
    reasonConditionLines(status.conditions),
    eventLines(context.events, context.nowMs),
  ].join('');
};
