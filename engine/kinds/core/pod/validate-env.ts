import { canonicalQuantity, signOfQuantity } from '../../../api/quantity.ts';
import { invalid, notSupported, required } from '../../../api/validation/field-error.ts';
import { configMapKey, dns1123Subdomain, envVarName, prefixOf, qualifiedName } from '../../../api/validation/names.ts';
import { type Errors, each, named, optionalName, requiredName } from '../../field-checks.ts';
import type { Container } from '../../types.ts';

type EnvVar = NonNullable<Container['env']>[number];
type ValueFrom = NonNullable<EnvVar['valueFrom']>;
type EnvFrom = NonNullable<Container['envFrom']>[number];
type FieldRef = NonNullable<ValueFrom['fieldRef']>;
type ResourceRef = NonNullable<ValueFrom['resourceFieldRef']>;

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
/** What exists at all. */
const FIELDS: ReadonlySet<string> = new Set([
  ...ENV_FIELDS,
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);
const SUBSCRIPTED = /^([^[]+|.+?)\['(.*)'\]$/s;

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const HUGE_PAGES = /^(?:limits|requests)\.hugepages-/;

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
    ...(fieldRef === undefined ? [] : fieldSelector(`${path}.fieldRef`, fieldRef, ENV_FIELDS)),
    ...(resourceFieldRef === undefined ? [] : resourceSelector(`${path}.resourceFieldRef`, resourceFieldRef)),
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

/** Why the API does not know a field path, or undefined (ConvertDownwardAPIFieldLabel, v1.25). */
function unknownField(version: string, label: string, base: string, isSubscripted: boolean): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`;
  if (isSubscripted) {
    const may = base === 'metadata.annotations' || base === 'metadata.labels';
    return may ? undefined : `field label does not support subscript: ${label}`;
  }
  return FIELDS.has(label) || label === 'spec.host' ? undefined : `field label not supported: ${label}`;
}

/** A field of the pod; `supported`: those that this place can hold (validateObjectFieldSelector, v1.25). */
export function fieldSelector(path: string, ref: FieldRef, supported: readonly string[]): Errors {
  const { apiVersion = '', fieldPath = '' } = ref as Partial<FieldRef>;
  if (apiVersion === '') return [required(`${path}.apiVersion`)];
  if (fieldPath === '') return [required(`${path}.fieldPath`)];
  const [, base, key] = SUBSCRIPTED.exec(fieldPath) ?? [];
  const why = unknownField(apiVersion, fieldPath, base ?? '', key !== undefined);
  if (why !== undefined) return [invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${why}`)];
  if (key !== undefined) {
    return named(path, base === 'metadata.annotations' ? key.toLowerCase() : key, qualifiedName);
  }
  const field = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  return supported.includes(field) ? [] : [notSupported(`${path}.fieldPath`, field, supported)];
}

/** A resource of a container (validateContainerResourceFieldSelector, v1.25). */
export function resourceSelector(path: string, ref: ResourceRef): Errors {
  const { resource = '' } = ref as Partial<ResourceRef>;
  return [...resourceOf(path, resource), ...divisorErrors(`${path}.divisor`, resource, ref.divisor)];
}

function resourceOf(path: string, resource: string): Errors {
  if (resource === '') return [required(`${path}.resource`)];
  const isKnown = RESOURCES.includes(resource) || HUGE_PAGES.test(resource);
  return isKnown ? [] : [notSupported(`${path}.resource`, resource, RESOURCES)];
}

const CPU_DIVISORS = ['1m', '1'];
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

function divisorErrors(path: string, resource: string, divisor: string | undefined): Errors {
  if (divisor === undefined || signOfQuantity(divisor) === 0) return [];
  const check = (values: readonly string[], list: string, of: string): Errors =>
    values.includes(canonicalQuantity(divisor))
      ? []
      : [invalid(path, resource, `only divisor's values ${list} are supported with the ${of} resource`)];
  const bytes = BYTE_DIVISORS.join(', ');
  if (HUGE_PAGES.test(resource)) return check(BYTE_DIVISORS, bytes, 'hugepages');
  if (/^(?:limits|requests)\.cpu$/.test(resource)) return check(CPU_DIVISORS, '1m and 1', 'cpu');
  if (/^(?:limits|requests)\.memory$/.test(resource)) return check(BYTE_DIVISORS, bytes, 'memory');
  const isStorage = /^(?:limits|requests)\.ephemeral-storage$/.test(resource);
  return isStorage ? check(BYTE_DIVISORS, bytes, 'local ephemeral storage') : [];
}

function keySelector(path: string, { name, key }: { readonly name?: string; readonly key?: string }): Errors {
  return [...named(`${path}.name`, name, dns1123Subdomain), ...requiredName(`${path}.key`, key, configMapKey)];
}

/** A name that might be the beginning of one: Kubernetes looks at it as it does at generateName. */
const prefixableName = prefixOf(dns1123Subdomain);

/** What is wrong with how many sources there are is said of the whole list (ValidateEnvFrom, v1.25). */
export function validateEnvFrom(path: string, list: readonly EnvFrom[] | undefined): Errors {
  return each(path, list, ({ prefix, configMapRef, secretRef }, itemPath) => [
    ...optionalName(`${itemPath}.prefix`, prefix, envVarName),
    ...(configMapRef === undefined
      ? []
      : requiredName(`${itemPath}.configMapRef.name`, configMapRef.name, prefixableName)),
    ...(secretRef === undefined ? [] : requiredName(`${itemPath}.secretRef.name`, secretRef.name, prefixableName)),
    ...envFromCount(path, configMapRef !== undefined, secretRef !== undefined),
  ]);
}

function envFromCount(path: string, hasConfigMap: boolean, hasSecret: boolean): Errors {
  if (hasConfigMap && hasSecret) return [invalid(path, '', 'may not have more than one field specified at a time')];
  if (hasConfigMap || hasSecret) return [];
  return [invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')];
}
