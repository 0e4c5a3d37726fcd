import { isArray, isObject, member, withMember, withMembers } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** Keywords of a structural schema (apiextensions.k8s.io/v1) that hold other schemas, by how they hold them. */
const SCHEMA_KEYWORDS: readonly string[] = ['items', 'additionalProperties', 'not'];
const SCHEMA_LIST_KEYWORDS: readonly string[] = ['allOf', 'anyOf', 'oneOf'];

/**
 * A custom resource's schema as JSON Schema: `nullable` and `x-kubernetes-int-or-string` become types, and what only describes
 * (`description`, `example`, `x-kubernetes-*`) goes.
 */
export function toJsonSchema(schema: JsonObject): JsonObject {
  let converted = withoutNotes(schema);
  for (const keyword of SCHEMA_KEYWORDS) {
    const inner = member(converted, keyword);
    if (isObject(inner)) converted = withMember(converted, keyword, toJsonSchema(inner));
  }
  for (const keyword of SCHEMA_LIST_KEYWORDS) {
    const inner = member(converted, keyword);
    if (isArray(inner))
      converted = withMember(
        converted,
        keyword,
        inner.map((item) => (isObject(item) ? toJsonSchema(item) : item)),
      );
  }
  const properties = member(converted, 'properties');
  if (isObject(properties)) converted = withMember(converted, 'properties', mapValues(properties, toJsonSchema));
  const type = typeOf(schema);
  return type === undefined ? converted : { ...converted, type };
}

function withoutNotes(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(
    ([keyword]) => !NOTES.has(keyword) && !keyword.startsWith('x-kubernetes-'),
  );
  return Object.fromEntries(kept);
}

const NOTES: ReadonlySet<string> = new Set([
  'description',
  'example',
  'externalDocs',
  'title',
  'default',
  'nullable',
  'id',
  '$schema',
  '$ref',
]);

function typeOf(schema: JsonObject): JsonValue | undefined {
  const types =
    schema['x-kubernetes-int-or-string'] === true
      ? ['integer', 'string']
      : schema['type'] === undefined
        ? []
        : [schema['type']];
  if (types.length === 0) return undefined;
  return schema['nullable'] === true ? [...types, 'null'] : types.length === 1 ? types[0] : types;
}

function mapValues(object: JsonObject, map: (schema: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, isObject(value) ? map(value) : value]),
  );
}

export interface Pruned {
  readonly object: JsonObject;
  /** Paths of the fields that were taken out, for `fieldValidation`. */
  readonly unknown: readonly string[];
}

/** What every object has, whatever a custom resource's schema says. */
const ENVELOPE: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/**
 * A custom resource without the fields its schema does not specify (structural pruning, v1.25). `x-kubernetes-preserve-unknown-fields`
 * keeps them; an embedded resource keeps its envelope.
 */
export function pruneCustomResource(schema: JsonObject, object: JsonObject): Pruned {
  const unknown: string[] = [];
  return { object: pruneObject({ ...schema, 'x-kubernetes-embedded-resource': true }, object, '', unknown), unknown };
}

function pruneValue(schema: JsonObject, value: JsonValue, path: string, unknown: string[]): JsonValue {
  if (isObject(value)) return pruneObject(schema, value, path, unknown);
  const items = member(schema, 'items');
  if (!isArray(value) || !isObject(items)) return value;
  const pruned = value.map((item, index) => pruneValue(items, item, `${path}[${index}]`, unknown));
  return pruned.every((item, index) => item === value[index]) ? value : pruned;
}

function pruneObject(schema: JsonObject, object: JsonObject, path: string, unknown: string[]): JsonObject {
  const properties = member(schema, 'properties');
  const additional = member(schema, 'additionalProperties');
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true;
  const envelope = schema['x-kubernetes-embedded-resource'] === true ? ENVELOPE : [];
  const changes: [string, JsonValue | undefined][] = [];
  for (const [name, value] of Object.entries(object)) {
    if (envelope.includes(name)) continue;
    const at = path === '' ? name : `${path}.${name}`;
    const inner = (isObject(properties) ? member(properties, name) : undefined) ?? additional;
    if (isObject(inner)) changes.push([name, pruneValue(inner, value, at, unknown)]);
    else if (!preserves) {
      unknown.push(at);
      changes.push([name, undefined]);
    }
  }
  return withMembers(object, changes);
}

/** A custom resource with the schema's defaults filled in, as the server does on reading and writing (v1.25). */
export function defaultCustomResource(schema: JsonObject, value: JsonValue): JsonValue {
  const items = member(schema, 'items');
  if (isArray(value) && isObject(items)) {
    const defaulted = value.map((item) => defaultCustomResource(items, item));
    return defaulted.every((item, index) => item === value[index]) ? value : defaulted;
  }
  return isObject(value) ? defaultObject(schema, value) : value;
}

function defaultObject(schema: JsonObject, object: JsonObject): JsonObject {
  const properties = member(schema, 'properties');
  const additional = member(schema, 'additionalProperties');
  const changes: [string, JsonValue][] = [];
  for (const [name, inner] of isObject(properties) ? Object.entries(properties) : []) {
    if (!isObject(inner)) continue;
    const value = member(object, name);
    const isUnset = value === undefined || (value === null && inner['nullable'] !== true);
    const next = isUnset ? member(inner, 'default') : value;
    if (next !== undefined) changes.push([name, defaultCustomResource(inner, next)]);
  }
  for (const [name, value] of isObject(additional) ? Object.entries(object) : []) {
    if (!isObject(properties) || !Object.hasOwn(properties, name)) {
      changes.push([name, defaultCustomResource(additional as JsonObject, value)]);
    }
  }
  return withMembers(object, changes);
}
