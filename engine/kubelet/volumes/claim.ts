import { claimNameOf, notMadeFor } from '../../kinds/core/volume-facts.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/types.ts';
import { hostDirectory } from './host-path.ts';
import { nfsDirectory } from './nfs.ts';
import { DiskError, MountError, type VolumeInput, type VolumeSource, type VolumeType } from './volume.ts';

/** A claim: the volume it is bound to. */
export const claim: VolumeType = {
  member: 'persistentVolumeClaim',
  setUp: (input) => boundDirectory(input, claimOf(input), input.volume.persistentVolumeClaim?.readOnly === true),
};

/** The claim that was made for the pod; one of that name that is somebody else's is left alone (createVolumeSpec, v1.25). */
export const ephemeral: VolumeType = {
  member: 'ephemeral',
  setUp(input) {
    const found = claimOf(input);
    const problem = notMadeFor(input.pod, found);
    if (problem !== undefined) throw new MountError(problem);
    return boundDirectory(input, found, false);
  },
};

function claimOf({ pod, volume, view }: VolumeInput): PersistentVolumeClaim {
  const name = claimNameOf(pod, volume) ?? '';
  const found = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', pod.metadata.namespace, name);
  if (found === undefined) throw new MountError(`persistentvolumeclaim "${name}" not found`);
  return found;
}

function boundDirectory(input: VolumeInput, { spec, status }: PersistentVolumeClaim, readOnly: boolean): VolumeSource {
  const name = spec.volumeName;
  if (name === undefined || name === '' || status.phase !== 'Bound') throw new MountError(`PVC is not bound`);
  const volume = input.view.get<PersistentVolume>('PersistentVolume', undefined, name);
  if (volume === undefined) throw new MountError(`persistentvolume "${name}" not found`);
  const { hostPath, nfs, local } = volume.spec;
  const isReadOnly = readOnly || nfs?.readOnly === true;
  if (nfs !== undefined) return nfsDirectory({ ...input, volume: { name } }, nfs.server, nfs.path, isReadOnly);
  if (hostPath !== undefined)
    return { ...hostDirectory(input.machine, hostPath.path, hostPath.type ?? ''), readOnly: isReadOnly };
  if (local !== undefined) {
    const { disk } = input.machine;
    if (disk.typeOf(local.path) === undefined) throw new DiskError(`path "${local.path}" does not exist`);
    return { machine: input.machine.name, path: local.path, readOnly: isReadOnly, isProjection: false };
  }
  throw new MountError(`persistent volume ${name} is of a type that is not simulated (hostPath, nfs and local are)`);
}
