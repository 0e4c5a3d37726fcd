import type { StorageClass } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { boolText, type Pairs, orNone, sortedPairs } from './text.ts';

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
    `MountOptions:\t${mountOptions.length === 0 ? '<none>' : `\n${mountOptions.map((option) => `  ${option}\n`).join('')}`.trimEnd()}\n`,
    `ReclaimPolicy:\t${storageClass.reclaimPolicy ?? ''}\n`,
    `VolumeBindingMode:\t${storageClass.volumeBindingMode ?? ''}\n`,
    eventLines(events, nowMs),
  ].join('');
};

function pairText(pairs: Pairs | undefined): string {
  return orNone(
    sortedPairs(pairs)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
  );
}
