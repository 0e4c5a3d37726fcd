import type { Verb } from './verb.ts';

/** Candidates for a mistyped command, as cobra finds them: two edits away at most, beginning with what was typed, or meant by it elsewhere. */
export function suggestions(typed: string, verbs: readonly Pick<Verb, 'name' | 'suggestFor'>[]): readonly string[] {
  const lower = typed.toLowerCase();
  const isMeant = ({ name, suggestFor = [] }: Pick<Verb, 'name' | 'suggestFor'>): boolean =>
    editDistance(lower, name) <= 2 || name.startsWith(lower) || suggestFor.includes(lower);
  return verbs.filter(isMeant).map(({ name }) => name);
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
