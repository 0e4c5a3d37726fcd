import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FNV_OFFSET, fnv1a32 } from '../api/hash.ts';
import { hex32 } from '../api/names.ts';
import { hexId, uuidOf } from './ids.ts';

/** The definition, word by word. */
function defined(text: string, words: number): string {
  let id = '';
  let state = fnv1a32(text, FNV_OFFSET);
  for (let i = 0; i < words; i++) {
    state = fnv1a32(text, fnv1a32(`${i}/`, state));
    id += hex32(state);
  }
  return id;
}

for (const text of ['', 'uid/sandbox/0', 'uid/파드/0', 'x'.repeat(256), 'x'.repeat(257), '\u007f\u0080']) {
  test(`the id of ${text.length} characters is the one that is defined`, () => {
    for (const words of [8, 4, 1]) assert.equal(hexId(text, words), defined(text, words));
  });
}

test('an id depends on its text alone, and a UUID says which version it is', () => {
  assert.equal(hexId('a'), hexId('a'));
  assert.notEqual(hexId('a'), hexId('b'));
  assert.match(uuidOf('w1/boot/1'), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});
