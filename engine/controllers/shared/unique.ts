const NONE: readonly string[] = [];

/** Adds a key to the list unless it is there (a watch's answer). */
export function unique(keys: readonly (string | undefined)[]): readonly string[] {
  if (keys.length === 0) return NONE;
  return [...new Set(keys.filter((key): key is string => key !== undefined))];
}
