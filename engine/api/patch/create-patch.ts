import { isArray, isObject, member, withMembers } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import type { SchemaId } from '../schema/definitions.ts';
import { elementShape, memberShape, shapeOf } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import * as directives from './directives.ts';
import { orderMerged } from './list-order.ts';
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

/**
 * Two patches as one: what the second one sets goes into the first (strategicpatch `mergeMap` of patches, v1.25). Directives are the same in
 * both, or only in one.
 */
function combineMaps(first: JsonObject, second: JsonObject, shape: Shape | undefined): JsonObject {
  return withMembers(
    first,
    Object.entries(second).map(([name, value]) => {
      const order = member(second, `${directives.ELEMENT_ORDER}${name}`);
      return [
        name,
        combineValues(member(first, name), value, memberShape(shape, name), isArray(order) ? order : value),
      ];
    }),
  );
}

function combineValues(
  first: JsonValue | undefined,
  second: JsonValue,
  shape: Shape | undefined,
  order: JsonValue,
): JsonValue {
  if (isObject(first) && isObject(second) && !directives.replacesMap(shape)) return combineMaps(first, second, shape);
  const mergeKey = shape?.rule.mergeKey;
  return isArray(first) && isArray(second) && isArray(order) && mergeKey !== undefined
    ? orderMerged(combineLists(first, second, mergeKey, shape), order, first, mergeKey)
    : second;
}

/** An element goes into the first of its key, be that a deletion: it is lost with what that deletes. */
function combineLists(first: JsonArray, second: JsonArray, mergeKey: string, shape: Shape | undefined): JsonArray {
  const combined = [...first];
  for (const item of second) {
    const key = directives.identity(item, mergeKey);
    const at = combined.findIndex((other) => directives.identity(other, mergeKey) === key);
    const other = combined[at];
    if (isObject(other) && isObject(item)) combined[at] = combineMaps(other, item, elementShape(shape));
    else combined.push(item);
  }
  return orderMerged(combined, second, first, mergeKey);
}
