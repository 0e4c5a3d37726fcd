import { isArray, isObject, type JsonObject, type JsonValue } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';

/** What a field of a kustomization may hold; a struct carries the name that Go's messages give it. */
export type FieldShape =
  | 'string'
  /** Of a struct within the struct, where a lenient reader takes nothing else for a text. */
  | 'inlineString'
  | 'bool'
  | 'int'
  | 'int64'
  | 'any'
  /** `type`: what Go calls it, where it has a name of its own. */
  | { readonly list: FieldShape; readonly arePointers?: boolean; readonly type?: string }
  | { readonly map: FieldShape }
  | { readonly struct: string; readonly fields: Readonly<Record<string, FieldShape>> };

/** The struct and the path of a field, for messages. */
interface Place {
  readonly struct: string;
  readonly path: string;
  /** Unknown fields are passed over, and numbers and booleans taken for texts where texts are wanted (sigs.k8s.io/yaml Unmarshal). */
  readonly isLenient?: boolean;
}

/**
 * A JSON value as Go's encoding/json reads it into a struct: names match in any case and come out as the shape writes them, null is
 * left out, a value of another type is refused in Go's words, and so is an unknown field unless the place is lenient.
 */
export function decode(value: JsonValue, shape: FieldShape, where: Place): JsonValue {
  if (shape === 'any') return value;
  if (typeof shape === 'string') return scalar(value, shape, where);
  if ('list' in shape) {
    if (!isArray(value)) throw mismatch(value, shape, where);
    return value.map((item) => (item === null ? zero(shape.list) : decode(item, shape.list, where)));
  }
  if (!isObject(value)) throw mismatch(value, shape, where);
  return 'map' in shape ? decodeMap(value, shape.map, where) : decodeStruct(value, shape, where);
}

type Struct = Extract<FieldShape, { struct: string }>;

function decodeStruct(value: JsonObject, shape: Struct, { path, isLenient = false }: Place): JsonObject {
  const known = new Map(Object.entries(shape.fields).map(([name, field]) => [name.toLowerCase(), { name, field }]));
  const members: [string, JsonValue][] = [];
  for (const [key, member] of Object.entries(value)) {
    const found = known.get(key.toLowerCase());
    if (found === undefined && isLenient) continue;
    if (found === undefined) throw new KubectlError(`json: unknown field ${JSON.stringify(key)}`);
    const place = { struct: shape.struct, path: path === '' ? found.name : `${path}.${found.name}`, isLenient };
    if (member !== null) members.push([found.name, decode(member, found.field, place)]);
  }
  return Object.fromEntries(members);
}

function decodeMap(value: JsonObject, shape: FieldShape, where: Place): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, member === null ? zero(shape) : decode(member, shape, where)]),
  );
}

function scalar(value: JsonValue, shape: Exclude<FieldShape & string, 'any'>, where: Place): JsonValue {
  const isText = typeof value === 'number' || typeof value === 'boolean';
  if (shape === 'string' && where.isLenient === true && isText) return String(value);
  const fits =
    shape === 'string' || shape === 'inlineString'
      ? typeof value === 'string'
      : shape === 'bool'
        ? typeof value === 'boolean'
        : typeof value === 'number' && Number.isInteger(value);
  if (!fits) throw mismatch(value, shape, where);
  return value;
}

/** What Go leaves in a slice or map for null. */
function zero(shape: FieldShape): JsonValue {
  if (shape === 'string' || shape === 'inlineString') return '';
  if (shape === 'bool') return false;
  if (shape === 'int' || shape === 'int64') return 0;
  return typeof shape === 'object' && 'list' in shape ? [] : {};
}

function mismatch(value: JsonValue, shape: FieldShape, { struct, path }: Place): KubectlError {
  return unmarshalError(value, goType(shape), path === '' ? 'Go value' : `Go struct field ${struct}.${path}`);
}

/** What encoding/json says of a value that is not of a type. */
export function unmarshalError(value: JsonValue, type: string, where = 'Go value'): KubectlError {
  return new KubectlError(`json: cannot unmarshal ${jsonWord(value)} into ${where} of type ${type}`);
}

function jsonWord(value: JsonValue): string {
  if (isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : `number ${value}`;
  return typeof value;
}

function goType(shape: FieldShape): string {
  if (shape === 'inlineString') return 'string';
  if (typeof shape === 'string') return shape;
  if ('list' in shape && shape.type !== undefined) return shape.type;
  if ('list' in shape) return `[]${shape.arePointers === true ? '*' : ''}${goType(shape.list)}`;
  return 'map' in shape ? `map[string]${goType(shape.map)}` : `types.${shape.struct}`;
}
