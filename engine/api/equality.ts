import { isArray, isObject } from './json.ts';
import type { JsonArray, JsonObject } from './json.ts';

/**
 * Whether two values are the same JSON, whatever the order of their keys. Shared parts cost nothing. Published types are JSON in fact, if not
 * in name: hence `unknown`.
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (isSame(a, b)) return true;
  if (isArray(a)) return isArray(b) && equalLists(a, b, deepEqual);
  return isObject(a) && isObject(b) && equalObjects(a, b);
}

/**
 * Equality as Kubernetes compares specs (apimachinery `equality.Semantic`, v1.25): absent, null, `[]` and `{}` are the same.
 */
export function semanticEqual(a: unknown, b: unknown): boolean {
  if (isSame(a, b)) return true;
  if (isArray(a) && isArray(b)) return equalLists(a, b, semanticEqual);
  if (!isObject(a) || !isObject(b)) return isUnset(a) && isUnset(b);
  for (const name in a) if (!semanticEqual(a[name], b[name])) return false;
  for (const name in b) if (!Object.hasOwn(a, name) && !isUnset(b[name])) return false;
  return true;
}

/**
 * `===`, which looks into an object even where both are the same one, because it might be NaN: `Object.is` does not. Most of what is compared
 * is shared and was not touched for long, so that the look costs more than the rest.
 */
function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || a === b;
}

function equalLists(a: JsonArray, b: JsonArray, equal: typeof deepEqual): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!equal(a[index], b[index])) return false;
  return true;
}

function equalObjects(a: JsonObject, b: JsonObject): boolean {
  let members = 0;
  for (const name in a) {
    if (!Object.hasOwn(b, name) || !deepEqual(a[name], b[name])) return false;
    members++;
  }
  for (const _ in b) members--;
  return members === 0;
}

function isUnset(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (isArray(value)) return value.length === 0;
  if (!isObject(value)) return false;
  for (const _ in value) return false;
  return true;
}
