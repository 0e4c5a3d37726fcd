import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OverlaidMap } from './overlaid-map.ts';

const map = new OverlaidMap(
  new Map([
    ['b', 'upper'],
    ['c', 'upper'],
  ]),
  new Map([
    ['a', 'lower'],
    ['b', 'lower'],
  ]),
);

test('the upper map hides the lower one', () => {
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((key) => [map.get(key), map.has(key)]),
    [
      ['lower', true],
      ['upper', true],
      ['upper', true],
      [undefined, false],
    ],
  );
});

test('walking gives each key once, the upper ones first', () => {
  const entries = [
    ['b', 'upper'],
    ['c', 'upper'],
    ['a', 'lower'],
  ];
  const visited: string[][] = [];
  map.forEach((value, key) => visited.push([key, value]));
  assert.deepEqual([[...map], [...map.entries()], visited], [entries, entries, entries]);
  assert.deepEqual([[...map.keys()], [...map.values()], map.size], [['b', 'c', 'a'], ['upper', 'upper', 'lower'], 3]);
});
