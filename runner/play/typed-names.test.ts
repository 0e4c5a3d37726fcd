import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAlias, TypedNames } from './typed-names.ts';

const ALIASES = [
  "alias k=kubectl kgp='k get pods'",
  'alias kubectl="kubectl -n shop"',
  "alias ls='ls -l' loop1=loop2 loop2=loop1",
];

/** A row, and what it says without its aliases. */
const ROWS: readonly (readonly [row: string, expanded: string])[] = [
  ['kgp -o wide', 'kubectl -n shop get pods -o wide'],
  ['ls a', 'ls -l a'],
  ['loop1 x', 'loop1 x'],
  ['kgpx', 'kgpx'],
  ['echo kgp', 'echo kgp'],
  ['sleep 1; kgp && kgp|wc -l', 'sleep 1; kubectl -n shop get pods && kubectl -n shop get pods|wc -l'],
  ["echo 'a; kgp'", "echo 'a; kgp'"],
  ['for i in 1 2; do kgp; done', 'for i in 1 2; do kubectl -n shop get pods; done'],
  ['kgp "$(date)"', 'kubectl -n shop get pods "$(date)"'],
  ['sudo kgp # kgp; kgp', 'sudo kubectl -n shop get pods # kgp; kgp'],
];

for (const [row, expanded] of ROWS)
  test(`the aliases of: ${row}`, () => {
    const names = new TypedNames();
    for (const alias of ALIASES) names.learn(alias);
    assert.equal(names.expanded(row), expanded);
  });

const FUNCTIONS: readonly (readonly [text: string, name: string])[] = [
  ['wait_for() {\n  sleep 1\n}', 'wait_for'],
  ['function make-it { kubectl get pods; }', 'make-it'],
  ['A=1; up () { true; }', 'up'],
];

for (const [text, name] of FUNCTIONS)
  test(`a function is made: ${text.replaceAll('\n', ' / ')}`, () => {
    const names = new TypedNames();
    assert.equal(names.isFunction(name), false);
    names.learn(text);
    assert.equal(names.isFunction(name), true);
  });

/** Rows that only make aliases, and rows that do not. */
const IS_ALIAS: readonly (readonly [row: string, is: boolean])[] = [
  ["alias kgp='kubectl get pods'", true],
  ['alias', true],
  ['alias now=$(date)', false],
  ['aliases', false],
];

for (const [row, is] of IS_ALIAS) test(`only an alias: ${row}`, () => assert.equal(isAlias(row), is));

test('aliases that stand for more and more end', () => {
  const names = new TypedNames();
  names.learn(`alias a='${'x '.repeat(4000)}'`);
  assert.ok(names.expanded('a;'.repeat(4000)).length < 100_000);
});
