import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Deployment, ReplicaSet } from '../../kinds/types.ts';
import { object } from '../shared/testing.ts';
import { maxSurge, maxUnavailable, newSetSize, proportion } from './arithmetic.ts';

function deployment(
  replicas: number,
  surge: number | string,
  unavailable: number | string,
  type: string = 'RollingUpdate',
): Deployment {
  const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable };
  return object<Deployment>('Deployment', 'web', {
    spec: { replicas, strategy: { type, rollingUpdate } },
    status: { replicas },
  });
}

const bounds: readonly (readonly [number, number | string, number | string, number, number])[] = [
  [10, '25%', '25%', 3, 2],
  [4, '25%', '25%', 1, 1],
  [1, '25%', '25%', 1, 0],
  [3, 0, 0, 0, 1],
  [3, '0%', '10%', 0, 1],
  [2, 1, 5, 1, 2],
  [0, '25%', '25%', 0, 0],
];

for (const [replicas, surge, unavailable, surges, missing] of bounds) {
  test(`${replicas} replicas with surge ${surge} and unavailable ${unavailable}: ${surges} more, ${missing} fewer`, () => {
    const one = deployment(replicas, surge, unavailable);
    assert.equal(maxSurge(one), surges);
    assert.equal(maxUnavailable(one), missing);
  });
}

test('a Recreate has neither surge nor unavailable pods', () => {
  const one = deployment(4, '25%', '25%', 'Recreate');
  assert.deepEqual([maxSurge(one), maxUnavailable(one), newSetSize(one, 0, 4)], [0, 0, 4]);
});

const sizes: readonly (readonly [number, number, number])[] = [
  [0, 10, 3],
  [3, 11, 5],
  [5, 13, 5],
  [9, 9, 10],
];

for (const [size, total, expected] of sizes) {
  test(`10 replicas, surge 3: a new set of ${size} among ${total} may have ${expected}`, () => {
    assert.equal(newSetSize(deployment(10, 3, 2), size, total), expected);
  });
}

test('shares of 10 more pods: 8 of 13 get 6, 5 of 13 get 4', () => {
  const one = deployment(20, 3, 2);
  const set = (name: string, replicas: number): ReplicaSet =>
    object<ReplicaSet>(
      'ReplicaSet',
      name,
      { spec: { replicas } },
      { annotations: { 'deployment.kubernetes.io/max-replicas': '13' } },
    );
  assert.equal(proportion(set('a', 8), one, 10, 0), 6);
  assert.equal(proportion(set('b', 5), one, 10, 6), 4);
});
