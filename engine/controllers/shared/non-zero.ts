/** The members of `counts` that are not zero, as Go's omitempty stores them. */
export function nonZero<K extends string>(counts: Readonly<Record<K, number>>): { readonly [P in K]?: number } {
  const kept: { [P in K]?: number } = {};
  for (const key of Object.keys(counts) as K[]) if (counts[key] !== 0) kept[key] = counts[key];
  return kept;
}
