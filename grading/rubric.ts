import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execute, type SelectedScenario, type Support } from '../runner/execute.ts';
import { isError, problemLine } from '../runner/problem.ts';
import { type Exercise, ExerciseError } from '../scenarios/exercises.ts';
import type { Language } from './grade.ts';

/** One scenario of a rubric and what it is worth. */
export interface Check {
  /** `rubric.feature:12`. */
  readonly id: string;
  readonly name: string;
  readonly points: number;
  readonly hidden: boolean;
}

/** What is checked, in the order of the file, and the support code that can do it. */
export interface Rubric {
  readonly file: string;
  readonly checks: readonly Check[];
  readonly support: Support;
}

const FILES: Readonly<Record<Language, string>> = { en: 'rubric.feature', ko: 'rubric.ko.feature' };

/**
 * The rubric of an exercise in a language; `project` brings the step definitions.
 * @throws ExerciseError where a step is unknown, a scenario has no points, or the language has no rubric
 */
export async function readRubric(exercise: Exercise, language: Language, project: Support): Promise<Rubric> {
  const file = FILES[language];
  const path = join(exercise.folder, file);
  if (!existsSync(path)) throw new ExerciseError(`${path} is missing: the exercise has no rubric in this language`);
  // Seen from the exercise's folder, wherever that lies: names and seeds say nothing of the machine.
  const support = { ...project, cwd: exercise.folder };
  let scenarios: readonly SelectedScenario[] = [];
  const { problems } = await execute(
    support,
    { paths: [file], seed: '1', lintOnly: true },
    { selected: (found) => (scenarios = found) },
  );
  const problem = problems.find(isError);
  if (problem !== undefined) throw new ExerciseError(join(exercise.folder, problemLine(problem)));
  if (scenarios.length === 0) throw new ExerciseError(`${path} has no scenario: there is nothing to check`);
  return { file, checks: scenarios.map((scenario) => checkOf(scenario, exercise)), support };
}

function checkOf({ id, name, tags }: SelectedScenario, { folder }: Exercise): Check {
  return { id, name, points: pointsOf(tags, join(folder, id)), hidden: tags.includes('@hidden') };
}

/** `@points(2.5)`: the tag nearest to the scenario counts. */
function pointsOf(tags: readonly string[], place: string): number {
  const tag = tags.findLast((name) => name.startsWith('@points'));
  if (tag === undefined)
    throw new ExerciseError(`${place}: the scenario is worth nothing: give it a tag such as @points(2)`);
  const points = /^@points\((\d{1,4}(?:\.\d{1,2})?)\)$/.exec(tag)?.[1];
  if (points === undefined) throw new ExerciseError(`${place}: ${tag}: write points as @points(2) or @points(0.5)`);
  return Number(points);
}

/** Points add up without the dust of binary fractions. */
export function sumOf(points: readonly number[]): number {
  return Math.round(points.reduce((sum, value) => sum + value, 0) * 100) / 100;
}
