import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, instant, tick } from './virtual-time.ts';

const durations: readonly (readonly [ms: number, text: string])[] = [
  [0, '0 ms'],
  [350, '350 ms'],
  [1000, '1 s'],
  [41_234, '41.2 s'],
  [185_000, '3 min 05 s'],
  [59_970, '1 min 00 s'],
  [3_720_000, '1 h 02 min'],
  [3_599_999, '1 h 00 min'],
];
for (const [ms, text] of durations) test(`${ms} ms lasts ${text}`, () => assert.equal(duration(ms), text));

const instants: readonly (readonly [ms: number, text: string])[] = [
  [0, '0:00.000'],
  [6350, '0:06.350'],
  [3_723_004, '1:02:03.004'],
];
for (const [ms, text] of instants) test(`${ms} ms is at ${text}`, () => assert.equal(instant(ms), text));

test('ticks finer than a second show tenths', () => {
  assert.equal(tick(1200, 200), '0:01.2');
  assert.equal(tick(61_000, 1000), '1:01');
});
