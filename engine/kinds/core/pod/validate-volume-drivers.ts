import { type FieldError, invalid, notSupported, required, tooLong } from '../../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain, rangeError } from '../../../api/validation/names.ts';
import { type Errors, named, oneOf, optionalName, present, requiredName } from '../../field-checks.ts';
import type { Volume } from '../../types.ts';
import type { SourceChecks } from './validate-volumes.ts';

/** Fields that must be there. */
const need = (path: string, source: object, ...fields: readonly string[]): Errors =>
  fields.flatMap((field) => {
    const value = (source as Readonly<Record<string, unknown>>)[field];
    return present(`${path}.${field}`, Array.isArray(value) && value.length === 0 ? '' : value);
  });

const MAX_BYTE = 255;

/** Zero is right, whatever the message says. */
const partitionErrors = (path: string, partition = 0): Errors =>
  partition >= 0 && partition <= MAX_BYTE ? [] : [invalid(`${path}.partition`, partition, rangeError(1, MAX_BYTE))];

const lunErrors = (path: string, lun: number): Errors =>
  lun >= 0 && lun <= MAX_BYTE ? [] : [invalid(`${path}.lun`, lun, rangeError(0, MAX_BYTE))];

/** A reference that is there has a name. */
const referenceErrors = (path: string, reference: { readonly name?: string } | undefined): Errors =>
  reference === undefined ? [] : present(`${path}.name`, reference.name);

/** iSCSI names: `iqn.2015-06.com.example:target`, `eui.` and 16 letters or digits, `naa.` and 32. */
const QUALIFIED: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};

function iscsiName(path: string, name: string): Errors {
  const pattern = QUALIFIED[name.slice(0, 3)];
  if (pattern === undefined) return [invalid(path, name, 'must be valid format starting with iqn, eui, or naa')];
  return pattern.test(name) ? [] : [invalid(path, name, 'must be valid format')];
}

function iscsiErrors(path: string, source: NonNullable<Volume['iscsi']>): Errors {
  const {
    iqn = '',
    lun = 0,
    chapAuthDiscovery,
    chapAuthSession,
    secretRef,
    initiatorName,
  } = source as Partial<typeof source>;
  const needsSecret = (chapAuthDiscovery === true || chapAuthSession === true) && secretRef === undefined;
  return [
    ...need(path, source, 'targetPortal'),
    ...(iqn === '' ? [required(`${path}.iqn`)] : iscsiName(`${path}.iqn`, iqn)),
    ...lunErrors(path, lun),
    ...(needsSecret ? [required(`${path}.secretRef`)] : []),
    ...(initiatorName === undefined ? [] : iscsiName(`${path}.initiatorname`, initiatorName)),
  ];
}

function fcErrors(path: string, { targetWWNs = [], wwids = [], lun }: NonNullable<Volume['fc']>): Errors {
  const field = `${path}.targetWWNs`;
  if (targetWWNs.length === 0) {
    return wwids.length > 0 ? [] : [required(field, 'must specify either targetWWNs or wwids, but not both')];
  }
  const both = 'targetWWNs and wwids can not be specified simultaneously';
  return [
    ...(wwids.length > 0 ? [invalid(field, targetWWNs, both)] : []),
    ...(lun === undefined
      ? [required(`${path}.lun`, 'lun is required if targetWWNs is specified')]
      : lunErrors(path, lun)),
  ];
}

function quobyteErrors(path: string, source: NonNullable<Volume['quobyte']>): Errors {
  const { registry = '', tenant = '' } = source as Partial<typeof source>;
  const pairs = 'must be a host:port pair or multiple pairs separated by commas';
  const errors: FieldError[] = [];
  if (registry === '') errors.push(required(`${path}.registry`, pairs));
  else if (tenant.length > 64) {
    errors.push(required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
  } else {
    const wrong = registry.split(',').filter((pair) => !/^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair));
    errors.push(...wrong.map(() => invalid(`${path}.registry`, registry, pairs)));
  }
  return [...errors, ...need(path, source, 'volume')];
}

