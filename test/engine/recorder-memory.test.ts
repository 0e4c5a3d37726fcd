import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, type KubeObject } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

interface Said extends KubeObject {
  readonly reason: string;
  readonly count?: number;
  readonly involvedObject: { readonly name: string };
}

const REGISTERED = 'RegisteredNode';
const counts = (cluster: Cluster): readonly (number | undefined)[] =>
  cluster.view
    .list<Said>('Event')
    .filter(({ reason, involvedObject }) => reason === REGISTERED && involvedObject.name === 'w1-k8s')
    .map(({ count }) => count);

/** In a cluster of v1.25.2 each start of the controller manager registers the nodes by events of their own. */
test('a process that was stopped does not count on where it left off', () => {
  const cluster = Cluster.start(topology('oracle-puppet'), { seed: '1' });
  assert.deepEqual(counts(cluster), [1]);
  cluster.stop('kube-controller-manager');
  cluster.start('kube-controller-manager');
  cluster.settleNow();
  assert.deepEqual(counts(cluster), [1, 1]);
  const copy = cluster.copy();
  copy.stop('kube-controller-manager');
  copy.start('kube-controller-manager');
  copy.settleNow();
  assert.deepEqual(
    [counts(cluster), counts(copy)],
    [
      [1, 1],
      [1, 1, 1],
    ],
  );
});
