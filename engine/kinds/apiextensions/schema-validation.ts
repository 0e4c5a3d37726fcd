/** Validation of custom resources against their structural schema, in the words of kube-openapi's validator (v1.25). */
import { RE2JS, RE2JSException } from 're2js';
import { deepEqual } from '../../api/equality.ts';
import { goQuote, goSyntax, sortedKeys } from '../../api/go-format.ts';
import { isArray, isObject } from '../../api/json.ts';
import type { JsonObject, JsonValue } from '../../api/json.ts';
import {
  type FieldError,
  goValue,
  invalid,
  notSupported,
  required,
  tooMany,
  typeInvalid,
} from '../../api/validation/field-error.ts';
import { hasRepetition, type Schema } from './schema.ts';

/** `path`: of the value, empty for the object itself. */
export function validateAgainst(value: JsonValue, schema: Schema, path: string): FieldError[] {
  if (value === null) return schema.nullable === true || path === '' ? [] : typeErrors(value, schema, path);
  const wrongType = typeErrors(value, schema, path);
  if (wrongType.length > 0) return wrongType;
  return [
    ...enumErrors(value, schema, path),
    ...(typeof value === 'number' ? numberErrors(value, schema, path) : []),
    ...(typeof value === 'string' ? textErrors(value, schema, path) : []),
    ...(isArray(value) ? listErrors(value, schema, path) : []),
    ...(isObject(value) ? objectErrors(value, schema, path) : []),
    ...combinationErrors(value, schema, path),
  ];
}

function typeNameOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** `spec.port: Invalid value: "string": spec.port in body must be of type integer: "string"`. */
function typeErrors(value: JsonValue, schema: Schema, path: string): FieldError[] {
  const actual = typeNameOf(value);
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (actual === 'integer' || actual === 'string') return [];
    return [typeInvalid(path, actual, `${path} in body must be of type integer,string: "${actual}"`)];
  }
  const { type } = schema;
  if (type === undefined || type === actual || (type === 'number' && actual === 'integer')) return [];
  return [typeInvalid(path, actual, `${path} in body must be of type ${type}: "${actual}"`)];
}

function enumErrors(value: JsonValue, { enum: allowed }: Schema, path: string): FieldError[] {
  if (allowed === undefined || allowed.some((one) => deepEqual(one, value))) return [];
  return [
    notSupported(
      path,
      value,
      allowed.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
    ),
  ];
}

function numberErrors(value: number, schema: Schema, path: string): FieldError[] {
  const { minimum, maximum, multipleOf, format } = schema;
  const refuse = (why: string): FieldError => invalid(path, value, `${path} in body ${why}`);
  const errors: FieldError[] = [];
  if (format === 'int32' && Math.abs(value) > 2_147_483_648) errors.push(refuse(`must be of type int32: "number"`));
  if (maximum !== undefined && (schema.exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    errors.push(refuse(`should be less than ${schema.exclusiveMaximum === true ? '' : 'or equal to '}${maximum}`));
  }
  if (minimum !== undefined && (schema.exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    errors.push(refuse(`should be greater than ${schema.exclusiveMinimum === true ? '' : 'or equal to '}${minimum}`));
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf))
    errors.push(refuse(`should be a multiple of ${multipleOf}`));
  return errors;
}

/** Longer than this no text is held against a pattern of the user's: hostile input must cost no time. */
const PATTERN_LIMIT = 65_536;

/** The first thing that is wrong with a text. */
function textErrors(value: string, schema: Schema, path: string): FieldError[] {
  const length = Array.from(value).length;
  if (schema.maxLength !== undefined && length > schema.maxLength)
    return [{ type: 'TooLong', field: path, detail: `may not be longer than ${schema.maxLength}` }];
  if (schema.minLength !== undefined && length < schema.minLength)
    return [invalid(path, value, `${path} in body should be at least ${schema.minLength} chars long`)];
  if (schema.pattern !== undefined && !matches(schema.pattern, value))
    return [invalid(path, value, `${path} in body should match '${schema.pattern}'`)];
  const format = FORMATS.get(schema.format ?? '');
  if (format === undefined || format.test(value)) return [];
  return [invalid(path, value, `${path} in body must be of type ${schema.format ?? ''}: ${JSON.stringify(value)}`)];
}

const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ['date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['ipv4', /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/],
  ['uuid', /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i],
]);

