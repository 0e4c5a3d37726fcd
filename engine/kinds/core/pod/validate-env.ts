import { invalid, notSupported, required } from '../../../api/validation/field-error.ts';
import { configMapKey, envVarName } from '../../../api/validation/names.ts';
import { type Errors, each, optionalName, present, requiredName } from '../../field-checks.ts';
import type { Container } from '../../types.ts';

type EnvVar = NonNullable<Container['env']>[number];
type ValueFrom = NonNullable<EnvVar['valueFrom']>;
type EnvFrom = NonNullable<Container['envFrom']>[number];

/** What an environment variable may take from its pod, in the order of the message. */
const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
];
/** Paths that exist, but only for files of downward API volumes. */
const OTHER_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
];
const SUBSCRIPT = /^metadata\.(?:annotations|labels)\['.+'\]$/;

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

export function validateEnv(path: string, list: Container['env']): Errors {
  return each(path, list, (variable, itemPath) => [
    ...requiredName(`${itemPath}.name`, variable.name, envVarName),
    ...(variable.valueFrom === undefined
      ? []
      : valueFrom(`${itemPath}.valueFrom`, variable.value ?? '', variable.valueFrom)),
  ]);
}

function valueFrom(path: string, value: string, source: ValueFrom): Errors {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source;
  const given = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter((ref) => ref !== undefined).length;
  return [
    ...(fieldRef === undefined ? [] : fieldSelector(`${path}.fieldRef`, fieldRef.fieldPath)),
    ...(resourceFieldRef === undefined ? [] : resourceSelector(`${path}.resourceFieldRef`, resourceFieldRef.resource)),
    ...(configMapKeyRef === undefined ? [] : keySelector(`${path}.configMapKeyRef`, configMapKeyRef)),
    ...(secretKeyRef === undefined ? [] : keySelector(`${path}.secretKeyRef`, secretKeyRef)),
    ...howMany(path, value, given),
  ];
}

function howMany(path: string, value: string, given: number): Errors {
  if (given === 0) {
    const one = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    return [invalid(path, '', one)];
  }
  if (value !== '') return [invalid(path, '', 'may not be specified when `value` is not empty')];
  return given > 1 ? [invalid(path, '', 'may not have more than one field specified at a time')] : [];
}

function fieldSelector(path: string, fieldPath: string | undefined): Errors {
  if (fieldPath === undefined || fieldPath === '') return [required(`${path}.fieldPath`)];
  if (ENV_FIELDS.includes(fieldPath) || SUBSCRIPT.test(fieldPath)) return [];
  if (OTHER_FIELDS.includes(fieldPath)) return [notSupported(`${path}.fieldPath`, fieldPath, ENV_FIELDS)];
  return [
    invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`),
  ];
}

function resourceSelector(path: string, resource: string | undefined): Errors {
  if (resource === undefined || resource === '') return [required(`${path}.resource`)];
  const known = RESOURCES.includes(resource) || /^(?:limits|requests)\.hugepages-/.test(resource);
  return known ? [] : [notSupported(`${path}.resource`, resource, RESOURCES)];
}

function keySelector(path: string, { name, key }: { readonly name?: string; readonly key?: string }): Errors {
  return [...present(`${path}.name`, name), ...requiredName(`${path}.key`, key, configMapKey)];
}

export function validateEnvFrom(path: string, list: readonly EnvFrom[] | undefined): Errors {
  return each(path, list, ({ prefix, configMapRef, secretRef }, itemPath) => [
    ...optionalName(`${itemPath}.prefix`, prefix, envVarName),
    ...(configMapRef === undefined ? [] : present(`${itemPath}.configMapRef.name`, configMapRef.name)),
    ...(secretRef === undefined ? [] : present(`${itemPath}.secretRef.name`, secretRef.name)),
    ...envFromCount(itemPath, configMapRef !== undefined, secretRef !== undefined),
  ]);
}

function envFromCount(path: string, hasConfigMap: boolean, hasSecret: boolean): Errors {
  if (hasConfigMap && hasSecret) return [invalid(path, '', 'may not have more than one field specified at a time')];
  if (hasConfigMap || hasSecret) return [];
  return [invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')];
}
