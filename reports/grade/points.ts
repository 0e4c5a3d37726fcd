/** Points as people write them: at most two decimals, and none that say nothing. */
export function score(points: number): string {
  return String(Math.round(points * 100) / 100);
}
