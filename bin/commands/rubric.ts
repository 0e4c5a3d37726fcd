import { runRubric } from '../../grading/rubric/run-rubric.ts';
import { ProjectError } from '../../runner/execute.ts';
import { OutputError } from '../../runner/out-folder.ts';
import { terminalOf } from '../../runner/terminal.ts';
import { ExerciseError } from '../../scenarios/exercises.ts';
import { argumentsOf } from '../arguments.ts';
import { asUsage, UsageError } from '../command.ts';
import { processesOf } from './grade.ts';

/** `seatrial rubric EXERCISE [--jobs N] [--min-caught PERCENT] [--json FILE]` */
export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(argv, {
    jobs: { type: 'string' },
    'min-caught': { type: 'string', default: '85' },
    json: { type: 'string' },
  });
  const [exercise, ...more] = positionals;
  if (exercise === undefined || more.length > 0)
    throw new UsageError('rubric needs one EXERCISE: its id or its folder');
  const request = {
    exercise,
    cwd: process.cwd(),
    processes: processesOf(values.jobs),
    minCaughtPercent: percentOf(values['min-caught']),
    ...(values.json === undefined ? {} : { json: values.json }),
    terminal: terminalOf(process.stdout, process.env),
    progress: terminalOf(process.stderr, process.env),
  };
  return await asUsage([ExerciseError, OutputError, ProjectError], () => runRubric(request));
}

function percentOf(value: string): number {
  if (/^\d{1,3}(\.\d{1,2})?$/.test(value) && Number(value) <= 100) return Number(value);
  throw new UsageError(`--min-caught ${value}: give a percentage, 0 to 100`);
}
