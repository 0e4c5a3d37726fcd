import { isObject, withMembers } from '../json.ts';
import type { JsonArray, JsonValue } from '../json.ts';
import type { Shape } from '../schema/fields.ts';

/** What a strategic merge patch says about itself (apimachinery `strategicpatch`, v1.25). */
export const PATCH = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';
export const ELEMENT_ORDER = '$setElementOrder/';

/** Whether a member is about the patch and not about the object. */
export function isDirective(name: string): boolean {
  return name === PATCH || name === RETAIN_KEYS || name.startsWith(DELETE_FROM_LIST) || name.startsWith(ELEMENT_ORDER);
}

/** Whether lists of this shape are merged element by element. */
export function mergesLists(shape: Shape | undefined): boolean {
  return shape?.rule.strategy?.startsWith('merge') === true;
}

/** Whether an object of this shape, or the objects of such a list, keep only the members that the patch names. */
export function retainsKeys(shape: Shape | undefined): boolean {
  return shape?.rule.strategy?.endsWith('retainKeys') === true;
}

/** Whether an object of this shape is replaced as a whole. */
export function replacesMap(shape: Shape | undefined): boolean {
  return shape?.rule.strategy === 'replace';
}

/** What identifies an element of a merged list: its merge key's value, or a scalar itself. */
export function identity(item: JsonValue, mergeKey: string | undefined): string {
  const value = isObject(item) && mergeKey !== undefined ? item[mergeKey] : item;
  return JSON.stringify(value ?? null);
}

/** Whether an element of a patch's list takes its namesakes away. */
export function isDeletion(item: JsonValue): boolean {
  return isObject(item) && item[PATCH] === 'delete';
}

/** A patch value as it arrives where nothing was before: no directives, no nulls, no deletions. */
export function withoutDirectives(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return listWithoutDirectives(value as JsonArray);
  if (!isObject(value)) return value;
  return withMembers(
    value,
    Object.entries(value).map(([name, inner]) => [
      name,
      inner === null || isDirective(name) ? undefined : withoutDirectives(inner),
    ]),
  );
}

function listWithoutDirectives(list: JsonArray): JsonArray {
  const kept = list.filter((item) => !isObject(item) || !Object.hasOwn(item, PATCH));
  const plain = kept.map(withoutDirectives);
  return plain.length === list.length && plain.every((item, index) => item === list[index]) ? list : plain;
}
