import { ageOf, type Pod, type Toleration } from '../../engine/index.ts';
import { containerLines } from './containers.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { spreadLines } from './pod-template.ts';
import { annotationLines, controllerLine, listLines, nameLines, optionalLine, pairLines, timeText } from './text.ts';
import { volumeLines } from './volumes.ts';

export const describePod: Describer<Pod> = (pod, { nowMs, events }) => {
  const { metadata, spec, status } = pod;
  const { initContainers = [], ephemeralContainers = [] } = spec;
  return [
    nameLines(pod),
    optionalLine('Priority', spec.priority),
    optionalLine('Priority Class Name', spec.priorityClassName),
    optionalLine('Runtime Class Name', spec.runtimeClassName),
    optionalLine('Service Account', spec.serviceAccountName),
    `Node:\t${(spec.nodeName ?? '') === '' ? '<none>' : `${spec.nodeName}/${status.hostIP ?? ''}`}\n`,
    status.startTime === undefined ? '' : `Start Time:\t${timeText(status.startTime)}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    statusLines(pod, nowMs),
    optionalLine('Reason', status.reason),
    optionalLine('Message', status.message),
    optionalLine('SeccompProfile', spec.securityContext?.seccompProfile?.type),
    `IP:\t${status.podIP ?? ''}\n`,
    (status.podIPs ?? []).length === 0
      ? 'IPs:\t<none>\n'
      : `IPs:\n${(status.podIPs ?? []).map(({ ip }) => `  IP:\t${ip ?? ''}\n`).join('')}`,
    controllerLine(pod),
    optionalLine('NominatedNodeName', status.nominatedNodeName),
    initContainers.length === 0
      ? ''
      : containerLines('Init Containers', initContainers, status.initContainerStatuses ?? [], '', pod),
    containerLines('Containers', spec.containers, status.containerStatuses ?? [], '', pod),
    ephemeralContainers.length === 0
      ? ''
      : containerLines('Ephemeral Containers', ephemeralContainers, status.ephemeralContainerStatuses ?? [], '', pod),
    readinessGateLines(pod),
    conditionLines(pod),
    volumeLines(spec.volumes, ''),
    `QoS Class:\t${status.qosClass ?? ''}\n`,
    pairLines('Node-Selectors', spec.nodeSelector),
    listLines('Tolerations', tolerationTexts(spec.tolerations ?? [])),
    spreadLines('Topology Spread Constraints', spec.topologySpreadConstraints),
    eventLines(events, nowMs),
  ].join('');
};

function statusLines({ metadata, status }: Pod, nowMs: number): string {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata;
  if (deletionTimestamp === undefined) return `Status:\t${status.phase ?? ''}\n`;
  return `Status:\tTerminating (lasts ${ageOf(deletionTimestamp, nowMs)})\nTermination Grace Period:\t${deletionGracePeriodSeconds}s\n`;
}

function readinessGateLines({ spec, status }: Pod): string {
  const { readinessGates = [] } = spec;
  if (readinessGates.length === 0) return '';
  const lines = readinessGates.map(({ conditionType }) => {
    const condition = status.conditions?.find(({ type }) => type === conditionType);
    return `  ${conditionType} \t${condition?.status ?? '<none>'} \n`;
  });
  return `Readiness Gates:\n  Type\tStatus\n${lines.join('')}`;
}

function conditionLines({ status }: Pod): string {
  const { conditions = [] } = status;
  if (conditions.length === 0) return '';
  return `Conditions:\n  Type\tStatus\n${conditions.map((each) => `  ${each.type} \t${each.status} \n`).join('')}`;
}

/** `node.kubernetes.io/not-ready:NoExecute op=Exists for 300s`, by key. */
function tolerationTexts(tolerations: readonly Toleration[]): readonly string[] {
  return tolerations
    .toSorted((left, right) =>
      (left.key ?? '') < (right.key ?? '') ? -1 : (left.key ?? '') > (right.key ?? '') ? 1 : 0,
    )
    .map(({ key = '', value = '', effect = '', operator, tolerationSeconds }) => {
      const subject = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
      const exists = operator === 'Exists' && value === '' ? `${subject === '' ? '' : ' '}op=Exists` : '';
      const seconds = tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`;
      return subject + exists + seconds;
    });
}
