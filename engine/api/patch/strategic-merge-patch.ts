import { deepEqual } from '../equality.ts';
import { goPlain } from '../go-format.ts';
import { isArray, isObject, member, withMembers } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import type { SchemaId } from '../schema/definitions.ts';
import { elementShape, memberShape, shapeOf } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import * as directives from './directives.ts';
import { orderMerged } from './list-order.ts';
import { patchObject } from './merge-patch.ts';
import { PatchError } from './patch-error.ts';

const { DELETE_FROM_LIST, ELEMENT_ORDER, PATCH, RETAIN_KEYS, identity, withoutDirectives } = directives;

/**
 * Applies a strategic merge patch (v1.25) with all of its directives: `$patch` in maps and list elements, `$retainKeys`,
 * `$setElementOrder/f`, `$deleteFromPrimitiveList/f`, null. Unchanged parts are shared; a patch that changes nothing returns the
 * target itself. Throws PatchError.
 */
export function strategicMergePatch(
  target: JsonObject,
  patch: JsonValue,
  definition: SchemaId | undefined,
): JsonObject {
  return mergeMap(target, patchObject(patch), shapeOf(definition));
}

function mergeMap(original: JsonObject, patch: JsonObject, shape: Shape | undefined): JsonObject {
  const directive = member(patch, PATCH);
  if (directive === 'delete') return same(original, {}) as JsonObject;
  if (directive === 'replace') return same(original, withoutDirectives(patch)) as JsonObject;
  if (directive !== undefined && directive !== 'merge')
    throw internal(`unknown patch type: ${goPlain(directive)} in map: ${goPlain(patch)}`);
  const retained = retainKeys(original, patch);
  const changes = new Map<string, JsonValue | undefined>();
  const current = (field: string): JsonValue | undefined =>
    changes.has(field) ? changes.get(field) : member(retained, field);
  const ordered = new Set<string>();
  for (const [name, order] of Object.entries(patch)) {
    if (!name.startsWith(ELEMENT_ORDER)) continue;
    const field = name.slice(ELEMENT_ORDER.length);
    ordered.add(field);
    changes.set(field, mergeInOrder(current(field), member(patch, field), order, memberShape(shape, field)));
  }
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith(DELETE_FROM_LIST)) {
      const field = name.slice(DELETE_FROM_LIST.length);
      changes.set(field, deleteFromList(current(field), value));
    } else if (!directives.isDirective(name) && !ordered.has(name)) {
      changes.set(name, mergeMember(current(name), value, memberShape(shape, name)));
    }
  }
  return withMembers(retained, changes);
}

function mergeMember(old: JsonValue | undefined, value: JsonValue, shape: Shape | undefined): JsonValue | undefined {
  if (value === null) return undefined;
  return old === undefined ? withoutDirectives(value) : mergeValue(old, value, shape);
}

function mergeValue(old: JsonValue, value: JsonValue, shape: Shape | undefined): JsonValue {
  if (isObject(old) && isObject(value) && !directives.replacesMap(shape)) return mergeMap(old, value, shape);
  if (isArray(old) && isArray(value) && directives.mergesLists(shape)) return mergeList(old, value, shape);
  return same(old, withoutDirectives(value));
}

/** The old value, if the new one is no different: references tell callers whether anything changed. */
function same(old: JsonValue, value: JsonValue): JsonValue {
  return deepEqual(old, value) ? old : value;
}

/** `$retainKeys` names all members that may stay; a patch that sets another one contradicts itself. */
function retainKeys(original: JsonObject, patch: JsonObject): JsonObject {
  const retained = member(patch, RETAIN_KEYS);
  if (retained === undefined) return original;
  const names = isArray(retained) ? new Set(retained) : undefined;
  const sets = Object.keys(patch).filter((name) => patch[name] !== null && !directives.isDirective(name));
  if (names === undefined || sets.some((name) => !names.has(name)))
    throw badRequest('invalid patch format of retainKeys');
  const gone = Object.keys(original).filter((name) => !names.has(name));
  return withMembers(
    original,
    gone.map((name) => [name, undefined]),
  );
}

function deleteFromList(old: JsonValue | undefined, values: JsonValue): JsonValue | undefined {
  if (!isArray(values)) throw badRequest('invalid patch format of primitive list');
  if (!isArray(old)) return old;
  const gone = new Set(values.map((value) => identity(value, undefined)));
  const left = old.filter((item) => !gone.has(identity(item, undefined)));
  return left.length === old.length ? old : left;
}

