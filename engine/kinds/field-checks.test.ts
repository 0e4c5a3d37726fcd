import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalid } from '../api/validation/field-error.ts';
import { eachNew } from './field-checks.ts';

const [a, b, c, x, y] = ['a', 'b', 'c', 'x', 'y'].map((name) => ({ name }));

/** A stored list, what it becomes, and the paths that are looked at. */
const ROWS: readonly (readonly [string, readonly unknown[], readonly unknown[], string])[] = [
  ['the same', [a, b, c], [a, b, c], ''],
  ['one came at the end', [a, b], [a, b, x], 'list[2]'],
  ['one came in the middle', [a, b, c], [a, x, b, c], 'list[1]'],
  ['one went', [a, b, c], [a, c], ''],
  ['one took the place of another', [a, b, c], [a, x, c], 'list[1]'],
  ['all are others', [a, b], [x, y], 'list[0] list[1]'],
  ['there was nothing', [], [a, b], 'list[0] list[1]'],
];

for (const [what, stored, list, expected] of ROWS) {
  test(`an update looks at what is new in a list: ${what}`, () => {
    const errors = eachNew('list', list, stored, (_, path) => [invalid(path, 1, 'looked at')]);
    assert.equal(errors.map(({ field }) => field).join(' '), expected);
  });
}
