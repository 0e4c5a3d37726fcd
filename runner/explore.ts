import { countsOf, type ScenarioRun, scenariosOf } from '../reports/run-value.ts';
import { execute, type Execution, loadProject } from './execute.ts';
import { isError, problemLine } from './problem.ts';
import { nothingSelected } from './run.ts';
import { failureWords } from './failure-words.ts';
import { failureText, line } from './summary.ts';
import { painter, type Terminal } from './terminal.ts';

export interface ExploreRequest extends Omit<Execution, 'seed' | 'order'> {
  readonly cwd: string;
  /** The first seed, and how many from there. */
  readonly firstSeed: number;
  readonly seeds: number;
  readonly terminal: Terminal;
  readonly complain: (line: string) => void;
}

/**
 * `seatrial explore`: the same scenarios under many schedules. Each scenario that fails is shown once, with the first seed that makes
 * it fail and the one command that replays it.
 */
export async function explore(request: ExploreRequest): Promise<number> {
  const { firstSeed, seeds, terminal, complain, cwd } = request;
  const project = await loadProject(cwd);
  const failures = new Map<string, Known>();
  let passed = 0;
  for (let number = 0; number < seeds; number++) {
    const execution: Execution = { ...request, seed: String(firstSeed + number), order: 'explore' };
    const { run, problems, selected } = await execute(project, execution);
    if (number === 0) for (const problem of problems) complain(problemLine(problem));
    if (problems.some(isError)) return 2;
    if (selected === 0) {
      complain(nothingSelected(execution));
      return 2;
    }
    const counts = countsOf(scenariosOf(run));
    passed += counts.passed;
    terminal.write(`seed ${execution.seed}: ${counts.passed} passed, ${counts.failed} failed\n`);
    for (const { language, scenarios } of run.features) {
      for (const scenario of scenarios.filter(({ status }) => status !== 'passed')) {
        const known = failures.get(scenario.id);
        if (known === undefined) failures.set(scenario.id, { scenario, language, seeds: [execution.seed] });
        else known.seeds.push(execution.seed);
      }
    }
  }
  const all = [...failures.values()];
  terminal.write(all.map((failure) => `\n${failureOf(failure, terminal)}`).join(''));
  const failed = all.reduce((sum, failure) => sum + failure.seeds.length, 0);
  terminal.write(`\n${seeds} seeds\n${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

const MOST_SEEDS = 12;

/** A scenario that failed: as it first did, and with which seeds. */
interface Known {
  readonly scenario: ScenarioRun;
  readonly language: string;
  readonly seeds: string[];
}

function failureOf({ scenario, language, seeds }: Known, terminal: Terminal): string {
  const shown = seeds.slice(0, MOST_SEEDS).join(', ');
  const more = seeds.length > MOST_SEEDS ? ` and ${seeds.length - MOST_SEEDS} more` : '';
  const { labels } = failureWords(language);
  return `${failureText(scenario, painter(terminal), language)}${line(labels.seeds, `${shown}${more}`)}\n`;
}
