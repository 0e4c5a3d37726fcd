import { isArray, isObject, type JsonObject, type JsonValue } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';

/** What a field of a kustomization may hold; a struct carries the name that Go's messages give it. */
export type FieldShape =
  | 'string'
  | 'bool'
  | 'int64'
  | 'any'
  | { readonly list: FieldShape }
  | { readonly map: FieldShape }
  | { readonly struct: string; readonly fields: Readonly<Record<string, FieldShape>> };

/**
 * A JSON value as Go's encoding/json reads it into a struct that refuses unknown fields: names match in any case and come out as the
 * shape writes them, null is left out, a value of another type is refused in Go's words.
 * @param where the struct and the path of the field, for messages
 */
export function decode(value: JsonValue, shape: FieldShape, where: { struct: string; path: string }): JsonValue {
  if (shape === 'any') return value;
  if (typeof shape === 'string') return scalar(value, shape, where);
  if ('list' in shape) {
    if (!isArray(value)) throw mismatch(value, shape, where);
    return value.map((item) => (item === null ? zero(shape.list) : decode(item, shape.list, where)));
  }
  if (!isObject(value)) throw mismatch(value, shape, where);
  return 'map' in shape ? decodeMap(value, shape.map, where) : decodeStruct(value, shape, where.path);
}

type Struct = Extract<FieldShape, { struct: string }>;

function decodeStruct(value: JsonObject, shape: Struct, path: string): JsonObject {
  const known = new Map(Object.entries(shape.fields).map(([name, field]) => [name.toLowerCase(), { name, field }]));
  const members: [string, JsonValue][] = [];
  for (const [key, member] of Object.entries(value)) {
    const found = known.get(key.toLowerCase());
    if (found === undefined) throw new KubectlError(`json: unknown field ${JSON.stringify(key)}`);
    const place = { struct: shape.struct, path: path === '' ? found.name : `${path}.${found.name}` };
    if (member !== null) members.push([found.name, decode(member, found.field, place)]);
  }
  return Object.fromEntries(members);
}

function decodeMap(value: JsonObject, shape: FieldShape, where: { struct: string; path: string }): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, member === null ? zero(shape) : decode(member, shape, where)]),
  );
}

function scalar(
  value: JsonValue,
  shape: 'string' | 'bool' | 'int64',
  where: { struct: string; path: string },
): JsonValue {
  const fits =
    shape === 'string'
      ? typeof value === 'string'
      : shape === 'bool'
        ? typeof value === 'boolean'
        : typeof value === 'number' && Number.isInteger(value);
  if (!fits) throw mismatch(value, shape, where);
  return value;
}

/** What Go leaves in a slice or map for null. */
function zero(shape: FieldShape): JsonValue {
  if (shape === 'string') return '';
  if (shape === 'bool') return false;
  if (shape === 'int64') return 0;
  return typeof shape === 'object' && 'list' in shape ? [] : {};
}

function mismatch(
  value: JsonValue,
  shape: FieldShape,
  { struct, path }: { struct: string; path: string },
): KubectlError {
  const field = path === '' ? 'Go value' : `Go struct field ${struct}.${path}`;
  return new KubectlError(`json: cannot unmarshal ${jsonWord(value)} into ${field} of type ${goType(shape)}`);
}

function jsonWord(value: JsonValue): string {
  if (isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : `number ${value}`;
  return typeof value;
}

function goType(shape: FieldShape): string {
  if (typeof shape === 'string') return shape;
  if ('list' in shape) return `[]${goType(shape.list)}`;
  return 'map' in shape ? `map[string]${goType(shape.map)}` : `types.${shape.struct}`;
}
