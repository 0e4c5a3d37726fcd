/** Long texts are counted again with every item of a list: the last ones are kept. */
const LONG = 1024;
const MOST_KEPT = 4;
const kept = new Map<string, readonly string[]>();

/** The code points of a text. */
export function pointsOf(text: string): readonly string[] {
  if (text.length < LONG) return [...text];
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const points = [...text];
  kept.set(text, points);
  return points;
}
