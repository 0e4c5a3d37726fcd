import type { FileType } from '../files/file-tree.ts';
import { normalPath } from '../files/paths.ts';
import type { Machine } from '../machine/machine.ts';
import { DiskError, MountError, type VolumeSource, type VolumeType } from './volume.ts';

/** hostPath type -> what must be there, and its name in the error. */
const CHECKS: Readonly<Record<string, { readonly type: FileType; readonly words: string }>> = {
  Directory: { type: 'directory', words: 'a directory' },
  File: { type: 'file', words: 'a file' },
  Socket: { type: 'socket', words: 'a socket file' },
  CharDevice: { type: 'charDevice', words: 'a character device' },
  BlockDevice: { type: 'blockDevice', words: 'a block device' },
};

/** A path of the node's own disk. */
export const hostPath: VolumeType = {
  member: 'hostPath',
  setUp({ volume, machine }) {
    return hostDirectory(machine, volume.hostPath?.path ?? '/', volume.hostPath?.type ?? '');
  },
};

/** Checks or makes a host's path as its type says; without a type the runtime makes a missing directory. */
export function hostDirectory(machine: Machine, given: string, type: string): VolumeSource {
  const path = normalPath(given);
  const found = machine.disk.typeOf(path);
  const check = CHECKS[type === 'DirectoryOrCreate' ? 'Directory' : type === 'FileOrCreate' ? 'File' : type];
  if (found === undefined && (type === '' || type === 'DirectoryOrCreate')) machine.disk.mkdir(path, true);
  else if (found === undefined && type === 'FileOrCreate') makeFile(machine, path);
  else if (check !== undefined && found !== check.type)
    throw new DiskError(`hostPath type check failed: ${given} is not ${check.words}`);
  return { machine: machine.name, path, readOnly: false, isProjection: false };
}

/** FileOrCreate makes the file, not the directories above it. */
function makeFile(machine: Machine, path: string): void {
  const made = machine.disk.write(path, '', false);
  if (!made.ok) throw new MountError(`open ${path}: ${made.why.toLowerCase()}`);
}
