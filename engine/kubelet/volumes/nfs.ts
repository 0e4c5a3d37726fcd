import { below, joinPath, normalPath } from '../files/paths.ts';
import type { Machine } from '../machine/machine.ts';
import { DiskError, volumePath, type VolumeInput, type VolumeSource, type VolumeType } from './volume.ts';

/** A directory that another machine exports. */
export const nfs: VolumeType = {
  member: 'nfs',
  setUp(input) {
    const { server, path, readOnly } = input.volume.nfs ?? { server: '', path: '' };
    return nfsDirectory(input, server, path, readOnly === true);
  },
};

/** Mounts `server:path`; the errors are mount.nfs' own. */
export function nfsDirectory(input: VolumeInput, server: string, path: string, readOnly: boolean): VolumeSource {
  const target = volumePath(input, 'nfs');
  const host = input.machines.withAddress(server) ?? input.machines.get(server);
  const problem = problemOf(host, input.machine, server, path);
  if (host === undefined || problem !== undefined) {
    const lines = [
      'mount failed: exit status 32',
      'Mounting command: mount',
      `Mounting arguments: -t nfs ${server}:${path} ${target}`,
    ];
    throw new DiskError([...lines, `Output: mount.nfs: ${problem ?? ''}`, ''].join('\n'));
  }
  return { machine: host.name, path: joinPath('/', path), readOnly, isProjection: false };
}

function problemOf(host: Machine | undefined, client: Machine, server: string, path: string): string | undefined {
  if (host === undefined || !host.isRunning('machine')) return 'No route to host';
  if ((host.facts.exports ?? []).length === 0 || !host.isRunning('nfs-server')) return 'Connection refused';
  const whole = normalPath(path);
  const exported = host.facts.exports?.find((one) => below(normalPath(one.path), whole) !== undefined);
  const isAllowed = exported !== undefined && (exported.clients?.includes(client.facts.address) ?? true);
  if (!isAllowed) return `access denied by server while mounting ${server}:${path}`;
  if (host.disk.typeOf(whole) !== 'directory')
    return `mounting ${server}:${path} failed, reason given by server: No such file or directory`;
  return undefined;
}
