import { semanticEqual } from '../../api/equality.ts';
import { goQuote } from '../../api/go-format.ts';
import { goQuantity } from '../../api/go-quantity.ts';
import type { Column, Kind } from '../../api/kind.ts';
import { canonicalQuantity, value } from '../../api/quantity.ts';
import {
  forbiddenField,
  type GoValue,
  goValue,
  invalid,
  notSupported,
  required,
} from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { absolutePath, type Errors, oneOf, optionalName, present } from '../field-checks.ts';
import { withDefaults } from '../omit.ts';
import type { PersistentVolume, ResourceList } from '../types.ts';
import { validateNodeSelectorTerms } from './pod/validate-scheduling.ts';
import { hostPathErrors } from './pod/validate-volumes.ts';
import { accessModeErrors, accessModesText, storageClassOf, storageErrors, volumeStatusText } from './volume-facts.ts';

type Spec = PersistentVolume['spec'];

/** Members of the spec that are not a volume's source. */
const COMMON: ReadonlySet<string> = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeMode',
]);

const sourcesOf = (spec: Spec): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(spec).filter(([name]) => !COMMON.has(name)));

function defaults(object: PersistentVolume): PersistentVolume {
  const spec = (object as Partial<PersistentVolume>).spec ?? {};
  const { claimRef, hostPath } = spec;
  return {
    ...object,
    spec: {
      ...withDefaults<Spec>(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }),
      ...(hostPath === undefined ? {} : { hostPath: withDefaults(hostPath, { type: '' }) }),
      ...(claimRef === undefined
        ? {}
        : { claimRef: withDefaults(claimRef, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }) }),
    },
  };
}

function capacityErrors({ capacity = {} }: Spec): Errors {
  const names = Object.keys(capacity);
  const isOdd = capacity['storage'] === undefined || names.length > 1;
  return [
    ...(names.length === 0 ? [required('spec.capacity')] : []),
    ...(isOdd ? [notSupported('spec.capacity', goList(capacity), ['storage'])] : []),
    ...names.toSorted().flatMap((name) => sizeErrors(`spec.capacity[${name}]`, capacity[name] ?? '0')),
  ];
}

function goList(list: ResourceList): GoValue {
  const names = Object.keys(list).toSorted();
  if (names.length === 0) return goValue('core.ResourceList(nil)');
  return goValue(
    `core.ResourceList{${names.map((name) => `${goQuote(name)}:${goQuantity(list[name] ?? '0')}`).join(', ')}}`,
  );
}

/** validateBasicResource, then the rule of all sizes. */
function sizeErrors(path: string, quantity: string): Errors {
  const bytes = value(quantity);
  return [
    ...(bytes < 0 ? [invalid(path, bytes, 'must be a valid resource quantity')] : []),
    ...storageErrors(path, canonicalQuantity(quantity)),
  ];
}

function sourceErrors(spec: Spec): Errors {
  const [first, ...others] = Object.keys(sourcesOf(spec));
  if (first === undefined) return [required('spec', 'must specify a volume type')];
  const { hostPath, nfs, local, persistentVolumeReclaimPolicy: policy } = spec;
  return [
    ...(hostPath === undefined ? [] : hostPathErrors('spec.hostPath', hostPath)),
    ...(nfs === undefined
      ? []
      : [
          ...present('spec.nfs.server', nfs.server),
          ...present('spec.nfs.path', nfs.path),
          ...absolutePath('spec.nfs.path', nfs.path),
        ]),
    ...(local === undefined ? [] : present('spec.local.path', local.path)),
    ...(local !== undefined && spec.nodeAffinity === undefined
      ? [required('spec.nodeAffinity', 'Local volume requires node affinity')]
      : []),
    ...others.map((name) => forbiddenField(`spec.${name}`, 'may not specify more than 1 volume type')),
    ...(hostPath?.path === '/' && policy === 'Recycle'
      ? [forbiddenField('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'")]
      : []),
  ];
}

/** ValidatePersistentVolume, v1.25. */
function validate({ spec }: PersistentVolume): Errors {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms;
  return [
    ...accessModeErrors(spec.accessModes, ''),
    ...capacityErrors(spec),
    ...oneOf('spec.persistentVolumeReclaimPolicy', spec.persistentVolumeReclaimPolicy, ['Delete', 'Recycle', 'Retain']),
    ...(spec.nodeAffinity?.required === undefined
      ? []
      : validateNodeSelectorTerms('spec.nodeAffinity.required.nodeSelectorTerms', terms)),
    ...sourceErrors(spec),
    ...optionalName('spec.storageClassName', spec.storageClassName, dns1123Subdomain),
    ...oneOf('spec.volumeMode', spec.volumeMode, ['Block', 'Filesystem']),
  ];
}

function validateUpdate(object: PersistentVolume, old: PersistentVolume): Errors {
  const source = 'spec.persistentvolumesource';
  return [
    ...validate(object),
    ...(semanticEqual(sourcesOf(object.spec), sourcesOf(old.spec))
      ? []
      : [forbiddenField(source, `${source} is immutable after creation`)]),
    ...immutable(object.spec.volumeMode, old.spec.volumeMode, 'spec.volumeMode'),
  ];
}

const columns: readonly Column<PersistentVolume>[] = [
  NAME,
  { name: 'Capacity', description: 'Its size.', cell: ({ spec }) => spec.capacity?.['storage'] ?? '0' },
  {
    name: 'Access Modes',
    description: 'How it may be mounted.',
    cell: ({ spec }) => accessModesText(spec.accessModes),
  },
  {
    name: 'Reclaim Policy',
    description: 'What becomes of it after its claim.',
    cell: ({ spec }) => spec.persistentVolumeReclaimPolicy ?? '',
  },
  {
    name: 'Status',
    description: 'Whether a claim has it.',
    cell: (object) => volumeStatusText(object, object.status.phase),
  },
  { name: 'Claim', description: 'The claim it is bound to.', cell: claimText },
  { name: 'StorageClass', description: 'Its class.', cell: storageClassOf },
  { name: 'Reason', description: 'Why it is in this phase.', cell: ({ status }) => status.reason ?? '' },
  AGE,
  {
    name: 'VolumeMode',
    priority: 1,
    description: 'Block device or file system.',
    cell: ({ spec }) => spec.volumeMode ?? '<unset>',
  },
];

function claimText({ spec: { claimRef } }: PersistentVolume): string {
  return claimRef === undefined ? '' : `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}`;
}

export const persistentVolume: Kind<PersistentVolume> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  shortNames: ['pv'],
  scope: 'Cluster',
  schema: 'io.k8s.api.core.v1.PersistentVolume',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => ({ ...object, status: { phase: 'Pending' } }),
  validate,
  validateUpdate,
  subresources: { status: true },
  columns,
  indexes: { claim: (object) => (object.spec.claimRef === undefined ? [] : [claimText(object)]) },
  brief: (object) => ({ phase: object.status.phase ?? '', claim: claimText(object) }),
};
