/** `1 point`, `2.5 points`, `1 scenario`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
