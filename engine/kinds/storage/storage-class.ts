import { semanticEqual } from '../../api/equality.ts';
import type { Kind } from '../../api/kind.ts';
import { type FieldError, forbiddenField, invalid, required, tooLong } from '../../api/validation/field-error.ts';
import { annotationKey, dns1123Subdomain, qualifiedName } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { each, named, oneOf, requiredName } from '../field-checks.ts';
import type { StorageClass } from '../types.ts';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const BETA_DEFAULT_CLASS = 'storageclass.beta.kubernetes.io/is-default-class';

/** Claims without a class get this one (DefaultStorageClass admission, v1.25). */
export function isDefaultStorageClass({ metadata }: StorageClass): boolean {
  const { [DEFAULT_CLASS]: current, [BETA_DEFAULT_CLASS]: beta } = metadata.annotations ?? {};
  return current === 'true' || beta === 'true';
}

export const storageClass: Kind<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  shortNames: ['sc'],
  scope: 'Cluster',
  schema: 'io.k8s.api.storage.v1.StorageClass',
  nameCheck: dns1123Subdomain,
  defaults: (object) => ({
    ...object,
    reclaimPolicy: object.reclaimPolicy ?? 'Delete',
    volumeBindingMode: object.volumeBindingMode ?? 'Immediate',
  }),
  validate,
  validateUpdate: (object, old) => [...validate(object), ...validateFrozen(object, old)],
  columns: [
    {
      ...NAME,
      cell: (object: StorageClass) => `${object.metadata.name}${isDefaultStorageClass(object) ? ' (default)' : ''}`,
    },
    { name: 'Provisioner', cell: ({ provisioner }) => provisioner },
    { name: 'ReclaimPolicy', cell: ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete' },
    { name: 'VolumeBindingMode', cell: ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate' },
    { name: 'AllowVolumeExpansion', cell: ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false },
    AGE,
  ],
};

/** ValidateStorageClass (v1.25). */
function validate(object: StorageClass): readonly FieldError[] {
  return [
    ...requiredName('provisioner', object.provisioner, annotationKey),
    ...parameterErrors(object.parameters),
    ...oneOf('reclaimPolicy', object.reclaimPolicy, ['Delete', 'Retain']),
    ...oneOf('volumeBindingMode', object.volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']),
    ...each('allowedTopologies', object.allowedTopologies, (term, at) =>
      each(`${at}.matchLabelExpressions`, term.matchLabelExpressions, ({ key, values }, path) => [
        ...named(`${path}.key`, key, qualifiedName),
        ...((values ?? []).length === 0 ? [required(`${path}.values`)] : []),
      ]),
    ),
  ];
}

const MAX_PARAMETERS = 512;

function parameterErrors(parameters: StorageClass['parameters']): readonly FieldError[] {
  const names = Object.keys(parameters ?? {});
  return [
    ...(names.length > MAX_PARAMETERS ? [tooLong('parameters', MAX_PARAMETERS)] : []),
    ...(names.includes('') ? [invalid('parameters', '', 'field can not be empty.')] : []),
  ];
}

function validateFrozen(object: StorageClass, old: StorageClass): readonly FieldError[] {
  const frozen = (['parameters', 'provisioner', 'reclaimPolicy'] as const)
    .filter((field) => !semanticEqual(object[field], old[field]))
    .map((field) => forbiddenField(field, `updates to ${field} are forbidden.`));
  return [...frozen, ...immutable(object.volumeBindingMode, old.volumeBindingMode, 'volumeBindingMode')];
}
