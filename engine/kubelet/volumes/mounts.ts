import type { Container } from '../../kinds/types.ts';
import { inOrder, type Mount } from '../files/mounted-view.ts';
import { joinPath, normalPath } from '../files/paths.ts';
import { rootNames, type Machine } from '../machine/machine.ts';
import type { VolumeSource } from './volume.ts';

/** A mount that cannot be made: CreateContainerConfigError. */
export class SubPathError extends Error {}

/**
 * A container's mount table: its own root, its termination log and its volumeMounts. A subPath of a projection is a copy that never
 * changes; of any other volume it is a directory that is made when it is missing.
 */
export function mountTable(
  machine: Machine,
  podUid: string,
  containerId: string,
  container: Container,
  volumes: Readonly<Record<string, VolumeSource>>,
  expandPath: (text: string) => string,
): readonly Mount[] {
  const names = rootNames(containerId);
  machine.disk.mkdir(names, true);
  const mounts = (container.volumeMounts ?? NONE).map((mount, i): Mount => {
    const source = volumes[mount.name];
    if (source === undefined)
      throw new SubPathError(`cannot find volume "${mount.name}" to mount into container "${container.name}"`);
    const subPath = mount.subPathExpr === undefined ? (mount.subPath ?? '') : expandPath(mount.subPathExpr);
    const copyTo = (): string => `/var/lib/kubelet/pods/${podUid}/volume-subpaths/${mount.name}/${container.name}/${i}`;
    const path = subPath === '' ? source.path : subPathOf(machine, source, subPath, copyTo());
    const readOnly = source.readOnly || mount.readOnly === true;
    const where = subPath !== '' && source.isProjection ? machine.name : source.machine;
    const made: Mount = { at: placeOf(mount.mountPath), machine: where, path, readOnly };
    return source.maxBytes === undefined ? made : { ...made, limit: { path: source.path, maxBytes: source.maxBytes } };
  });
  const readOnly = container.securityContext?.readOnlyRootFilesystem === true;
  const root: Mount = { at: '/', machine: machine.name, path: ['', ...names].join('/'), readOnly };
  // The root comes last where each mount has its own place.
  return mounts.some(({ at }) => at === '/') ? inOrder([root, ...mounts]) : inOrder([...mounts, root]);
}

const NONE: NonNullable<Container['volumeMounts']> = [];

/** The normal spelling of the paths that volumes are mounted at: mostly the same few. A full memo begins anew. */
const places = new Map<string, string>();
const MAX_PLACES = 1024;

function placeOf(mountPath: string): string {
  let place = places.get(mountPath);
  if (place === undefined) {
    if (places.size >= MAX_PLACES) places.clear();
    place = normalPath(mountPath);
    places.set(mountPath, place);
  }
  return place;
}

function subPathOf(machine: Machine, source: VolumeSource, subPath: string, copyTo: string): string {
  const path = joinPath(source.path, subPath);
  if (!source.isProjection) {
    if (machine.name === source.machine && machine.disk.typeOf(path) === undefined) machine.disk.mkdir(path, true);
    return path;
  }
  const content = machine.disk.read(path);
  if (content === undefined) return path;
  machine.disk.remove(copyTo, true);
  machine.disk.put(copyTo, content);
  return copyTo;
}
