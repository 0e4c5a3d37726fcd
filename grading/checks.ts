import type { ScenarioRun } from '../reports/run-value.ts';
import { execute } from '../runner/execute.ts';
import { isError, problemLine } from '../runner/problem.ts';
import { type Exercise, ExerciseError } from '../scenarios/exercises.ts';
import type { Failure } from '../scenarios/records.ts';
import { setSubject } from '../scenarios/subject.ts';
import type { CheckGrade } from './grade.ts';
import { placesOf, type Written } from './places.ts';
import { copyOf, type Played, playSubmission } from './player.ts';
import type { Check, Rubric } from './rubric.ts';
import type { Submission } from './submission.ts';

/** The checks of a rubric on one submission, and the scenarios they were. */
export interface Checked {
  readonly checks: readonly CheckGrade[];
  readonly scenarios: readonly ScenarioRun[];
}

/** Runs every check on a cluster of its own, so that none sees what another did: a copy of what `played` left, or the same made anew. */
export async function runChecks(
  rubric: Rubric,
  exercise: Exercise,
  submission: Submission,
  seed: string,
  played: Played,
): Promise<Checked> {
  setSubject({
    prepare: () => copyOf(played, exercise) ?? playSubmission(exercise, submission, seed).cluster,
    commands: played.used,
    budgetSteps: exercise.limits.steps,
  });
  try {
    const { run, problems } = await execute(rubric.support, { paths: [rubric.file], seed });
    const problem = problems.find(isError);
    if (problem !== undefined) throw new ExerciseError(problemLine(problem));
    const written = { submission, commands: played.commands };
    const scenarios = run.features.flatMap((feature) => feature.scenarios);
    return { checks: rubric.checks.map((check) => gradeOf(check, scenarios, written)), scenarios };
  } finally {
    setSubject(undefined);
  }
}

function gradeOf(check: Check, scenarios: readonly ScenarioRun[], written: Written): CheckGrade {
  const scenario = scenarios.find(({ id }) => id === check.id);
  if (scenario === undefined) throw new ExerciseError(`${check.id} did not run`);
  const passed = scenario.status === 'passed';
  const { failure } = scenario;
  // A mistake of the program in a step says nothing of the submission: that is no lost check, and no score.
  if (failure?.errorType !== undefined)
    throw new Error(`${check.id}: ${failure.step ?? 'a step'}: ${failure.errorType}: ${failure.message}`);
  return {
    ...unmet(check),
    points: passed ? check.points : 0,
    passed,
    steps: scenario.steps.map(({ keyword, text, status }) => ({ keyword, text, status })),
    ...(failure?.step === undefined ? {} : { failedStep: failure.step }),
    ...(failure === undefined ? {} : { message: failure.message }),
    ...(failure?.divergence === undefined ? {} : { divergence: failure.divergence }),
    ...(failure?.desired === undefined ? {} : { desired: failure.desired }),
    ...(failure?.actual === undefined ? {} : { actual: failure.actual }),
    causes: failure === undefined ? [] : causesOf(failure, written),
  };
}

/** From the nearest reason to the first, and where in the submission that stands. */
function causesOf({ divergence }: Failure, written: Written): readonly string[] {
  const causes = divergence?.causes ?? (divergence?.why === undefined ? [] : [divergence.why]);
  return [...causes, ...placesOf(causes, written)];
}

/** A check that brought no points; `message` says why it was not even run. */
export function unmet(check: Check, message?: string): CheckGrade {
  return {
    id: check.id,
    name: check.name,
    points: 0,
    maxPoints: check.points,
    hidden: check.hidden,
    passed: false,
    steps: [],
    ...(message === undefined ? {} : { message }),
    causes: message === undefined ? [] : [message],
  };
}
