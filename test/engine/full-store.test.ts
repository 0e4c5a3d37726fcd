import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, limitObjects, type ReplicaSet } from '../../engine/index.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { topology } from '../../scenarios/topologies.ts';

test('a full cluster refuses what is one too many, says so to users and on the ReplicaSet, and goes on working', () => {
  const cluster = Cluster.start(topology('course'), { seed: '1' });
  const session = new Session(cluster, new MemoryFiles());
  const store = limitObjects(cluster, 300);
  session.kubectl(['create', 'deployment', 'web', '--image=nginx', '--replicas=2147483647']);
  cluster.grantBudget(200_000);
  cluster.advance(60_000);
  assert.ok(store.refused() > 0);
  assert.equal(cluster.view.list('Pod').length < 300, true);
  const refusal = session.kubectl(['create', 'configmap', 'one-more']);
  assert.match(refusal.stderr, /the cluster is full: it may hold 300 objects/);
  const [set] = cluster.view.list<ReplicaSet>('ReplicaSet', 'default');
  const trouble = set?.status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
  assert.deepEqual(
    [trouble?.reason, trouble?.message],
    ['FailedCreate', 'the cluster is full: it may hold 300 objects'],
  );
  session.kubectl(['delete', 'deployment', 'web']);
  cluster.advance(120_000);
  assert.equal(session.kubectl(['create', 'configmap', 'one-more']).exit, 0);
});
