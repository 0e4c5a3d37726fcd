import type { ReplicationController } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { podTemplateLines } from './pod-template.ts';
import { annotationLines, nameLines, pairLines, pairText } from './text.ts';
import { podsStatusText, reasonConditionLines } from './workloads.ts';

export const describeReplicationController: Describer<ReplicationController> = (controller, context) => {
  const { metadata, spec, status } = controller;
  const selector = spec.selector === undefined ? undefined : { matchLabels: spec.selector };
  return [
    nameLines(controller),
    `Selector:\t${pairText(spec.selector)}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Replicas:\t${status.replicas ?? 0} current / ${spec.replicas ?? 0} desired\n`,
    `Pods Status:\t${podsStatusText(controller, selector, context)}\n`,
    podTemplateLines(spec.template ?? {}),
    reasonConditionLines(status.conditions),
    eventLines(context.events, context.nowMs),
  ].join('');
};
