import { isArray, isObject, member, withMembers } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import type { SchemaId } from '../schema/definitions.ts';
import { elementShape, memberShape, shapeOf } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import * as directives from './directives.ts';
import { diffMaps } from './strategic-diff.ts';

/** The strategic merge patch from original to modified, as `kubectl edit`, `label` and `set` send it. Empty: no difference. */
export function createTwoWayMergePatch(
  original: JsonObject,
  modified: JsonObject,
  definition: SchemaId | undefined,
): JsonObject {
  return diffMaps(original, modified, shapeOf(definition), { changes: true, deletions: true }, false);
}

/**
 * What `kubectl apply` sends (strategicpatch `CreateThreeWayMergePatch`, v1.25): changes and additions from current to modified, and
 * deletions of what original (the last applied configuration) had and modified has no more. Empty: nothing to send.
 */
export function createThreeWayMergePatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  definition: SchemaId | undefined,
): JsonObject {
  const shape = shapeOf(definition);
  const changes = diffMaps(current, modified, shape, { changes: true, deletions: false }, false);
  const deletions = diffMaps(original, modified, shape, { changes: false, deletions: true }, false);
  return combineMaps(deletions, changes, shape);
}

/** Two patches as one: what the second one sets goes into the first. Directives are the same in both, or only in one. */
function combineMaps(first: JsonObject, second: JsonObject, shape: Shape | undefined): JsonObject {
  return withMembers(
    first,
    Object.entries(second).map(([name, value]) => [
      name,
      combineValues(member(first, name), value, memberShape(shape, name)),
    ]),
  );
}

function combineValues(first: JsonValue | undefined, second: JsonValue, shape: Shape | undefined): JsonValue {
  if (isObject(first) && isObject(second) && !directives.replacesMap(shape)) return combineMaps(first, second, shape);
  const mergeKey = shape?.rule.mergeKey;
  return isArray(first) && isArray(second) && mergeKey !== undefined
    ? combineLists(first, second, mergeKey, shape)
    : second;
}

/** The second patch's elements in their order, with what the first says of them; then the others of the first, deletions last. */
function combineLists(first: JsonArray, second: JsonArray, mergeKey: string, shape: Shape | undefined): JsonArray {
  const left = new Map(first.map((item) => [directives.identity(item, mergeKey), item]));
  const combined = second.map((item) => {
    const key = directives.identity(item, mergeKey);
    const other = left.get(key);
    if (!isObject(other) || !isObject(item) || isDeletion(other)) return item;
    left.delete(key);
    return combineMaps(other, item, elementShape(shape));
  });
  const rest = [...left.values()];
  return [...combined, ...rest.filter((item) => !isDeletion(item)), ...rest.filter(isDeletion)];
}

function isDeletion(item: JsonValue): boolean {
  return isObject(item) && item[directives.PATCH] === 'delete';
}
