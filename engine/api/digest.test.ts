import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { md5Hex, sha256Hex } from './digest.ts';

test('digests are those of the host', () => {
  for (const text of ['', 'abc', 'é€😀', 'x'.repeat(1000)]) {
    assert.equal(sha256Hex(text), createHash('sha256').update(text).digest('hex'));
    assert.equal(md5Hex(text), createHash('md5').update(text).digest('hex'));
  }
  assert.equal(md5Hex('abc'), '900150983cd24fb0d6963f7d28e17f72');
});
