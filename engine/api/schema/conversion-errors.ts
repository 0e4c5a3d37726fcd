import { isArray, isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';
import type { FieldType } from './definitions.ts';
import { goType } from './go-types.ts';
import { type Place, typeError } from './type-errors.ts';

/** Scalars that read their value themselves, and so word their errors as in any other body. */
const OWN_READERS: ReadonlySet<string> = new Set(['quantity', 'time', 'microTime', 'intOrString', 'any', 'object']);

/**
 * What is wrong with a value that a strategic merge patch brought in: the server does not decode the result, it converts the map
 * to the struct field by field (v1.25, apimachinery `runtime/converter.go`), and words that in its own way.
 */
export function conversionError(place: Place, value: JsonValue): string | undefined {
  const { type, struct, names } = place;
  if (type.form === 'struct') return isObject(value) ? undefined : `cannot restore struct from: ${goKind(value)}`;
  if (type.form === 'list') return isArray(value) ? undefined : `cannot restore slice from ${goKind(value)}`;
  if (type.form === 'map') return isObject(value) ? undefined : `cannot restore map from ${goKind(value)}`;
  if (OWN_READERS.has(type.scalar)) return ownError(place, value);
  if (type.scalar === 'byte') return bytesError(place, value);
  const target = goType(type, struct, names.at(-1) ?? '');
  return isConvertible(type, value)
    ? `cannot convert ${goKind(value)} to ${target}`
    : `unrecognized type: ${kindOfScalar(type, target)}`;
}

/** They are handed their own text, so that nothing is said of where it stood. */
function ownError(place: Place, value: JsonValue): string | undefined {
  return typeError({ ...place, names: [] }, value)?.replace(
    /(?<=of type ).*/,
    goType(place.type, place.struct, place.names.at(-1) ?? ''),
  );
}

function bytesError(place: Place, value: JsonValue): string | undefined {
  if (typeof value !== 'string') return isArray(value) ? undefined : `cannot restore slice from ${goKind(value)}`;
  const problem = typeError(place, value);
  return problem && `error decoding from json: ${problem}`;
}

/** Go would convert integers to text and numbers to each other; the server asks that first, and then refuses what JSON would not. */
function isConvertible(type: FieldType, value: JsonValue): boolean {
  if (typeof value !== 'number' || type.form !== 'scalar') return false;
  return type.scalar === 'string' ? Number.isInteger(value) : type.scalar !== 'boolean';
}

/** A named text is a string to Go's reflection. */
function kindOfScalar(type: FieldType, target: string): string {
  return type.form === 'scalar' && type.scalar === 'string' ? 'string' : target;
}

function goKind(value: JsonValue): string {
  if (isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map';
}
