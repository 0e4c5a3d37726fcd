import { deepEqual } from '../equality.ts';
import { byCodeUnit, isArray, isObject, member } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import { elementShape, memberShape } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import * as directives from './directives.ts';
import { sortedLike } from './list-order.ts';

const { DELETE_FROM_LIST, ELEMENT_ORDER, PATCH, RETAIN_KEYS, identity } = directives;

/** Which half of the difference is wanted; a three-way patch takes each from another pair of objects. */
export interface DiffOptions {
  readonly changes: boolean;
  readonly deletions: boolean;
}

type Members = Record<string, JsonValue>;

/**
 * The strategic merge patch that makes `modified` of `original` (strategicpatch `diffMaps`, v1.25), with element orders. An empty
 * object says that there is no difference.
 */
export function diffMaps(
  original: JsonObject,
  modified: JsonObject,
  shape: Shape | undefined,
  options: DiffOptions,
  retain: boolean,
): JsonObject {
  const patch: Members = Object.create(null) as Members;
  for (const [name, value] of Object.entries(modified)) {
    const old = member(original, name);
    const inner = memberShape(shape, name);
    if (old !== undefined && isObject(old) && isObject(value)) diffMember(patch, name, old, value, inner, options);
    else if (isArray(old) && isArray(value) && directives.mergesLists(inner))
      diffMergedList(patch, name, old, value, inner, options);
    else if (options.changes && (old === undefined || !deepEqual(old, value))) patch[name] = value;
  }
  if (options.deletions)
    for (const name of Object.keys(original)) if (!Object.hasOwn(modified, name)) patch[name] = null;
  if (retain) addRetainKeys(patch, original, modified);
  return { ...patch };
}

function diffMember(
  patch: Members,
  name: string,
  old: JsonObject,
  value: JsonObject,
  shape: Shape | undefined,
  options: DiffOptions,
): void {
  if (directives.replacesMap(shape)) {
    // Even when nothing differs: that is why kubectl says "configured" of a disruption budget each time.
    if (options.changes) patch[name] = value;
    return;
  }
  const inner = diffMaps(old, value, shape, options, directives.retainsKeys(shape));
  if (Object.keys(inner).length > 0) patch[name] = inner;
}

/** The names that may stay, where anything changes or a member has to go. */
function addRetainKeys(patch: Members, original: JsonObject, modified: JsonObject): void {
  const retained = Object.keys(modified).filter((name) => modified[name] !== null);
  const additional = Object.keys(original).some((name) => original[name] !== null && !Object.hasOwn(modified, name));
  if (retained.length > 0 && (additional || Object.keys(patch).length > 0))
    patch[RETAIN_KEYS] = retained.sort(byCodeUnit);
}

function diffMergedList(
  patch: Members,
  name: string,
  old: JsonArray,
  value: JsonArray,
  shape: Shape | undefined,
  options: DiffOptions,
): void {
  if (old.length === 0) {
    if (value.length > 0 && options.changes) patch[name] = value;
    return;
  }
  const mergeKey = shape?.rule.mergeKey;
  if (mergeKey === undefined) diffScalars(patch, name, old, value, options);
  else diffElements(patch, name, old, value, mergeKey, shape, options);
}

function diffElements(
  patch: Members,
  name: string,
  old: JsonArray,
  value: JsonArray,
  mergeKey: string,
  shape: Shape | undefined,
  options: DiffOptions,
): void {
  const { changed, left } = changedElements(old, value, mergeKey, shape, options);
  const deleted = options.deletions
    ? left.map((item) => ({ [PATCH]: 'delete', [mergeKey]: keyOf(item, mergeKey) }))
    : [];
  const content = [...sortedLike([...changed], value, mergeKey), ...deleted];
  if (content.length > 0) patch[name] = content;
  const reordered = options.changes && !sameOrder(old, value, mergeKey);
  if (reordered || content.length > 0)
    patch[`${ELEMENT_ORDER}${name}`] = value.map((item) => ({ [mergeKey]: keyOf(item, mergeKey) }));
}

/**
 * The elements that differ, and the old ones that have no counterpart. Elements that share a key (one port for TCP and UDP) are compared each
 * once, the last first, because Kubernetes sorts by a comparison that is true of equals: one that is left over is deleted by its key, and the
 * others of that key with it (`diffListsOfMaps`, v1.25).
 */
function changedElements(
  old: JsonArray,
  value: JsonArray,
  mergeKey: string,
  shape: Shape | undefined,
  options: DiffOptions,
): { readonly changed: readonly JsonValue[]; readonly left: readonly JsonValue[] } {
  const left = new Map<string, JsonValue[]>();
  for (const item of old.toReversed()) {
    const same = left.get(identity(item, mergeKey));
    if (same === undefined) left.set(identity(item, mergeKey), [item]);
    else same.push(item);
  }
  const changed: JsonValue[] = [];
  for (const item of value.toReversed()) {
    const before = left.get(identity(item, mergeKey))?.shift();
    if (before === undefined) {
      if (options.changes) changed.push(item);
    } else if (isObject(before) && isObject(item)) {
      const inner = diffMaps(before, item, elementShape(shape), options, directives.retainsKeys(shape));
      if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: keyOf(item, mergeKey) });
    }
  }
  return { changed, left: [...left.values()].flat().toReversed() };
}

function diffScalars(patch: Members, name: string, old: JsonArray, value: JsonArray, options: DiffOptions): void {
  const added = options.changes ? missingFrom(old, value) : [];
  const deleted = options.deletions ? missingFrom(value, old) : [];
  if (added.length > 0) patch[name] = added;
  if (deleted.length > 0) patch[`${DELETE_FROM_LIST}${name}`] = deleted;
  if (deleted.length > 0 || (options.changes && !deepEqual(old, value))) patch[`${ELEMENT_ORDER}${name}`] = value;
}

/** The scalars of `list` that `present` does not have, each once. */
function missingFrom(present: JsonArray, list: JsonArray): JsonValue[] {
  const seen = new Set(present.map((item) => identity(item, undefined)));
  return list.filter((item) => {
    const key = identity(item, undefined);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function sameOrder(a: JsonArray, b: JsonArray, mergeKey: string): boolean {
  return (
    a.length === b.length && a.every((item, index) => identity(item, mergeKey) === identity(b[index] ?? null, mergeKey))
  );
}

function keyOf(item: JsonValue, mergeKey: string): JsonValue {
  return isObject(item) ? (member(item, mergeKey) ?? null) : null;
}
