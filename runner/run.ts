import { relative, resolve } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import type { Run } from '../reports/run-value.ts';
import { countsOf, scenariosOf } from '../reports/run-value.ts';
import { execute, type Execution, loadProject } from './execute.ts';
import { mustTakeFiles, writing } from './out-folder.ts';
import type { GitHubStep } from './github.ts';
import { isError, problemLine } from './problem.ts';
import { Progress } from './progress.ts';
import { closingLine, summary } from './summary.ts';
import type { Terminal } from './terminal.ts';

export interface RunRequest extends Execution {
  readonly cwd: string;
  /** Where the reports go, relative to cwd. */
  readonly out: string;
  readonly terminal: Terminal;
  /** Where a summary and annotations go as well. */
  readonly gitHub?: GitHubStep;
  /** One complaint a line. */
  readonly complain: (line: string) => void;
}

/** `seatrial run`: features in, reports and a summary out; the exit code (0 all passed, 1 some failed, 2 wrong input). */
export async function runFeatures(request: RunRequest): Promise<number> {
  const { cwd, out, terminal, complain } = request;
  mustTakeFiles('--out', out, resolve(cwd, out));
  const progress = new Progress(terminal);
  const messages: string[] = [];
  const executed = await execute(await loadProject(cwd), request, {
    planned: (scenarios) => progress.plan(scenarios),
    scenario: (scenario) => progress.scenario(scenario, performance.now()),
    message: (envelope: Envelope) => void messages.push(JSON.stringify(envelope)),
  });
  progress.end();
  for (const problem of executed.problems) complain(problemLine(problem));
  if (executed.problems.some(isError)) return 2;
  if (executed.selected === 0) {
    complain(nothingSelected(request));
    return 2;
  }
  const { run } = executed;
  // Loaded only now: nothing of it is needed to begin.
  const { writeReports } = await import('../reports/write.ts');
  writing('--out', out, () => writeReports(run, messages, resolve(cwd, out)));
  terminal.write(summary(run, terminal));
  await reportToGitHub(run, request);
  terminal.write(`\nreport: ${relative(cwd, resolve(cwd, out, 'index.html'))}\n${closingLine(run)}`);
  return countsOf(scenariosOf(run)).failed > 0 ? 1 : 0;
}

async function reportToGitHub(run: Run, { gitHub, cwd, complain }: RunRequest): Promise<void> {
  if (gitHub === undefined) return;
  const { runAnnotations, runSummary } = await import('../reports/github/run-summary.ts');
  const { tellGitHub } = await import('./github.ts');
  tellGitHub(gitHub, cwd, { summary: runSummary(run), annotations: runAnnotations(run) }, complain);
}

/** A run that proves nothing is wrong input. */
export function nothingSelected({ paths, tags, shard }: Execution): string {
  const by = [
    ...paths,
    ...(tags === undefined ? [] : [`--tags '${tags}'`]),
    ...(shard === undefined ? [] : [`--shard ${shard}`]),
  ];
  return `no scenario is selected by ${by.join(' ')}`;
}
