import { formatSelector, type PersistentVolumeClaim, type StatefulSet } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { podTemplateLines } from './pod-template.ts';
import { annotationLines, nameLines, pairLines, timeText } from './text.ts';
import { podsStatusText } from './workloads.ts';

export const describeStatefulSet: Describer<StatefulSet> = (set, context) => {
  const { metadata, spec, status } = set;
  const { type = '', rollingUpdate } = spec.updateStrategy ?? {};
  return [
    nameLines(set),
    `CreationTimestamp:\t${timeText(metadata.creationTimestamp)}\n`,
    `Selector:\t${formatSelector(spec.selector)}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Replicas:\t${spec.replicas ?? 0} desired | ${status.replicas} total\n`,
    `Update Strategy:\t${type}\n`,
    rollingUpdate?.partition === undefined ? '' : `  Partition:\t${rollingUpdate.partition}\n`,
    `Pods Status:\t${podsStatusText(set, spec.selector, context)}\n`,
    podTemplateLines(spec.template),
    claimLines((spec.volumeClaimTemplates ?? []) as readonly PersistentVolumeClaim[]),
    eventLines(context.events, context.nowMs),
  ].join('');
};

function claimLines(claims: readonly PersistentVolumeClaim[]): string {
  if (claims.length === 0) return 'Volume Claims:\t<none>\n';
  const blocks = claims.map(({ metadata, spec }) =>
    [
      `  Name:\t${metadata.name}\n`,
      `  StorageClass:\t${spec.storageClassName ?? ''}\n`,
      pairLines('  Labels', metadata.labels),
      pairLines('  Annotations', metadata.annotations),
      `  Capacity:\t${spec.resources?.requests?.['storage'] ?? '<default>'}\n`,
      `  Access Modes:\t[${(spec.accessModes ?? []).join(' ')}]\n`,
    ].join(''),
  );
  return `Volume Claims:\n${blocks.join('')}`;
}