function mergeInOrder(
  old: JsonValue | undefined,
  patch: JsonValue | undefined,
  order: JsonValue,
  shape: Shape | undefined,
): JsonValue | undefined {
  const mergeKey = shape?.rule.mergeKey;
  if (!isArray(order) || (patch !== undefined && !isListOrNull(patch))) throw badOrder();
  if (patch === null) return undefined;
  if (patch !== undefined) requireOrdered(patch, order, mergeKey);
  if (!isArray(old)) return patch === undefined ? old : withoutDirectives(patch);
  const merged = patch === undefined ? old : directives.mergesLists(shape) ? mergeList(old, patch, shape) : patch;
  return same(old, orderMerged(merged, order, old, mergeKey));
}

function isListOrNull(value: JsonValue): value is JsonArray | null {
  return value === null || isArray(value);
}

/** Whatever the patch sets must stand in the order, and in that order. */
function requireOrdered(patch: JsonArray, order: JsonArray, mergeKey: string | undefined): void {
  let at = 0;
  for (const item of patch) {
    if (isObject(item) && Object.hasOwn(item, PATCH)) continue;
    const key = identity(item, mergeKey);
    while (at < order.length && identity(order[at] ?? null, mergeKey) !== key) at++;
    if (at >= order.length) throw outOfOrder(patch, order);
  }
}

function mergeList(original: JsonArray, patch: JsonArray, shape: Shape | undefined): JsonArray {
  const mergeKey = shape?.rule.mergeKey;
  refuseMixed(original, patch);
  if (mergeKey === undefined) return mergeScalars(original, patch);
  const elements = patch.map((item) => keyed(item, mergeKey));
  if (elements.some((element) => element[PATCH] === 'replace'))
    return same(original, withoutDirectives(patch)) as JsonArray;
  const { left, items } = split(original, elements, mergeKey);
  const merged = [...left];
  const places = new Map<string, number>();
  left.forEach((item, index) => {
    const key = identity(item, mergeKey);
    if (!places.has(key)) places.set(key, index);
  });
  for (const item of items) {
    const key = identity(item, mergeKey);
    const place = places.get(key);
    const old = place === undefined ? undefined : merged[place];
    if (place === undefined || !isObject(old)) places.set(key, merged.push(withoutDirectives(item)) - 1);
    else merged[place] = mergeMap(old, item, elementShape(shape));
  }
  const ordered = orderMerged(merged, items, original, mergeKey);
  return ordered.length === original.length && ordered.every((item, index) => item === original[index])
    ? original
    : ordered;
}

/** What the `{"$patch": "delete"}` elements leave of the list, and the elements that are no directives. */
function split(
  original: JsonArray,
  elements: readonly JsonObject[],
  mergeKey: string,
): { left: JsonArray; items: readonly JsonObject[] } {
  const gone = new Set<string>();
  const items: JsonObject[] = [];
  for (const element of elements) {
    const directive = member(element, PATCH);
    if (directive === 'delete') gone.add(identity(element, mergeKey));
    else if (directive === undefined) items.push(element);
    else if (directive === 'merge') throw internal('merging lists cannot yet be specified in the patch');
    else throw internal(`unknown patch type: ${goPlain(directive)} in map: ${goPlain(element)}`);
  }
  return { left: original.filter((item) => !gone.has(identity(item, mergeKey))), items };
}

/** All elements of both lists are of one type (sliceElementType, v1.25). */
function refuseMixed(original: JsonArray, patch: JsonArray): void {
  const [first, ...others] = [...original, ...patch];
  if (first === undefined || others.every((item) => typeOf(item) === typeOf(first))) return;
  throw internal(`list element types are not identical: ${goPlain([original, patch])}`);
}

function typeOf(value: JsonValue): string {
  if (value === null || isArray(value)) return value === null ? 'null' : 'list';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

function keyed(item: JsonValue, mergeKey: string): JsonObject {
  if (!isObject(item)) throw internal(`unable to merge a list of objects with ${goPlain(item)}`);
  if (!Object.hasOwn(item, mergeKey) && item[PATCH] !== 'replace') {
    throw internal(`map: ${goPlain(item)} does not contain declared merge key: ${mergeKey}`);
  }
  return item;
}

/** Lists of scalars unite; each value once. */
function mergeScalars(original: JsonArray, patch: JsonArray): JsonArray {
  const union = new Map([...original, ...patch].map((item) => [identity(item, undefined), item]));
  return same(original, orderMerged([...union.values()], patch, original, undefined)) as JsonArray;
}

function outOfOrder(patch: JsonArray, order: JsonArray): PatchError {
  return internal(
    `The order in patch list:\n${goPlain(patch)}\n doesn't match $setElementOrder list:\n${goPlain(order)}\n`,
  );
}

function badOrder(): PatchError {
  return badRequest('invalid patch format of setElementOrder list');
}

function badRequest(message: string): PatchError {
  return new PatchError('BadRequest', message);
}

function internal(message: string): PatchError {
  return new PatchError('Unknown', message);
}
