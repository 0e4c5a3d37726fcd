import {
  canonicalQuantity,
  type FieldType,
  fieldNames,
  fieldType,
  isArray,
  isObject,
  isRequired,
  type JsonObject,
  type JsonValue,
  type SchemaId,
} from '../engine/index.ts';

/** Optional fields that Go's structs hold by value (k8s.io/api v0.25): they are written even where nothing is in them. */
const BY_VALUE: ReadonlySet<string> = new Set([
  'loadBalancer',
  'metadata',
  'resources',
  'spec',
  'status',
  'strategy',
  'updateStrategy',
]);
/** Optional numbers that are written even when they are 0. */
const WRITTEN_ZEROS: ReadonlySet<string> = new Set(['StatefulSetStatus.availableReplicas']);
/** Fields that are written though they say nothing. */
const WRITTEN: ReadonlySet<string> = new Set([
  'ClusterRole.rules',
  'PodSpec.containers',
  'Role.rules',
  'ServicePort.targetPort',
]);
/** Required fields behind a pointer: without a value they are null. */
const POINTERS: ReadonlySet<string> = new Set(['selector']);
/** Optional scalars that are held by value: their zero is not written. */
const OMITTED_ZEROS: ReadonlySet<string> = new Set(
  'EnvVar.value Container.stdin Container.stdinOnce Container.tty PodSpec.hostNetwork PodSpec.hostPID PodSpec.hostIPC VolumeMount.readOnly DeploymentSpec.paused'.split(
    ' ',
  ),
);

/**
 * A manifest as a client writes it that has decoded it into Go's structs and encodes them again: what a struct holds by value is there,
 * what it leaves out when empty is not, quantities are in their canonical form.
 */
export function typedForm(id: SchemaId, body: JsonObject): JsonObject {
  const entries = fieldNames(id).flatMap((name): readonly [string, JsonValue][] => {
    const type = fieldType(id, name);
    const value = type === undefined ? undefined : fieldForm(id, name, type, body[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function fieldForm(id: SchemaId, name: string, type: FieldType, given: JsonValue | undefined): JsonValue | undefined {
  const field = `${id.slice(id.lastIndexOf('.') + 1)}.${name}`;
  if (given === undefined || given === null) return absentForm(id, name, field, type);
  const isEmpty = (isArray(given) && given.length === 0) || (type.form === 'map' && isEmptyObject(given));
  if (isEmpty && !isRequired(id, name)) return undefined;
  if (OMITTED_ZEROS.has(field) && (given === '' || given === false)) return undefined;
  return valueForm(type, given);
}

function absentForm(id: SchemaId, name: string, field: string, type: FieldType): JsonValue | undefined {
  if (field === 'ObjectMeta.creationTimestamp') return null;
  // What an object inside of another is stands in its place.
  if ((name === 'apiVersion' || name === 'kind') && isObjectType(id)) return undefined;
  if (isRequired(id, name)) return POINTERS.has(name) ? null : zeroOf(type);
  if (type.form === 'struct') return BY_VALUE.has(name) ? typedForm(type.id, {}) : undefined;
  return WRITTEN_ZEROS.has(field) || WRITTEN.has(field) ? zeroOf(type) : undefined;
}

function isObjectType(id: SchemaId): boolean {
  return fieldType(id, 'metadata') !== undefined;
}

function valueForm(type: FieldType, value: JsonValue): JsonValue {
  if (type.form === 'struct') return isObject(value) ? typedForm(type.id, value) : value;
  if (type.form === 'list') return isArray(value) ? value.map((item) => valueForm(type.element, item)) : value;
  if (type.form === 'map')
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueForm(type.element, item)]))
      : value;
  const isQuantity = type.scalar === 'quantity' && (typeof value === 'string' || typeof value === 'number');
  return isQuantity ? canonicalQuantity(value) : value;
}

function zeroOf(type: FieldType): JsonValue {
  if (type.form === 'struct') return typedForm(type.id, {});
  if (type.form !== 'scalar') return null;
  switch (type.scalar) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'quantity':
      return '0';
    case 'int32':
    case 'int64':
    case 'double':
    case 'intOrString':
      return 0;
    default:
      return null;
  }
}

function isEmptyObject(value: JsonValue): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
