import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatRfc1123z,
  humanDuration,
  shortHumanDuration,
  translateTimestampSince,
  translateTimestampUntil,
} from './age.ts';

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

describe('humanDuration', () => {
  for (const [durationMs, age] of ages) {
    it(`${durationMs} ms is ${age}`, () => {
      assert.equal(humanDuration(durationMs), age);
    });
  }
});

describe('times', () => {
  it('has one unit in the short form', () => {
    assert.deepEqual(
      [59, 60, 3600, 86_400, 86_400 * 400].map((seconds) => shortHumanDuration(seconds * second)),
      ['59s', '1m', '1h', '1d', '1y'],
    );
  });

  it('turns timestamps into ages', () => {
    const nowMs = Date.UTC(2022, 9, 3, 0, 5, 0);
    assert.equal(translateTimestampSince('2022-10-03T00:00:00Z', nowMs), '5m');
    assert.equal(translateTimestampSince(null, nowMs), '<unknown>');
    assert.equal(translateTimestampUntil('2022-10-03T00:05:30Z', nowMs), '30s');
  });

  it('writes RFC 1123 with a numeric zone', () => {
    assert.equal(formatRfc1123z('2022-10-03T00:00:00Z'), 'Mon, 03 Oct 2022 00:00:00 +0000');
  });
});
