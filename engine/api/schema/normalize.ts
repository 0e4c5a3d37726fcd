import { isArray, isObject } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import { fieldType } from './definitions.ts';
import type { FieldType, Scalar, SchemaId } from './definitions.ts';
import { keepsZero } from './kept-zeros.ts';

export interface Normalized {
  readonly value: JsonValue;
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
  quantity: '0',
};

/**
 * The body as decoding into Go's structs leaves it: unknown fields dropped, nulls and zeros (`omitempty`) unset (a null element of a list or map is the
 * zero value of its type). Values of the wrong type stay, for the validator to find. Unchanged parts are shared.
 */
export function normalize(id: SchemaId, body: JsonValue): Normalized {
  const unknown: string[] = [];
  return { value: normalizeValue({ form: 'struct', id }, body, '', unknown), unknown };
}

function normalizeValue(type: FieldType, value: JsonValue, path: string, unknown: string[]): JsonValue {
  if (type.form === 'list' && isArray(value)) return normalizeList(type.element, value, path, unknown);
  if (type.form === 'map' && isObject(value)) return normalizeMap(type.element, value, path, unknown);
  return type.form === 'struct' && isObject(value) ? normalizeStruct(type.id, value, path, unknown) : value;
}

function normalizeList(element: FieldType, list: JsonArray, path: string, unknown: string[]): JsonValue {
  let changed = false;
  const items = list.map((item, index) => {
    const next = item === null ? zeroValue(element) : normalizeValue(element, item, `${path}[${index}]`, unknown);
    changed ||= next !== item;
    return next;
  });
  return changed ? items : list;
}

function normalizeMap(element: FieldType, map: JsonObject, path: string, unknown: string[]): JsonValue {
  let changed = false;
  const entries = Object.entries(map).map(([key, item]): [string, JsonValue] => {
    const next = item === null ? zeroValue(element) : normalizeValue(element, item, join(path, key), unknown);
    changed ||= next !== item;
    return [key, next];
  });
  return changed ? Object.fromEntries(entries) : map;
}

function normalizeStruct(id: SchemaId, object: JsonObject, path: string, unknown: string[]): JsonValue {
  let changed = false;
  const entries: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(object)) {
    const type = fieldType(id, name);
    if (type === undefined) unknown.push(join(path, name));
    if (type === undefined || (value === null && !keepsNull(type))) {
      changed = true;
      continue;
    }
    const next = normalizeValue(type, value, join(path, name), unknown);
    if (isZero(type, next) && !keepsZero(id, name)) {
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

const LOSES_ZERO: ReadonlySet<Scalar> = new Set(['string', 'boolean', 'double', 'int32', 'int64', 'byte']);

/** A JSON value held as such (a default in a CRD's schema) may be null itself. */
function keepsNull(type: FieldType): boolean {
  return type.form === 'scalar' && type.scalar === 'any';
}

function zeroValue(type: FieldType): JsonValue {
  if (type.form === 'list') return [];
  return type.form === 'scalar' ? (ZERO_SCALARS[type.scalar] ?? null) : {};
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
