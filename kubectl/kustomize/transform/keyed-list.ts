import { isObject, type JsonArray, type JsonObject, member, type Shape } from '../../../engine/index.ts';
import type { JsonValue } from '../../../engine/index.ts';

/** The fields that tell elements of a merged list apart; none where the list is one of scalars. */
export function mergeKeys({ listMapKeys, mergeKey }: Shape['rule']): readonly string[] {
  return listMapKeys ?? (mergeKey === undefined ? [] : [mergeKey]);
}

/** A key that at least one element has, and its place among all keys. */
interface UsedKey {
  readonly name: string;
  readonly index: number;
}

/**
 * Who is in two lists, those of the patch first, each once: the texts of an element's keys, empty where it lacks one. With several
 * keys, elements that differ only in one lacking a key are the same (walk.mergeValues). Keys that nobody has are left out.
 */
export function identitiesOf(
  base: JsonArray,
  patch: JsonArray | undefined,
  names: readonly string[],
): { readonly keys: readonly UsedKey[]; readonly identities: readonly (readonly string[])[] } {
  const found = new Map<string, readonly string[]>();
  for (const item of [...(patch ?? []), ...base]) {
    if (!isObject(item)) continue;
    const identity = names.map((name) => keyText(item, name));
    found.set(JSON.stringify(identity), identity);
  }
  const identities = names.length > 1 ? united([...found.values()]) : [...found.values()];
  const all = names.map((name, index) => ({ name, index }));
  const used = all.filter(({ index }) => identities.some((identity) => identity[index] !== ''));
  return { keys: used.length === 0 ? all : used, identities };
}

function united(identities: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const list = [...identities];
  for (let one = 0; one < list.length; one++) {
    for (let two = 0; two < list.length; two++) {
      const both = unionOf(list[one] ?? [], list[two] ?? []);
      if (both !== undefined) list[one] = list[two] = both;
    }
  }
  return list;
}

/** One identity for two that share a key and contradict each other in none. */
function unionOf(one: readonly string[], two: readonly string[]): readonly string[] | undefined {
  const contradict = one.some((text, at) => text !== two[at] && text !== '' && two[at] !== '');
  const share = one.some((text, at) => text === two[at]);
  return contradict || !share ? undefined : one.map((text, at) => text || (two[at] ?? ''));
}

function keyText(item: JsonObject, name: string): string {
  const value = member(item, name);
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

/** The elements by their key; undefined where one has none, or two have the same. */
export function byKey(list: JsonArray, name: string | undefined): ReadonlyMap<string, JsonObject> | undefined {
  const found = new Map<string, JsonObject>();
  for (const item of list) {
    const text = isObject(item) && name !== undefined ? keyText(item, name) : '';
    if (!isObject(item) || text === '' || found.has(text)) return undefined;
    found.set(text, item);
  }
  return found;
}

/** The list without the elements that the keys name; elements that are empty go as well. */
export function withoutElement(list: JsonArray, keys: readonly string[], values: readonly string[]): JsonArray {
  return list.filter((item) => !isEmpty(item) && !isNamed(item, keys, values));
}

/** The list with the element in the place of those that the keys name, or at the end (kyaml yaml.ElementSetter). */
export function putElement(
  list: JsonArray,
  element: JsonObject,
  keys: readonly string[],
  values: readonly string[],
): JsonArray {
  const kept = list.filter((item) => !isEmpty(item));
  if (!kept.some((item) => isNamed(item, keys, values))) return [...kept, element];
  return kept.map((item) => (isNamed(item, keys, values) ? element : item));
}

function isEmpty(item: JsonValue): boolean {
  return item === null || (isObject(item) && Object.keys(item).length === 0);
}

/** An empty value stands for any, as long as the element has the key; keys beyond the values are not looked at. */
function isNamed(item: JsonValue, keys: readonly string[], values: readonly string[]): boolean {
  if (!isObject(item)) return false;
  return values.every((value, at) => {
    const name = keys[at] ?? '';
    return Object.hasOwn(item, name) && (value === '' || String(item[name]) === value);
  });
}

/** The elements of the base after those merged: each takes its own place again where it is there already (walk.appendListNode). */
export function appendElements(items: JsonArray, base: JsonArray, keys: readonly string[]): JsonArray {
  return base.reduce<JsonArray>((list, item) => {
    if (!isObject(item)) return [...list, item];
    const values = keys.flatMap((key) => (Object.hasOwn(item, key) ? [String(item[key])] : []));
    const missing = keys.length - values.length;
    const appended = [...list, ...Array.from({ length: missing }, () => item)];
    const cleared = keys.length > 1 ? withoutElement(appended, keys, values) : appended;
    return missing > 0 && keys.length === 1 ? cleared : putElement(cleared, item, keys, values);
  }, items);
}

/** The first element whose keys have these values; an empty value is not looked at. */
export function findElement(
  list: JsonArray,
  keys: readonly string[],
  values: readonly string[],
): JsonObject | undefined {
  const asked = keys.flatMap((key, at) => (values[at] === '' ? [] : [[key, values[at]] as const]));
  return list.find(
    (item): item is JsonObject =>
      isObject(item) &&
      asked.length > 0 &&
      asked.every(([key, value]) => Object.hasOwn(item, key) && String(item[key]) === value),
  );
}
