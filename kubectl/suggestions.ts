/** Candidates for a mistyped command, as cobra finds them: two edits away at most, or beginning with what was typed. */
export function suggestions(typed: string, names: readonly string[]): readonly string[] {
  const lower = typed.toLowerCase();
  return names.filter((name) => editDistance(lower, name) <= 2 || name.startsWith(lower));
}

/** Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
