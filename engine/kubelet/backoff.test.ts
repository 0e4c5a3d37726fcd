import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBackoffSince, nextBackoff, POD_BACKOFF, type Backoff } from './backoff.ts';

test('delays double from 10 s to 5 minutes', () => {
  let entry: Backoff | undefined;
  const delays: number[] = [];
  for (let i = 0; i < 8; i++) {
    entry = nextBackoff(entry, i * 1000, i * 1000, POD_BACKOFF);
    delays.push(entry.delayMs / 1000);
  }
  assert.deepEqual(delays, [10, 20, 40, 80, 160, 300, 300, 300]);
});

test('a container that ran for more than ten minutes begins again at 10 s', () => {
  const entry: Backoff = { delayMs: 160_000, updatedMs: 0 };
  assert.equal(nextBackoff(entry, 600_000, 600_000, POD_BACKOFF).delayMs, 300_000);
  assert.equal(nextBackoff(entry, 600_001, 600_001, POD_BACKOFF).delayMs, 10_000);
});

test('waiting is counted from the end of the container', () => {
  const entry: Backoff = { delayMs: 20_000, updatedMs: 0 };
  assert.equal(inBackoffSince(entry, 5000, 24_999, POD_BACKOFF), true);
  assert.equal(inBackoffSince(entry, 5000, 25_000, POD_BACKOFF), false);
  assert.equal(inBackoffSince(undefined, 5000, 5000, POD_BACKOFF), false);
});
