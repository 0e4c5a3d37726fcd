import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseTimestamp, toMicroTime, toTimestamp } from './time.ts';

test('timestamps go both ways', () => {
  const start = Date.UTC(2022, 9, 3);
  assert.equal(toTimestamp(start), '2022-10-03T00:00:00Z');
  assert.equal(toTimestamp(start + 1999), '2022-10-03T00:00:01Z');
  assert.equal(toTimestamp(-1), '1969-12-31T23:59:59Z');
  assert.equal(toMicroTime(start + 1500), '2022-10-03T00:00:01.500000Z');
  assert.equal(toMicroTime(start + 0.25), '2022-10-03T00:00:00.000250Z');
  const rows: readonly (readonly [string, number])[] = [
    ['2022-10-03T00:00:00Z', 0],
    ['2022-10-03T00:00:01.5Z', 1500],
    ['2022-10-03T00:00:00.000250Z', 0.25],
    ['2022-10-03T09:00:00+09:00', 0],
    ['2022-10-02T23:30:00-00:30', 0],
  ];
  for (const [text, offsetMs] of rows) assert.equal(parseTimestamp(text), start + offsetMs, text);
});

test('what is no timestamp is refused in Go words', () => {
  const layout = '"2006-01-02T15:04:05Z07:00"';
  const rows: readonly (readonly [string, string])[] = [
    ['x', `parsing time "x" as ${layout}: cannot parse "x" as "2006"`],
    ['2022-10-03', `parsing time "2022-10-03" as ${layout}: cannot parse "" as "T"`],
    ['2022-10-03T00:00:00', `parsing time "2022-10-03T00:00:00" as ${layout}: cannot parse "" as "Z07:00"`],
    ['2022-13-03T00:00:00Z', 'parsing time "2022-13-03T00:00:00Z": month out of range'],
    ['2022-02-29T00:00:00Z', 'parsing time "2022-02-29T00:00:00Z": day out of range'],
    ['2022-10-03T24:00:00Z', 'parsing time "2022-10-03T24:00:00Z": hour out of range'],
    ['2022-10-03T00:00:00Zx', 'parsing time "2022-10-03T00:00:00Zx": extra text: "x"'],
  ];
  for (const [text, message] of rows) assert.throws(() => parseTimestamp(text), { name: 'ParseError', message }, text);
});
