import { decodeBase64 } from '../base64.ts';
import { goQuote } from '../go-format.ts';
import { isArray } from '../json.ts';
import type { JsonValue } from '../json.ts';
import { ParseError } from '../parse-error.ts';
import { quantityError } from '../quantity.ts';
import { parseTimestamp } from '../time.ts';
import { fieldType, structName } from './definitions.ts';
import type { FieldType, SchemaId } from './definitions.ts';
import { goType, qualifiedName } from './go-types.ts';
import { firstInDocument, pointerSegments, valueAt } from './pointer.ts';
import type { SchemaError } from './validator.ts';

const NOT_A_QUANTITY = '{}';

/** Where a value stands: its type, the struct it belongs to, and the names that lead to it. */
interface Place {
  readonly type: FieldType;
  readonly struct: SchemaId;
  readonly names: readonly string[];
}

/** The JSON decoder's words, or those of the converter between maps and structs, which strategic merge patches go through. */
export type TypeErrorWords = 'decoder' | 'converter';

/**
 * Go's error for the first value of the document that does not fit its type, or nothing when everything fits after all (ajv's
 * patterns are stricter than Go's parsers).
 */
export function firstTypeError(
  id: SchemaId,
  body: JsonValue,
  errors: readonly SchemaError[],
  words: TypeErrorWords = 'decoder',
): string | undefined {
  const textOf = words === 'decoder' ? typeError : conversionError;
  const left = new Set(errors.map((error) => error.instancePath));
  for (;;) {
    const pointer = firstInDocument(body, left);
    if (pointer === undefined) return undefined;
    const segments = pointerSegments(pointer);
    const text = textOf(placeOf(id, segments), valueAt(body, segments) ?? null);
    if (text !== undefined) return text;
    left.delete(pointer);
  }
}

function placeOf(id: SchemaId, segments: readonly string[]): Place {
  let type: FieldType = { form: 'struct', id };
  let struct = id;
  const names: string[] = [];
  for (const segment of segments) {
    if (type.form === 'list' || type.form === 'map') {
      type = type.element;
    } else if (type.form === 'struct') {
      struct = type.id;
      names.push(segment);
      type = fieldType(struct, segment) ?? { form: 'scalar', scalar: 'any' };
    }
  }
  return { type, struct, names };
}

function typeError({ type, struct, names }: Place, value: JsonValue): string | undefined {
  if (type.form === 'scalar') {
    if (type.scalar === 'quantity') return quantityError(isQuantityToken(value) ? value : NOT_A_QUANTITY);
    if (type.scalar === 'byte' && typeof value === 'string') return parseError(() => decodeBase64(value));
    if (type.scalar === 'time' && typeof value === 'string') return parseError(() => parseTimestamp(value));
    if (type.scalar === 'microTime' && typeof value === 'string') return microTimeError(value);
  }
  const field = names.at(-1);
  const target = field === undefined ? qualifiedName(struct) : goType(type, struct, field);
  const into = field === undefined ? 'value' : `struct field ${structName(struct)}.${names.join('.')}`;
  return `json: cannot unmarshal ${jsonWord(value, type)} into Go ${into} of type ${target}`;
}

/** What Go calls the kind of a value that was read into a map. */
function goKind(value: JsonValue): string {
  if (isArray(value)) return 'slice';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'string' ? 'string' : 'map';
}

/** The converter's error (runtime.fromUnstructured, v1.25). Types that read themselves from JSON do so here, too. */
function conversionError(place: Place, value: JsonValue): string | undefined {
  const { type, struct, names } = place;
  const kind = goKind(value);
  if (type.form === 'struct') return `cannot restore struct from: ${kind}`;
  if (type.form === 'list') return `cannot restore slice from ${kind}`;
  if (type.form === 'map') return `cannot restore map from ${kind}`;
  if (type.scalar === 'byte' && kind !== 'string') return `cannot restore slice from ${kind}`;
  if (!PLAIN_TYPES.has(type.scalar))
    return typeError({ ...place, names: [] }, value)?.replace(/(?<=of type ).*/, goType(type, struct, ''));
  const target = goType(type, struct, names.at(-1) ?? '');
  const isNumber = kind === 'int64' || kind === 'float64';
  const converts = isNumber && (type.scalar === 'string' ? kind === 'int64' : type.scalar !== 'boolean');
  if (converts) return `cannot convert ${kind} to ${target}`;
  return `unrecognized type: ${goType(type, '', '')}`;
}

/** Scalars that Go converts by itself. */
const PLAIN_TYPES: ReadonlySet<string> = new Set(['string', 'boolean', 'double', 'int32', 'int64']);

function isQuantityToken(value: JsonValue): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** What Go calls a JSON value. A number of the right kind that does not fit is named with its digits. */
function jsonWord(value: JsonValue, type: FieldType): string {
  if (isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return isInteger(type) ? `number ${value}` : 'number';
  return typeof value;
}

function isInteger(type: FieldType): boolean {
  return (
    type.form === 'scalar' && (type.scalar === 'int32' || type.scalar === 'int64' || type.scalar === 'intOrString')
  );
}

/** MicroTime wants exactly six digits of a second's fraction. */
function microTimeError(text: string): string | undefined {
  const error = parseError(() => parseTimestamp(text));
  if (error !== undefined) return error;
  const rest = text.slice('2006-01-02T15:04:05'.length);
  const problem = /^\.\d{6}(?!\d)/.test(rest) ? undefined : `cannot parse ${goQuote(rest)} as ".000000"`;
  return problem && `parsing time ${goQuote(text)} as "2006-01-02T15:04:05.000000Z07:00": ${problem}`;
}

function parseError(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error.message;
    throw error;
  }
}
