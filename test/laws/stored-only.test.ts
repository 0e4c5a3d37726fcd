import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };
const podWith = (spec: object): object => ({ ...POD, spec });
const CONTAINERS = [{ name: 'c', image: 'nginx' }];

test('a cluster remembers which fields users wrote without effect, and not what it filled in itself', () => {
  const cluster = Cluster.start(topology('course'), { seed: '1' });
  const client = cluster.client();
  const ref = { kind: 'Pod', namespace: 'default', name: 'p' };
  client.create('Pod', 'default', podWith({ containers: CONTAINERS, hostPID: true }), { dryRun: true });
  assert.deepEqual(cluster.storedOnly, []);
  client.create('Pod', 'default', podWith({ containers: CONTAINERS, hostIPC: true }));
  cluster.advance(10_000);
  client.patch(ref, 'strategic', { metadata: { labels: { a: 'b' } }, spec: { activeDeadlineSeconds: 100 } });
  assert.deepEqual(cluster.storedOnly, ['Pod spec.hostIPC']);
  client.create('Deployment', 'default', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd' },
    spec: {
      selector: { matchLabels: { app: 'd' } },
      template: { metadata: { labels: { app: 'd' } }, spec: { containers: CONTAINERS } },
    },
  });
  client.patch({ kind: 'Deployment', namespace: 'default', name: 'd' }, 'merge', {
    spec: { template: { spec: { shareProcessNamespace: true } } },
  });
  assert.deepEqual(cluster.storedOnly, ['Deployment spec.template.spec.shareProcessNamespace', 'Pod spec.hostIPC']);
});
