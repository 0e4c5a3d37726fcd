import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, type Node } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

test('kubelets renew their leases with the next tick after an outage of the API server, however long it was', () => {
  const cluster = Cluster.start(topology('bare'), { seed: 'outage' });
  cluster.stop('kube-apiserver');
  cluster.advance(300_000);
  cluster.start('kube-apiserver');
  cluster.advance(15_000);
  const changes = (): number => cluster.trace.entries().filter(({ type }) => type === 'change').length;
  const before = changes();
  cluster.advance(300_000);
  assert.equal(changes(), before, 'no node is given up once all are back');
  for (const { metadata, status } of cluster.view.list<Node>('Node')) {
    assert.equal(status.conditions?.find(({ type }) => type === 'Ready')?.status, 'True', metadata.name);
  }
});
