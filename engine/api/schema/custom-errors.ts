import { isArray, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { invalid, notSupported, required, tooMany, typeInvalid } from '../validation/field-error.ts';
import type { FieldError } from '../validation/field-error.ts';
import { pointerSegments, valueAt } from './pointer.ts';
import type { SchemaError } from './validator.ts';

type Explain = (path: string, value: JsonValue, params: SchemaError['params']) => FieldError;

/** What a rule asks for, in the words of go-openapi as a v1.25 server passes them on; `limit` is the rule's number or text. */
const LIMITS: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (limit) => `should be greater than or equal to ${String(limit)}`,
  maximum: (limit) => `should be less than or equal to ${String(limit)}`,
  exclusiveMinimum: (limit) => `should be greater than ${String(limit)}`,
  exclusiveMaximum: (limit) => `should be less than ${String(limit)}`,
  multipleOf: (limit) => `should be a multiple of ${String(limit)}`,
  pattern: (limit) => `should match '${String(limit)}'`,
  minLength: (limit) => `should be at least ${String(limit)} chars long`,
  minItems: (limit) => `should have at least ${String(limit)} items`,
  minProperties: (limit) => `should have at least ${String(limit)} properties`,
  uniqueItems: () => "shouldn't contain duplicates",
  oneOf: () => 'must validate one and only one schema (oneOf)',
  anyOf: () => 'must validate at least one schema (anyOf)',
  not: () => 'must not validate the schema (not)',
};

const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  type: (path, value, params) => {
    const wanted = isArray(params['type'])
      ? (params['type'] as readonly string[]).filter((type) => type !== 'null')
      : [params['type']];
    return typeInvalid(
      path,
      typeWord(value),
      `${path} in body must be of type ${wanted.join(',')}: "${typeWord(value)}"`,
    );
  },
  required: (path, _, params) =>
    required(path === '' ? String(params['missingProperty']) : `${path}.${String(params['missingProperty'])}`),
  enum: (path, value, params) =>
    notSupported(path, value, (params['allowedValues'] as readonly JsonValue[]).map(String)),
  maxLength: (path, _, params) => ({
    type: 'TooLong',
    field: path,
    detail: `may not be longer than ${String(params['limit'])}`,
  }),
  maxItems: (path, value, params) => tooMany(path, isArray(value) ? value.length : 0, Number(params['limit'])),
};

/** ajv's findings on a custom resource as the field errors of a v1.25 server. */
export function customResourceErrors(errors: readonly SchemaError[], object: JsonObject): readonly FieldError[] {
  return errors.map(({ instancePath, keyword, params }) => {
    const segments = pointerSegments(instancePath);
    const path = fieldPath(object, segments);
    const value = valueAt(object, segments) ?? null;
    const explain = EXPLANATIONS[keyword];
    if (explain !== undefined) return explain(path, value, params);
    const limit = params['limit'] ?? params['pattern'] ?? params['multipleOf'];
    return invalid(path, value, `${path} in body ${LIMITS[keyword]?.(limit) ?? `does not satisfy ${keyword}`}`);
  });
}

function fieldPath(object: JsonObject, segments: readonly string[]): string {
  let path = '';
  segments.forEach((segment, index) => {
    const isIndex = isArray(valueAt(object, segments.slice(0, index)));
    path += isIndex ? `[${segment}]` : path === '' ? segment : `.${segment}`;
  });
  return path;
}

function typeWord(value: JsonValue): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
