import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/types.ts';
import { hostDirectory } from './host-path.ts';
import { nfsDirectory } from './nfs.ts';
import { DiskError, MountError, type VolumeType } from './volume.ts';

/** A claim: the volume it is bound to. */
export const claim: VolumeType = {
  member: 'persistentVolumeClaim',
  setUp(input) {
    const { claimName, readOnly } = input.volume.persistentVolumeClaim ?? { claimName: '' };
    const found = input.view.get<PersistentVolumeClaim>(
      'PersistentVolumeClaim',
      input.pod.metadata.namespace,
      claimName,
    );
    if (found === undefined) throw new MountError(`persistentvolumeclaim "${claimName}" not found`);
    const name = found.spec.volumeName;
    if (name === undefined || name === '' || found.status.phase !== 'Bound') throw new MountError(`PVC is not bound`);
    const volume = input.view.get<PersistentVolume>('PersistentVolume', undefined, name);
    if (volume === undefined) throw new MountError(`persistentvolume "${name}" not found`);
    const { hostPath, nfs, local } = volume.spec;
    const isReadOnly = readOnly === true || nfs?.readOnly === true;
    if (nfs !== undefined) return nfsDirectory({ ...input, volume: { name } }, nfs.server, nfs.path, isReadOnly);
    if (hostPath !== undefined)
      return { ...hostDirectory(input.machine, hostPath.path, hostPath.type ?? ''), readOnly: isReadOnly };
    if (local !== undefined) {
      const { disk } = input.machine;
      if (disk.typeOf(local.path) === undefined) throw new DiskError(`path "${local.path}" does not exist`);
      return { machine: input.machine.name, path: local.path, readOnly: isReadOnly, isProjection: false };
    }
    throw new MountError(`persistent volume ${name} is of a type that is not simulated (hostPath, nfs and local are)`);
  },
};
