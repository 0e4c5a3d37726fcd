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
export interface Place {
  readonly type: FieldType;
  readonly struct: SchemaId;
  readonly names: readonly string[];
}

/** How a value that does not fit is told; nothing when it fits after all. */
export type Wording = (place: Place, value: JsonValue) => string | undefined;

/**
 * Go's error for the first value of the document that does not fit its type, or nothing when everything fits after all (ajv's
 * patterns are stricter than Go's parsers).
 */
export function firstTypeError(
  id: SchemaId,
  body: JsonValue,
  errors: readonly SchemaError[],
  wording: Wording = typeError,
): string | undefined {
  const left = new Set(errors.map((error) => error.instancePath));
  for (;;) {
    const pointer = firstInDocument(body, left);
    if (pointer === undefined) return undefined;
    const segments = pointerSegments(pointer);
    const text = wording(placeOf(id, segments), valueAt(body, segments) ?? null);
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

/** As the JSON decoder words it. */
export function typeError({ type, struct, names }: Place, value: JsonValue): string | undefined {
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
  if (error !== undefined) return error.replace('"2006-01-02T15:04:05Z07:00"', '"2006-01-02T15:04:05.000000Z07:00"');
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
