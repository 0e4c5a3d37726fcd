import { isArray, isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';
import { canonicalQuantity, quantityError } from '../quantity.ts';
import { fieldNames, fieldType } from './definitions.ts';
import type { FieldType, SchemaId } from './definitions.ts';

/** Fields of a definition below which there are quantities; most definitions have none. */
const known = new Map<SchemaId, ReadonlyMap<string, FieldType>>();

/** A definition that is being looked at, and refers to itself, adds nothing of its own. */
const NONE: ReadonlyMap<string, FieldType> = new Map();

function quantityFields(id: SchemaId): ReadonlyMap<string, FieldType> {
  const found = known.get(id);
  if (found !== undefined) return found;
  known.set(id, NONE);
  const fields = fieldNames(id).flatMap((name): [string, FieldType][] => {
    const type = fieldType(id, name);
    return type !== undefined && holdsQuantities(type) ? [[name, type]] : [];
  });
  const table = new Map(fields);
  known.set(id, table);
  return table;
}

function holdsQuantities(type: FieldType): boolean {
  if (type.form === 'scalar') return type.scalar === 'quantity';
  return type.form === 'struct' ? quantityFields(type.id).size > 0 : holdsQuantities(type.element);
}

/**
 * The object as it comes back from the storage, which writes each quantity in its one canonical way: `0.5` becomes `500m`, `1024Mi` becomes
 * `1Gi`. Unchanged parts are shared.
 */
export function canonicalQuantities(id: SchemaId, object: JsonValue): JsonValue {
  return canonical({ form: 'struct', id }, object);
}

function canonical(type: FieldType, value: JsonValue): JsonValue {
  if (type.form === 'scalar') return quantityText(value);
  if (type.form === 'list') return isArray(value) ? changed(value, (item) => canonical(type.element, item)) : value;
  if (!isObject(value)) return value;
  const fields = type.form === 'struct' ? quantityFields(type.id) : undefined;
  let copy: Record<string, JsonValue> | undefined;
  for (const name of fields?.keys() ?? Object.keys(value)) {
    const member = value[name];
    const element = fields === undefined && type.form === 'map' ? type.element : fields?.get(name);
    if (member === undefined || element === undefined) continue;
    const next = canonical(element, member);
    if (next !== member) (copy ??= { ...value })[name] = next;
  }
  return copy ?? value;
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
