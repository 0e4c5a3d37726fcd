import { goPointer } from '../../api/go-format.ts';
import { semanticEqual } from '../../api/equality.ts';
import type { Column, Kind } from '../../api/kind.ts';
import {
  forbiddenField,
  goValue,
  invalid,
  notSupported,
  required,
  type GoValue,
} from '../../api/validation/field-error.ts';
import { goResourceList } from '../../api/go-quantity.ts';
import { canonicalQuantity, signOfQuantity, value } from '../../api/quantity.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { goDiff } from '../go-structs/diff/format.ts';
import { type Errors, oneOf, optionalName } from '../field-checks.ts';
import { withDefaults, without } from '../omit.ts';
import type { PersistentVolume } from '../types.ts';
import { driverDefaults } from './pod/volume-defaults.ts';
import { validateNodeSelectorTerms } from './pod/validate-scheduling.ts';
import { accessModeErrors, accessModesText, storageClassOf, storageErrors, volumeStatusText } from './volume-facts.ts';
import { volumeSourceErrors } from './validate-volume-source.ts';

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
  const { hostPath } = spec;
  return {
    ...object,
    spec: {
      ...withDefaults<Spec>(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }),
      ...(hostPath === undefined ? {} : { hostPath: withDefaults(hostPath, { type: '' }) }),
      ...driverDefaults(spec),
    },
  };
}

/** The gate CSINodeExpandSecret is off in v1.25: what has no such secret yet gets none. */
function withoutAlpha(spec: Spec, old?: Spec): Spec {
  const { csi } = spec;
  if (csi?.nodeExpandSecretRef === undefined || old?.csi?.nodeExpandSecretRef !== undefined) return spec;
  return { ...spec, csi: without(csi, ['nodeExpandSecretRef']) };
}

function capacityErrors(spec: Spec): Errors {
  const { capacity = {} } = spec;
  const names = Object.keys(capacity).sort();
  const shown = names.length === 0 && spec.capacity !== undefined ? 'core.ResourceList{}' : goResourceList(capacity);
  const isStorage = names.join() === 'storage';
  return [
    ...(names.length === 0 ? [required('spec.capacity')] : []),
    ...(isStorage ? [] : [notSupported('spec.capacity', goValue(shown), ['storage'])]),
    ...names.flatMap((name) => amountErrors(`spec.capacity[${name}]`, capacity[name] ?? '0')),
  ];
}

/** The message shows the number of bytes, and then the text. */
function amountErrors(path: string, quantity: string): Errors {
  const text = canonicalQuantity(quantity);
  return [
    ...(signOfQuantity(text) < 0 ? [invalid(path, value(text), 'must be a valid resource quantity')] : []),
    ...storageErrors(path, text),
  ];
}

function affinityErrors(affinity: Spec['nodeAffinity']): Errors {
  if (affinity === undefined) return [];
  const path = 'spec.nodeAffinity.required';
  return affinity.required === undefined
    ? [required(path, 'must specify required node constraints')]
    : validateNodeSelectorTerms(`${path}.nodeSelectorTerms`, affinity.required.nodeSelectorTerms);
}

/** ValidatePersistentVolume, v1.25. */
function validate({ spec }: PersistentVolume): Errors {
  return [
    ...accessModeErrors(spec.accessModes, ''),
    ...capacityErrors(spec),
    ...oneOf('spec.persistentVolumeReclaimPolicy', spec.persistentVolumeReclaimPolicy, ['Delete', 'Recycle', 'Retain']),
    ...affinityErrors(spec.nodeAffinity),
    ...volumeSourceErrors('spec', spec),
    ...(spec.hostPath?.path === '/' && spec.persistentVolumeReclaimPolicy === 'Recycle'
      ? [forbiddenField('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'")]
      : []),
    ...optionalName('spec.storageClassName', spec.storageClassName, dns1123Subdomain),
    ...oneOf('spec.volumeMode', spec.volumeMode, ['Block', 'Filesystem']),
  ];
}

/** A pointer inside is printed as its address, which nobody can tell. */
const shownAffinity = ({ required: selector }: { readonly required?: unknown }): GoValue =>
  goValue(`core.VolumeNodeAffinity{Required:${goPointer('core.NodeSelector', selector !== undefined)}}`);

const SOURCE = 'spec.persistentvolumesource';
const SOURCE_TYPE = 'core.PersistentVolumeSource';

/** ValidatePersistentVolumeUpdate, v1.25. */
function validateUpdate(object: PersistentVolume, old: PersistentVolume): Errors {
  const [source, before] = [sourcesOf(object.spec), sourcesOf(old.spec)];
  return [
    ...validate(object),
    ...(semanticEqual(source, before)
      ? []
      : [forbiddenField(SOURCE, `${SOURCE} is immutable after creation\n${goDiff(SOURCE_TYPE, before, source)}`)]),
    ...immutable(object.spec.volumeMode, old.spec.volumeMode, 'volumeMode'),
    ...(old.spec.nodeAffinity === undefined
      ? []
      : immutable(
          object.spec.nodeAffinity,
          old.spec.nodeAffinity,
          'nodeAffinity',
          object.spec.nodeAffinity && shownAffinity(object.spec.nodeAffinity),
        )),
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
  prepareForCreate: (object) => ({ ...object, spec: withoutAlpha(object.spec), status: { phase: 'Pending' } }),
  prepareForUpdate: (object, old) => ({ ...object, spec: withoutAlpha(object.spec, old.spec), status: old.status }),
  validate,
  validateUpdate,
  subresources: { status: true },
  columns,
  indexes: { claim: (object) => (object.spec.claimRef === undefined ? [] : [claimText(object)]) },
  brief: (object) => ({ phase: object.status.phase ?? '', claim: claimText(object) }),
};
