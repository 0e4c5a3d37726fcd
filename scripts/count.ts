/** How many tests passed and failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Reads the closing lines of node:test (`ℹ pass N`), of a feature run (`N passed, N failed`) and of the laws (`N laws held, N failed, seed S`). */
export function countIn(output: string): Count | undefined {
  return nodeTestCount(output) ?? closingLineCount(output);
}

function nodeTestCount(output: string): Count | undefined {
  const passed = last(output, /^(?:ℹ|#) pass (\d+)$/gm);
  const failed = last(output, /^(?:ℹ|#) fail (\d+)$/gm);
  const cancelled = last(output, /^(?:ℹ|#) cancelled (\d+)$/gm);
  return passed === undefined || failed === undefined ? undefined : { passed, failed: failed + (cancelled ?? 0) };
}

function closingLineCount(output: string): Count | undefined {
  const line = [...output.matchAll(/^(\d+) (?:passed, (\d+) failed|laws held, (\d+) failed, seed \d+)$/gm)].at(-1);
  return line === undefined ? undefined : { passed: Number(line[1]), failed: Number(line[2] ?? line[3]) };
}

function last(output: string, pattern: RegExp): number | undefined {
  const digits = [...output.matchAll(pattern)].at(-1)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function sum(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  };
}

/** The last line of `npm test`, which CI reads. */
export function closingLine({ passed, failed }: Count): string {
  return `${passed} passed, ${failed} failed`;
}
