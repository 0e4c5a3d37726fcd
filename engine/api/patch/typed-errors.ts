import { goSyntax } from '../go-format.ts';
import { isArray, isObject } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import { elementShape, listKind, memberShape } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import { elementText } from './field-set.ts';
import { itemElement } from './owned-fields.ts';

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
  const isKeyed = listKind(shape).kind !== 'atomic';
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    const element = isKeyed ? itemElement(item, shape) : `i:${index}`;
    const text = elementText(element);
    const repeated = seen.has(element) ? [`${path}: duplicate entries for key ${text}`] : [];
    seen.add(element);
    return [...repeated, ...typedErrors(item, elementShape(shape), path + text)];
  });
}

/** Go's %v of a pointer to a struct that holds the value. */
function goPointer(value: JsonValue): string {
  return `&{${goAny(value)}}`;
}

function goAny(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(goAny).join(' ')}]`;
  if (isObject(value)) {
    const names = Object.keys(value).sort();
    return `map[${names.map((name) => `${name}:${goAny(value[name] ?? null)}`).join(' ')}]`;
  }
  return value === null ? '<nil>' : String(value);
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
