import { isArray, isObject } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import { fieldType } from './definitions.ts';
import type { FieldType, Scalar, SchemaId, SchemaUnion } from './definitions.ts';
import { validators } from './generated/validators.js';
import { keepsZero } from './kept-zeros.ts';
import { isSchemaUnion, JSON_SCHEMA, partOfUnion } from './schema-unions.ts';

export interface Normalized {
  readonly value: JsonValue;
  /** Whether a part that reads itself is not what it may be; `unreadUnion` says how. */
  readonly isUnread: boolean;
  /** Paths of fields the definition does not have, in the order of the document: `spec.containers[0].foo`. */
  readonly unknown: readonly string[];
}

/** What Go's zero value of an element looks like; elsewhere null is simply unset. */
const ZERO_SCALARS: Readonly<Record<string, JsonValue>> = {
  string: '',
  boolean: false,
  int32: 0,
  int64: 0,
  double: 0,
  byte: '',
  quantity: '0',
};

/**
 * The body as decoding into Go's structs leaves it: unknown fields dropped, nulls and zeros (`omitempty`) unset (a null element of a list or map is the
 * zero value of its type). Values of the wrong type stay, for the validator to find. Unchanged parts are shared.
 */
export function normalize(id: SchemaId, body: JsonValue): Normalized {
  const notes: Notes = { unknown: [], isUnread: false };
  const value = normalizeValue({ form: 'struct', id }, body, '', notes);
  return { value, unknown: notes.unknown, isUnread: notes.isUnread };
}

/** What is noticed on the way. */
interface Notes {
  readonly unknown: string[];
  isUnread: boolean;
}

function normalizeValue(type: FieldType, value: JsonValue, path: string, notes: Notes): JsonValue {
  if (type.form === 'list' && isArray(value)) return normalizeList(type.element, value, path, notes);
  if (type.form === 'map' && isObject(value)) return normalizeMap(type.element, value, path, notes);
  if (type.form === 'scalar' && isSchemaUnion(type.scalar)) return normalizeUnion(type.scalar, value, notes);
  return type.form === 'struct' && isObject(value) ? normalizeStruct(type.id, value, path, notes) : value;
}

/** What reads itself does so leniently: unknown fields are dropped, and nobody is told. What is read as nothing is null. */
function normalizeUnion(union: SchemaUnion, value: JsonValue, notes: Notes): JsonValue {
  const part = partOfUnion(union, value);
  if (part.form === 'plain') return part.value ?? null;
  if (part.form === 'unreadable') notes.isUnread = true;
  if (part.form === 'schema') return normalizeSchema(value, notes);
  if (part.form === 'schemas' && isArray(value)) return value.map((each) => normalizeSchema(each ?? {}, notes));
  if (part.form === 'strings' && isArray(value))
    notes.isUnread ||= value.some((each) => typeof each !== 'string' && each !== null);
  return value;
}

function normalizeSchema(schema: JsonValue, notes: Notes): JsonValue {
  const { value, isUnread } = normalize(JSON_SCHEMA, schema);
  notes.isUnread ||= isUnread || validators[JSON_SCHEMA]?.(value) !== true;
  return value;
}

function normalizeList(element: FieldType, list: JsonArray, path: string, notes: Notes): JsonValue {
  let changed = false;
  const items = list.map((item, index) => {
    const next = item === null ? zeroValue(element) : normalizeValue(element, item, `${path}[${index}]`, notes);
    changed ||= next !== item;
    return next;
  });
  return changed ? items : list;
}

function normalizeMap(element: FieldType, map: JsonObject, path: string, notes: Notes): JsonValue {
  let changed = false;
  const entries = Object.entries(map).map(([key, item]): [string, JsonValue] => {
    const next = item === null ? zeroValue(element) : normalizeValue(element, item, join(path, key), notes);
    changed ||= next !== item;
    return [key, next];
  });
  return changed ? Object.fromEntries(entries) : map;
}

function normalizeStruct(id: SchemaId, object: JsonObject, path: string, notes: Notes): JsonValue {
  let changed = false;
  const entries: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(object)) {
    const type = fieldType(id, name);
    if (type === undefined) notes.unknown.push(join(path, name));
    if (type === undefined || value === null) {
      changed = true;
      continue;
    }
    const next = normalizeValue(type, value, join(path, name), notes);
    if (isReadAsNothing(type, next) || (isZero(type, next) && !keepsZero(id, name))) {
      changed = true;
      continue;
    }
    changed ||= next !== value;
    entries.push([name, next]);
  }
  return changed ? Object.fromEntries(entries) : object;
}

/** Go's zero value, which an optional field that is no pointer has when nothing is given. Lists, maps and structs: see `written.ts`. */
function isZero(type: FieldType, value: JsonValue): boolean {
  return type.form === 'scalar' && LOSES_ZERO.has(type.scalar) && value === (ZERO_SCALARS[type.scalar] ?? '');
}

function isReadAsNothing(type: FieldType, value: JsonValue): boolean {
  return value === null && type.form === 'scalar' && isSchemaUnion(type.scalar);
}

const LOSES_ZERO: ReadonlySet<Scalar> = new Set(['string', 'boolean', 'double', 'int32', 'int64', 'byte']);

function zeroValue(type: FieldType): JsonValue {
  if (type.form === 'list') return [];
  return type.form === 'scalar' ? (ZERO_SCALARS[type.scalar] ?? null) : {};
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
