import { claim, ephemeral } from './claim.ts';
import { emptyDir } from './empty-dir.ts';
import { hostPath } from './host-path.ts';
import { nfs } from './nfs.ts';
import { configMapVolume, downwardApiVolume, projectedVolume, secretVolume } from './projections.ts';
import { MountError, type VolumeInput, type VolumeSource, type VolumeType } from './volume.ts';

/** Every type of volume that is simulated. */
export const VOLUME_TYPES: readonly VolumeType[] = [
  emptyDir,
  hostPath,
  nfs,
  configMapVolume,
  secretVolume,
  projectedVolume,
  downwardApiVolume,
  claim,
  ephemeral,
];

/** Sets a pod's volume up, or refreshes it. Throws MountError. */
export function setUpVolume(input: VolumeInput): VolumeSource {
  const type = VOLUME_TYPES.find(({ member }) => input.volume[member] !== undefined);
  if (type !== undefined) return type.setUp(input);
  const member = Object.keys(input.volume).find((key) => key !== 'name') ?? 'none';
  throw new MountError(`volumes of type ${member} are not simulated`);
}

export { MountError, DiskError } from './volume.ts';
export type { VolumeInput, VolumeSource } from './volume.ts';
