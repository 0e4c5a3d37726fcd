import { relative, resolve } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import type { Run } from '../reports/run-value.ts';
import { countsOf, scenariosOf } from '../reports/run-value.ts';
import { execute, type Executed, type Execution, loadProject } from './execute.ts';
import { problemLine } from './problem.ts';
import { Progress } from './progress.ts';
import { closingLine, summary } from './summary.ts';
import type { Terminal } from './terminal.ts';

export interface RunRequest extends Execution {
  readonly cwd: string;
  /** Where the reports go, relative to cwd. */
  readonly out: string;
  readonly terminal: Terminal;
  /** One complaint a line. */
  readonly complain: (line: string) => void;
}

/** `seatrial run`: features in, reports and a summary out; the exit code (0 all passed, 1 some failed, 2 wrong input). */
export async function runFeatures(request: RunRequest): Promise<number> {
  const { cwd, out, terminal, complain } = request;
  const progress = new Progress(terminal);
  const messages: string[] = [];
  const executed = await execute(await loadProject(cwd), request, {
    planned: (scenarios) => progress.plan(scenarios),
    scenario: (scenario) => progress.scenario(scenario, performance.now()),
    message: (envelope: Envelope) => void messages.push(JSON.stringify(envelope)),
  });
  const complaints = complaintsOf(executed, request);
  if (complaints.length > 0) {
    for (const line of complaints) complain(line);
    return 2;
  }
  progress.end();
  const { run } = executed;
  await write(run, messages, resolve(cwd, out));
  terminal.write(summary(run, terminal));
  terminal.write(`\nreport: ${relative(cwd, resolve(cwd, out, 'index.html'))}\n${closingLine(run)}`);
  return countsOf(scenariosOf(run)).failed > 0 ? 1 : 0;
}

/** Loaded only now: nothing of it is needed to begin. */
async function write(run: Run, messages: readonly string[], folder: string): Promise<void> {
  const { writeReports } = await import('../reports/write.ts');
  writeReports(run, messages, folder);
}

/** Why nothing ran, one line each. */
export function complaintsOf({ problems, selected }: Executed, { paths, tags, shard }: Execution): readonly string[] {
  if (problems.length > 0) return problems.map(problemLine);
  if (selected > 0) return [];
  const by = [
    ...paths,
    ...(tags === undefined ? [] : [`--tags '${tags}'`]),
    ...(shard === undefined ? [] : [`--shard ${shard}`]),
  ];
  return [`no scenario is selected by ${by.join(' ')}`];
}
