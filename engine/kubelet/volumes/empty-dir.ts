import { volumePath, type VolumeType } from './volume.ts';

/** A directory that lives as long as the pod; the pod's removal removes it. */
export const emptyDir: VolumeType = {
  member: 'emptyDir',
  setUp(input) {
    const path = volumePath(input, 'empty-dir');
    input.machine.disk.mkdir(path, true);
    return { machine: input.machine.name, path, readOnly: false, isProjection: false };
  },
};
