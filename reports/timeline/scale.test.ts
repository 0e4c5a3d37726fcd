import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaleOf, ticksOf } from './scale.ts';

/** Interesting times, and which gaps become breaks. */
const cases: readonly (readonly [
  times: readonly number[],
  endMs: number,
  breaks: readonly (readonly [number, number])[],
])[] = [
  [[], 1000, []],
  [[1000, 2000, 3000], 4000, []],
  [[1000, 2000], 3_600_000, [[2000, 3_600_000]]],
  [
    [2000, 4000, 304_000, 305_000],
    3_905_000,
    [
      [4000, 304_000],
      [305_000, 3_905_000],
    ],
  ],
  [[1, 2], 9000, []],
];
for (const [times, endMs, breaks] of cases) {
  test(`breaks of ${times.join(', ')} to ${endMs}`, () => {
    const scale = scaleOf(times, endMs, 0, 1000);
    assert.deepEqual(
      scale.breaks.map(({ fromMs, toMs }) => [fromMs, toMs]),
      breaks,
    );
  });
}

test('time is proportional without breaks, and never runs backwards with them', () => {
  assert.equal(scaleOf([500], 1000, 0, 100).x(250), 25);
  const scale = scaleOf([1000, 2000, 5000], 3_600_000, 92, 948);
  const xs = [0, 500, 1000, 1500, 2000, 5000, 60_000, 3_600_000].map((ms) => scale.x(ms));
  assert.deepEqual(
    xs,
    xs.toSorted((a, b) => a - b),
  );
  assert.equal(xs[0], 92);
  assert.ok(Math.abs((xs.at(-1) ?? 0) - 948) < 1e-6);
});

test('times outside the picture are drawn at its edges', () => {
  const scale = scaleOf([500], 1000, 10, 110);
  assert.deepEqual(
    [-5, 2000].map((ms) => scale.x(ms)),
    [10, 110],
  );
});

test('ticks are round and apart', () => {
  const { stepMs, ticks } = ticksOf(scaleOf([3000], 10_000, 0, 600), 58);
  assert.equal(stepMs, 1000);
  assert.deepEqual(
    ticks.slice(0, 3).map(({ ms, x }) => [ms, x]),
    [
      [0, 0],
      [1000, 60],
      [2000, 120],
    ],
  );
});
