/** What a persistent volume is kept on (ValidatePersistentVolumeSpec, v1.25). */
import { type FieldError, forbiddenField, invalid, required } from '../../api/validation/field-error.ts';
import { dns1123Label } from '../../api/validation/names.ts';
import { absolutePath, type Errors, named, present, requiredName } from '../field-checks.ts';
import { driverNameErrors } from '../storage/validate-csi.ts';
import type { PersistentVolume } from '../types.ts';
import { DRIVER_SOURCES } from './pod/validate-volume-drivers.ts';
import { hostPathErrors } from './pod/validate-volumes.ts';

type Spec = PersistentVolume['spec'];
type Reference = { readonly name?: string; readonly namespace?: string };

/** Checks of one source, given its path. A source that pods have too is checked as theirs, and what is special to volumes comes behind. */
type Checks = { readonly [K in keyof Spec]?: (path: string, source: NonNullable<Spec[K]>, spec: Spec) => Errors };

/** The check of a pod's volume of the same name; secrets are references with a namespace here, and checked apart. */
function asInPods(name: keyof typeof DRIVER_SOURCES & keyof Spec): (path: string, source: object) => Errors {
  const check = DRIVER_SOURCES[name] as (path: string, source: object) => Errors;
  return (path, source) => check(path, source);
}

/** A secret that is named is named with its namespace. */
function secretErrors(path: string, reference: Reference | undefined): Errors {
  if (reference === undefined) return [];
  return [...present(`${path}.name`, reference.name), ...present(`${path}.namespace`, reference.namespace)];
}

/** A secret for a CSI driver. */
function labelledSecret(path: string, reference: Reference | undefined): Errors {
  if (reference === undefined) return [];
  return [
    ...requiredName(`${path}.name`, reference.name, dns1123Label),
    ...requiredName(`${path}.namespace`, reference.namespace, dns1123Label),
  ];
}

const withoutSecret = <S extends { readonly secretRef?: unknown }>({ secretRef: _secret, ...rest }: S): object => rest;

function glusterfsErrors(path: string, source: NonNullable<Spec['glusterfs']>): Errors {
  const at = `${path}.endpointsNamespace`;
  const { endpointsNamespace: namespace } = source;
  const why = 'if the endpointnamespace is set, it must be a valid namespace name';
  const wrong = namespace === '' ? [invalid(at, '', why)] : named(at, namespace, dns1123Label);
  return [...asInPods('glusterfs')(path, source), ...(namespace === undefined ? [] : wrong)];
}

function nfsErrors(path: string, { server, path: exported }: Partial<NonNullable<Spec['nfs']>>): Errors {
  return [
    ...present(`${path}.server`, server),
    ...present(`${path}.path`, exported),
    ...absolutePath(`${path}.path`, exported),
  ];
}

function csiErrors(path: string, source: Partial<NonNullable<Spec['csi']>>): Errors {
  const { driver, volumeHandle } = source;
  const secrets = ['controllerPublishSecretRef', 'controllerExpandSecretRef', 'nodePublishSecretRef'] as const;
  return [
    ...driverNameErrors(`${path}.driver`, driver),
    ...present(`${path}.volumeHandle`, volumeHandle),
    ...secrets.flatMap((name) => labelledSecret(`${path}.${name}`, source[name])),
    ...labelledSecret(`${path}.nodeExpandSecretRef`, source.nodeExpandSecretRef),
  ];
}

/** Of a persistent volume Kubernetes does not say how the name of a target begins. */
const shortened = (error: FieldError): FieldError =>
  error.detail?.startsWith('must be valid format') === true ? { ...error, detail: 'must be valid format' } : error;

const needsAffinity = (path: string, { nodeAffinity }: Spec): FieldError[] =>
  nodeAffinity === undefined ? [required(`${path}.nodeAffinity`, 'Local volume requires node affinity')] : [];

/** In the order in which Kubernetes looks at them. */
const CHECKS: Checks = {
  hostPath: hostPathErrors,
  gcePersistentDisk: asInPods('gcePersistentDisk'),
  awsElasticBlockStore: asInPods('awsElasticBlockStore'),
  glusterfs: glusterfsErrors,
  flocker: asInPods('flocker'),
  nfs: nfsErrors,
  rbd: asInPods('rbd'),
  quobyte: asInPods('quobyte'),
  cephfs: asInPods('cephfs'),
  iscsi: (path, source) => [
    ...asInPods('iscsi')(path, source).map(shortened),
    ...(source.secretRef === undefined ? [] : present(`${path}.secretRef.name`, source.secretRef.name)),
  ],
  cinder: (path, source) => [
    ...asInPods('cinder')(path, withoutSecret(source)),
    ...secretErrors(`${path}.secretRef`, source.secretRef),
  ],
  fc: asInPods('fc'),
  flexVolume: asInPods('flexVolume'),
  azureFile: (path, source) => [
    ...asInPods('azureFile')(path, source),
    ...(source.secretNamespace === '' ? [required(`${path}.secretNamespace`)] : []),
  ],
  vsphereVolume: asInPods('vsphereVolume'),
  photonPersistentDisk: asInPods('photonPersistentDisk'),
  portworxVolume: asInPods('portworxVolume'),
  azureDisk: asInPods('azureDisk'),
  scaleIO: asInPods('scaleIO'),
  local: (path, source, spec) => [
    ...present(`${path}.path`, source.path),
    ...needsAffinity(path.slice(0, path.lastIndexOf('.')), spec),
  ],
  storageos: (path, source) => [
    ...asInPods('storageos')(path, withoutSecret(source)),
    ...secretErrors(`${path}.secretRef`, source.secretRef),
  ],
  csi: csiErrors,
};

/** Where messages name a source otherwise than its field is called: in refusals of a second one, and everywhere. */
const AS_SECOND: Readonly<Record<string, string>> = { cephfs: 'cephFS' };
const NAMED: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };

/** The first source is looked at, another is one too many; a flexVolume is looked at all the same, and never too many. */
export function volumeSourceErrors(path: string, spec: Spec): Errors {
  const given = Object.entries(CHECKS).filter(([name]) => spec[name as keyof Spec] !== undefined);
  if (given.length === 0) return [required(path, 'must specify a volume type')];
  return given.flatMap(([name, check], position) => {
    if (position > 0 && name !== 'flexVolume')
      return [forbiddenField(`${path}.${AS_SECOND[name] ?? name}`, 'may not specify more than 1 volume type')];
    const source = spec[name as keyof Spec] as never;
    return (check as (path: string, source: never, spec: Spec) => Errors)(
      `${path}.${NAMED[name] ?? name}`,
      source,
      spec,
    );
  });
}
