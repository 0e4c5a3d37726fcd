import type { ScenarioRun } from '../reports/run-value.ts';
import type { Exercise } from '../scenarios/exercises.ts';
import { runChecks, unmet } from './checks.ts';
import type { Grade, Language } from './grade.ts';
import { playSubmission } from './player.ts';
import { type Rubric, sumOf } from './rubric.ts';
import type { Submission } from './submission.ts';

/** What one submission is graded by. */
export interface Grader {
  readonly exercise: Exercise;
  readonly rubric: Rubric;
  readonly language: Language;
  readonly seed: string;
}

/** A grade, and the scenarios behind it for the pages. */
export interface Graded {
  readonly grade: Grade;
  readonly scenarios: readonly ScenarioRun[];
}

/** Runs a submission on a cluster and the rubric on what it left. The same submission gives the same grade, whatever its name. */
export async function gradeSubmission(grader: Grader, submission: Submission): Promise<Graded> {
  const { exercise, rubric, seed } = grader;
  if (submission.manifests.length === 0 && submission.lines.length === 0) return unreadable(grader, submission);
  const played = playSubmission(exercise, submission, seed);
  const limits = [...submission.limits, ...played.limits];
  const base = { ...emptyGrade(grader, submission.name), files: submission.reports, commands: played.commands, limits };
  if (played.isSpent) {
    const why = played.limits.map(({ message }) => message).join('; ');
    const checks = rubric.checks.map((check) => unmet(check, `not checked: ${why}`));
    return { grade: { ...base, status: 'graded', score: 0, checks }, scenarios: [] };
  }
  const { checks, scenarios } = await runChecks(rubric, exercise, submission, seed, played);
  const score = sumOf(checks.map(({ points }) => points));
  return { grade: { ...base, status: 'graded', score, checks }, scenarios };
}

function unreadable(grader: Grader, submission: Submission): Graded {
  const reason = `nothing in it can be graded: ${whyUnreadable(submission)}`;
  const base = emptyGrade(grader, submission.name);
  const grade: Grade = { ...base, status: 'unreadable', reason, files: submission.reports, limits: submission.limits };
  return { grade, scenarios: [] };
}

/** A refused file's problem says more than what is wrong with the whole, whose path is `.`; what is wrong with others is said behind it. */
function whyUnreadable({ reports }: Submission): string {
  const problems = reports.flatMap(({ path, kind, problems: own }) =>
    own.map(({ message, line }) => {
      const where = line === undefined ? path : `${path}:${line}`;
      return { isWhole: path === '.', kind, text: path === '.' ? message : `${where}: ${message}` };
    }),
  );
  const refused = problems.find(({ isWhole, kind }) => !isWhole && kind !== 'ignored');
  if (refused !== undefined) return refused.text;
  const whole = problems.find(({ isWhole }) => isWhole)?.text ?? 'it holds no manifest and no command';
  const other = problems.find(({ isWhole }) => !isWhole)?.text;
  return other === undefined ? whole : `${whole}: ${other}`;
}

/** The grade of a submission whose grading came to no end; `reason` is one sentence. */
export function failedGrade(grader: Grader, submission: string, reason: string): Grade {
  return { ...emptyGrade(grader, submission), reason };
}

function emptyGrade({ exercise, rubric, language, seed }: Grader, submission: string): Grade {
  return {
    exercise: exercise.id,
    submission,
    status: 'error',
    score: null,
    maxScore: sumOf(rubric.checks.map(({ points }) => points)),
    language,
    seed,
    checks: [],
    files: [],
    commands: [],
    limits: [],
  };
}
