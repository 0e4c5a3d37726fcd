import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckGrade, Grade } from '../grade.ts';
import {
  freePointsProblems,
  fullScoreProblems,
  mistakeProblems,
  otherLanguageProblems,
  repeatProblems,
} from './expectations.ts';

function check(name: string, passed: boolean): CheckGrade {
  const message = passed ? {} : { message: `\n${name} is not so\nat all` };
  const points = passed ? 2 : 0;
  return { id: `r:${name}`, name, points, maxPoints: 2, hidden: false, passed, steps: [], causes: [], ...message };
}

/** A grade of the checks a, b and c; `lost` names those that were lost. */
function grade(lost: string, parts: Partial<Grade> = {}): Grade {
  const checks = ['a', 'b', 'c'].map((name) => check(name, !lost.includes(name)));
  return {
    exercise: 'x',
    submission: 'solution',
    status: 'graded',
    score: checks.reduce((sum, { points }) => sum + points, 0),
    maxScore: 6,
    language: 'en',
    seed: '1',
    checks,
    files: [],
    commands: [],
    limits: [],
    ...parts,
  };
}

const explained: Grade = grade('', {
  score: 4,
  checks: [{ ...check('a', false), divergence: { atMs: 0, what: 'pod p', expected: 'Ready', actual: 'not\n  Ready' } }],
});
const noScore: Grade = grade('', { status: 'error', score: null, reason: 'it burst', checks: [] });
const printed = (stdout: string): Grade =>
  grade('', { commands: [{ file: 'f', command: 'kubectl get pods', exit: 0, stdout, stderr: '' }] });

const CASES: readonly (readonly [what: string, problems: readonly string[], expected: readonly string[]])[] = [
  ['all points', fullScoreProblems(grade('')), []],
  ['points lost', fullScoreProblems(grade('b')), ['solution loses 2 points for "b": b is not so']],
  [
    'points lost, and why',
    fullScoreProblems(explained),
    ['solution loses 2 points for "a": pod p: expected Ready, found not Ready'],
  ],
  ['no score', fullScoreProblems(noScore), ['solution gets no score: it burst']],
  ['twice the same', repeatProblems(grade('a'), grade('a')), []],
  [
    'another score',
    repeatProblems(grade(''), grade('a')),
    ['solution is graded differently the second time: 6 points, then 4'],
  ],
  [
    'another output',
    repeatProblems(printed('one'), printed('two')),
    ['solution is graded differently the second time: "kubectl get pods" prints something else'],
  ],
  ['nothing for nothing', freePointsProblems('nothing', grade('abc')), []],
  ['something for nothing', freePointsProblems('nothing', grade('ab')), ['nothing gets 2 points for "c" (r:c)']],
  ['nothing gets no score', freePointsProblems('nothing', noScore), ['nothing cannot be graded: it burst']],
  ['a mistake as expected', mistakeProblems({ score: 4, loses: ['b'] }, grade('b')), []],
  [
    'another score than expected',
    mistakeProblems({ score: 3, loses: ['b'] }, grade('b')),
    ['solution gets 4 points, 3 were expected'],
  ],
  [
    'other checks than expected',
    mistakeProblems({ score: 4, loses: ['b'] }, grade('c')),
    [
      'solution loses "c", which its expected.yaml does not name: c is not so',
      'solution passes "b", which it should lose',
    ],
  ],
  [
    'a mistake without a score',
    mistakeProblems({ score: 0, loses: [] }, noScore),
    ['solution gets no score: it burst'],
  ],
  [
    'a wait that is too long',
    mistakeProblems(
      { score: 4, loses: [] },
      {
        ...grade('b'),
        checks: grade('b').checks.map((check) =>
          check.passed ? check : { ...check, message: "the engine's budget of 5 turns is used up: why?" },
        ),
      },
    ),
    [
      'solution loses "b", which its expected.yaml does not name: the engine\'s budget of 5 turns is used up: why? (limits.steps in exercise.yaml says how much a step may take; or split the wait over steps)',
    ],
  ],
  ['the same in both languages', otherLanguageProblems(grade('a'), grade('a')), []],
  [
    'other points in the other language',
    otherLanguageProblems(grade('a'), grade('')),
    ['solution gets 2 points for r:a "a", but 0 for r:a'],
  ],
];

for (const [what, problems, expected] of CASES) test(what, () => assert.deepEqual(problems, expected));
