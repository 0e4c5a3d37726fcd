import { signOfQuantity } from '../../../api/quantity.ts';
import { duplicate, forbiddenField, invalid, required } from '../../../api/validation/field-error.ts';
import { dns1123Label } from '../../../api/validation/names.ts';
import {
  absolutePath,
  descendingPath,
  each,
  type Errors,
  oneOf,
  onceRight,
  present,
  requiredName,
  withoutBacksteps,
} from '../../field-checks.ts';
import type { Volume } from '../../types.ts';

type Items = NonNullable<Volume['secret']>['items'];

const FILE_MODE_ERROR = 'must be a number between 0 and 0777 (octal), both inclusive';
const MAX_FILE_MODE = 0o777;

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

/** Names of volumes that have no error (only they can be mounted), and the errors of the others (ValidateVolumes, v1.25). */
export function validateVolumes(
  path: string,
  volumes: readonly Volume[] | undefined,
): { readonly names: ReadonlySet<string>; readonly errors: Errors } {
  const names = new Set<string>();
  const errors = each(path, volumes, (volume, itemPath) => {
    const found = [
      ...validateSource(itemPath, volume),
      ...requiredName(`${itemPath}.name`, volume.name, dns1123Label),
      ...(names.has(volume.name) ? [duplicate(`${itemPath}.name`, volume.name)] : []),
    ];
    if (found.length === 0) names.add(volume.name);
    return found;
  });
  return { names, errors };
}

function fileMode(path: string, mode: number | undefined): Errors {
  return mode !== undefined && (mode < 0 || mode > MAX_FILE_MODE) ? [invalid(path, mode, FILE_MODE_ERROR)] : [];
}

function keyPaths(path: string, items: Items): Errors {
  return each(path, items, ({ key, path: target, mode }, itemPath) => [
    ...present(`${itemPath}.key`, key),
    ...((target ?? '') === '' ? [required(`${itemPath}.path`)] : filePath(`${itemPath}.path`, target)),
    ...fileMode(`${itemPath}.mode`, mode),
  ]);
}

/** Names with two dots at the start are the kubelet's own. */
function filePath(path: string, target: string): Errors {
  const descending = descendingPath(path, target);
  if (descending.length > 0 || !target.startsWith('..')) return descending;
  return [invalid(path, target, "must not start with '..'")];
}

function projections(path: string, volume: NonNullable<Volume['projected']>): Errors {
  return [
    ...fileMode(`${path}.defaultMode`, volume.defaultMode),
    ...each(`${path}.sources`, volume.sources, (source, itemPath) => {
      const { secret, configMap, serviceAccountToken } = source;
      if (Object.keys(source).length > 1) {
        return [forbiddenField(itemPath, 'may not specify more than 1 volume type per source')];
      }
      return [
        ...(secret === undefined
          ? []
          : [
              ...present(`${itemPath}.secret.name`, secret.name),
              ...keyPaths(`${itemPath}.secret.items`, secret.items),
            ]),
        ...(configMap === undefined
          ? []
          : [
              ...present(`${itemPath}.configMap.name`, configMap.name),
              ...keyPaths(`${itemPath}.configMap.items`, configMap.items),
            ]),
        ...(serviceAccountToken === undefined
          ? []
          : present(`${itemPath}.serviceAccountToken.path`, serviceAccountToken.path)),
      ];
    }),
  ];
}

/** The checks of the sources that exist here; other drivers' volumes are stored as they are. */
const SOURCES: { readonly [K in keyof Volume]?: (path: string, source: NonNullable<Volume[K]>) => Errors } = {
  emptyDir: (path, { sizeLimit }) =>
    sizeLimit !== undefined && signOfQuantity(sizeLimit) < 0
      ? [forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
      : [],
  hostPath: (path, source) => hostPathErrors(path, source),
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
  downwardAPI: (path, { defaultMode }) => fileMode(`${path}.defaultMode`, defaultMode),
  projected: onceRight(projections),
};

/** validateHostPathVolumeSource, v1.25; persistent volumes share it. */
export function hostPathErrors(path: string, source: NonNullable<Volume['hostPath']>): Errors {
  return [
    ...((source.path ?? '') === '' ? [required(`${path}.path`)] : withoutBacksteps(`${path}.path`, source.path)),
    ...oneOf(`${path}.type`, source.type, HOST_PATH_TYPES, { optional: true }),
  ];
}

function validateSource(path: string, volume: Volume): Errors {
  const given = Object.keys(volume).filter((name) => name !== 'name') as (keyof Volume)[];
  if (given.length === 0) return [required(path, 'must specify a volume type')];
  const [first, ...others] = ORDER.flatMap((name) => (given.includes(name) ? [name] : []));
  if (first === undefined) return [];
  return [
    ...check(path, volume, first),
    ...others.map((name) => forbiddenField(`${path}.${name}`, 'may not specify more than 1 volume type')),
  ];
}

function check<K extends keyof Volume>(path: string, volume: Volume, name: K): Errors {
  const source = volume[name];
  return source === undefined ? [] : (SOURCES[name]?.(`${path}.${name}`, source) ?? []);
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
