import { disagreements, rubricProblems } from './agreement.ts';
import { type Evidence, gradeAt } from './evidence.ts';
import {
  freePointsProblems,
  fullScoreProblems,
  mistakeProblems,
  otherLanguageProblems,
  repeatProblems,
} from './expectations.ts';
import { caughtPercent, type CheckValue, checkValues, lostBy, type Outcome } from './outcome.ts';

/** What was found out about a rubric. */
export interface Proof {
  readonly exercise: string;
  readonly title: string;
  readonly checks: readonly CheckValue[];
  readonly outcomes: readonly Outcome[];
  /** What does not hold, one line each. */
  readonly problems: readonly string[];
  readonly solution: { readonly score: number | null; readonly maxScore: number };
  readonly alternatives: Count;
  readonly mistakes: Count;
}

/** How many there are, and how many are as expected. */
export interface Count {
  readonly all: number;
  readonly right: number;
}

/** Judges the evidence; of a hundred mutants `minCaughtPercent` have to be caught. */
export function proofOf(evidence: Evidence, minCaughtPercent: number): Proof {
  const { exercise, trials, rubric, grades, again, outcomes } = evidence;
  const right = grades
    .slice(0, again.length)
    .map((first, index) => [...fullScoreProblems(first), ...repeatProblems(first, again[index] ?? first)]);
  const wrongGrades = grades.slice(again.length);
  const wrong = trials.mistakes.map((mistake, index) => mistakeProblems(mistake, gradeAt(wrongGrades, index)));
  const { score, maxScore } = gradeAt(grades, 0);
  return {
    exercise: exercise.id,
    title: exercise.title.en,
    checks: checkValues(rubric.checks, outcomes, wrongGrades.map(lostBy)),
    outcomes,
    problems: [
      ...rubricProblems(rubric),
      ...languageProblems(evidence),
      ...right.flat(),
      ...wrong.flat(),
      ...freePoints(evidence),
      ...tooFewCaught(outcomes, minCaughtPercent),
    ],
    solution: { score, maxScore },
    alternatives: countOf(right.slice(1)),
    mistakes: countOf(wrong),
  };
}

function languageProblems({ rubric, grades, korean }: Evidence): readonly string[] {
  if (korean === undefined) return [];
  const different = disagreements(rubric, korean.rubric);
  if (different.length > 0) return different;
  return grades.flatMap((grade, index) => otherLanguageProblems(grade, korean.grades[index]));
}

function freePoints({ nothing, untouched }: Evidence): readonly string[] {
  const untouchedProblems = untouched === undefined ? [] : freePointsProblems('an untouched cluster', untouched);
  return [...freePointsProblems(nothing.submission, nothing), ...untouchedProblems];
}

function tooFewCaught(outcomes: readonly Outcome[], minPercent: number): readonly string[] {
  const { caught, of } = caughtPercent(outcomes);
  if (of === 0) return ['no wrong version can be made of the solution: nothing shows what the rubric catches'];
  return 100 * caught >= minPercent * of ? [] : [`${caught} of ${of} mutants are caught, less than ${minPercent} %`];
}

function countOf(problems: readonly (readonly string[])[]): Count {
  return { all: problems.length, right: problems.filter(({ length }) => length === 0).length };
}
