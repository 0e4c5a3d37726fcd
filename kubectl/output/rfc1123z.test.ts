import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRfc1123z } from './rfc1123z.ts';

test('RFC 1123 with a numeric zone', () => {
  assert.equal(formatRfc1123z('2022-10-03T00:00:00Z'), 'Mon, 03 Oct 2022 00:00:00 +0000');
});

test('the time that nobody gave is of the year 1, in four digits', () => {
  assert.equal(formatRfc1123z('0001-01-01T00:00:00Z'), 'Mon, 01 Jan 0001 00:00:00 +0000');
});
