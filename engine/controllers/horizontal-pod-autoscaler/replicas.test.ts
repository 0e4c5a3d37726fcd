import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTimestamp } from '../../api/time.ts';
import type { MetricSample } from '../../component/metrics.ts';
import type { Pod } from '../../kinds/types.ts';
import { object, START_MS } from '../shared/testing.ts';
import { groupPods } from './pods.ts';
import { byAverage, byUtilization } from './replicas.ts';

interface Given {
  /** Millicores measured; undefined: no sample. */
  readonly uses?: number;
  readonly phase?: string;
  readonly ready?: boolean;
  /** How long ago it started, and how long ago its readiness changed. */
  readonly ageMs?: number;
  readonly sinceMs?: number;
  readonly deleting?: boolean;
  readonly request?: string | undefined;
}

const HOUR_MS = 3_600_000;

function podOf(name: string, given: Given): Pod {
  const { phase = 'Running', ready = true, ageMs = HOUR_MS, sinceMs = ageMs, deleting = false } = given;
  const request = 'request' in given ? given.request : '1';
  const resources = request === undefined ? {} : { requests: { cpu: request } };
  const lastTransitionTime = toTimestamp(START_MS - sinceMs);
  return object<Pod>(
    'Pod',
    name,
    {
      spec: { containers: [{ name: 'c', resources }] },
      status: {
        phase,
        startTime: toTimestamp(START_MS - ageMs),
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime }],
      },
    },
    deleting ? { deletionTimestamp: toTimestamp(START_MS) } : {},
  );
}

function grouped(given: readonly Given[]): {
  readonly pods: readonly Pod[];
  readonly groups: ReturnType<typeof groupPods>;
} {
  const pods = given.map((one, index) => podOf(`p${index}`, one));
  const samples = new Map<string, MetricSample>();
  for (const [index, { uses }] of given.entries())
    if (uses !== undefined) samples.set(`p${index}`, { milli: uses, atMs: START_MS, windowMs: 30_000 });
  return { pods, groups: groupPods(pods, samples, 'cpu', START_MS) };
}

const groups: readonly (readonly [string, Given, 'ready' | 'unready' | 'missing' | 'ignored'])[] = [
  ['that serves', { uses: 1 }, 'ready'],
  ['that is going', { uses: 1, deleting: true }, 'ignored'],
  ['that failed', { uses: 1, phase: 'Failed' }, 'ignored'],
  ['that is pending', { phase: 'Pending' }, 'unready'],
  ['without a sample', {}, 'missing'],
  ['that is young and not ready', { uses: 1, ageMs: 60_000, ready: false }, 'unready'],
  ['that is young and was measured before it was ready', { uses: 1, ageMs: 60_000, sinceMs: 10_000 }, 'unready'],
  ['that is young and was measured since', { uses: 1, ageMs: 60_000, sinceMs: 50_000 }, 'ready'],
  ['that never was ready', { uses: 1, ready: false, sinceMs: HOUR_MS - 1000 }, 'unready'],
  ['that is ready no more', { uses: 1, ready: false, sinceMs: 1000 }, 'ready'],
];

for (const [what, given, expected] of groups) {
  test(`a pod ${what} is ${expected}`, () => {
    const { ready, unready, missing } = grouped([given]).groups;
    const found =
      ready === 1 ? 'ready' : unready.length === 1 ? 'unready' : missing.length === 1 ? 'missing' : 'ignored';
    assert.equal(found, expected);
  });
}

const each = (count: number, uses: number): readonly Given[] => Array.from({ length: count }, () => ({ uses }));
const young: Given = { uses: 900, ageMs: 10_000, ready: false };

/** Pods that request one core; target in percent, replicas now, replicas wanted. */
const utilizations: readonly (readonly [string, readonly Given[], number, number, number])[] = [
  ['double the target doubles', each(2, 1000), 50, 2, 4],
  ['half the target halves', each(4, 250), 50, 4, 2],
  ['less than ten percent above is tolerated', each(3, 540), 50, 3, 3],
  ['percents are cut off, not rounded', each(3, 549), 50, 3, 3],
  // 1 - 55/50 is a little more than a tenth in floating point, Go's and here.
  ['ten percent is not', each(3, 550), 50, 3, 4],
  ['a missing pod counts nothing when it is too much', [...each(2, 1000), {}], 50, 3, 4],
  ['a missing pod counts its request when it is too little', [...each(2, 100), {}], 50, 3, 3],
  ['a pod that starts counts nothing when it is too much', [...each(1, 900), young], 50, 2, 2],
  ['a pod that starts does not count when it is too little', [...each(2, 200), young], 50, 3, 1],
  ['nothing moves against the first direction', [...each(1, 600), {}, {}], 50, 3, 3],
];

for (const [what, given, target, current, expected] of utilizations) {
  test(`utilization: ${what}`, () => {
    const { pods, groups: found } = grouped(given);
    assert.equal(byUtilization(found, pods, 'cpu', target, current).replicas, expected);
  });
}

/** Target and average in millicores. */
const averages: readonly (readonly [string, readonly Given[], number, number, number])[] = [
  ['above', each(2, 900), 300, 2, 6],
  ['tolerated', each(2, 320), 300, 2, 2],
  ['below', each(4, 100), 200, 4, 2],
  ['a missing pod has the target when it is too little', [...each(2, 100), {}], 200, 3, 2],
];

for (const [what, given, target, current, expected] of averages) {
  test(`average: ${what}`, () => {
    const { pods, groups: found } = grouped(given);
    assert.equal(byAverage(found, pods, target, current).replicas, expected);
  });
}

const refusals: readonly (readonly [readonly Given[], string])[] = [
  [[], 'no pods returned by selector while calculating replica count'],
  [[young], 'did not receive metrics for any ready pods'],
  [[{ uses: 1, request: undefined }], 'missing request for cpu in container c of Pod p0'],
];

for (const [given, message] of refusals) {
  test(`no number: ${message}`, () => {
    const { pods, groups: found } = grouped(given);
    assert.throws(() => byUtilization(found, pods, 'cpu', 50, 1), { message });
  });
}
