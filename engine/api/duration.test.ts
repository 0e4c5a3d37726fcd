import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formatDuration, parseDuration } from './duration.ts';

test('durations go both ways', () => {
  const rows: readonly (readonly [number, string])[] = [
    [0, '0s'],
    [1, '1ms'],
    [0.0015, '1.5µs'],
    [0.000001, '1ns'],
    [1500, '1.5s'],
    [2345.678901, '2.345678901s'],
    [10_000, '10s'],
    [80_000, '1m20s'],
    [3_600_000, '1h0m0s'],
    [90_061_001, '25h1m1.001s'],
    [-300_000, '-5m0s'],
  ];
  for (const [ms, text] of rows) {
    assert.equal(formatDuration(ms), text);
    assert.equal(parseDuration(text), ms);
  }
  assert.equal(parseDuration('1.5h'), 5_400_000);
  assert.equal(parseDuration('0'), 0);
});

test('what is no duration is refused in Go words', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['', 'time: invalid duration ""'],
    ['x', 'time: invalid duration "x"'],
    ['.s', 'time: invalid duration ".s"'],
    ['5', 'time: missing unit in duration "5"'],
    ['5d', 'time: unknown unit "d" in duration "5d"'],
  ];
  for (const [text, message] of rows) assert.throws(() => parseDuration(text), { message }, text);
});
