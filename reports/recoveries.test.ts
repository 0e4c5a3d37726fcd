import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recoveriesOf } from './recoveries.ts';
import { changes } from './testing.ts';

type Point = readonly [atMs: number, want: number, ready: number];

const cases: readonly (readonly [
  name: string,
  points: readonly Point[],
  recoveries: readonly (readonly [number, number, boolean])[],
])[] = [
  [
    'coming up is no recovery',
    [
      [0, 3, 0],
      [5, 3, 2],
      [9, 3, 3],
    ],
    [],
  ],
  [
    'a pod lost and replaced',
    [
      [0, 3, 3],
      [10, 3, 2],
      [30, 3, 3],
    ],
    [[10, 20, true]],
  ],
  [
    'two pods lost one after the other are one',
    [
      [0, 3, 3],
      [10, 3, 2],
      [15, 3, 1],
      [20, 3, 2],
      [30, 3, 3],
    ],
    [[10, 20, true]],
  ],
  [
    'scaling up is no recovery',
    [
      [0, 3, 3],
      [10, 5, 3],
      [30, 5, 5],
    ],
    [],
  ],
  [
    'still short at the end',
    [
      [0, 3, 3],
      [60, 3, 2],
    ],
    [[60, 40, false]],
  ],
];
for (const [name, points, recoveries] of cases) {
  test(name, () => {
    const trace = changes(
      points.map(([atMs, want, ready]) => [atMs, 'Deployment default/web', { change: 'MODIFIED', want, ready }]),
    );
    assert.deepEqual(
      recoveriesOf(trace, 100).map(({ fromMs, tookMs, isOver }) => [fromMs, tookMs, isOver]),
      recoveries,
    );
  });
}

test('a node that was NotReady for a while', () => {
  const trace = changes([
    [0, 'Node w1', { ready: 'True' }],
    [10, 'Node w1', { ready: 'Unknown' }],
    [50, 'Node w1', { ready: 'True' }],
  ]);
  assert.deepEqual(recoveriesOf(trace, 100), [{ about: 'Node w1', fromMs: 10, tookMs: 40, isOver: true }]);
});
