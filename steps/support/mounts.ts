import type { Cluster, PersistentVolume, PersistentVolumeClaim, Pod } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { ofEveryPod } from './objects.ts';
import { isReady } from './pods.ts';

type Volume = NonNullable<Pod['spec']['volumes']>[number];
type VolumeMount = NonNullable<Pod['spec']['containers'][number]['volumeMounts']>[number];

/** That every live pod of a workload mounts an NFS export (`SERVER:PATH`) at a path, of its own or through a claim; there has to be one pod. */
export function podsMountNfs(world: SeatrialWorld, owner: string, wanted: string, path: string): Expectation {
  const { cluster } = world;
  return ofEveryPod(world, owner, {
    what: `${path} in`,
    expected: `the NFS export ${wanted} is mounted there`,
    holds: (pod) => mountedAt(cluster, pod, path).includes(wanted),
    unlike: (pod) => describeMounts(cluster, pod, path),
    why: (pod) => (isReady(pod) ? storageOf(cluster, pod, path) : undefined),
  });
}

/** The same where it is the reason why pods do not share what is there; undefined: they do. */
export function loneStorageOf(cluster: Cluster, pod: Pod, path: string): string | undefined {
  const storage = storageOf(cluster, pod, path);
  return storage.includes(NFS) ? undefined : storage;
}

const NFS = 'the NFS export';

/** What the containers of a pod mount at a path, as `SERVER:PATH` or the kind of the volume. */
function mountedAt(cluster: Cluster, pod: Pod, path: string): readonly string[] {
  return mountsOf(pod)
    .filter(({ mountPath }) => trimmed(mountPath) === trimmed(path))
    .map(({ name }) => sourceOf(cluster, pod, name));
}

function describeMounts(cluster: Cluster, pod: Pod, path: string): string {
  const { name } = pod.metadata;
  const there = mountedAt(cluster, pod, path);
  if (there.length > 0) return `pod ${name} mounts ${there.join(', ')} there`;
  const elsewhere = mountsOf(pod).filter(({ mountPath }) => !mountPath.startsWith('/var/run/secrets'));
  const list = elsewhere.map((mount) => `${sourceOf(cluster, pod, mount.name)} at ${mount.mountPath}`);
  return `pod ${name} mounts nothing there${list.length === 0 ? '' : `, but ${list.join(', ')}`}`;
}

/** Where a path of a pod is kept, in one sentence. */
export function storageOf(cluster: Cluster, pod: Pod, path: string): string {
  const mounts = mountsOf(pod).filter(({ mountPath }) => `${path}/`.startsWith(`${trimmed(mountPath)}/`));
  const [mount] = mounts.toSorted((a, b) => b.mountPath.length - a.mountPath.length);
  const { name } = pod.metadata;
  if (mount === undefined) return `pod ${name} has no volume for ${path}: what is written there stays in the container`;
  const source = sourceOf(cluster, pod, mount.name);
  const what = source.includes(':') ? `${NFS} ${source}` : `of volume type ${source}`;
  const limits = `${LIMITS[source] ?? ''}${mount.readOnly === true ? ', read-only' : ''}`;
  return `${trimmed(mount.mountPath)} of pod ${name} is ${what}${limits}`;
}

/** What volumes of a type do not do. */
const LIMITS: Readonly<Record<string, string>> = {
  emptyDir: ', which goes with the pod',
  hostPath: ', a folder of its node alone',
};

function mountsOf({ spec }: Pod): readonly VolumeMount[] {
  return spec.containers.flatMap(({ volumeMounts = [] }) => volumeMounts);
}

function sourceOf({ view }: Cluster, { metadata, spec }: Pod, name: string): string {
  const volume = spec.volumes?.find((each) => each.name === name);
  if (volume === undefined) return `volume ${name}`;
  const claim = volume.persistentVolumeClaim?.claimName;
  if (claim === undefined) return volume.nfs === undefined ? kindOf(volume) : exportOf(volume.nfs);
  const bound = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', metadata.namespace, claim)?.spec.volumeName;
  const nfs =
    bound === undefined ? undefined : view.get<PersistentVolume>('PersistentVolume', undefined, bound)?.spec.nfs;
  return nfs === undefined ? `claim ${claim}` : exportOf(nfs);
}

function kindOf(volume: Volume): string {
  return Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
}

function exportOf({ server, path }: { readonly server: string; readonly path: string }): string {
  return `${server}:${trimmed(path)}`;
}

const trimmed = (path: string): string => path.replace(/(?<=.)\/+$/, '');
