import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject } from '../../runner/execute.ts';
import { type Exercise, ExerciseError } from '../../scenarios/exercises.ts';
import { type Grader, gradeSubmission } from '../grade-submission.ts';
import type { Grade, Language } from '../grade.ts';
import { gradeBy } from '../grading.ts';
import { playSubmission } from '../player.ts';
import { readRubric, type Rubric } from '../rubric.ts';
import type { Submission } from '../submission.ts';
import { mutantsOf } from './mutants/mutants.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { settledState, whyEquivalent } from './settled-state.ts';
import { readTrials, submissionsOf, type Trials } from './trials.ts';

export interface EvidenceRequest {
  readonly exercise: Exercise;
  /** The project whose step definitions the rubric may use. */
  readonly projectFolder: string;
  /** How many processes at a time; nothing that is found out depends on it. */
  readonly processes: number;
  /** Told before anything is graded how many grades there are going to be, and of each that came. */
  readonly planned: (grades: number) => void;
  readonly graded: () => void;
}

/** All that was graded to find out what a rubric is worth. */
export interface Evidence {
  readonly exercise: Exercise;
  readonly trials: Trials;
  readonly rubric: Rubric;
  /** Solution, alternatives and mistakes, in this order. */
  readonly grades: readonly Grade[];
  /** Solution and alternatives once more, in another process. */
  readonly again: readonly Grade[];
  /** The same submissions as in `grades` by the Korean rubric, where there is one. */
  readonly korean?: { readonly rubric: Rubric; readonly grades: readonly Grade[] };
  /** Of a submission that does nothing. */
  readonly nothing: Grade;
  /** Of nothing, without the exercise's setup; where it has one. */
  readonly untouched?: Grade;
  readonly outcomes: readonly Outcome[];
}

/** The seed of all grades: a check that needs luck is found by its mistakes. */
const SEED = '1';

/** It holds no manifest, but is no empty folder: that would not be graded at all. */
const NOTHING: Submission = {
  name: 'a submission that does nothing',
  files: [],
  manifests: [],
  lines: [{ file: 'nothing.sh', line: 1, text: 'sleep 1' }],
  reports: [],
  limits: [],
};

/**
 * Grades everything. Known submissions are graded by processes as a student's would be, and once more in this process meanwhile: what
 * differs between them or between the languages is for others to say.
 * @throws ExerciseError where the exercise itself is wrong
 */
export async function gather(request: EvidenceRequest): Promise<Evidence> {
  const { exercise } = request;
  const trials = await readTrials(exercise);
  const project = await loadProject(request.projectFolder);
  const rubric = await readRubric(exercise, 'en', project);
  const korean = hasKorean(exercise) ? await readRubric(exercise, 'ko', project) : undefined;
  knownNames(trials, rubric, exercise);
  const known = submissionsOf(trials);
  const right = known.slice(0, 1 + trials.alternatives.length);
  const mutants = mutantsOf(trials.solution);
  const inProcesses = [...known, NOTHING, ...mutants.map(({ submission }) => submission)];
  request.planned(inProcesses.length + right.length + (korean === undefined ? 0 : known.length));
  const [grades, here] = await Promise.all([
    gradedInProcesses(request, rubric, inProcesses),
    gradedHere(request, { rubric, korean, right, known }),
  ]);
  const outcomes = mutants.map((mutant, index) => outcomeOf(mutant, gradeAt(grades, known.length + 1 + index)));
  return {
    exercise,
    trials,
    rubric,
    grades: grades.slice(0, known.length),
    nothing: gradeAt(grades, known.length),
    outcomes: withEquivalents(outcomes, exercise, trials.solution),
    ...here,
  };
}

function hasKorean({ folder }: Exercise): boolean {
  return existsSync(join(folder, 'rubric.ko.feature'));
}

/** A name that no check has is a slip of the author's. */
function knownNames({ mistakes }: Trials, { checks, file }: Rubric, { folder }: Exercise): void {
  for (const { submission, loses } of mistakes)
    for (const name of loses)
      if (!checks.some((check) => check.name === name))
        throw new ExerciseError(
          `${join(folder, submission.name, 'expected.yaml')}: loses: "${name}" is no scenario of ${file}`,
        );
}

function gradedInProcesses(
  { exercise, projectFolder, processes, graded }: EvidenceRequest,
  rubric: Rubric,
  submissions: readonly Submission[],
): Promise<readonly Grade[]> {
  return gradeBy(rubric, {
    exercise,
    jobs: submissions.map((submission) => ({ name: submission.name, submission })),
    language: 'en',
    seed: SEED,
    projectFolder,
    processes,
    hasPages: false,
    graded,
  });
}

/** One after the other: scenarios of one process have one subject. */
async function gradedHere(
  { exercise, graded }: EvidenceRequest,
  of: {
    readonly rubric: Rubric;
    readonly korean: Rubric | undefined;
    readonly right: readonly Submission[];
    readonly known: readonly Submission[];
  },
): Promise<Pick<Evidence, 'again' | 'korean' | 'untouched'>> {
  const grade = async (rubric: Rubric, language: Language, submission: Submission, on = exercise): Promise<Grade> => {
    const grader: Grader = { exercise: on, rubric, language, seed: SEED };
    const done = await gradeSubmission(grader, submission);
    graded();
    return done.grade;
  };
  const { rubric, korean, right, known } = of;
  const again: Grade[] = [];
  for (const submission of right) again.push(await grade(rubric, 'en', submission));
  const koreanGrades: Grade[] = [];
  if (korean !== undefined) for (const submission of known) koreanGrades.push(await grade(korean, 'ko', submission));
  const { setup, ...bare } = exercise;
  return {
    again,
    ...(korean === undefined ? {} : { korean: { rubric: korean, grades: koreanGrades } }),
    ...(setup === undefined ? {} : { untouched: await grade(rubric, 'en', NOTHING, bare) }),
  };
}

/** @throws Error where there is none: a fault of ours */
export function gradeAt(grades: readonly Grade[], index: number): Grade {
  const grade = grades[index];
  if (grade === undefined) throw new Error(`there is no grade ${index} of ${grades.length}`);
  return grade;
}

/** Survivors that leave the cluster as the solution does are no mistakes. */
function withEquivalents(outcomes: readonly Outcome[], exercise: Exercise, solution: Submission): readonly Outcome[] {
  if (!outcomes.some(({ fate }) => fate === 'survived')) return outcomes;
  const stateOf = (submission: Submission) => settledState(playSubmission(exercise, submission, SEED).cluster);
  const right = stateOf(solution);
  return outcomes.map((outcome): Outcome => {
    if (outcome.fate !== 'survived') return outcome;
    const { submission, renamed } = outcome.mutant;
    const reason = whyEquivalent(stateOf(submission), right, renamed);
    return reason === undefined ? outcome : { ...outcome, fate: 'equivalent', reason };
  });
}
