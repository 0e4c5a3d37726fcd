import { goPlain, goSyntax } from '../go-format.ts';
import { isArray, isObject, member } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import { isRequired } from '../schema/definitions.ts';
import { elementShape, listKind, memberShape } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import { elementText } from './field-set.ts';
import { isImpliedKey, itemElement } from './owned-fields.ts';

/** What is held against a type of its own kind: text, number, yes or no. The other scalars are left to decoding. */
const SCALARS: Readonly<Record<string, 'string' | 'number' | 'boolean'>> = {
  string: 'string',
  byte: 'string',
  boolean: 'boolean',
  int32: 'number',
  int64: 'number',
  double: 'number',
};

/**
 * Why an applied configuration has not the shape of its kind (structured-merge-diff `typed/validate.go`, v4.2), one text for each
 * place: `.data.a: expected string, got &value.valueUnstructured{Value:5}`.
 */
export function typedErrors(value: JsonValue, shape: Shape | undefined, path = ''): string[] {
  if (shape === undefined || value === null) return [];
  const at = path === '' ? '' : `${path}: `;
  const { type } = shape;
  if (type.form === 'list')
    return isArray(value) ? itemErrors(value, shape, path) : [`${at}expected list, got ${goPointer(value)}`];
  if (type.form !== 'scalar')
    return isObject(value) ? memberErrors(value, shape, path) : [`${at}expected map, got ${goPointer(value)}`];
  const wanted = SCALARS[type.scalar];
  if (wanted === undefined || typeof value === wanted) return [];
  return [`${at}${scalarText(wanted, value)}`];
}

/** All of them in one text, as the server puts them. */
export function typedErrorText(errors: readonly string[]): string {
  return errors.length === 1 ? (errors[0] ?? '') : ['errors:', ...errors.map((error) => `  ${error}`)].join('\n');
}

function scalarText(wanted: 'string' | 'number' | 'boolean', value: JsonValue): string {
  if (wanted === 'string') return `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`;
  if (wanted === 'boolean') return `expected boolean, got ${goPointer(value)}`;
  return `expected numeric (int or float), got ${goTypeOf(value)}`;
}

function memberErrors(object: JsonObject, shape: Shape, path: string): string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const inner = memberShape(shape, name);
    const at = `${path}.${name}`;
    if (inner === undefined && shape.type.form === 'struct' && shape.isOpen !== true)
      return [`${at}: field not declared in schema`];
    return typedErrors(value, inner, at);
  });
}

function itemErrors(list: JsonArray, shape: Shape, path: string): string[] {
  const { kind } = listKind(shape);
  const seen = new Set<string>();
  const errors: string[] = [];
  for (const [index, item] of list.entries()) {
    const why = kind === 'atomic' ? undefined : whyNoElement(item, shape);
    // Nothing more is said of a list with an element that cannot be told from the others.
    if (why !== undefined) return [...errors, `${path}: element ${index}: ${why}`];
    const element = kind === 'atomic' ? `i:${index}` : itemElement(item, shape);
    const text = elementText(element);
    if (seen.has(element)) errors.push(`${path}: duplicate entries for key ${text}`);
    seen.add(element);
    errors.push(...typedErrors(item, elementShape(shape), path + text));
  }
  return errors;
}

/** What keeps an item from being an element of its own (structured-merge-diff `typed/helpers.go`, v4.2). */
function whyNoElement(item: JsonValue, shape: Shape): string | undefined {
  const kind = listKind(shape);
  if (kind.kind === 'map') {
    if (item === null) return 'associative list with keys may not have a null element';
    if (!isObject(item)) return 'associative list with keys may not have non-map elements';
    const key = kind.keys.find((name) => member(item, name) === undefined && !hasDefault(shape, name));
    return key === undefined
      ? undefined
      : `associative list with keys has an element that omits key field "${key}" (and doesn't have default value)`;
  }
  if (item === null) return "associative list without keys has an element that's an explicit null";
  if (isArray(item)) return 'not supported: associative list with lists as elements';
  return isObject(item) ? "associative list without keys has an element that's a map type" : undefined;
}

/** Of the published kinds, what is required has its zero for a default. */
function hasDefault(shape: Shape, key: string): boolean {
  const element = elementShape(shape)?.type;
  return element?.form !== 'struct' || isImpliedKey(key) || isRequired(element.id, key);
}

/** Go's %v of a pointer to a struct that holds the value. */
function goPointer(value: JsonValue): string {
  return `&{${goPlain(value)}}`;
}

function goTypeOf(value: JsonValue): string {
  if (isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** `namespace/name; group/version, Kind=kind`, as such an error names the object. */
export function typedSubject(namespace: string | undefined, name: string, apiVersion: string, kind: string): string {
  const version = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  return `(${namespace ?? ''}/${name}; ${version}, Kind=${kind})`;
}
