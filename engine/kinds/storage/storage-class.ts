import { semanticEqual } from '../../api/equality.ts';
import type { Kind } from '../../api/kind.ts';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalid,
  required,
  tooLong,
} from '../../api/validation/field-error.ts';
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
    ...oneOf('reclaimPolicy', object.reclaimPolicy || undefined, ['Delete', 'Retain'], { optional: true }),
    ...oneOf('volumeBindingMode', object.volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']),
    ...topologyErrors(object.allowedTopologies),
  ];
}

type Term = NonNullable<StorageClass['allowedTopologies']>[number];
type Expression = NonNullable<Term['matchLabelExpressions']>[number];

/** validateAllowedTopologies (v1.25): no two terms may ask for the same, and each is compared with as many empty ones. */
function topologyErrors(terms: readonly Term[] | undefined): readonly FieldError[] {
  return each('allowedTopologies', terms, ({ matchLabelExpressions = [] }, at, position) => {
    const path = `${at}.matchLabelExpressions`;
    const asked = wanted(matchLabelExpressions);
    const earlier = (terms ?? []).slice(0, position).map((term) => wanted(term.matchLabelExpressions ?? []));
    const others = [...(terms ?? []).map(() => '[]'), ...earlier].filter((other) => other === asked);
    return [...expressionsErrors(matchLabelExpressions, path), ...others.map(() => duplicate(path, ''))];
  });
}

/** The sorted values of each key, as a text to compare; of a key given twice the last. */
function wanted(expressions: readonly Expression[]): string {
  const sets = new Map(expressions.map(({ key, values }) => [key ?? '', [...new Set(values)].sort()]));
  return JSON.stringify([...sets].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function expressionsErrors(expressions: readonly Expression[], path: string): readonly FieldError[] {
  const keys = expressions.map(({ key = '' }: Partial<Expression>) => key);
  return each(path, expressions, (expression, at, position) => {
    const key = keys[position] ?? '';
    return [
      ...expressionErrors(expression, at),
      ...(keys.indexOf(key) < position ? [duplicate(`${at}.key`, key)] : []),
    ];
  });
}

/** ValidateTopologySelectorLabelRequirement (v1.25). */
function expressionErrors({ key, values = [] }: Partial<Expression>, path: string): readonly FieldError[] {
  return [
    ...(values.length === 0 ? [required(`${path}.values`)] : []),
    ...each(`${path}.values`, values, (value, at, position) =>
      values.indexOf(value) < position ? [duplicate(at, value)] : [],
    ),
    ...named(`${path}.key`, key, qualifiedName),
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
