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
