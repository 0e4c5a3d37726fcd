import { compareRuns, hasFailed } from '../reports/compare/comparison.ts';
import { type OutFolder, OutFolderError, openOutFolder } from '../reports/compare/out-folder.ts';
import { comparisonText } from './compare-text.ts';
import type { Terminal } from './terminal.ts';

export interface CompareRequest {
  /** Folders that `seatrial run --out` wrote. */
  readonly base: string;
  readonly current: string;
  /** Where the page goes; none without it. */
  readonly html?: string;
  /** Longest that a scenario, a step or a recovery may take more than in `base`, in virtual milliseconds. */
  readonly maxSlowerMs?: number;
  readonly terminal: Terminal;
}

/**
 * `seatrial compare`: two folders in, what changed out; the exit code (1: something broke or is slower than allowed). Throws an
 * OutFolderError where the folders cannot be compared.
 */
export async function compareFolders({ base, current, maxSlowerMs, terminal }: CompareRequest): Promise<number> {
  const [from, to] = [openOutFolder(base), openOutFolder(current)];
  mustHaveOneSeed(from, to);
  const comparison = compareRuns(from, to, maxSlowerMs);
  terminal.write(comparisonText(comparison, terminal));
  return hasFailed(comparison) ? 1 : 0;
}

function mustHaveOneSeed(base: OutFolder, current: OutFolder): void {
  if (base.index.seed === current.index.seed) return;
  throw new OutFolderError(
    `${base.path} ran with seed ${base.index.seed}, ${current.path} with seed ${current.index.seed}: only runs with one seed can be compared; run both with the same --seed`,
  );
}
