import { isArray, isObject, type JsonValue } from '../json.ts';
import { type FieldType, fieldType, type SchemaId } from './definitions.ts';
import { validators } from './generated/validators.js';
import { normalize } from './normalize.ts';
import { isSchemaUnion, JSON_SCHEMA, partOfUnion, type UnionPart } from './schema-unions.ts';
import { firstTypeError, type Place, placeOf, typeError } from './type-errors.ts';

const SCHEMA: FieldType = { form: 'struct', id: JSON_SCHEMA };
const PARTS: Readonly<Record<'schema' | 'schemas' | 'strings', FieldType>> = {
  schema: SCHEMA,
  schemas: { form: 'list', element: SCHEMA },
  strings: { form: 'list', element: { form: 'scalar', scalar: 'string' } },
};

/**
 * Why a part of a body cannot be read that reads itself: a schema, or what may stand instead of one. Go's decoder is then told of an
 * error that it did not make, and adds to it where itself is: at the outermost such part, not at the value that does not fit.
 */
export function unreadUnion(id: SchemaId, body: JsonValue): string | undefined {
  return search({ form: 'struct', id }, body, [], (segments) => placeOf(id, segments));
}

type PlaceAt = (segments: readonly string[]) => Place;

function search(type: FieldType, value: JsonValue, at: readonly string[], placeAt: PlaceAt): string | undefined {
  if (type.form === 'scalar')
    return isSchemaUnion(type.scalar) && value !== null
      ? problem(partOfUnion(type.scalar, value), value, placeAt(at))
      : undefined;
  for (const [name, child] of childrenOf(value)) {
    const inner = type.form === 'struct' ? fieldType(type.id, name) : type.element;
    const found = inner && search(inner, child, [...at, name], placeAt);
    if (found !== undefined) return found;
  }
  return undefined;
}

function childrenOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  return isArray(value) || isObject(value) ? Object.entries(value) : [];
}

function problem(part: UnionPart, value: JsonValue, told: Place): string | undefined {
  if (part.form === 'unreadable') return part.why;
  if (part.form === 'plain') return undefined;
  const type = PARTS[part.form];
  const deeper = search(type, value, [], () => told);
  if (deeper !== undefined) return deeper;
  for (const item of isArray(value) ? value : [value]) {
    const text = part.form === 'strings' ? notText(item, told) : misfit(item, told);
    if (text !== undefined) return text;
  }
  return undefined;
}

function notText(item: JsonValue, told: Place): string | undefined {
  if (typeof item === 'string' || item === null) return undefined;
  return typeError({ type: { form: 'scalar', scalar: 'string' }, struct: JSON_SCHEMA, names: ['text'] }, item, told);
}

function misfit(schema: JsonValue, told: Place): string | undefined {
  const { value } = normalize(JSON_SCHEMA, schema ?? {});
  const validate = validators[JSON_SCHEMA];
  if (validate === undefined || validate(value)) return undefined;
  return firstTypeError(JSON_SCHEMA, value, validate.errors ?? [], (place, found) => typeError(place, found, told));
}
