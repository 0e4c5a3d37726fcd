import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Entries } from './entries.ts';
import { LateText, textOf } from './late-text.ts';

const seen = (entries: Entries<number>): string => [...entries].map(([name, value]) => `${name}=${value}`).join(' ');

test('entries are the same whether there is none, one or several', () => {
  const entries = new Entries<number>();
  assert.deepEqual([entries.size, entries.get('a'), seen(entries), [...entries.keys()]], [0, undefined, '', []]);
  entries.set('a', 1);
  entries.set('a', 2);
  assert.deepEqual([entries.size, entries.get('a'), entries.get('b'), seen(entries)], [1, 2, undefined, 'a=2']);
  entries.delete('b');
  entries.set('b', 3);
  assert.deepEqual([entries.size, [...entries.keys()], [...entries.values()]], [2, ['a', 'b'], [2, 3]]);
  entries.delete('a');
  entries.delete('b');
  assert.deepEqual([entries.size, seen(entries)], [0, '']);
});

for (const names of [[], ['a'], ['a', 'b']]) {
  test(`a copy of ${names.length} entries is its own`, () => {
    const entries = new Entries<number>();
    for (const name of names) entries.set(name, 1);
    const copy = entries.copy();
    copy.set('c', 2);
    copy.delete('a');
    assert.deepEqual([...entries.keys()], names);
    assert.deepEqual([...copy.keys()], [...names.filter((name) => name !== 'a'), 'c']);
  });
}

test('a late text is made once, when it is read, and has the length that was said', () => {
  let made = 0;
  const late = new LateText(3, () => `a${(made += 1)}b`);
  assert.deepEqual([late.length, made], [3, 0]);
  assert.deepEqual([textOf(late), textOf(late), textOf('plain'), made], ['a1b', 'a1b', 'plain', 1]);
  assert.throws(() => new LateText(4, () => 'abc').text, /a text of 4 characters was made with 3/);
});
