import { deepEqual } from '../equality.ts';
import { isArray, isObject, member, withMembers } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import { elementShape, memberShape } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import type { FieldSet } from './field-set.ts';
import { itemElement, partsOf } from './owned-fields.ts';

/** The live value with the applied one laid over it (structured-merge-diff `Merge`, v4.2). Unchanged parts are shared. */
export function layOver(live: JsonValue, applied: JsonValue, shape: Shape | undefined): JsonValue {
  const forms = [partsOf(live, shape).form, partsOf(applied, shape).form];
  if (isObject(live) && isObject(applied) && forms.every((form) => form === 'map'))
    return layObject(live, applied, shape);
  if (isArray(live) && isArray(applied) && forms.every((form) => form === 'list')) return layList(live, applied, shape);
  return deepEqual(live, applied) ? live : applied;
}

function layObject(live: JsonObject, applied: JsonObject, shape: Shape | undefined): JsonObject {
  return withMembers(
    live,
    Object.entries(applied).map(([name, value]) => {
      const old = member(live, name);
      return [name, old === undefined ? value : layOver(old, value, memberShape(shape, name))];
    }),
  );
}

/**
 * Both orders are walked at once: what only the live list has is taken where it stands, what both have in the applied order, and what
 * is new before the shared element that follows it (structured-merge-diff `visitListItems`, v4.2).
 */
function layList(live: JsonArray, applied: JsonArray, shape: Shape | undefined): JsonArray {
  const [mine, theirs] = [live, applied].map((list) =>
    list.map((item): [string, JsonValue] => [itemElement(item, shape), item]),
  ) as [[string, JsonValue][], [string, JsonValue][]];
  const old = new Map(mine);
  const named = new Map(theirs);
  const shared = theirs.map(([key]) => key).filter((key) => old.has(key));
  const merged: JsonValue[] = [];
  let [at, next] = [0, 0];
  while (at < mine.length || next < theirs.length) {
    const [own, ownItem] = mine[at] ?? [];
    const [key, item] = theirs[next] ?? [];
    const isShared = own !== undefined && named.has(own);
    if (ownItem !== undefined && !isShared) {
      merged.push(ownItem);
      at += 1;
    } else if (isShared && own !== key && own !== shared[0]) at += 1;
    else if (key !== undefined && item !== undefined) {
      const before = old.get(key);
      merged.push(before === undefined ? item : layOver(before, item, elementShape(shape)));
      if (own === key) at += 1;
      if (shared[0] === key) shared.shift();
      next += 1;
    }
  }
  return merged.length === live.length && merged.every((item, index) => item === live[index]) ? live : merged;
}

/**
 * Takes out what the applier owned, no longer applies, and nobody else owns (structured-merge-diff `prune`). `last` is what it
 * owned before, `managed` what anybody owns now.
 */
export function prune(
  value: JsonValue,
  last: FieldSet,
  managed: FieldSet | undefined,
  shape: Shape | undefined,
): JsonValue {
  const parts = partsOf(value, shape);
  if (parts.form === 'map') return pruneObject(parts.object, last, managed, shape);
  return parts.form === 'list' && isArray(value) ? pruneList(value, last, managed, shape) : value;
}

function pruneObject(
  object: JsonObject,
  last: FieldSet,
  managed: FieldSet | undefined,
  shape: Shape | undefined,
): JsonObject {
  const changes: [string, JsonValue | undefined][] = [];
  for (const [name, value] of Object.entries(object)) {
    const element = `f:${name}`;
    const [was, is] = [last.children.get(element), managed?.children.get(element)];
    if (was === undefined) continue;
    const inner = memberShape(shape, name);
    // A struct's own field belongs to whoever owns something in it; an entry of a map has to be owned itself.
    const named = shape?.type.form === 'struct' && inner !== undefined;
    const gone = (was.owned || named) && is?.owned !== true && !(is !== undefined && named);
    changes.push([name, gone ? undefined : prune(value, was, is, inner)]);
  }
  return withMembers(object, changes);
}

function pruneList(
  list: JsonArray,
  last: FieldSet,
  managed: FieldSet | undefined,
  shape: Shape | undefined,
): JsonArray {
  const kept: JsonValue[] = [];
  for (const item of list) {
    const element = itemElement(item, shape);
    const [was, is] = [last.children.get(element), managed?.children.get(element)];
    if (was?.owned === true && is?.owned !== true) continue;
    kept.push(was === undefined ? item : prune(item, was, is, elementShape(shape)));
  }
  return kept.length === list.length && kept.every((item, index) => item === list[index]) ? list : kept;
}
