import assert from 'node:assert/strict';
import { test } from 'node:test';
import { literalStart } from './literal-start.ts';

const CASES: readonly (readonly [regexp: RegExp, start: string])[] = [
  [/^a pod "([^"]*)"$/, 'a pod "'],
  [/^nobody replaces it$/, 'nobody replaces it'],
  [/^파드 (\d+)개$/, '파드 '],
  [/^pods? are$/, 'pod'],
  [/^po{2}d$/, 'p'],
  [/^x*y$/, ''],
  [/^one|other$/, ''],
  [/^a (?:b|c)$/, 'a '],
  [/^a\|b$/, 'a'],
  [/^a\.b$/, 'a'],
  [/^a[(]b|c$/, ''],
  [/^a[)|]b$/, 'a'],
  [/^a\|b|c$/, ''],
  [/^a(b|c)|d$/, ''],
  [/^ab?/u, ''],
  [/anywhere/, ''],
  [/^A pod$/i, ''],
  [/^(?:x)$/, ''],
  [/^$/, ''],
];

for (const [regexp, start] of CASES)
  test(`what ${regexp} matches begins with "${start}"`, () => assert.equal(literalStart(regexp), start));
