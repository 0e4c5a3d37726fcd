import assert from 'node:assert/strict';
import test from 'node:test';
import { deepEqual, semanticEqual } from './equality.ts';
import type { JsonValue } from './json.ts';

type Row = readonly [a: JsonValue | undefined, b: JsonValue | undefined, deep: boolean, semantic: boolean];

const ROWS: readonly Row[] = [
  [{ a: 1, b: [1, { c: 'x' }] }, { b: [1, { c: 'x' }], a: 1 }, true, true],
  [{ a: 1 }, { a: 2 }, false, false],
  [{ a: 1 }, { b: 1 }, false, false],
  [{ a: 1 }, { a: 1, b: 2 }, false, false],
  [{ a: 1, b: 2 }, { a: 1 }, false, false],
  [{ a: {} }, {}, false, true],
  [{ a: [] }, { a: null }, false, true],
  [undefined, {}, false, true],
  [{ a: { b: [] } }, { a: { b: [1] } }, false, false],
  [[1, 2], [2, 1], false, false],
  [[1], { 0: 1 }, false, false],
  [{ 0: 1 }, [1], false, false],
  [1, '1', false, false],
  [0, null, false, false],
  ['', null, false, false],
];

for (const [a, b, deep, semantic] of ROWS) {
  test(`${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => {
    assert.equal(deepEqual(a, b), deep, 'deepEqual');
    assert.equal(semanticEqual(a, b), semantic, 'semanticEqual');
  });
}

test('a shared part is not walked', () => {
  const shared = {
    get a(): never {
      throw new Error('walked');
    },
  };
  assert.ok(deepEqual({ b: shared }, { b: shared }));
});
