import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, nearest } from './nearest.ts';

const distances: readonly (readonly [a: string, b: string, edits: number])[] = [
  ['Given', 'Given', 0],
  ['Givn', 'Given', 1],
  ['Wehn', 'When', 1],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
];
for (const [a, b, edits] of distances) test(`${a} to ${b}`, () => assert.equal(distance(a, b), edits));

const slips: readonly (readonly [text: string, candidate: string | undefined])[] = [
  ['Gven', 'Given'],
  ['pods', undefined],
  ['Thn', 'Then'],
];
for (const [text, candidate] of slips) {
  test(`${text} means ${candidate ?? 'nothing'}`, () =>
    assert.equal(nearest(text, ['Given', 'When', 'Then']), candidate));
}
