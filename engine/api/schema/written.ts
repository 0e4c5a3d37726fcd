import { isArray, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { canonicalQuantity, quantityError } from '../quantity.ts';
import { alwaysWritten } from './always-written.ts';
import { fieldNames, fieldType } from './definitions.ts';
import type { FieldType, SchemaId } from './definitions.ts';
import { keepsZero } from './kept-zeros.ts';
import { isSchemaUnion, JSON_SCHEMA } from './schema-unions.ts';

interface WrittenField {
  readonly type: FieldType;
  /** How the field is written when nothing is given; nothing when it is left out then. */
  readonly absent: JsonValue | undefined;
}

/** Fields of a definition that are written when they are absent, or below which there are such, quantities, lists or maps. */
const known = new Map<SchemaId, ReadonlyMap<string, WrittenField>>();

/** Of a definition that is being looked at, and refers to itself. */
const UNKNOWN: ReadonlyMap<string, WrittenField> = new Map();

function writtenFields(id: SchemaId): ReadonlyMap<string, WrittenField> {
  const found = known.get(id);
  if (found !== undefined) return found;
  known.set(id, UNKNOWN);
  const fields = fieldNames(id).flatMap((name): [string, WrittenField][] => {
    const type = fieldType(id, name);
    if (type === undefined) return [];
    const absent = alwaysWritten(id, name, type);
    return absent !== undefined || isRewritten(type) ? [[name, { type, absent }]] : [];
  });
  const table = new Map(fields);
  known.set(id, table);
  return table;
}

function isRewritten(type: FieldType): boolean {
  if (type.form === 'scalar') return type.scalar === 'quantity' || isSchemaUnion(type.scalar);
  if (type.form !== 'struct') return true;
  const inner = writtenFields(type.id);
  return inner === UNKNOWN || inner.size > 0;
}

/**
 * The object as it comes back from the storage, which writes each quantity in its one canonical way (`0.5` becomes `500m`, `1024Mi` becomes
 * `1Gi`), no optional list or map that is empty, and the zeros that Go never leaves out. Unchanged parts are shared.
 */
export function canonicalForm(id: SchemaId, object: JsonValue): JsonValue {
  return canonical({ form: 'struct', id }, object);
}

function canonical(type: FieldType, value: JsonValue): JsonValue {
  if (type.form === 'scalar' && isSchemaUnion(type.scalar)) return canonicalUnion(value);
  if (type.form === 'scalar') return type.scalar === 'quantity' ? quantityText(value) : value;
  if (type.form === 'list') return isArray(value) ? changed(value, (item) => canonical(type.element, item)) : value;
  if (!isObject(value)) return value;
  return type.form === 'struct' ? canonicalStruct(type.id, value) : canonicalMap(type.element, value);
}

function canonicalUnion(value: JsonValue): JsonValue {
  if (isArray(value)) return changed(value, canonicalUnion);
  return isObject(value) ? canonicalStruct(JSON_SCHEMA, value) : value;
}

function canonicalStruct(id: SchemaId, struct: JsonObject): JsonValue {
  let copy: Record<string, JsonValue> | undefined;
  for (const [name, { type, absent }] of writtenFields(id)) {
    const member = struct[name] ?? absent;
    if (member === undefined) continue;
    const full = canonical(type, member);
    const next = absent === null && isEmpty(type, full) ? absent : full;
    if (isEmpty(type, next) && !keepsZero(id, name)) delete (copy ??= { ...struct })[name];
    else if (next !== struct[name]) (copy ??= { ...struct })[name] = next;
  }
  return copy ?? struct;
}

function canonicalMap(element: FieldType, map: JsonObject): JsonValue {
  let copy: Record<string, JsonValue> | undefined;
  for (const [name, member] of Object.entries(map)) {
    const next = canonical(element, member);
    if (next !== member) (copy ??= { ...map })[name] = next;
  }
  return copy ?? map;
}

function isEmpty(type: FieldType, value: JsonValue): boolean {
  if (type.form === 'list') return isArray(value) && value.length === 0;
  return type.form === 'map' && isObject(value) && Object.keys(value).length === 0;
}

function changed(list: readonly JsonValue[], change: (item: JsonValue) => JsonValue): JsonValue {
  const items = list.map(change);
  return items.every((item, position) => item === list[position]) ? list : items;
}

/** What is no quantity was refused before. */
function quantityText(value: JsonValue): JsonValue {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  return quantityError(value) === undefined ? canonicalQuantity(value) : value;
}
