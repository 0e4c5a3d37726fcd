import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../../kinds/types.ts';
import { fewReplaced, type Glances, glanceAt } from './glances.ts';

const pod = (name: string, phase = 'Pending'): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, uid: name },
  spec: { containers: [] },
  status: { phase },
});
const [a, b, c] = [pod('a'), pod('b'), pod('c')];
const b2 = pod('b', 'Running');

/** The lists one after the other, and what is looked at again each time. */
const ROWS: readonly (readonly [string, readonly Pod[], string])[] = [
  ['the same pods', [a, b, c], ''],
  ['one changed', [a, b2, c], 'b after b'],
  ['one came', [a, b, c, pod('d')], 'd'],
  ['the first went', [b, c], ''],
  ['one in the middle went', [a, c], ''],
  ['another took its place', [a, pod('x'), c], 'x'],
  ['none is left', [], ''],
];

const make =
  (seen: string[]) =>
  ({ metadata: { name } }: Pod, before: string | undefined): string => {
    seen.push(before === undefined ? name : `${name} after ${before}`);
    return name;
  };

const first: Glances<string> = glanceAt([a, b, c], undefined, 1, make([]));

for (const [what, pods, expected] of ROWS) {
  test(`only what changed is looked at: ${what}`, () => {
    const seen: string[] = [];
    const { results } = glanceAt(pods, first, 1, make(seen));
    assert.equal(seen.join(', '), expected);
    assert.deepEqual(
      results,
      pods.map(({ metadata }) => metadata.name),
    );
  });
}

test('where nothing changed, the very same comes back; with another basis nothing does', () => {
  assert.equal(glanceAt([a, b, c], first, 1, make([])), first);
  const seen: string[] = [];
  glanceAt([a, b, c], first, 2, make(seen));
  assert.deepEqual(seen, ['a', 'b', 'c']);
});

test('a result that is out of date is made again', () => {
  const seen: string[] = [];
  glanceAt([a, b, c], first, 1, make(seen), (name) => name === 'c');
  assert.deepEqual(seen, ['c after c']);
});

test('a pod that is what it was before leaves the list of results as it is', () => {
  const kept = glanceAt([a, b2, c], first, 1, (_, before) => before ?? 'new');
  assert.equal(kept.results, first.results);
  assert.notEqual(kept, first);
});

test('what differs between two times is told place by place, as long as it is little', () => {
  const before = ['a', 'b', 'c'];
  assert.deepEqual(fewReplaced(before, ['a', 'x', 'c']), [{ before: 'b', now: 'x' }]);
  assert.deepEqual(fewReplaced(before, before), []);
  assert.equal(fewReplaced(before, ['a', 'b']), undefined);
  const crowd = Array.from({ length: 9 }, (_, i) => String(i));
  assert.equal(
    fewReplaced(
      crowd,
      crowd.map((name) => `${name}'`),
    ),
    undefined,
  );
});
