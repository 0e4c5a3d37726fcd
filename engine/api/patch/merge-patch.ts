import { deepEqual } from '../equality.ts';
import { isArray, isObject, member, withMembers } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { PatchError } from './patch-error.ts';

/** Applies an RFC 7386 patch; the body must be an object (`null` is an empty one). Unchanged parts are shared. Throws PatchError. */
export function mergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  return merge(target, patchObject(patch, 'error decoding patch: '));
}

/** The patch, if it is an object; else the server's answer to one that is not. Go reads `null` into a map without complaint. */
export function patchObject(patch: JsonValue, prefix: string = ''): JsonObject {
  if (patch === null) return {};
  if (isObject(patch)) return patch;
  const word = isArray(patch) ? 'array' : typeof patch === 'boolean' ? 'bool' : typeof patch;
  throw new PatchError(
    'BadRequest',
    `${prefix}json: cannot unmarshal ${word} into Go value of type map[string]interface {}`,
  );
}

function merge(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return deepEqual(target, patch) ? target : patch;
  const original: JsonObject = isObject(target) ? target : {};
  return withMembers(
    original,
    Object.entries(patch).map(([name, value]) => [
      name,
      value === null ? undefined : merge(member(original, name) ?? null, value),
    ]),
  );
}

/** The RFC 7386 patch that makes `modified` of `original`. */
export function createMergePatch(original: JsonObject, modified: JsonObject): JsonObject {
  const entries: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(modified)) {
    const old = member(original, name);
    if (isObject(old) && isObject(value)) {
      const patch = createMergePatch(old, value);
      if (Object.keys(patch).length > 0) entries.push([name, patch]);
    } else if (old === undefined || !deepEqual(old, value)) {
      entries.push([name, value]);
    }
  }
  for (const name of Object.keys(original)) if (!Object.hasOwn(modified, name)) entries.push([name, null]);
  return Object.fromEntries(entries);
}

/**
 * What `kubectl apply` sends for a type it knows no schema of (apimachinery `jsonmergepatch`): additions and changes from current
 * to modified, deletions from original to modified.
 */
export function createJsonMergePatch(original: JsonObject, modified: JsonObject, current: JsonObject): JsonObject {
  const additions = keep(createMergePatch(current, modified), false);
  const deletions = keep(createMergePatch(original, modified), true);
  return mergeTwoPatches(deletions, additions);
}

/** Only the nulls of a merge patch, or everything but them. */
function keep(patch: JsonObject, nulls: boolean): JsonObject {
  const entries: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(patch)) {
    if (isObject(value)) {
      const inner = keep(value, nulls);
      if (Object.keys(inner).length > 0 || (!nulls && Object.keys(value).length === 0)) entries.push([name, inner]);
    } else if ((value === null) === nulls) {
      entries.push([name, value]);
    }
  }
  return Object.fromEntries(entries);
}

function mergeTwoPatches(first: JsonObject, second: JsonObject): JsonObject {
  return withMembers(
    first,
    Object.entries(second).map(([name, value]) => {
      const old = member(first, name);
      return [name, isObject(old) && isObject(value) ? mergeTwoPatches(old, value) : value];
    }),
  );
}
