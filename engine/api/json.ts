/** A value as JSON has it. Stored values are shared, so everything is read only. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is JsonArray {
  return Array.isArray(value);
}

/** The member of that name, if the object itself has it: `constructor` and `__proto__` are ordinary names in JSON. */
export function member(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A copy with one member set (`undefined` removes it), or the same object when that is no change. */
export function withMember(object: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  if (value === undefined) return withoutMember(object, name);
  if (Object.hasOwn(object, name) && object[name] === value) return object;
  const copy: Record<string, JsonValue> = { ...object };
  define(copy, name, value);
  return copy;
}

function withoutMember(object: JsonObject, name: string): JsonObject {
  if (!Object.hasOwn(object, name)) return object;
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
}

/**
 * A copy with several members set (`undefined` removes one), or the same object when nothing changes. One pass, however many: a
 * chain of `withMember` would copy the object once for each.
 */
export function withMembers(
  object: JsonObject,
  changes: Iterable<readonly [string, JsonValue | undefined]>,
): JsonObject {
  const effective = new Map<string, JsonValue | undefined>();
  let removes = false;
  for (const [name, value] of changes) {
    if (member(object, name) === value) continue;
    effective.set(name, value);
    if (value === undefined) removes = true;
  }
  if (effective.size === 0) return object;
  if (!removes) {
    const copy: Record<string, JsonValue> = { ...object };
    for (const [name, value] of effective) if (value !== undefined) define(copy, name, value);
    return copy;
  }
  const entries: [string, JsonValue][] = [];
  for (const [name, old] of Object.entries(object)) {
    const value = effective.has(name) ? effective.get(name) : old;
    if (value !== undefined) entries.push([name, value]);
    effective.delete(name);
  }
  for (const [name, value] of effective) if (value !== undefined) entries.push([name, value]);
  return Object.fromEntries(entries);
}

/** Sets a member of a copy that nobody else has yet. Assigning is far faster than a computed literal, but `__proto__` would not be set. */
function define(copy: Record<string, JsonValue>, name: string, value: JsonValue): void {
  if (name === '__proto__')
    Object.defineProperty(copy, name, { value, writable: true, enumerable: true, configurable: true });
  else copy[name] = value;
}

/** Names of the members, sorted by code unit. */
export function sortedKeys(object: JsonObject): string[] {
  return Object.keys(object).sort(byCodeUnit);
}

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

export interface StringifyOptions {
  /** Write `<`, `>`, `&`, U+2028 and U+2029 as `\u003c` and so on, as Go's encoding/json does (default: false). */
  readonly escapeHtml?: boolean;
}

/** Compact JSON with the keys sorted by code unit, as Go writes a map. */
export function sortedStringify(value: JsonValue, { escapeHtml = false }: StringifyOptions = {}): string {
  const text = stringify(value);
  return escapeHtml ? text.replace(/[<>&\u2028\u2029]/g, unicodeEscape) : text;
}

function stringify(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(stringify).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = sortedKeys(value).map((name) => `${JSON.stringify(name)}:${stringify(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
