import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject, JsonValue } from '../json.ts';
import { mergePatch } from './merge-patch.ts';

/** The examples of RFC 7386, appendix A, whose patch is an object. */
const RFC: readonly (readonly [target: JsonValue, patch: JsonObject, result: JsonValue])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

for (const [target, patch, result] of RFC) {
  test(`merge patch ${JSON.stringify(target)} with ${JSON.stringify(patch)}`, () => {
    assert.deepEqual(mergePatch(target, patch), result);
  });
}

test('a merge patch that changes nothing returns its target', () => {
  const target = { a: { b: [1] }, c: 2 };
  assert.equal(mergePatch(target, { a: { b: [1], d: null }, c: 2 }), target);
  assert.equal((mergePatch(target, { c: 3 }) as JsonObject)['a'], target.a);
});

test('a merge patch has to be an object', () => {
  assert.throws(() => mergePatch({}, 'not json'), {
    message: 'error decoding patch: json: cannot unmarshal string into Go value of type map[string]interface {}',
  });
});

test('many members take one copy, not one each', () => {
  const names = Array.from({ length: 50_000 }, (_, index) => `label-${index}`);
  const labels = Object.fromEntries(names.map((name) => [name, 'x']));
  const nulls = Object.fromEntries(names.map((name) => [name, null]));
  assert.deepEqual(mergePatch({ labels }, { labels: nulls }), { labels: {} });
});
