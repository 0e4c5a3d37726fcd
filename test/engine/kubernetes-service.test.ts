import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, type Service } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

test('the service kubernetes comes back within ten seconds, at its address and with its endpoints', () => {
  const cluster = Cluster.start(topology('course'), { seed: '1' });
  const client = cluster.client();
  const before = cluster.view.get<Service>('Service', 'default', 'kubernetes');
  cluster.advance(3000);
  client.delete({ kind: 'Service', namespace: 'default', name: 'kubernetes' });
  cluster.settleNow();
  assert.equal(cluster.view.get<Service>('Service', 'default', 'kubernetes'), undefined);
  cluster.advance(10_000);
  const after = cluster.view.get<Service>('Service', 'default', 'kubernetes');
  assert.notEqual(after?.metadata.uid, before?.metadata.uid);
  assert.deepEqual(after?.spec, before?.spec);
  for (const kind of ['Endpoints', 'EndpointSlice'])
    assert.ok(cluster.view.get(kind, 'default', 'kubernetes') !== undefined, kind);
});
