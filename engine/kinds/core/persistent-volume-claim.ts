import { semanticEqual } from '../../api/equality.ts';
import type { Column, Kind } from '../../api/kind.ts';
import { canonicalQuantity, compareQuantities, signOfQuantity } from '../../api/quantity.ts';
import { type FieldError, forbiddenField, invalid, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { goDiff } from '../go-structs/diff/format.ts';
import { type Errors, oneOf, optionalName } from '../field-checks.ts';
import { omitZero, withDefaults } from '../omit.ts';
import { validateLabelSelector } from '../selectors.ts';
import type { PersistentVolumeClaim } from '../types.ts';
import { dataSourceErrors, withDataSources } from './claim-data-source.ts';
import { accessModeErrors, accessModesText, storageClassOf, volumeStatusText } from './volume-facts.ts';

type Spec = PersistentVolumeClaim['spec'];

const requestOf = ({ resources }: Spec): string | undefined => resources?.requests?.['storage'];

/** The defaults of a claim's spec; StatefulSets' claim templates get them too. */
export function claimSpecDefaults(given: Spec): Spec {
  const spec = omitZero(given, ['volumeName', 'accessModes']);
  return withDefaults<Spec>(spec, { resources: {}, volumeMode: 'Filesystem' });
}

/** ValidatePersistentVolumeClaimSpec, v1.25; `path`: `spec`. */
export function validateClaimSpec(spec: Spec, path: string): Errors {
  const request = requestOf(spec);
  const { accessModes: modes = [] } = spec;
  const ofModes = accessModeErrors(modes, 'at least 1 access mode is required', `${path}.accessModes`);
  return [
    ...(modes.length === 0 ? ofModes : []),
    ...validateLabelSelector(spec.selector, `${path}.selector`),
    ...(modes.length === 0 ? [] : ofModes),
    ...(request === undefined
      ? [required(`${path}.resources[storage]`)]
      : positiveQuantity(`${path}.resources[storage]`, canonicalQuantity(request))),
    ...optionalName(`${path}.storageClassName`, spec.storageClassName, dns1123Subdomain),
    ...oneOf(`${path}.volumeMode`, spec.volumeMode, ['Block', 'Filesystem'], { optional: true }),
    ...dataSourceErrors(spec, path),
  ];
}

function positiveQuantity(path: string, quantity: string): Errors {
  return signOfQuantity(quantity) > 0 ? [] : [invalid(path, quantity, 'must be greater than zero')];
}

const validate = ({ spec }: PersistentVolumeClaim): Errors => validateClaimSpec(spec, 'spec');

const isAssigned = ({ spec }: PersistentVolumeClaim): boolean => (spec.volumeName ?? '') !== '';

/** The same, but asking for as much storage as before. */
function withRequestOf(spec: Spec, old: Spec): Spec {
  const storage = requestOf(old);
  if (spec.resources?.requests === undefined || storage === undefined) return spec;
  return { ...spec, resources: { ...spec.resources, requests: { ...spec.resources.requests, storage } } };
}

const IMMUTABLE = 'spec is immutable after creation except resources.requests for bound claims';

/** ValidatePersistentVolumeClaimUpdate, v1.25: a bound claim may ask for more, and the volume's name may be filled in once. */
function validateUpdate(object: PersistentVolumeClaim, old: PersistentVolumeClaim): Errors {
  const errors: FieldError[] = [...validate(object)];
  const spec = object.status.phase === 'Bound' ? withRequestOf(object.spec, old.spec) : object.spec;
  const { volumeName } = isAssigned(old) ? old.spec : spec;
  const earlier: Spec = { ...old.spec, ...(volumeName === undefined ? {} : { volumeName }) };
  if (!semanticEqual(spec, earlier)) {
    const diff = goDiff('core.PersistentVolumeClaimSpec', earlier, spec);
    errors.push(forbiddenField('spec', `${IMMUTABLE}\n${diff}`));
  }
  const [size = '0', before] = [requestOf(object.spec), requestOf(old.spec)];
  if (before !== undefined && compareQuantities(size, before) < 0) {
    errors.push(forbiddenField('spec.resources.requests.storage', 'field can not be less than previous value'));
  }
  return [...errors, ...immutable(object.spec.volumeMode, old.spec.volumeMode, 'volumeMode')];
}

const columns: readonly Column<PersistentVolumeClaim>[] = [
  NAME,
  {
    name: 'Status',
    description: 'Whether it has a volume.',
    cell: (object) => volumeStatusText(object, object.status.phase),
  },
  { name: 'Volume', description: 'The volume it is bound to.', cell: ({ spec }) => spec.volumeName ?? '' },
  {
    name: 'Capacity',
    description: 'Size of that volume.',
    cell: (object) => (isAssigned(object) ? (object.status.capacity?.['storage'] ?? '0') : ''),
  },
  {
    name: 'Access Modes',
    description: 'How that volume may be mounted.',
    cell: (object) => (isAssigned(object) ? accessModesText(object.status.accessModes) : ''),
  },
  { name: 'StorageClass', description: 'Its class.', cell: storageClassOf },
  AGE,
  {
    name: 'VolumeMode',
    priority: 1,
    description: 'Block device or file system.',
    cell: ({ spec }) => spec.volumeMode ?? '<unset>',
  },
];

export const persistentVolumeClaim: Kind<PersistentVolumeClaim> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  shortNames: ['pvc'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.PersistentVolumeClaim',
  nameCheck: dns1123Subdomain,
  defaults: (object) => ({
    ...object,
    spec: claimSpecDefaults((object as Partial<PersistentVolumeClaim>).spec ?? {}),
  }),
  prepareForCreate: (object) => ({ ...object, spec: withDataSources(object.spec), status: { phase: 'Pending' } }),
  prepareForUpdate: (object, old) => ({ ...object, spec: withDataSources(object.spec, old.spec), status: old.status }),
  validate,
  validateUpdate,
  subresources: { status: true },
  columns,
  indexes: { volume: ({ spec }) => [spec.volumeName ?? ''] },
  brief: ({ status, spec }) => ({ phase: status.phase ?? '', volume: spec.volumeName ?? '' }),
};
