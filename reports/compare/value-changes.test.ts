import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueChanges } from './value-changes.ts';

const cases: readonly (readonly [what: string, base: unknown, current: unknown, paths: readonly string[]])[] = [
  ['nothing', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
  ['a value', { spec: { replicas: 3 } }, { spec: { replicas: 4 } }, ['spec.replicas']],
  ['what is new and what is gone', { a: 1 }, { b: 1 }, ['a', 'b']],
  ['a key that is no word', { labels: { 'a.b/c': 1 } }, { labels: { 'a.b/c': 2 } }, ['labels[a.b/c]']],
  ['a place in a list', { args: ['a', 'b'] }, { args: ['a', 'c'] }, ['args[1]']],
  [
    'an element with a name, wherever it stands',
    { containers: [{ name: 'a', image: 'x' }, { name: 'b' }] },
    { containers: [{ name: 'new' }, { name: 'a', image: 'y' }, { name: 'b' }] },
    ['containers[a].image', 'containers[new]'],
  ],
  [
    'names that repeat, by place',
    [{ name: 'a' }, { name: 'a', v: 1 }],
    [{ name: 'a' }, { name: 'a', v: 2 }],
    ['[1].v'],
  ],
  ['another type', { a: [] }, { a: {} }, ['a']],
  ['null', { a: null }, { a: 0 }, ['a']],
  ['a whole value', 3, 4, ['']],
];
for (const [what, base, current, paths] of cases) {
  test(`differs in ${what}`, () => {
    assert.deepEqual(
      valueChanges(base, current).map(({ path }) => path),
      paths,
    );
  });
}

test('nesting without end is compared as a whole', () => {
  const nested = (end: number): unknown => {
    let value: unknown = end;
    for (let depth = 0; depth < 1000; depth++) value = { a: value };
    return value;
  };
  assert.equal(valueChanges(nested(1), nested(2)).length, 1);
});
