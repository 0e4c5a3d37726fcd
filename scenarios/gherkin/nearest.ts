/** The candidate with the fewest edits from `text`, if that is few enough to be a slip; ties go to the first. */
export function nearest(
  text: string,
  candidates: readonly string[],
  mostEdits: number = Math.ceil(text.length / 4),
): string | undefined {
  let best: string | undefined;
  let fewest = mostEdits + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= fewest) continue;
    const edits = distance(text, candidate);
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

/** Edits (insert, delete, replace, swap of neighbours) that make `b` of `a`. */
export function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** Words one edit away from a keyword that sentences begin with. */
export const ORDINARY_WORDS: ReadonlySet<string> = new Set([
  'the',
  'they',
  'them',
  'there',
  'an',
  'any',
  'all',
  'but',
  'what',
  'where',
  'who',
]);

/** A slip of the fingers keeps the first letter or the length; prose beginning with "This" is not "Then". */
export function isLikeAKeyword(word: string, keyword: string): boolean {
  if (word === keyword.toLowerCase() && word !== keyword) return true;
  return word[0] === keyword[0] && word !== keyword;
}
