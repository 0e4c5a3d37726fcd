import { deepEqual, semanticEqual } from '../../api/equality.ts';
import type { JsonValue } from '../../api/json.ts';

/** deepEqual for typed parts of stored objects, which are plain JSON. */
export function same(a: unknown, b: unknown): boolean {
  return deepEqual(a as JsonValue | undefined, b as JsonValue | undefined);
}

/** semanticEqual for typed parts of stored objects: absent and empty are the same. */
export function alike(a: unknown, b: unknown): boolean {
  return semanticEqual(a as JsonValue | undefined, b as JsonValue | undefined);
}

/** The members of `counts` that are not zero, as Go's omitempty stores them. */
export function nonZero<K extends string>(counts: Readonly<Record<K, number>>): { readonly [P in K]?: number } {
  const kept: { [P in K]?: number } = {};
  for (const key of Object.keys(counts) as K[]) if (counts[key] !== 0) kept[key] = counts[key];
  return kept;
}

/** Adds a key to the list unless it is there (a watch's answer). */
export function unique(keys: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(keys.filter((key): key is string => key !== undefined))];
}
