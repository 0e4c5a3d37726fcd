import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutRepeats } from './repeats.ts';

const TEXTS: readonly (readonly [printed: string, told: string])[] = [
  ['', ''],
  ['a\na\nb', 'a\na\nb'],
  ['a\nb\nb\nb\nc', 'a\nb\n(the same 2 times more)\nc'],
  ['a\nb\na\nb', 'a\nb\na\nb'],
];
for (const [printed, told] of TEXTS)
  test(`${JSON.stringify(printed)} is told as ${JSON.stringify(told)}`, () =>
    assert.equal(withoutRepeats(printed), told));
