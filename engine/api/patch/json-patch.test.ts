import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject, JsonValue } from '../json.ts';
import { jsonPatch, MAX_OPERATIONS } from './json-patch.ts';
import { PatchError } from './patch-error.ts';

const DOCUMENT: JsonObject = { a: { b: [1, 2, 3] }, c: null, 'x/y': 1, 'm~n': 2 };

const APPLIED: readonly (readonly [what: string, operation: JsonValue, expected: JsonObject])[] = [
  ['add a member', { op: 'add', path: '/a/d', value: 4 }, { ...DOCUMENT, a: { b: [1, 2, 3], d: 4 } }],
  ['add inserts into a list', { op: 'add', path: '/a/b/1', value: 9 }, { ...DOCUMENT, a: { b: [1, 9, 2, 3] } }],
  ['add appends with -', { op: 'add', path: '/a/b/-', value: 9 }, { ...DOCUMENT, a: { b: [1, 2, 3, 9] } }],
  ['add at the length appends', { op: 'add', path: '/a/b/3', value: 9 }, { ...DOCUMENT, a: { b: [1, 2, 3, 9] } }],
  ['replace', { op: 'replace', path: '/a/b/0', value: 'x' }, { ...DOCUMENT, a: { b: ['x', 2, 3] } }],
  // As `kubectl patch --local --type=json` of v1.25.0 does, which has the same library.
  ['replace of a missing member', { op: 'replace', path: '/zzz', value: 1 }, { ...DOCUMENT, zzz: 1 }],
  ['replace a null', { op: 'replace', path: '/c', value: 1 }, { ...DOCUMENT, c: 1 }],
  ['remove', { op: 'remove', path: '/a/b/1' }, { ...DOCUMENT, a: { b: [1, 3] } }],
  ['remove the last element', { op: 'remove', path: '/a/b/-1' }, { ...DOCUMENT, a: { b: [1, 2] } }],
  ['escaped names', { op: 'replace', path: '/x~1y', value: 2 }, { ...DOCUMENT, 'x/y': 2 }],
  ['escaped tilde', { op: 'replace', path: '/m~0n', value: 3 }, { ...DOCUMENT, 'm~n': 3 }],
  ['move', { op: 'move', from: '/a/b/0', path: '/d' }, { ...DOCUMENT, a: { b: [2, 3] }, d: 1 }],
  ['copy', { op: 'copy', from: '/a/b', path: '/d' }, { ...DOCUMENT, d: [1, 2, 3] }],
  ['replace the whole', { op: 'replace', path: '', value: { z: 1 } }, { z: 1 }],
  ['test of a missing member against null', { op: 'test', path: '/zzz', value: null }, DOCUMENT],
];

for (const [what, operation, expected] of APPLIED) {
  test(`json patch: ${what}`, () => {
    const before = JSON.stringify(DOCUMENT);
    assert.deepEqual(jsonPatch(DOCUMENT, [operation]), expected);
    assert.equal(JSON.stringify(DOCUMENT), before, 'the target stays as it was');
  });
}

const REJECTED = 'the server rejected our request due to an error in our request';

const REFUSED: readonly (readonly [what: string, patch: JsonValue, message: string])[] = [
  ['replace of a missing element', [{ op: 'replace', path: '/a/b/3', value: 1 }], REJECTED],
  ['replace below nothing', [{ op: 'replace', path: '/zzz/y', value: 1 }], REJECTED],
  ['remove of a missing member', [{ op: 'remove', path: '/zzz' }], REJECTED],
  ['a test that fails', [{ op: 'test', path: '/a/b/0', value: 9 }], REJECTED],
  ['an unknown operation', [{ op: 'frob', path: '/a' }], REJECTED],
  ['add below nothing', [{ op: 'add', path: '/q/r', value: 1 }], REJECTED],
  ['an index beyond the end', [{ op: 'add', path: '/a/b/5', value: 1 }], REJECTED],
  ['no path', [{ op: 'add', value: 1 }], REJECTED],
  [
    'an object',
    { op: 'add' },
    'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
  ],
  ['a text', 'x', 'error decoding patch: json: cannot unmarshal string into Go value of type []handlers.jsonPatchOp'],
];

for (const [what, patch, message] of REFUSED) {
  test(`json patch refuses ${what}`, () => {
    assert.throws(
      () => jsonPatch(DOCUMENT, patch),
      (error) => error instanceof PatchError && error.message === message,
    );
  });
}

test('a passing test changes nothing, and unchanged parts are shared', () => {
  assert.equal(jsonPatch(DOCUMENT, [{ op: 'test', path: '/a/b/0', value: 1 }]), DOCUMENT);
  assert.equal(jsonPatch(DOCUMENT, [{ op: 'replace', path: '/x~1y', value: 1 }]), DOCUMENT);
  const patched = jsonPatch(DOCUMENT, [{ op: 'add', path: '/d', value: 1 }]) as JsonObject;
  assert.equal(patched['a'], DOCUMENT['a']);
});

test('there is a limit of operations, and one of copied bytes', () => {
  const many = Array.from({ length: MAX_OPERATIONS + 1 }, () => ({ op: 'test', path: '/c', value: null }));
  assert.throws(() => jsonPatch(DOCUMENT, many), /maximum operations in a JSON patch is 10000, got 10001/);
  const doubling = Array.from({ length: 100 }, () => ({ op: 'copy', from: '/a', path: '/a/b/-' }));
  assert.throws(
    () => jsonPatch(DOCUMENT, doubling),
    (error) => error instanceof PatchError && /copies/.test(error.why),
  );
});
