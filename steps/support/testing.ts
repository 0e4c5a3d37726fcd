import type { IWorldOptions } from '@cucumber/cucumber';
import { SeatrialWorld } from '../world.ts';

/** A scenario's world for tests of steps' insides: a course cluster, and nobody who listens to attachments. */
export function worldOf(name: string, seed = '1'): SeatrialWorld {
  const nothing = (): void => undefined;
  const attach = nothing as unknown as IWorldOptions['attach'];
  const world = new SeatrialWorld({ attach, log: nothing, link: nothing, parameters: { seed } });
  world.identity = { uri: 'features/test.feature', name, line: 1, row: '' };
  return world;
}

/** A claim "log" for what many nodes may write, of no class: it takes any volume that has room for it. */
export const LOG_CLAIM = `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: log }
spec: { accessModes: [ReadWriteMany], storageClassName: "", resources: { requests: { storage: 1Gi } } }
`;

/** A volume of the course's NFS export, which a claim finds by its room. */
export function logVolume(name: string, storage: string): string {
  return `---
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name} }
spec: { accessModes: [ReadWriteMany], capacity: { storage: ${storage} }, nfs: { server: 192.168.1.10, path: /nfs_shared/log } }
`;
}
