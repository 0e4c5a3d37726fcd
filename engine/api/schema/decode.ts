import type { JsonValue } from '../json.ts';
import type { SchemaId } from './definitions.ts';
import { validators } from './generated/validators.js';
import { normalize } from './normalize.ts';
import { firstTypeError, type Wording } from './type-errors.ts';
import { unreadUnion } from './unread-unions.ts';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export interface DecodeOptions {
  /** What the request asks about unknown and duplicate fields (`?fieldValidation=`; the server's own default is Warn). */
  readonly strict: FieldValidation;
  /** Paths of keys that occur twice in the text of the body, e.g. `spec.replicas`; a parsed body no longer shows them. */
  readonly duplicates?: readonly string[];
  /** How a wrong type is told; the JSON decoder's way without it. */
  readonly wording?: Wording;
}

export interface Decoded {
  /** The body without nulls, zeros and unknown fields; the body itself when it had none. */
  readonly object: JsonValue;
  /** At most one text, the detail of a 400: Go stops at the first wrong type, and only then looks at unknown fields. */
  readonly errors: readonly string[];
  /** The texts of `Warning: 299` headers. */
  readonly warnings: readonly string[];
}

/**
 * Reads a body as the API server decodes it into Go's types (v1.25, sigs.k8s.io/json): wrong types are refused, unknown fields
 * dropped and refused, warned of or ignored. Missing fields and wrong enum values are none of its business.
 */
export function decode(
  definition: SchemaId,
  body: JsonValue,
  { strict, duplicates = [], wording }: DecodeOptions,
): Decoded {
  const validate = Object.hasOwn(validators, definition) ? validators[definition] : undefined;
  if (validate === undefined) throw new Error(`no validator was generated for ${definition}`);
  const isTyped = validate(body);
  const { value, unknown, isUnread } = normalize(definition, body);
  const unread = isUnread ? unreadUnion(definition, body) : undefined;
  if (unread !== undefined) return { object: value, errors: [unread], warnings: [] };
  if (isTyped) return judge(value, [], duplicates, strict);
  if (!validate(value)) {
    const error = firstTypeError(definition, value, validate.errors ?? [], wording);
    if (error !== undefined) return { object: value, errors: [error], warnings: [] };
  }
  return judge(value, unknown, duplicates, strict);
}

function judge(
  object: JsonValue,
  unknown: readonly string[],
  duplicates: readonly string[],
  strict: FieldValidation,
): Decoded {
  const texts = [
    ...unknown.map((path) => `unknown field "${path}"`),
    ...duplicates.map((path) => `duplicate field "${path}"`),
  ];
  if (strict === 'Ignore' || texts.length === 0) return { object, errors: [], warnings: [] };
  if (strict === 'Warn') return { object, errors: [], warnings: texts };
  return { object, errors: [`strict decoding error: ${texts.join(', ')}`], warnings: [] };
}
