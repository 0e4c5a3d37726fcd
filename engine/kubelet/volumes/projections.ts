import { parseTimestamp } from '../../api/time.ts';
import { accountClaims, ISSUER } from '../../kinds/core/account-claims.ts';
import { unsecuredLength, unsecuredToken } from '../../kinds/core/unsecured-token.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Container, Volume } from '../../kinds/types.ts';
import { configData, secretData } from '../env.ts';
import { podField, resourceField } from '../field-ref.ts';
import type { FlatFile } from '../files/file-tree.ts';
import { LateText, textOf } from '../files/late-text.ts';
import { MountError, volumeNames, type VolumeInput, type VolumeSource, type VolumeType } from './volume.ts';

/** A file of a projection; its name may be a path of several names. */
type ProjectedFile = FlatFile;

interface Item {
  readonly key: string;
  readonly path: string;
  readonly mode?: number;
}

/** Files of a ConfigMap or Secret. `kind` and `missing` are the words of the errors. */
function keyed(
  kind: 'configmap' | 'secret',
  name: string,
  data: Readonly<Record<string, string>> | undefined,
  items: readonly Item[] | undefined,
  isOptional: boolean,
  mode: number,
): readonly ProjectedFile[] {
  const files: ProjectedFile[] = [];
  if (data === undefined) {
    if (isOptional) return files;
    throw new MountError(`${kind} "${name}" not found`);
  }
  for (const item of items ?? allOf(data)) {
    const content = data[item.key];
    if (content !== undefined) files.push({ name: item.path, content, mode: item.mode ?? mode });
    else if (!isOptional) throw new MountError(missingKey(kind, item.key));
  }
  return files;
}

function allOf(data: Readonly<Record<string, string>>): readonly Item[] {
  const keys = Object.keys(data).sort();
  return keys.map((key) => ({ key, path: key }));
}

function missingKey(kind: 'configmap' | 'secret', key: string): string {
  return kind === 'configmap'
    ? `configmap references non-existent config key: ${key}`
    : `references non-existent secret key: ${key}`;
}

type DownwardFile = NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number];

function downward(
  input: VolumeInput,
  items: readonly DownwardFile[] | undefined,
  mode: number,
): readonly ProjectedFile[] {
  return (items ?? []).map((item) => {
    const { fieldRef, resourceFieldRef } = item;
    const container = resourceFieldRef === undefined ? undefined : containerOf(input, resourceFieldRef.containerName);
    const content =
      fieldRef !== undefined
        ? podField(input.pod, fieldRef.fieldPath, input.hostIP, input.podIP)
        : resourceFieldRef !== undefined && container !== undefined
          ? resourceField(container, resourceFieldRef.resource, resourceFieldRef.divisor, input.node)
          : undefined;
    if (content === undefined)
      throw new MountError(`unable to project ${fieldRef?.fieldPath ?? resourceFieldRef?.resource ?? item.path}`);
    return { name: item.path, content, mode: item.mode ?? mode };
  });
}

function containerOf({ pod }: VolumeInput, name: string | undefined): Container | undefined {
  const { containers, initContainers = [] } = pod.spec;
  return containers.find((one) => one.name === name) ?? initContainers.find((one) => one.name === name);
}

/** The API server lets pods' tokens last a year, for clients that do not read them again (--service-account-extend-token-expiration). */
const TOKEN_MS = 365 * 86_400_000;

/** A token that speaks for the pod's service account, the same for the pod's life. */
function token({ pod }: VolumeInput, account: KubeObject, audience: string | undefined): LateText {
  const issuedMs = parseTimestamp(pod.metadata.creationTimestamp ?? '');
  const audiences = [audience === undefined || audience === '' ? ISSUER : audience];
  const claims = accountClaims(account, audiences, issuedMs, issuedMs + TOKEN_MS, pod);
  return new LateText(unsecuredLength(claims), () => unsecuredToken(claims));
}

function projectedFiles(input: VolumeInput): readonly ProjectedFile[] {
  const { projected } = input.volume;
  const mode = projected?.defaultMode ?? 0o644;
  const files: ProjectedFile[] = [];
  for (const source of projected?.sources ?? []) files.push(...filesOf(input, source, mode));
  return files;
}

type Source = NonNullable<NonNullable<Volume['projected']>['sources']>[number];

function filesOf(input: VolumeInput, source: Source, mode: number): readonly ProjectedFile[] {
  const { namespace = '' } = input.pod.metadata;
  if (source.configMap !== undefined) {
    const { name = '', items, optional } = source.configMap;
    return keyed('configmap', name, configData(input.view, namespace, name), items, optional === true, mode);
  }
  if (source.secret !== undefined) {
    const { name = '', items, optional } = source.secret;
    return keyed('secret', name, secretData(input.view, namespace, name), items, optional === true, mode);
  }
  if (source.downwardAPI !== undefined) return downward(input, source.downwardAPI.items, mode);
  if (source.serviceAccountToken === undefined) return [];
  const { path, audience } = source.serviceAccountToken;
  const account = input.pod.spec.serviceAccountName ?? 'default';
  const holder = input.view.get<KubeObject>('ServiceAccount', namespace, account);
  if (holder === undefined) throw new MountError(`failed to fetch token: serviceaccounts "${account}" not found`);
  return [{ name: path, content: token(input, holder, audience), mode: 0o600 }];
}

/** Makes the directory hold exactly `files`: what is not among them any more is removed. */
function fill(input: VolumeInput, type: string, files: readonly ProjectedFile[]): VolumeSource {
  const names = volumeNames(input, type);
  const path = `/${names.join('/')}`;
  const { disk } = input.machine;
  const source: VolumeSource = { machine: input.machine.name, path, readOnly: true, isProjection: true };
  if (files.every(isFlat) && disk.fill(names, files)) return source;
  disk.mkdir(path, true);
  const kept = new Set(files.map((file) => file.name.split('/')[0]));
  for (const name of disk.list(path) ?? []) if (!kept.has(name)) disk.remove(`${path}/${name}`, true);
  for (const file of files) {
    const put = disk.put(`${path}/${file.name}`, textOf(file.content), file.mode);
    if (!put.ok) throw new MountError(put.why.toLowerCase());
  }
  return source;
}

const NOT_NAMES = ['', '.', '..'];

function isFlat({ name }: ProjectedFile): boolean {
  return !name.includes('/') && !NOT_NAMES.includes(name);
}

export const configMapVolume: VolumeType = {
  member: 'configMap',
  setUp(input) {
    const { name = '', items, optional, defaultMode } = input.volume.configMap ?? {};
    const data = configData(input.view, input.pod.metadata.namespace ?? '', name);
    return fill(input, 'configmap', keyed('configmap', name, data, items, optional === true, defaultMode ?? 0o644));
  },
};

export const secretVolume: VolumeType = {
  member: 'secret',
  setUp(input) {
    const { secretName = '', items, optional, defaultMode } = input.volume.secret ?? {};
    const data = secretData(input.view, input.pod.metadata.namespace ?? '', secretName);
    return fill(input, 'secret', keyed('secret', secretName, data, items, optional === true, defaultMode ?? 0o644));
  },
};

export const downwardApiVolume: VolumeType = {
  member: 'downwardAPI',
  setUp: (input) =>
    fill(
      input,
      'downward-api',
      downward(input, input.volume.downwardAPI?.items, input.volume.downwardAPI?.defaultMode ?? 0o644),
    ),
};

export const projectedVolume: VolumeType = {
  member: 'projected',
  setUp: (input) => fill(input, 'projected', projectedFiles(input)),
};
