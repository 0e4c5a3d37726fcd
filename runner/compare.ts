import { type Comparison, compareRuns, hasFailed, type ScenarioChange } from '../reports/compare/comparison.ts';
import { type OutFolder, OutFolderError, openOutFolder } from '../reports/compare/out-folder.ts';
import type { Traces } from '../reports/compare/page-scenario.ts';
import { parseTrace } from '../reports/compare/trace-text.ts';
import { comparisonText } from './compare-text.ts';
import { mustTakeFile, writeOut } from './out-folder.ts';
import type { GitHubStep } from './github.ts';
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
  /** Where a summary and annotations go as well. */
  readonly gitHub?: GitHubStep;
  /** One complaint a line. */
  readonly complain: (line: string) => void;
}

/**
 * `seatrial compare`: two folders in, what changed out; the exit code (1: something broke or is slower than allowed). Throws an
 * OutFolderError where the folders cannot be compared.
 */
export async function compareFolders(request: CompareRequest): Promise<number> {
  const { base, current, html, maxSlowerMs, terminal, gitHub, complain } = request;
  const [from, to] = [openOutFolder(base), openOutFolder(current)];
  mustHaveOneSeed(from, to);
  if (html !== undefined) mustTakeFile('--html', html);
  const comparison = compareRuns(from, to, maxSlowerMs);
  if (html !== undefined) await writePage(html, comparison, from, to);
  terminal.write(comparisonText(comparison, terminal));
  if (gitHub !== undefined) await reportToGitHub(comparison, gitHub, complain);
  return hasFailed(comparison) ? 1 : 0;
}

async function reportToGitHub(
  comparison: Comparison,
  gitHub: GitHubStep,
  complain: (line: string) => void,
): Promise<void> {
  const { compareAnnotations, compareSummary } = await import('../reports/github/compare-summary.ts');
  const { tellGitHub } = await import('./github.ts');
  const report = { summary: compareSummary(comparison), annotations: compareAnnotations(comparison) };
  tellGitHub(gitHub, process.cwd(), report, complain);
}

/** Loaded only here: most comparisons find nothing, and nobody asks for a page. */
async function writePage(file: string, comparison: Comparison, base: OutFolder, current: OutFolder): Promise<void> {
  const { comparePage } = await import('../reports/compare/page.ts');
  const traces = (change: ScenarioChange): Traces => ({
    base: change.base === undefined ? [] : parseTrace(base.traceText(change.base), change.base.trace),
    current: change.current === undefined ? [] : parseTrace(current.traceText(change.current), change.current.trace),
  });
  const page = comparePage({ comparison, names: { base: base.path, current: current.path }, traces });
  writeOut('--html', file, page);
}

function mustHaveOneSeed(base: OutFolder, current: OutFolder): void {
  if (base.index.seed === current.index.seed) return;
  throw new OutFolderError(
    `${base.path} ran with seed ${base.index.seed}, ${current.path} with seed ${current.index.seed}: only runs with one seed can be compared; run both with the same --seed`,
  );
}
