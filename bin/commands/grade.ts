import { availableParallelism } from 'node:os';
import { runGrade } from '../../grading/run-grade.ts';
import type { Language } from '../../grading/grade.ts';
import { ProjectError } from '../../runner/execute.ts';
import { OutputError } from '../../runner/out-folder.ts';
import { terminalOf } from '../../runner/terminal.ts';
import { ExerciseError } from '../../scenarios/exercises.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage, UsageError } from '../command.ts';
import { wholeNumber } from '../numbers.ts';

/** `seatrial grade EXERCISE --submissions DIR [--out DIR] [--jobs N] [--fail-under N] [--language ko] [--seed N]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(argv, {
    submissions: { type: 'string' },
    out: { type: 'string', default: 'out/grades' },
    jobs: { type: 'string' },
    'fail-under': { type: 'string' },
    language: { type: 'string', default: 'en' },
    seed: { type: 'string', default: '1' },
  });
  const [exercise, ...more] = positionals;
  if (exercise === undefined || more.length > 0) throw new UsageError('grade needs one EXERCISE: its id or its folder');
  if (values.submissions === undefined)
    throw new UsageError('grade needs --submissions DIR: a folder with a sub-folder or zip for each submission');
  const failUnder = values['fail-under'];
  const request = {
    exercise,
    submissions: values.submissions,
    out: values.out,
    cwd: process.cwd(),
    processes: processesOf(values.jobs),
    language: languageOf(values.language),
    seed: String(wholeNumber('--seed', values.seed)),
    ...(failUnder === undefined ? {} : { failUnder: pointsOf(failUnder) }),
    terminal: terminalOf(process.stdout, process.env),
    progress: terminalOf(process.stderr, process.env),
    complain: (line: string) => void process.stderr.write(`${line}\n`),
    onInterrupt,
  };
  return await asUsage([ExerciseError, OutputError, ProjectError], () => runGrade(request));
}

/** Ctrl-C: 130, as shells have it, and what there is by then. */
function onInterrupt(say: () => string): () => void {
  const stop = (): void => {
    process.stderr.write(say());
    process.exit(130);
  };
  process.once('SIGINT', stop);
  return () => process.off('SIGINT', stop);
}

/** `--jobs N`: how many processes; without it one for each processor. */
export function processesOf(value: string | undefined): number {
  if (value === undefined) return availableParallelism();
  const processes = wholeNumber('--jobs', value);
  if (processes >= 1 && processes <= 64) return processes;
  throw new UsageError(`--jobs ${value}: give a number of processes, 1 to 64`);
}

export function languageOf(value: string): Language {
  if (value === 'en' || value === 'ko') return value;
  throw new UsageError(`--language ${value}: give en or ko`);
}

function pointsOf(value: string): number {
  if (/^\d{1,6}(\.\d{1,2})?$/.test(value)) return Number(value);
  throw new UsageError(`--fail-under ${value}: give a number of points`);
}
