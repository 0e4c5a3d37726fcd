import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceEntry } from '../../engine/index.ts';
import { changes } from '../testing.ts';
import { firstDifference } from './first-difference.ts';
import { historyOf } from './history.ts';

const POD = 'Pod default/a';
const pending = { phase: 'Pending', node: '', ready: false };
const ready = { change: 'MODIFIED', phase: 'Running', node: 'w1', ready: true };
const base = changes([
  [0, POD, pending, 'kubelet@w1'],
  [500, 'Pod default/b', pending, 'kubelet@w1'],
  [700, POD, ready, 'kubelet@w1'],
]);

const said = (current: readonly TraceEntry[]): readonly [number, string] | undefined => {
  const found = firstDifference(historyOf(base), historyOf(current));
  return found === undefined ? undefined : [found.atMs, found.text];
};

const rows: readonly (readonly [what: string, current: readonly TraceEntry[], atMs: number, text: string])[] = [
  [
    'later',
    changes([
      [0, POD, pending, 'kubelet@w1'],
      [500, 'Pod default/b', pending, 'kubelet@w1'],
      [1900, POD, ready, 'kubelet@w1'],
    ]),
    700,
    'kubelet@w1 set Pod a to phase Running, node w1, ready true, 1.200 s later, at 0:01.900',
  ],
  [
    'earlier',
    changes([
      [0, POD, pending, 'kubelet@w1'],
      [400, 'Pod default/b', pending, 'kubelet@w1'],
      [700, POD, ready, 'kubelet@w1'],
    ]),
    400,
    'kubelet@w1 created Pod b (phase Pending, ready false), 100 ms earlier than before (0:00.500)',
  ],
  [
    'no longer',
    changes([
      [0, POD, pending, 'kubelet@w1'],
      [700, POD, ready, 'kubelet@w1'],
    ]),
    500,
    'kubelet@w1 no longer created Pod b (phase Pending, ready false)',
  ],
  [
    'new at the end',
    [...base, ...changes([[900, 'Pod default/c', pending, 'kubelet@w1']])],
    900,
    'kubelet@w1 created Pod c (phase Pending, ready false), which is new',
  ],
  [
    'new in between',
    [...base.slice(0, 1), ...changes([[300, 'Pod default/c', pending, 'kubelet@w1']]), ...base.slice(1)],
    300,
    'kubelet@w1 created Pod c (phase Pending, ready false), which is new',
  ],
  ['missing at the end', base.slice(0, 2), 700, 'kubelet@w1 no longer set Pod a to phase Running, node w1, ready true'],
  [
    'with another value',
    changes([
      [0, POD, pending, 'kubelet@w1'],
      [500, 'Pod default/b', pending, 'kubelet@w1'],
      [700, POD, { ...ready, node: 'w2' }, 'kubelet@w1'],
    ]),
    700,
    'kubelet@w1 wrote Pod a with node w2 instead of w1',
  ],
];
for (const [what, current, atMs, text] of rows) test(what, () => assert.deepEqual(said(current), [atMs, text]));

test('the same: nothing', () =>
  assert.equal(
    said(
      changes([
        [0, POD, pending, 'kubelet@w1'],
        [500, 'Pod default/b', pending, 'kubelet@w1'],
        [700, POD, ready, 'kubelet@w1'],
      ]),
    ),
    undefined,
  ));

test('two at one instant, the other way round', () => {
  const two = changes([
    [0, 'Pod default/a', pending, 'x'],
    [0, 'Pod default/b', pending, 'x'],
  ]);
  const found = firstDifference(historyOf(two), historyOf(two.toReversed()));
  assert.match(found?.text ?? '', /^x created Pod b .*, now before x created Pod a /);
});

test('the context: two lines before, then two of each side', () => {
  const found = firstDifference(historyOf(base), historyOf(base.slice(0, 2)));
  assert.deepEqual(
    found?.context.map(({ side, atMs }) => `${side}${atMs}`),
    ['0', '500', '-700'],
  );
});

test('what a read, a revision or an expired Event adds is no difference', () => {
  const noise: readonly TraceEntry[] = [
    { seq: 9, atMs: 800, by: 'kubectl', type: 'request', about: POD, detail: { verb: 'get' } },
    ...changes([
      [900, POD, { ...ready, revision: 77 }, 'kubelet@w1'],
      [950, 'Event default/a.1', { change: 'DELETED' }, 'x'],
    ]),
  ];
  assert.equal(said([...base, ...noise]), undefined);
});
