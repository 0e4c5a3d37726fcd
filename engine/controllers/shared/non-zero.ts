/** The members of `counts` that are not zero, as Go's omitempty stores them. The same object if none is. */
export function nonZero<K extends string>(counts: Readonly<Record<K, number>>): { readonly [P in K]?: number } {
  let zeros = 0;
  for (const key in counts) if (counts[key] === 0) zeros += 1;
  if (zeros === 0) return counts;
  const kept: { [P in K]?: number } = {};
  for (const key in counts) if (counts[key] !== 0) kept[key] = counts[key];
  return kept;
}
