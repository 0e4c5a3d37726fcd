import { deepEqual } from '../equality.ts';
import { isArray, isObject, member, withMember } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import { pointerSegments } from '../schema/pointer.ts';
import { PatchError } from './patch-error.ts';

/** The server's limit (v1.25, `maxJSONPatchOperations`). */
export const MAX_OPERATIONS = 10_000;

/** Bytes that `copy` may add in one patch (v1.25, `JSONPatchMaxCopyBytes`). */
export const MAX_COPIED: number = 3 * 1024 * 1024;

/** The server hides why an operation failed; the reason is for our own traces. */
const REJECTED = 'the server rejected our request due to an error in our request';

/** What one operation does at the end of its path. `undefined` takes the member away. */
type Edit = (old: JsonValue | undefined) => JsonValue | undefined;

/**
 * Applies an RFC 6902 patch as the API server's library does at v1.25 (evanphx/json-patch v4.12): `remove` needs the member to be
 * there, `replace` only the element of a list (a member that an object lacks is set), negative indexes count from the end. Unchanged
 * parts are shared. Throws PatchError.
 */
export function jsonPatch(target: JsonValue, operations: JsonValue): JsonValue {
  if (operations === null) return target;
  if (!isArray(operations)) {
    throw new PatchError(
      'BadRequest',
      `error decoding patch: json: cannot unmarshal ${goWord(operations)} into Go value of type []handlers.jsonPatchOp`,
    );
  }
  if (operations.length > MAX_OPERATIONS) {
    throw new PatchError(
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${operations.length}`,
    );
  }
  let document = target;
  let copied = 0;
  for (const operation of operations) {
    if (isObject(operation) && operation['op'] === 'copy')
      copied += sizeOf(find(document, pathOf(operation, 'from')), MAX_COPIED - copied);
    if (copied > MAX_COPIED) throw rejected('the copies are too large together');
    document = applyOperation(document, operation);
  }
  return document;
}

/** Roughly the length of the value as JSON; counting stops beyond the limit, since copies of copies grow without bounds. */
function sizeOf(value: JsonValue, limit: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 4;
  let size = 2;
  for (const [name, child] of Object.entries(value)) {
    if (size > limit) break;
    size += name.length + 2 + sizeOf(child, limit - size);
  }
  return size;
}

function goWord(value: JsonValue): string {
  if (value === null || isObject(value)) return 'object';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function applyOperation(document: JsonValue, operation: JsonValue): JsonValue {
  if (!isObject(operation)) {
    throw new PatchError(
      'BadRequest',
      `error decoding patch: json: cannot unmarshal ${isArray(operation) ? 'array' : goWord(operation)} into Go value of type handlers.jsonPatchOp`,
    );
  }
  const path = pathOf(operation, 'path');
  switch (operation['op']) {
    case 'add':
      return edit(document, path, valueOf(operation), insert);
    case 'remove':
      return edit(
        document,
        path,
        undefined,
        present(() => undefined),
      );
    case 'replace':
      return edit(document, path, undefined, () => valueOf(operation));
    case 'move': {
      const moved = find(document, pathOf(operation, 'from'));
      const without = edit(
        document,
        pathOf(operation, 'from'),
        undefined,
        present(() => undefined),
      );
      return edit(without, path, moved, insert);
    }
    case 'copy':
      return edit(document, path, find(document, pathOf(operation, 'from')), insert);
    case 'test':
      if (!deepEqual(findOrNull(document, path) ?? null, member(operation, 'value') ?? null))
        throw rejected(`testing value ${path.join('/')} failed`);
      return document;
    default:
      throw rejected(`unexpected kind: ${String(operation['op'])}`);
  }
}

function pathOf(operation: JsonObject, name: 'path' | 'from'): string[] {
  const pointer = operation[name];
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.includes('/'))) throw rejected(`no ${name}`);
  // The library cuts at slashes and drops what stands before the first of them.
  return pointerSegments(pointer.slice(Math.max(pointer.indexOf('/'), 0)));
}

function valueOf(operation: JsonObject): JsonValue {
  return member(operation, 'value') ?? null;
}

/** An edit that refuses a member that is not there. */
function present(next: () => JsonValue | undefined): Edit {
  return (old) => {
    if (old === undefined) throw rejected('missing value');
    return next();
  };
}

/** Marks the edit of `add`, which inserts into lists instead of replacing an element. */
const insert = Symbol('insert');

/** The document with the value at the end of the path edited, and the containers along the path copied. */
function edit(
  document: JsonValue,
  path: readonly string[],
  value: JsonValue | undefined,
  change: Edit | typeof insert,
): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return (change === insert ? value : change(document)) ?? null;
  if (isArray(document)) return editList(document, name, rest, value, change);
  if (!isObject(document)) throw rejected(`nothing at ${name}`);
  const old = member(document, name);
  if (rest.length === 0) return withMember(document, name, change === insert ? value : change(old));
  if (old === undefined) throw rejected(`nothing at ${name}`);
  return withMember(document, name, edit(old, rest, value, change));
}

function editList(
  list: JsonArray,
  name: string,
  rest: readonly string[],
  value: JsonValue | undefined,
  change: Edit | typeof insert,
): JsonValue {
  const adding = rest.length === 0 && change === insert;
  const index = indexIn(list, name, adding);
  if (adding) return list.toSpliced(index, 0, value ?? null);
  const old = list[index];
  if (old === undefined) throw rejected(`no element ${name}`);
  const next = rest.length > 0 ? edit(old, rest, value, change) : change === insert ? value : change(old);
  if (next === undefined) return list.toSpliced(index, 1);
  return next === old ? list : list.with(index, next);
}

/** An index as the library reads it: `-` is the end when adding, negative ones count from the end. */
function indexIn(list: JsonArray, name: string, adding: boolean): number {
  if (adding && name === '-') return list.length;
  const size = adding ? list.length + 1 : list.length;
  const index = /^[+-]?\d+$/.test(name) ? Number(name) : Number.NaN;
  const fromStart = index < 0 ? size + index : index;
  if (!(fromStart >= 0 && fromStart < size)) throw rejected(`no element ${name}`);
  return fromStart;
}

function find(document: JsonValue, path: readonly string[]): JsonValue {
  const found = findOrNull(document, path);
  if (found === undefined) throw rejected(`nothing at ${path.join('/')}`);
  return found;
}

function findOrNull(document: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const name of path) {
    if (isArray(value)) value = value[indexIn(value, name, false)];
    else value = isObject(value) ? member(value, name) : undefined;
  }
  return value;
}

function rejected(why: string): PatchError {
  return new PatchError('Invalid', REJECTED, why);
}
