import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from '../rubric.ts';
import { disagreements, rubricProblems } from './agreement.ts';

/** Checks as `name points`; a name in capitals is hidden. */
function rubric(
  file: string,
  ...checks: readonly string[]
): { readonly file: string; readonly checks: readonly Check[] } {
  return {
    file,
    checks: checks.map((text, index): Check => {
      const [name = '', points] = text.split(' ');
      return { id: `${file}:${index + 1}`, name, points: Number(points), hidden: name === name.toUpperCase() };
    }),
  };
}

const en = rubric('en', 'a 2', 'b 1', 'C 3');

const RUBRICS: readonly (readonly [what: string, problems: readonly string[], expected: readonly string[]])[] = [
  ['sound', rubricProblems(en), []],
  ['worth nothing', rubricProblems(rubric('en', 'a 0', 'b 1')), ['en:1: "a" is worth 0 points']],
  [
    'two of a name',
    rubricProblems(rubric('en', 'a 1', 'a 1')),
    ['en:2: 2 scenarios are named "a": a grade names them'],
  ],
  ['agreeing', disagreements(en, rubric('ko', 'x 2', 'y 1', 'Z 3')), []],
  ['shorter', disagreements(en, rubric('ko', 'x 2')), ['ko has 1 scenario, en has 3']],
  [
    'other points',
    disagreements(en, rubric('ko', 'x 1', 'y 1', 'Z 3')),
    ['ko is worth 5 points, en 6', 'ko:1: "x" is worth 1 point, en:1 2'],
  ],
  ['not hidden', disagreements(en, rubric('ko', 'x 2', 'y 1', 'z 3')), ['ko:3: "z" is not @hidden, unlike en:3']],
];

for (const [what, problems, expected] of RUBRICS)
  test(`a rubric that is ${what}`, () => assert.deepEqual(problems, expected));
