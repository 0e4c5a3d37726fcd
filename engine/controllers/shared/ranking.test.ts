import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTimestamp } from '../../api/time.ts';
import type { Pod } from '../../kinds/types.ts';
import { object, START_MS } from './testing.ts';
import { deletionOrder } from './ranking.ts';

const nowMs = START_MS + 1_000_000;

interface Given {
  readonly node?: string;
  readonly phase?: string;
  readonly readyForMs?: number;
  readonly ageMs?: number;
  readonly cost?: string;
  readonly restarts?: number;
}

function pod(name: string, given: Given): Pod {
  const { node = 'w1', phase = 'Running', readyForMs, ageMs = 100_000, cost, restarts = 0 } = given;
  const ready = readyForMs === undefined ? 'False' : 'True';
  const lastTransitionTime = toTimestamp(nowMs - (readyForMs ?? 0));
  return object<Pod>(
    'Pod',
    name,
    {
      spec: { containers: [], ...(node === '' ? {} : { nodeName: node }) },
      status: {
        phase,
        conditions: [{ type: 'Ready', status: ready, lastTransitionTime }],
        containerStatuses: [{ restartCount: restarts }],
      },
    },
    {
      creationTimestamp: toTimestamp(nowMs - ageMs),
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
  );
}

const ready = { readyForMs: 50_000 };

const cases: readonly {
  readonly rule: string;
  readonly first: Given;
  readonly second: Given;
  readonly rank?: readonly [number, number];
}[] = [
  { rule: 'unassigned before assigned', first: { node: '', phase: 'Pending' }, second: { phase: 'Pending' } },
  { rule: 'Pending before Unknown', first: { phase: 'Pending' }, second: { phase: 'Unknown' } },
  { rule: 'Unknown before Running', first: { phase: 'Unknown' }, second: {} },
  { rule: 'not ready before ready', first: {}, second: ready },
  { rule: 'lower deletion cost first', first: { ...ready, cost: '-5' }, second: ready },
  { rule: 'an unparsable cost is 0', first: { ...ready, cost: 'dear' }, second: { ...ready, cost: '1' } },
  {
    rule: 'cost comes before neighbours',
    first: { ...ready, cost: '1' },
    second: { ...ready, cost: '2' },
    rank: [0, 9],
  },
  { rule: 'more neighbours first', first: ready, second: ready, rank: [3, 2] },
  { rule: 'ready for a shorter class of time first', first: { readyForMs: 10_000 }, second: { readyForMs: 90_000 } },
  { rule: 'more restarts first', first: { ...ready, restarts: 3 }, second: { ...ready, restarts: 1 } },
  { rule: 'younger class first', first: { ...ready, ageMs: 60_000 }, second: { ...ready, ageMs: 900_000 } },
  {
    rule: 'same class of age: smaller uid first',
    first: { ...ready, ageMs: 100_000 },
    second: { ...ready, ageMs: 101_000 },
  },
];

for (const { rule, first, second, rank = [0, 0] } of cases) {
  test(`surplus pods: ${rule}`, () => {
    const a = pod('a', first);
    const b = pod('b', second);
    const rankOf = (one: Pod): number => (one === a ? rank[0] : rank[1]);
    for (const pods of [
      [a, b],
      [b, a],
    ]) {
      assert.deepEqual(
        deletionOrder(pods, rankOf, nowMs).map((one) => one.metadata.name),
        ['a', 'b'],
      );
    }
  });
}
