import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOf, humanDuration } from './columns.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const ages: readonly (readonly [durationMs: number, age: string])[] = [
  [0, '0s'],
  [-1 * second, '0s'],
  [-2 * second, '<invalid>'],
  [999, '0s'],
  [119 * second, '119s'],
  [120 * second, '2m'],
  [159 * second, '2m39s'],
  [10 * minute - second, '9m59s'],
  [10 * minute, '10m'],
  [179 * minute, '179m'],
  [3 * hour, '3h'],
  [3 * hour + 4 * minute, '3h4m'],
  [8 * hour - minute, '7h59m'],
  [8 * hour + 30 * minute, '8h'],
  [47 * hour, '47h'],
  [48 * hour, '2d'],
  [51 * hour, '2d3h'],
  [8 * day, '8d'],
  [729 * day, '729d'],
  [730 * day, '2y'],
  [760 * day, '2y30d'],
  [8 * 365 * day, '8y'],
  [3000 * day, '8y'],
];

for (const [durationMs, age] of ages)
  test(`${durationMs} ms is ${age}`, () => {
    assert.equal(humanDuration(durationMs), age);
  });

test('a time stamp is as old as the time since then', () => {
  const nowMs = Date.UTC(2022, 9, 3, 0, 5, 0);
  assert.equal(ageOf('2022-10-03T00:00:00Z', nowMs), '5m');
  assert.equal(ageOf(null, nowMs), '<unknown>');
});
