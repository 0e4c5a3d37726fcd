import {
  type FieldError,
  forbiddenField,
  invalid,
  notFoundField,
  notSupported,
} from '../../../api/validation/field-error.ts';
import { type Errors, descendingPath, each, present, withoutBacksteps } from '../../field-checks.ts';
import type { Container, Volume, VolumeMount } from '../../types.ts';

type Devices = NonNullable<Container['volumeDevices']>;

/** Volumes of a pod that have no error, by name: only they can be mounted. */
export type Volumes = ReadonlyMap<string, Volume>;

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];

/** ValidateVolumeMounts, v1.25. What is wrong with a sub-path or the propagation is said of the whole list. */
export function validateMounts(path: string, container: Container, volumes: Volumes): Errors {
  const devices = container.volumeDevices ?? [];
  const places = new Set<string>();
  return each(path, container.volumeMounts, (mount, itemPath) => {
    const { name, mountPath } = mount;
    const errors: FieldError[] = [...present(`${itemPath}.name`, name)];
    if (!volumes.has(name)) errors.push(notFoundField(`${itemPath}.name`, name ?? ''));
    errors.push(...present(`${itemPath}.mountPath`, mountPath));
    if (places.has(mountPath)) errors.push(invalid(`${itemPath}.mountPath`, mountPath, 'must be unique'));
    places.add(mountPath);
    if (devices.length > 0) errors.push(...mountsOverDevices(itemPath, mount, devices));
    errors.push(...subPathErrors(path, itemPath, mount), ...propagationErrors(path, mount, container));
    return errors;
  });
}

function mountsOverDevices(itemPath: string, { name, mountPath }: VolumeMount, devices: Devices): Errors {
  const errors: FieldError[] = [];
  if (devices.some((device) => device.name === name)) {
    errors.push(invalid(`${itemPath}.name`, name, 'must not already exist in volumeDevices'));
  }
  if (devices.some(({ devicePath }) => devicePath === mountPath)) {
    errors.push(invalid(`${itemPath}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
  }
  return errors;
}

function subPathErrors(path: string, itemPath: string, { subPath = '', subPathExpr = '' }: VolumeMount): Errors {
  const both = subPath !== '' && subPathExpr !== '';
  return [
    ...descendingPath(`${path}.subPath`, subPath),
    ...(both
      ? [invalid(`${itemPath}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive')]
      : []),
    ...descendingPath(`${path}.subPathExpr`, subPathExpr),
  ];
}

function propagationErrors(path: string, { mountPropagation }: VolumeMount, { securityContext }: Container): Errors {
  const field = `${path}.mountPropagation`;
  if (mountPropagation === undefined) return [];
  if (!PROPAGATIONS.includes(mountPropagation)) return [notSupported(field, mountPropagation, PROPAGATIONS)];
  if (mountPropagation !== 'Bidirectional' || securityContext?.privileged === true) return [];
  return [forbiddenField(field, 'Bidirectional mount propagation is available only to privileged containers')];
}

/** ValidateVolumeDevices, v1.25: block devices come from claims. */
export function validateDevices(path: string, container: Container, volumes: Volumes): Errors {
  const mounts = container.volumeMounts ?? [];
  const names = new Set<string>();
  const paths = new Set<string>();
  return each(path, container.volumeDevices, (device, itemPath) => {
    const { name = '', devicePath = '' } = device as Partial<typeof device>;
    const [namePath, pathPath] = [`${itemPath}.name`, `${itemPath}.devicePath`];
    const errors: FieldError[] = [...present(namePath, name)];
    if (names.has(name)) errors.push(invalid(namePath, name, 'must be unique'));
    errors.push(...claimErrors(namePath, name, volumes.get(name)), ...present(pathPath, devicePath));
    if (paths.has(devicePath)) errors.push(invalid(pathPath, devicePath, 'must be unique'));
    if (withoutBacksteps(pathPath, devicePath).length > 0) {
      errors.push(invalid(pathPath, devicePath, "can not contain backsteps ('..')"));
    } else paths.add(devicePath);
    if (mounts.some((mount) => mount.name === name)) {
      errors.push(invalid(namePath, name, 'must not already exist in volumeMounts'));
    }
    if (mounts.some(({ mountPath }) => mountPath === devicePath)) {
      errors.push(invalid(pathPath, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name !== '') names.add(name);
    return errors;
  });
}

function claimErrors(path: string, name: string, volume: Volume | undefined): Errors {
  if (volume === undefined) return [notFoundField(path, name)];
  if (volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined) return [];
  const only = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
  return [invalid(path, name, only)];
}
