import assert from 'node:assert/strict';
import { test } from 'node:test';

import { utf8Bytes, utf8Length, utf8Text } from './utf8.ts';

test('UTF-8 is as Go has it', () => {
  assert.equal(utf8Length('aé€😀'), 10);
  assert.deepEqual([...utf8Bytes('é€😀')], [0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80]);
  assert.equal(utf8Text(Uint8Array.from([0x61, 0xff, 0xc3, 0xc0, 0x80])), 'a\ufffd\ufffd\ufffd\ufffd');
});
