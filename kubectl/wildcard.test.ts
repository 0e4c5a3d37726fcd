import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesWildcard } from './wildcard.ts';

const ROWS: readonly (readonly [text: string, pattern: string, is: boolean])[] = [
  ['web', 'web', true],
  ['web', 'we', false],
  ['web', '*', true],
  ['', '*', true],
  ['', '', true],
  ['web', '', false],
  ['web', 'w*', true],
  ['web', '*b', true],
  ['web', 'w*b', true],
  ['wb', 'w*b', true],
  ['w', 'w*w', false],
  ['aba', 'ab*ba', false],
  ['web-1-x', '*1*', true],
  ['web', '*1*', false],
  ['a+b', 'a+*', true],
  ['aab', 'a+b', false],
  ['a\nb', 'a*b', true],
  ['a'.repeat(60), `${'a*'.repeat(25)}b`, false],
  ['a'.repeat(100_000), `${'a*'.repeat(1000)}b`, false],
];
for (const [text, pattern, is] of ROWS)
  test(`${text.slice(0, 10)} is ${is ? '' : 'not '}${pattern.slice(0, 10)}`, () =>
    assert.equal(matchesWildcard(text, pattern), is));
