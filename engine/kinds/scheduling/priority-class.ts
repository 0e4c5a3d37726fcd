import type { Kind } from '../../api/kind.ts';
import { type FieldError, forbiddenField } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { oneOf } from '../field-checks.ts';
import { omitZero } from '../omit.ts';
import type { PriorityClass } from '../types.ts';

/** The classes that every cluster has. */
export const SYSTEM_PRIORITY_CLASSES: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

const HIGHEST_USER_PRIORITY = 1_000_000_000;

export const priorityClass: Kind<PriorityClass> = {
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  shortNames: ['pc'],
  scope: 'Cluster',
  schema: 'io.k8s.api.scheduling.v1.PriorityClass',
  nameCheck: dns1123Subdomain,
  defaults: (object) => ({
    ...omitZero(object, ['globalDefault', 'description']),
    value: object.value ?? 0,
    preemptionPolicy: object.preemptionPolicy ?? 'PreemptLowerPriority',
  }),
  validate,
  validateUpdate: (object, old) => [
    ...(object.value === old.value ? [] : [forbiddenField('value', 'may not be changed in an update.')]),
    ...immutable(object.preemptionPolicy, old.preemptionPolicy, 'preemptionPolicy'),
  ],
  hasGeneration: true,
  generationOf: () => 1,
  columns: [
    NAME,
    { name: 'Value', type: 'integer', cell: ({ value }) => value },
    { name: 'Global-Default', type: 'boolean', cell: ({ globalDefault }) => globalDefault ?? false },
    AGE,
  ],
};

/** ValidatePriorityClass (v1.25). */
function validate({ metadata, value, preemptionPolicy }: PriorityClass): readonly FieldError[] {
  const { name } = metadata;
  if (name.startsWith('system-')) {
    if (SYSTEM_PRIORITY_CLASSES.get(name) === value) return [];
    const known = SYSTEM_PRIORITY_CLASSES.has(name);
    const why = known
      ? `value of ${name} PriorityClass must be ${SYSTEM_PRIORITY_CLASSES.get(name)}`
      : `${name} is not a known system priority class`;
    const reserved = "priority class names with 'system-' prefix are reserved for system use only.";
    return [forbiddenField('metadata.name', `${reserved} error: ${why}`)];
  }
  return [
    ...(value > HIGHEST_USER_PRIORITY
      ? [forbiddenField('value', `maximum allowed value of a user defined priority is ${HIGHEST_USER_PRIORITY}`)]
      : []),
    ...oneOf('preemptionPolicy', preemptionPolicy || undefined, ['PreemptLowerPriority', 'Never']),
  ];
}
