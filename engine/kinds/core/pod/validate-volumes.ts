import { signOfQuantity } from '../../../api/quantity.ts';
import { duplicate, type FieldError, forbiddenField, invalid, required } from '../../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain } from '../../../api/validation/names.ts';
import {
  absolutePath,
  descendingPath,
  each,
  type Errors,
  named,
  oneOf,
  present,
  requiredName,
  withoutBacksteps,
} from '../../field-checks.ts';
import type { Volume } from '../../types.ts';
import { ephemeralErrors } from './validate-ephemeral-volume.ts';
import { fileMode, keyPaths, downwardFile, projections } from './validate-projections.ts';
import { DRIVER_SOURCES } from './validate-volume-drivers.ts';

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** What a check of a source may say, given the source's own path. */
export type SourceChecks = {
  readonly [K in keyof Volume]?: (path: string, source: NonNullable<Volume[K]>) => Errors;
};

/** Volumes that have no error (only they can be mounted), and the errors of the others (ValidateVolumes, v1.25). */
export function validateVolumes(
  path: string,
  volumes: readonly Volume[] | undefined,
  podName: string | undefined,
): { readonly right: ReadonlyMap<string, Volume>; readonly errors: Errors } {
  const right = new Map<string, Volume>();
  const created = new Set((volumes ?? []).filter(({ ephemeral }) => ephemeral).map(({ name }) => `${podName}-${name}`));
  const errors = each(path, volumes, (volume, itemPath) => {
    const name = (volume as Partial<Volume>).name ?? '';
    const found = [
      ...validateSource(itemPath, volume, podName),
      ...requiredName(`${itemPath}.name`, name, dns1123Label),
      ...(right.has(name) ? [duplicate(`${itemPath}.name`, name)] : []),
    ];
    if (found.length === 0) right.set(name, volume);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (podName === undefined || claim === undefined || !created.has(claim)) return found;
    const text = 'must not reference a PVC that gets created for an ephemeral volume';
    return [...found, invalid(`${itemPath}.persistentVolumeClaim.claimName`, claim, text)];
  });
  return { right, errors };
}

/** The checks of the sources that exist everywhere; those of single products: validate-volume-drivers.ts. */
const SOURCES: SourceChecks = {
  ...DRIVER_SOURCES,
  hostPath: (path, source) => hostPathErrors(path, source),
  gitRepo: (path, { repository, directory }) => [
    ...present(`${path}.repository`, repository),
    ...descendingPath(`${path}.directory`, directory),
  ],
  secret: (path, { secretName, defaultMode, items }) => [
    ...present(`${path}.secretName`, secretName),
    ...fileMode(`${path}.defaultMode`, defaultMode),
    ...keyPaths(`${path}.items`, items),
  ],
  nfs: (path, { server, path: target }) => [
    ...present(`${path}.server`, server),
    ...present(`${path}.path`, target),
    ...absolutePath(`${path}.path`, target),
  ],
  persistentVolumeClaim: (path, { claimName }) => present(`${path}.claimName`, claimName),
  configMap: (path, { name, defaultMode, items }) => [
    ...present(`${path}.name`, name),
    ...fileMode(`${path}.defaultMode`, defaultMode),
    ...keyPaths(`${path}.items`, items),
  ],
  downwardAPI: (path, { defaultMode, items }) => [
    ...fileMode(`${path}.defaultMode`, defaultMode),
    ...(items ?? []).flatMap((file) => downwardFile(path, file)),
  ],
  projected: projections,
  ephemeral: (path, source) => ephemeralErrors(path, source),
};

/** validateHostPathVolumeSource, v1.25; persistent volumes share it. */
export function hostPathErrors(path: string, source: NonNullable<Volume['hostPath']>): Errors {
  if ((source.path ?? '') === '') return [required(`${path}.path`)];
  return [
    ...withoutBacksteps(`${path}.path`, source.path),
    ...oneOf(`${path}.type`, source.type, HOST_PATH_TYPES, { optional: true }),
  ];
}

/** Where the path in a message is not the field's name. */
const PATHS: { readonly [K in keyof Volume]?: string } = { gcePersistentDisk: 'persistentDisk' };
const PATHS_OF_SECOND: { readonly [K in keyof Volume]?: string } = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

function validateSource(path: string, volume: Volume, podName: string | undefined): Errors {
  const given = sourcesOf(volume);
  const [first, ...others] = given;
  if (first === undefined) return [required(path, 'must specify a volume type')];
  const tooMany = (name: keyof Volume): FieldError =>
    forbiddenField(`${path}.${PATHS_OF_SECOND[name] ?? name}`, 'may not specify more than 1 volume type');
  return [
    ...given.flatMap((name) => (name === 'emptyDir' ? emptyDirErrors(`${path}.emptyDir`, volume) : [])),
    ...given.flatMap((name) => [
      ...(name === first ? check(path, volume, name) : []),
      ...(others.includes(name) ? [tooMany(name)] : []),
      ...(name === 'iscsi' ? portalErrors(path, volume) : []),
      ...(name === 'ephemeral' && name === first ? claimNameErrors(path, volume, podName) : []),
    ]),
  ];
}

/** The sources that are given, in Kubernetes' order; nearly always it is one. */
function sourcesOf(volume: Volume): readonly (keyof Volume)[] {
  const names = Object.keys(volume).filter((name) => name !== 'name') as (keyof Volume)[];
  const [only] = names;
  if (names.length === 1 && only !== undefined && volume[only] !== undefined) return names;
  return ORDER.filter((name) => volume[name] !== undefined);
}

function emptyDirErrors(path: string, { emptyDir }: Volume): Errors {
  const limit = emptyDir?.sizeLimit;
  if (limit === undefined || signOfQuantity(limit) >= 0) return [];
  return [forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')];
}

const MAX_PORTAL = 64;

function portalErrors(path: string, { name, iscsi }: Volume): Errors {
  if (iscsi?.initiatorName === undefined || `${name}:${iscsi.targetPortal}`.length <= MAX_PORTAL) return [];
  const text =
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
  return [invalid(`${path}.name`, name, text)];
}

/** The claim of an ephemeral volume is named after its pod. */
function claimNameErrors(path: string, volume: Volume, podName = ''): Errors {
  const { name = '' } = volume as Partial<Volume>;
  if (podName === '' || name === '') return [];
  const claim = `${podName}-${name}`;
  return named(`${path}.name`, claim, dns1123Subdomain).map((error) => ({
    ...error,
    value: name,
    detail: `PVC name "${claim}": ${error.detail ?? ''}`,
  }));
}

function check<K extends keyof Volume>(path: string, volume: Volume, name: K): Errors {
  const source = volume[name];
  return source === undefined ? [] : (SOURCES[name]?.(`${path}.${PATHS[name] ?? name}`, source) ?? []);
}

/** In which order Kubernetes looks at the sources: the second one it meets is the one too many. */
const ORDER: readonly (keyof Volume)[] = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
];
