import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { SPDY_DICTIONARY } from './spdy-dictionary.ts';

test('the dictionary is the one of SPDY/3: zlib writes its checksum into the header', () => {
  assert.equal(SPDY_DICTIONARY.length, 1423);
  assert.equal(deflateSync('x', { dictionary: SPDY_DICTIONARY }).readUInt32BE(2), 0xe3c6a7c2);
});
