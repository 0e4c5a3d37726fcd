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
  // Null is a map or list of nothing, which leaves all that is there.
  if (applied === null && forms[0] !== 'leaf' && !isBare(live)) return live;
  return deepEqual(live, applied) ? live : applied;
}

const isBare = (value: JsonValue): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

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
 * Elements that both lists have stand in the applied order, in both lists' places at once. Between them come those that only the live list
 * has, and then those that are new (structured-merge-diff `visitListItems`, v4.2).
 */
function layList(live: JsonArray, applied: JsonArray, shape: Shape | undefined): JsonArray {
  const [liveKeys = [], appliedKeys = []] = [live, applied].map((list) => list.map((item) => itemElement(item, shape)));
  const old = new Map(live.map((item, at): [string, JsonValue] => [liveKeys[at] ?? '', item]));
  const named = new Set(appliedKeys);
  const shared = appliedKeys.filter((key) => old.has(key));
  const merged: JsonValue[] = [];
  let [next, place] = [0, 0];
  const takeApplied = (): void => {
    const key = appliedKeys[next] ?? '';
    const [before, item = null] = [old.get(key), applied[next]];
    merged.push(before === undefined ? item : layOver(before, item, elementShape(shape)));
    if (shared[0] === key) shared.shift();
    next++;
  };
  while (place < live.length || next < applied.length) {
    const key = liveKeys[place];
    const isLeft = key !== undefined && next < applied.length;
    if (isLeft && key === appliedKeys[next]) {
      takeApplied();
      place++;
    } else if (key !== undefined && named.has(key) && (!isLeft || (shared[0] !== undefined && shared[0] !== key))) {
      place++; // It is taken where the applied list has it.
    } else if (key !== undefined && !named.has(key)) {
      merged.push(live[place++] ?? null);
    } else {
      takeApplied();
    }
  }
  return merged.length === live.length && merged.every((item, at) => item === live[at]) ? live : merged;
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