/** Go's expressions take time in proportion to the text, whatever the pattern; JavaScript's may take for ever. */
function matches(pattern: string, value: string): boolean {
  if (value.length > PATTERN_LIMIT) return false;
  try {
    return RE2JS.compile(pattern).matcher(value).find();
  } catch (error) {
    // A pattern that Go cannot read is refused with its definition; without one there is nothing to hold against the value.
    if (error instanceof RE2JSException) return true;
    throw error;
  }
}

function listErrors(value: readonly JsonValue[], schema: Schema, path: string): FieldError[] {
  const { items, minItems, maxItems } = schema;
  const errors: FieldError[] = [];
  if (maxItems !== undefined && value.length > maxItems) errors.push(tooMany(path, value.length, maxItems));
  if (minItems !== undefined && value.length < minItems) {
    errors.push(invalid(path, value.length, `${path} in body should have at least ${minItems} items`));
  }
  const isSet = schema.uniqueItems === true || schema['x-kubernetes-list-type'] === 'set';
  if (isSet && hasRepetition(value)) errors.push(...repeated(value, path));
  if (schema['x-kubernetes-list-type'] === 'map') errors.push(...repeatedKeys(value, schema, path));
  if (items !== undefined) errors.push(...value.flatMap((item, i) => validateAgainst(item, items, `${path}[${i}]`)));
  return errors;
}

function repeated(value: readonly JsonValue[], path: string): FieldError[] {
  return value.flatMap((item, i) =>
    value.slice(0, i).some((other) => deepEqual(other, item))
      ? [{ type: 'Duplicate', field: `${path}[${i}]`, value: isObject(item) ? goValue(goMap(item)) : item }]
      : [],
  );
}

/** An item of a custom resource is a map of anything, whatever it holds. */
function goMap(item: JsonObject): string {
  const members = sortedKeys(item).map((name) => `${goQuote(name)}:${goSyntax(item[name])}`);
  return `map[string]interface {}{${members.join(', ')}}`;
}

function repeatedKeys(value: readonly JsonValue[], schema: Schema, path: string): FieldError[] {
  const names = schema['x-kubernetes-list-map-keys'] ?? [];
  const keys = value.map((item) =>
    isObject(item) ? Object.fromEntries(names.map((name) => [name, item[name] ?? null])) : item,
  );
  return hasRepetition(keys) ? repeated(keys, path) : [];
}

function objectErrors(value: JsonObject, schema: Schema, path: string): FieldError[] {
  const { properties = {}, additionalProperties, minProperties, maxProperties } = schema;
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const names = Object.keys(value).sort();
  const errors: FieldError[] = [];
  if (maxProperties !== undefined && names.length > maxProperties)
    errors.push(tooMany(path, names.length, maxProperties));
  if (minProperties !== undefined && names.length < minProperties) {
    errors.push(invalid(path, names.length, `${path} in body should have at least ${minProperties} properties`));
  }
  for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) errors.push(required(at(name)));
  for (const name of names) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inner = known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (inner !== undefined) errors.push(...validateAgainst(value[name] ?? null, inner, at(name)));
  }
  return errors;
}

/** What go-openapi says of a value as a whole names no field: the server prints a path of nothing. */
const whole = (why: string): FieldError => invalid('<nil>', '', why);

/** Beside the refusal of all alternatives stands what is wrong with the first of them. */
function combinationErrors(value: JsonValue, schema: Schema, path: string): FieldError[] {
  const judge = (one: Schema): FieldError[] => validateAgainst(value, one, path);
  const subject = `"${path}"`;
  const errors: FieldError[] = (schema.allOf ?? []).flatMap(judge);
  if (errors.length > 0) {
    const none = (schema.allOf ?? []).every((one) => judge(one).length > 0) ? '. None validated' : '';
    errors.push(whole(`${subject} must validate all the schemas (allOf)${none}`));
  }
  const any = (schema.anyOf ?? []).map(judge);
  if (any.length > 0 && any.every((found) => found.length > 0))
    errors.push(whole(`${subject} must validate at least one schema (anyOf)`), ...(any[0] ?? []));
  const one = (schema.oneOf ?? []).map(judge);
  const valid = one.filter((found) => found.length === 0).length;
  if (one.length > 0 && valid !== 1) {
    const found = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`;
    errors.push(whole(`${subject} must validate one and only one schema (oneOf). ${found}`));
    if (valid === 0) errors.push(...(one[0] ?? []));
  }
  if (schema.not !== undefined && judge(schema.not).length === 0)
    errors.push(whole(`${subject} must not validate the schema (not)`));
  return errors;
}
