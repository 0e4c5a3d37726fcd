import type { StorageClass } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { boolText, pairText } from './text.ts';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

export const describeStorageClass: Describer<StorageClass> = (storageClass, { events, nowMs }) => {
  const { metadata, provisioner, parameters, allowVolumeExpansion, mountOptions = [] } = storageClass;
  return [
    `Name:\t${metadata.name}\n`,
    `IsDefaultClass:\t${metadata.annotations?.[DEFAULT_CLASS] === 'true' ? 'Yes' : 'No'}\n`,
    `Annotations:\t${pairText(metadata.annotations)}\n`,
    `Provisioner:\t${provisioner}\n`,
    `Parameters:\t${pairText(parameters)}\n`,
    `AllowVolumeExpansion:\t${allowVolumeExpansion === undefined ? '<unset>' : boolText(allowVolumeExpansion)}\n`,
    mountOptions.length === 0
      ? 'MountOptions:\t<none>\n'
      : `MountOptions:\n${mountOptions.map((option) => `  ${option}\n`).join('')}`,
    `ReclaimPolicy:\t${storageClass.reclaimPolicy ?? ''}\n`,
    `VolumeBindingMode:\t${storageClass.volumeBindingMode ?? ''}\n`,
    topologyLines(storageClass.allowedTopologies ?? []),
    eventLines(events, nowMs),
  ].join('');
};

/** Each term below the title; nothing at all where the class allows every topology. */
function topologyLines(terms: NonNullable<StorageClass['allowedTopologies']>): string {
  if (terms.length === 0) return '';
  const texts = terms.map(({ matchLabelExpressions = [] }, at) => {
    const lines = matchLabelExpressions.map(({ key, values }) => `${key} in [${values.join(', ')}]`);
    return `  Term ${at}:\t${lines.length === 0 ? '<none>' : lines.join('\n  \t')}\n`;
  });
  return `AllowedTopologies:\t\n${texts.join('')}`;
}
