/** Fewer repetitions than this are left as they are. */
const LEAST = 3;

/** What a command printed, each line once where it came again and again: a drain says every five seconds what it waits for. */
export function withoutRepeats(text: string): string {
  const runs: { readonly line: string; count: number }[] = [];
  for (const line of text.split('\n')) {
    const last = runs.at(-1);
    if (last?.line === line) last.count += 1;
    else runs.push({ line, count: 1 });
  }
  return runs
    .flatMap(({ line, count }) =>
      count < LEAST ? Array.from({ length: count }, () => line) : [line, `(the same ${count - 1} times more)`],
    )
    .join('\n');
}
