import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeBase64, decodeBase64Text, encodeBase64 } from './base64.ts';

test('base64 goes both ways', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foobar', 'Zm9vYmFy'],
    ['é€😀', 'w6nigqzwn5iA'],
  ];
  for (const [text, encoded] of rows) {
    assert.equal(encodeBase64(text), encoded);
    assert.equal(decodeBase64Text(encoded), text);
  }
  assert.equal(decodeBase64Text('Zm9v\r\nYmFy\n'), 'foobar');
  assert.deepEqual([...decodeBase64('/wA=')], [255, 0]);
});

test('base64 that is none names the byte that Go names', () => {
  const rows: readonly (readonly [string, number])[] = [
    ['abc', 0],
    ['abc!', 3],
    ['abcde', 4],
    ['Zg=', 3],
    ['Zg=x', 2],
    ['=', 0],
    ['Z===', 1],
    ['Zg==Zg', 4],
    ['Zm8=x', 4],
  ];
  for (const [text, at] of rows) {
    assert.throws(() => decodeBase64(text), { message: `illegal base64 data at input byte ${at}` }, text);
  }
});
