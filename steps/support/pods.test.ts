import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject, Pod } from '../../engine/index.ts';
import { authored } from './causes/authored.ts';
import { eventually } from './expect.ts';
import { podsOf } from './pods.ts';
import { countOf } from './subjects.ts';
import { worldOf } from './testing.ts';

const WEB = {
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
  },
};

test('owners that somebody wrote in a ring end: pods are found once, and so is who wrote them', () => {
  const world = worldOf('ring');
  const { cluster } = world;
  const client = cluster.client('test');
  client.create('Deployment', 'default', WEB);
  eventually(world, countOf(world, 'web', 2, 'Ready'));
  const { view } = cluster;
  const set = view.list('ReplicaSet', 'default')[0] as KubeObject;
  const web = view.get('Deployment', 'default', 'web') as KubeObject;
  const { apiVersion, kind, metadata } = set;
  const owner = { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true };
  const ref = { kind: 'Deployment', namespace: 'default', name: 'web' };
  client.update(ref, { ...web, metadata: { ...web.metadata, ownerReferences: [owner] } });
  cluster.advance(60_000);
  assert.equal(podsOf(view, 'default', 'web').length, 2);
  assert.equal(authored(view, podsOf(view, 'default', 'web')[0] as Pod), 'Deployment "web"');
  assert.throws(() => eventually(world, countOf(world, 'web', 3, 'Ready'), 1000), /replicas of Deployment "web" is 2/);
});