function flockerErrors(path: string, { datasetName = '', datasetUUID = '' }: NonNullable<Volume['flocker']>): Errors {
  const errors: FieldError[] = [];
  if (datasetName === '' && datasetUUID === '') {
    errors.push(required(path, 'one of datasetName and datasetUUID is required'));
  }
  if (datasetName !== '' && datasetUUID !== '') {
    errors.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (datasetName.includes('/')) errors.push(invalid(`${path}.datasetName`, datasetName, "must not contain '/'"));
  return errors;
}

const RESERVED = /(?:^|\.)(?:kubernetes\.io|k8s\.io)$/i;

function flexErrors(path: string, source: NonNullable<Volume['flexVolume']>): Errors {
  const options = Object.keys(source.options ?? {}).toSorted();
  const text = 'kubernetes.io and k8s.io namespaces are reserved';
  return [
    ...need(path, source, 'driver'),
    ...options
      .filter((key) => RESERVED.test(key.split('/')[0] ?? ''))
      .map((key) => invalid(`${path}.options[${key}]`, key, text)),
  ];
}

const MANAGED_URI = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

function azureDiskErrors(path: string, source: NonNullable<Volume['azureDisk']>): Errors {
  const { kind, diskURI = '', cachingMode } = source as Partial<typeof source>;
  const isManaged = kind === 'Managed';
  const isRight = kind === undefined || diskURI.startsWith(isManaged ? '/subscriptions/' : 'https://');
  return [
    ...need(path, source, 'diskName', 'diskURI'),
    ...oneOf(`${path}.cachingMode`, cachingMode, ['None', 'ReadOnly', 'ReadWrite'], { optional: true }),
    ...oneOf(`${path}.kind`, kind, ['Dedicated', 'Managed', 'Shared'], { optional: true }),
    ...(isRight ? [] : [notSupported(`${path}.diskURI`, diskURI, [isManaged ? MANAGED_URI : BLOB_URI])]),
  ];
}

const MAX_DRIVER_NAME = 63;

function csiErrors(path: string, source: NonNullable<Volume['csi']>): Errors {
  const { driver = '', nodePublishSecretRef: secret } = source as Partial<typeof source>;
  const lower = (text: string): readonly string[] => dns1123Subdomain(text.toLowerCase());
  return [
    ...need(path, source, 'driver'),
    ...(driver.length > MAX_DRIVER_NAME ? [tooLong(`${path}.driver`, MAX_DRIVER_NAME)] : []),
    ...named(`${path}.driver`, driver, lower),
    ...(secret === undefined
      ? []
      : (secret.name ?? '') === ''
        ? [required(`${path}.nodePublishSecretRef.name`)]
        : named(`${path}.name`, secret.name, dns1123Subdomain)),
  ];
}

/** The volumes of single products and clouds: what has to be said of them, in v1.25's order. */
export const DRIVER_SOURCES: SourceChecks = {
  gcePersistentDisk: (path, source) => [...need(path, source, 'pdName'), ...partitionErrors(path, source.partition)],
  awsElasticBlockStore: (path, source) => [
    ...need(path, source, 'volumeID'),
    ...partitionErrors(path, source.partition),
  ],
  iscsi: iscsiErrors,
  glusterfs: (path, source) => need(path, source, 'endpoints', 'path'),
  flocker: flockerErrors,
  rbd: (path, source) => need(path, source, 'monitors', 'image'),
  cinder: (path, source) => [
    ...need(path, source, 'volumeID'),
    ...referenceErrors(`${path}.secretRef`, source.secretRef),
  ],
  cephfs: (path, source) => need(path, source, 'monitors'),
  quobyte: quobyteErrors,
  fc: fcErrors,
  flexVolume: flexErrors,
  azureFile: (path, source) => need(path, source, 'secretName', 'shareName'),
  vsphereVolume: (path, source) => need(path, source, 'volumePath'),
  photonPersistentDisk: (path, source) => need(path, source, 'pdID'),
  portworxVolume: (path, source) => need(path, source, 'volumeID'),
  azureDisk: azureDiskErrors,
  storageos: (path, source) => [
    ...requiredName(`${path}.volumeName`, source.volumeName, dns1123Label),
    ...optionalName(`${path}.volumeNamespace`, source.volumeNamespace, dns1123Label),
    ...referenceErrors(`${path}.secretRef`, source.secretRef),
  ],
  scaleIO: (path, source) => need(path, source, 'gateway', 'system', 'volumeName'),
  csi: csiErrors,
};
