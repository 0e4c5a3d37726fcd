import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import execWithIndices from './match-indices.ts';

/** Cucumber's own dependency, which has no types of its own for this use. */
const polyfill = createRequire(createRequire(import.meta.url).resolve('@cucumber/cucumber-expressions'))(
  'regexp-match-indices',
) as (regexp: RegExp, text: string) => RegExpExecArray | null;

const CASES: readonly (readonly [regexp: RegExp, text: string])[] = [
  [/^a pod "([^"\\]*)"$/, 'a pod "web"'],
  [/^(\d+) pods?(?: of "([^"]*)")?$/, '3 pods'],
  [/^(\d+) pods?(?: of "([^"]*)")?$/, '1 pod of "web"'],
  [/(?<name>b)(c)?/, 'abc'],
  [/^((a)(b))$/, 'ab'],
  [/^파드 (\d+)개$/, '파드 3개'],
  [/x/, 'abc'],
];

for (const [regexp, text] of CASES)
  test(`${regexp} finds in "${text}" what the polyfill finds, at the same places`, () => {
    const [ours, theirs] = [execWithIndices(regexp, text), polyfill(regexp, text)];
    assert.deepEqual(ours === null ? null : [...ours], theirs === null ? null : [...theirs]);
    assert.deepEqual([...(ours?.indices ?? [])], [...(theirs?.indices ?? [])]);
    assert.equal(ours?.index, theirs?.index);
  });

test('an expression that goes on from where it was goes on', () => {
  const word = /\w+/g;
  assert.deepEqual([execWithIndices(word, 'a bc')?.[0], word.lastIndex], ['a', 1]);
  assert.deepEqual([execWithIndices(word, 'a bc')?.[0], word.lastIndex], ['bc', 4]);
  assert.equal(execWithIndices(word, 'a bc'), null);
});
