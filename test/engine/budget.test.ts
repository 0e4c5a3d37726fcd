import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, HotLoopError } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

const course = (): Cluster => {
  const cluster = Cluster.start(topology('course'), { seed: 'budget' });
  cluster.grantBudget(3000);
  return cluster;
};

/** What a scenario's own step could do for ever. */
const ENDLESS: Readonly<Record<string, (cluster: Cluster) => void>> = {
  'lets a very long time pass': (cluster) => cluster.advance(1e15),
  'waits for what never comes': (cluster) => void cluster.waitUntil(() => false, Number.MAX_SAFE_INTEGER),
  'asks again and again at one instant': (cluster) => {
    for (;;) cluster.settleNow();
  },
  'asks again and again a second later': (cluster) => {
    for (;;) cluster.advance(1000);
  },
};

for (const [what, act] of Object.entries(ENDLESS)) {
  test(`who ${what} is stopped by the budget, which says so`, () => {
    assert.throws(
      () => act(course()),
      (error) => error instanceof HotLoopError && /budget of 3000 turns is used up.*last keys: /.test(error.message),
    );
  });
}

test('what was stopped in the middle of an instant names who was at work', () => {
  assert.throws(() => course().advance(1e15), /last keys: (kubelet@|node-|leader)/);
});

test('without a grant a cluster runs as long as it is asked to', () => {
  const cluster = Cluster.start(topology('course'), { seed: 'budget' });
  cluster.advance(6 * 3_600_000);
  assert.ok(cluster.steps > 20_000);
});
