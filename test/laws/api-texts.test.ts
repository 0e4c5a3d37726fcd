import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { decodeBase64, encodeBase64 } from '../../engine/api/base64.ts';
import { formatDuration, parseDuration } from '../../engine/api/duration.ts';
import { goQuote } from '../../engine/api/go-format.ts';
import { parseTimestamp, toMicroTime, toTimestamp } from '../../engine/api/time.ts';
import { utf8Bytes, utf8Length, utf8Text } from '../../engine/api/utf8.ts';

const anyText = fc.string({ unit: 'binary' });

test('base64 is what the host makes of it, and comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const encoded = encodeBase64(bytes);
      assert.equal(encoded, Buffer.from(bytes).toString('base64'));
      assert.deepEqual(decodeBase64(encoded), bytes);
    }),
  );
});

test('UTF-8 is what the host makes of it, and comes back', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = utf8Bytes(text);
      assert.deepEqual(bytes, new TextEncoder().encode(text));
      assert.equal(utf8Length(text), bytes.length);
      assert.equal(utf8Text(bytes), text);
    }),
  );
});

test('bytes that are no UTF-8 decode to something that is', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = utf8Text(bytes);
      assert.equal(utf8Text(utf8Bytes(text)), text);
    }),
  );
});

test('a Go quotation is printable and tells texts apart', () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      assert.doesNotMatch(goQuote(a), /[\n\r\t]/);
      assert.equal(goQuote(a) === goQuote(b), a === b);
    }),
  );
});

const LAST_MS = 253_402_300_799_999; // The end of year 9999: RFC 3339 has four digits.

test('a timestamp comes back as its whole second, a micro time as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LAST_MS }), (ms) => {
      assert.equal(parseTimestamp(toTimestamp(ms)), Math.floor(ms / 1000) * 1000);
      assert.equal(parseTimestamp(toMicroTime(ms)), ms);
    }),
  );
});

test('a duration comes back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
      assert.ok(Math.abs(parseDuration(formatDuration(ms)) - ms) < 1e-3);
    }),
  );
});
