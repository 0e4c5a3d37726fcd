import { isArray, isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';
import { canonicalQuantity, quantityError } from '../quantity.ts';
import { fieldNames, fieldType } from './definitions.ts';
import type { FieldType, SchemaId } from './definitions.ts';
import { keepsZero } from './kept-zeros.ts';

/** Fields of a definition below which there are quantities, lists or maps. */
const known = new Map<SchemaId, ReadonlyMap<string, FieldType>>();

/** A definition that is being looked at, and refers to itself, adds nothing of its own. */
const NONE: ReadonlyMap<string, FieldType> = new Map();

function writtenFields(id: SchemaId): ReadonlyMap<string, FieldType> {
  const found = known.get(id);
  if (found !== undefined) return found;
  known.set(id, NONE);
  const fields = fieldNames(id).flatMap((name): [string, FieldType][] => {
    const type = fieldType(id, name);
    return type !== undefined && isRewritten(type) ? [[name, type]] : [];
  });
  const table = new Map(fields);
  known.set(id, table);
  return table;
}

function isRewritten(type: FieldType): boolean {
  if (type.form === 'scalar') return type.scalar === 'quantity';
  return type.form !== 'struct' || writtenFields(type.id).size > 0;
}

/**
 * The object as it comes back from the storage, which writes each quantity in its one canonical way (`0.5` becomes `500m`, `1024Mi` becomes
 * `1Gi`), and no optional list or map that is empty. Unchanged parts are shared.
 */
export function canonicalForm(id: SchemaId, object: JsonValue): JsonValue {
  return canonical({ form: 'struct', id }, object);
}

function canonical(type: FieldType, value: JsonValue): JsonValue {
  if (type.form === 'scalar') return type.scalar === 'quantity' ? quantityText(value) : value;
  if (type.form === 'list') return isArray(value) ? changed(value, (item) => canonical(type.element, item)) : value;
  if (!isObject(value)) return value;
  const fields = type.form === 'struct' ? writtenFields(type.id) : undefined;
  let copy: Record<string, JsonValue> | undefined;
  for (const name of fields?.keys() ?? Object.keys(value)) {
    const member = value[name];
    const element = fields === undefined && type.form === 'map' ? type.element : fields?.get(name);
    if (member === undefined || element === undefined) continue;
    const next = canonical(element, member);
    if (type.form === 'struct' && isEmpty(element, next) && !keepsZero(type.id, name))
      delete (copy ??= { ...value })[name];
    else if (next !== member) (copy ??= { ...value })[name] = next;
  }
  return copy ?? value;
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
