import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fnv132, fnv1a32 } from './hash.ts';
import { utf8Bytes } from './utf8.ts';

test('FNV hashes', () => {
  // The test vectors of the FNV authors.
  assert.deepEqual([fnv132(''), fnv132('a'), fnv132('foobar')], [0x811c9dc5, 0x050c5d7e, 0x31f0b262]);
  assert.deepEqual([fnv1a32(''), fnv1a32('a'), fnv1a32('foobar')], [0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  assert.equal(fnv1a32('aé'), fnv1a32(utf8Bytes('aé')));
  assert.equal(fnv1a32('bar', fnv1a32('foo')), fnv1a32('foobar'));
});
