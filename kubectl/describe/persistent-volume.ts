import {
  ageOf,
  type NodeSelectorTerm,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
} from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { annotationLines, listLines, nameLines, pairLines, timeText } from './text.ts';
import { persistentSourceLines } from './volumes.ts';

const shortModes: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function modesText(modes: readonly string[] | undefined): string {
  return Object.keys(shortModes)
    .filter((mode) => modes?.includes(mode) === true)
    .map((mode) => shortModes[mode])
    .join(',');
}

function statusLine(object: PersistentVolume | PersistentVolumeClaim, nowMs: number): string {
  const { deletionTimestamp } = object.metadata;
  if (deletionTimestamp === undefined) return `Status:\t${object.status.phase ?? ''}\n`;
  return `Status:\tTerminating (lasts ${ageOf(deletionTimestamp, nowMs)})\n`;
}

export const describePersistentVolume: Describer<PersistentVolume> = (volume, { events, nowMs }) => {
  const { metadata, spec, status } = volume;
  const { claimRef } = spec;
  return [
    `Name:\t${metadata.name}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]\n`,
    `StorageClass:\t${spec.storageClassName ?? ''}\n`,
    statusLine(volume, nowMs),
    `Claim:\t${claimRef === undefined ? '' : `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}`}\n`,
    `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}\n`,
    `Access Modes:\t${modesText(spec.accessModes)}\n`,
    `VolumeMode:\t${spec.volumeMode ?? ''}\n`,
    `Capacity:\t${spec.capacity?.['storage'] ?? '0'}\n`,
    affinityLines(spec.nodeAffinity?.required?.nodeSelectorTerms),
    `Message:\t${status.message ?? ''}\n`,
    persistentSourceLines(volume),
    eventLines(events, nowMs),
  ].join('');
};

function affinityLines(terms: readonly NodeSelectorTerm[] | undefined): string {
  if (terms === undefined) return 'Node Affinity:\t<none>\n';
  const blocks = terms.map(({ matchExpressions = [] }, at) => {
    const texts = matchExpressions.map(
      ({ key, operator, values = [] }) =>
        `${key} ${operator.toLowerCase()}${values.length === 0 ? '' : ` [${values.join(', ')}]`}`,
    );
    return `    Term ${at}:\t${texts.length === 0 ? '<none>' : texts.join('\n\t')}\n`;
  });
  return `Node Affinity:\t\n  Required Terms:\t\n${blocks.join('')}`;
}

export const describePersistentVolumeClaim: Describer<PersistentVolumeClaim> = (claim, { client, events, nowMs }) => {
  const { metadata, spec, status } = claim;
  const bound = (spec.volumeName ?? '') !== '';
  const users = (client.list('Pod', { namespace: metadata.namespace }).items as readonly Pod[])
    .filter(({ spec: pod }) => pod.volumes?.some((each) => each.persistentVolumeClaim?.claimName === metadata.name))
    .filter(({ status: pod }) => pod.phase !== 'Succeeded' && pod.phase !== 'Failed');
  return [
    nameLines(claim),
    `StorageClass:\t${spec.storageClassName ?? ''}\n`,
    statusLine(claim, nowMs),
    `Volume:\t${spec.volumeName ?? ''}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]\n`,
    `Capacity:\t${bound ? (status.capacity?.['storage'] ?? '0') : ''}\n`,
    `Access Modes:\t${bound ? modesText(status.accessModes) : ''}\n`,
    `VolumeMode:\t${spec.volumeMode ?? ''}\n`,
    dataSourceLines(claim),
    listLines(
      'Used By',
      users.map((pod) => pod.metadata.name),
    ),
    conditionLines(claim),
    eventLines(events, nowMs),
  ].join('');
};

function dataSourceLines({ spec }: PersistentVolumeClaim): string {
  const { dataSource } = spec;
  if (dataSource === undefined) return '';
  const { apiGroup, kind, name } = dataSource;
  return `DataSource:\n${(apiGroup ?? null) === null ? '' : `  APIGroup:\t${apiGroup}\n`}  Kind:\t${kind}\n  Name:\t${name}\n`;
}

function conditionLines({ status }: PersistentVolumeClaim): string {
  const { conditions = [] } = status;
  if (conditions.length === 0) return '';
  const rows = conditions.map(
    (each) =>
      `  ${each.type} \t${each.status} \t${timeText(each.lastProbeTime)} \t${timeText(each.lastTransitionTime)} \t${each.reason ?? ''} \t${each.message ?? ''}\n`,
  );
  return `Conditions:\n  Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n  ----\t------\t-----------------\t------------------\t------\t-------\n${rows.join('')}`;
}
