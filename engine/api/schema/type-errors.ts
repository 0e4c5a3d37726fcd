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

/** Values that are read by methods of their own: an error of one of these ends the reading. */
const OWN_READERS: ReadonlySet<string> = new Set(['quantity', 'time', 'microTime', 'intOrString']);

/**
 * Go's error for a body, or nothing when everything fits after all (ajv's patterns are stricter than Go's parsers). The JSON decoder
 * remembers the first value that does not fit its type and reads on, so that one which cannot be read at all is told before it.
 */
export function firstTypeError(
  id: SchemaId,
  body: JsonValue,
  errors: readonly SchemaError[],
  wording: Wording = (place, value) => typeError(place, value),
): string | undefined {
  const left = new Set(errors.map((error) => error.instancePath));
  let remembered: string | undefined;
  for (;;) {
    const pointer = firstInDocument(body, left);
    if (pointer === undefined) return remembered;
    const segments = pointerSegments(pointer);
    const place = placeOf(id, segments);
    const text = wording(place, valueAt(body, segments) ?? null);
    if (text !== undefined && endsReading(place)) return text;
    remembered ??= text;
    left.delete(pointer);
  }
}

const endsReading = ({ type }: Place): boolean => type.form === 'scalar' && OWN_READERS.has(type.scalar);

/** Where the segments of a path lead to. */
export function placeOf(id: SchemaId, segments: readonly string[]): Place {
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

/** As the JSON decoder words it; `told`: where it says that the value stands. */
export function typeError(place: Place, value: JsonValue, told: Place = place): string | undefined {
  const { type, struct, names } = place;
  if (type.form === 'scalar') {
    if (type.scalar === 'quantity') return quantityError(isQuantityToken(value) ? value : NOT_A_QUANTITY);
    if (type.scalar === 'byte' && typeof value === 'string') return parseError(() => decodeBase64(value));
    if (type.scalar === 'time' && typeof value === 'string') return parseError(() => parseTimestamp(value));
    if (type.scalar === 'microTime' && typeof value === 'string') return microTimeError(value);
  }
  const field = names.at(-1);
  const target = field === undefined ? qualifiedName(struct) : goType(type, struct, field);
  const isNamed = told.names.length > 0;
  const into = isNamed ? `struct field ${structName(told.struct)}.${told.names.join('.')}` : 'value';
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
