import assert from 'node:assert/strict';
import { test } from 'node:test';

import { goPlain, goQuote, goStringMap, goStringSlice, goSyntax } from './go-format.ts';

test('Go quotes', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['a b', '"a b"'],
    ['', '""'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['a\n\t\x00\x7f', '"a\\n\\t\\x00\\x7f"'],
    ['é€😀', '"é€😀"'],
    ['\u00a0\u200b\ue000', '"\\u00a0\\u200b\\ue000"'],
    ['\u{e0001}', '"\\U000e0001"'],
    ['\ud800', '"\ufffd"'],
  ];
  for (const [text, quoted] of rows) assert.equal(goQuote(text), quoted, JSON.stringify(text));
});

test('Go prints lists and maps', () => {
  assert.equal(goStringMap({ b: '2', a: 'x"' }), 'map[string]string{"a":"x\\"", "b":"2"}');
  assert.equal(goStringMap(undefined), 'map[string]string(nil)');
  assert.equal(goStringSlice(['a', 'b']), '[]string{"a", "b"}');
  assert.equal(goStringSlice(undefined), '[]string(nil)');
  assert.equal(goPlain({ b: [1, 'x'], a: null }), 'map[a:<nil> b:[1 x]]');
  assert.equal(goSyntax({ a: 1, b: [true] }), 'map[string]interface {}{"a":1, "b":[]interface {}{true}}');
});
