import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadYaml } from '../../kubectl/manifest/load.ts';
import { type Exercise, ExerciseError } from '../../scenarios/exercises.ts';
import { Shape, ShapeError } from '../../scenarios/shape.ts';
import { type Submission, submissionLimits } from '../submission.ts';
import { readSubmission } from '../submission/read.ts';

/** A wrong submission of which the author says what it gets. */
export interface Mistake {
  readonly submission: Submission;
  readonly score: number;
  /** Names of the checks that it loses; it passes the others. */
  readonly loses: readonly string[];
}

/** Submissions of which the author knows the score; each is named by its folder: `mistakes/no-service`. */
export interface Trials {
  readonly solution: Submission;
  /** Other right answers. */
  readonly alternatives: readonly Submission[];
  readonly mistakes: readonly Mistake[];
}

/** All of them, in the order of the folders: solution, alternatives, mistakes. */
export function submissionsOf({ solution, alternatives, mistakes }: Trials): readonly Submission[] {
  return [solution, ...alternatives, ...mistakes.map(({ submission }) => submission)];
}

const EXPECTED = 'expected.yaml';

/**
 * Reads solution/, alternatives/ and mistakes/ of an exercise, each by name.
 * @throws ExerciseError where the solution or what a mistake is expected to get is missing or cannot be read
 */
export async function readTrials(exercise: Exercise): Promise<Trials> {
  const solution = await trial(exercise, 'solution');
  if (solution.manifests.length + solution.lines.length === 0)
    throw new ExerciseError(`${join(exercise.folder, 'solution')} holds no manifest and no command`);
  const alternatives = foldersIn(exercise, 'alternatives').map((path) => trial(exercise, path));
  const mistakes = foldersIn(exercise, 'mistakes').map((path) => mistake(exercise, path));
  return { solution, alternatives: await Promise.all(alternatives), mistakes: await Promise.all(mistakes) };
}

function foldersIn({ folder }: Exercise, name: string): readonly string[] {
  if (!existsSync(join(folder, name))) return [];
  return readdirSync(join(folder, name), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${name}/${entry.name}`)
    .sort();
}

async function trial({ folder, limits }: Exercise, path: string): Promise<Submission> {
  if (!existsSync(join(folder, path))) throw new ExerciseError(`${join(folder, path)} is missing`);
  const read = await readSubmission(join(folder, path), submissionLimits(limits));
  return {
    ...read,
    name: path,
    files: read.files.filter((file) => file.path !== EXPECTED),
    manifests: read.manifests.filter((file) => file !== EXPECTED),
    reports: read.reports.filter((report) => report.path !== EXPECTED),
  };
}

async function mistake(exercise: Exercise, path: string): Promise<Mistake> {
  const file = join(exercise.folder, path, EXPECTED);
  if (!existsSync(file)) throw new ExerciseError(`${file} is missing: it says the score, and the checks that are lost`);
  return { ...expectedIn(file), submission: await trial(exercise, path) };
}

function expectedIn(file: string): { readonly score: number; readonly loses: readonly string[] } {
  try {
    const shape = new Shape(loadYaml(readFileSync(file, 'utf8'), file));
    shape.only(['score', 'loses']);
    const loses = shape.words('loses');
    if (loses === undefined) throw new ShapeError('loses is missing');
    return { score: shape.number('score'), loses };
  } catch (error) {
    if (error instanceof ShapeError) throw new ExerciseError(`${file}: ${error.message}`, { cause: error });
    throw new ExerciseError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
