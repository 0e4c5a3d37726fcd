import assert from 'node:assert/strict';
import test from 'node:test';
import { member, sortedStringify, withMember, withMembers } from './json.ts';
import type { JsonObject, JsonValue } from './json.ts';

const STRINGIFIED: readonly (readonly [what: string, value: JsonValue, text: string])[] = [
  ['keys sort by code unit', { b: 1, a: 2, B: 3, é: 4 }, '{"B":3,"a":2,"b":1,"é":4}'],
  ['nested values', { a: [{ d: null, c: true }, 'x'] }, '{"a":[{"c":true,"d":null},"x"]}'],
  ['no HTML escapes by default', '<a&b>', '"<a&b>"'],
  ['scalars', 1.5, '1.5'],
];

for (const [what, value, text] of STRINGIFIED)
  test(`sortedStringify: ${what}`, () => assert.equal(sortedStringify(value), text));

test('sortedStringify escapes as Go does when asked', () => {
  assert.equal(sortedStringify({ '<': 'a&b>\u2028' }, { escapeHtml: true }), '{"\\u003c":"a\\u0026b\\u003e\\u2028"}');
});

test('member sees own members only', () => {
  const object = JSON.parse('{"__proto__":1}') as JsonObject;
  assert.equal(member(object, '__proto__'), 1);
  assert.equal(member({}, 'constructor'), undefined);
});

test('withMember copies only when something changes', () => {
  const object: JsonObject = { a: 1, b: 2 };
  assert.equal(withMember(object, 'a', 1), object);
  assert.equal(withMember(object, 'c', undefined), object);
  assert.deepEqual(withMember(object, 'a', undefined), { b: 2 });
  assert.deepEqual(Object.keys(withMember(object, '__proto__', 3)), ['a', 'b', '__proto__']);
  assert.deepEqual(object, { a: 1, b: 2 });
});

test('withMembers sets, removes and keeps the order, and copies only when something changes', () => {
  const object: JsonObject = { a: 1, b: 2, c: 3 };
  const changed = withMembers(object, [
    ['b', undefined],
    ['a', 9],
    ['d', 4],
    ['e', undefined],
  ]);
  assert.deepEqual(Object.entries(changed), [
    ['a', 9],
    ['c', 3],
    ['d', 4],
  ]);
  assert.equal(
    withMembers(object, [
      ['a', 1],
      ['z', undefined],
    ]),
    object,
  );
});
