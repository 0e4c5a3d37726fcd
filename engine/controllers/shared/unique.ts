/** Adds a key to the list unless it is there (a watch's answer). */
export function unique(keys: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(keys.filter((key): key is string => key !== undefined))];
}
