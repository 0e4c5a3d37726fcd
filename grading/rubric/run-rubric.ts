import { mustTakeFile, writeOut } from '../../runner/out-folder.ts';
import { fitted, type Terminal } from '../../runner/terminal.ts';
import { readExercise } from '../../scenarios/exercises.ts';
import { mutationJson } from './mutation-json.ts';
import { proofText } from './print.ts';
import { gather } from './evidence.ts';
import { proofOf } from './proof.ts';

export interface RubricRequest {
  /** Its id or folder. */
  readonly exercise: string;
  /** The project whose step definitions the rubric may use. */
  readonly cwd: string;
  readonly processes: number;
  /** How many of a hundred mutants have to be caught. */
  readonly minCaughtPercent: number;
  /** Where the mutants go in the shape of mutation-testing-report-schema. */
  readonly json?: string;
  readonly terminal: Terminal;
  /** Shows how far it is. */
  readonly progress: Terminal;
}

/**
 * `seatrial rubric`: exit code 0 when the rubric is proven, 1 when something does not hold.
 * @throws ExerciseError where the exercise itself is wrong
 */
export async function runRubric(request: RubricRequest): Promise<number> {
  const { terminal, processes, cwd } = request;
  const progress = new Progress(request.progress);
  const exercise = readExercise(request.exercise);
  const { json } = request;
  if (json !== undefined) mustTakeFile('--json', json);
  const evidence = await gather({
    exercise,
    projectFolder: cwd,
    processes,
    planned: (all) => progress.plan(all),
    graded: () => progress.step(),
  }).finally(() => progress.end());
  const proof = proofOf(evidence, request.minCaughtPercent);
  if (json !== undefined) writeOut('--json', json, mutationJson(evidence, request.minCaughtPercent));
  terminal.write(proofText(proof, terminal));
  return proof.problems.length === 0 ? 0 : 1;
}

/** `17 of 64 graded`: one line that changes where the terminal can; else only how much there is to do. */
class Progress {
  readonly #terminal: Terminal;
  #all = 0;
  #done = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  plan(all: number): void {
    this.#all = all;
    if (!this.#terminal.isLive) this.#terminal.write(`grading ${all} submissions\n`);
  }

  step(): void {
    this.#done += 1;
    if (!this.#terminal.isLive) return;
    const filled = this.#all === 0 ? 0 : Math.round((20 * this.#done) / this.#all);
    const text = `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${this.#done} of ${this.#all} graded`;
    this.#terminal.write(`\r${fitted(text, Math.max(30, this.#terminal.width - 1))}`);
  }

  end(): void {
    if (this.#terminal.isLive) this.#terminal.write('\r\u001b[K');
  }
}
