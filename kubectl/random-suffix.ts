const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters that kubectl draws at random (utilrand.String); here they follow from a text, so that a run repeats. */
export function suffixOf(text: string): string {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
  return Array.from({ length: 5 }, (_, at) => LETTERS[Math.floor(hash / LETTERS.length ** at) % LETTERS.length]).join(
    '',
  );
}
