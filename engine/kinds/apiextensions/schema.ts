import { deepEqual } from '../../api/equality.ts';
import { isArray, isObject } from '../../api/json.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';

/** The members of a structural schema that the engine reads (apiextensions/v1 JSONSchemaProps). */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly default?: JsonValue;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly JsonValue[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** A rule in CEL, and what is said of a value that breaks it. */
export interface ValidationRule {
  readonly rule?: string;
  readonly message?: string;
}

const ROOT_MEMBERS = ['apiVersion', 'kind', 'metadata'];

/** Fills in the defaults of the schema, from the outside in; `null` of a field that may not be null counts as absent. */
export function withSchemaDefaults(value: JsonValue, schema: Schema): JsonValue {
  if (isArray(value)) {
    const { items } = schema;
    return items === undefined ? value : mapList(value, (item) => withSchemaDefaults(item, items));
  }
  if (!isObject(value)) return value;
  const filled = withMissing(value, schema.properties ?? {});
  return mapMembers(filled, (name, member) => {
    const inner = schemaOf(schema, name);
    return inner === undefined ? member : withSchemaDefaults(member, inner);
  });
}

function withMissing(value: JsonObject, properties: Readonly<Record<string, Schema>>): JsonObject {
  const additions: Record<string, JsonValue> = {};
  for (const name of Object.keys(properties).sort()) {
    const schema = properties[name];
    if (schema?.default === undefined) continue;
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given === undefined || (given === null && schema.nullable !== true)) additions[name] = schema.default;
  }
  return Object.keys(additions).length === 0 ? value : { ...value, ...additions };
}

/** Without the nulls of fields that may not be null, which defaults did not replace (PruneNonNullableNullsWithoutDefaults, v1.25). */
export function withoutNulls(value: JsonValue, schema: Schema): JsonValue {
  if (isArray(value)) {
    const { items } = schema;
    return items === undefined ? value : mapList(value, (item) => withoutNulls(item, items));
  }
  if (!isObject(value)) return value;
  const isDropped = ([name, member]: [string, JsonValue]): boolean => {
    const inner = schemaOf(schema, name);
    return member === null && inner !== undefined && inner.nullable !== true;
  };
  const entries = Object.entries(value);
  const kept = entries.filter((entry) => !isDropped(entry));
  return mapMembers(kept.length === entries.length ? value : Object.fromEntries(kept), (name, member) => {
    const inner = schemaOf(schema, name);
    return inner === undefined ? member : withoutNulls(member, inner);
  });
}

function schemaOf(schema: Schema, name: string): Schema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

export interface Pruned {
  readonly value: JsonValue;
  /** Paths of what the schema does not know, sorted as they were met. */
  readonly unknown: readonly string[];
}

/** Drops what the schema does not know. `isResource`: apiVersion, kind and metadata are known without being said. */
export function prune(value: JsonValue, schema: Schema, isResource: boolean, path = ''): Pruned {
  if (isArray(value)) return pruneList(value, schema, path);
  if (!isObject(value)) return { value, unknown: [] };
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
  const unknown: string[] = [];
  const members: [string, JsonValue][] = [];
  let changed = false;
  for (const name of Object.keys(value).sort()) {
    const member = value[name] ?? null;
    const at = path === '' ? name : `${path}.${name}`;
    const inner = schemaOf(schema, name);
    if (isResource && ROOT_MEMBERS.includes(name)) members.push([name, member]);
    else if (inner !== undefined) {
      const result = prune(member, inner, inner['x-kubernetes-embedded-resource'] === true, at);
      unknown.push(...result.unknown);
      changed ||= result.value !== member;
      members.push([name, result.value]);
    } else if (preserves) members.push([name, member]);
    else unknown.push(at);
  }
  changed ||= members.length < Object.keys(value).length;
  return { value: changed ? Object.fromEntries(members) : value, unknown };
}

function pruneList(value: readonly JsonValue[], { items }: Schema, path: string): Pruned {
  if (items === undefined) return { value, unknown: [] };
  const results = value.map((item, i) =>
    prune(item, items, items['x-kubernetes-embedded-resource'] === true, `${path}[${i}]`),
  );
  const changed = results.some((result, i) => result.value !== value[i]);
  return {
    value: changed ? results.map((result) => result.value) : value,
    unknown: results.flatMap((result) => result.unknown),
  };
}

function mapList(list: readonly JsonValue[], change: (item: JsonValue) => JsonValue): JsonValue {
  const next = list.map(change);
  return next.some((item, i) => item !== list[i]) ? next : list;
}

function mapMembers(object: JsonObject, change: (name: string, value: JsonValue) => JsonValue): JsonObject {
  const entries = Object.entries(object);
  const next = entries.map(([name, value]) => [name, change(name, value)] as const);
  return next.some(([, value], i) => value !== entries[i]?.[1]) ? Object.fromEntries(next) : object;
}

/** Whether a list says the same thing twice. */
export function hasRepetition(list: readonly JsonValue[]): boolean {
  return list.some((item, i) => list.slice(0, i).some((other) => deepEqual(other, item)));
}
