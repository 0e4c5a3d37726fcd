import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'boats.sea.example' },
  spec: {
    group: 'sea.example',
    names: { kind: 'Boat', plural: 'boats' },
    scope: 'Namespaced',
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

test('a custom resource goes with its owner, and takes with it what it owns', () => {
  const cluster = Cluster.start(topology('bare'), { seed: '1' });
  const client = cluster.client('test');
  const owner = client.create('ConfigMap', 'default', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'harbour' },
  });
  client.create('CustomResourceDefinition', undefined, DEFINITION);
  const references = (of: { apiVersion: string; kind: string; metadata: { name: string; uid?: string } }): object[] => [
    { apiVersion: of.apiVersion, kind: of.kind, name: of.metadata.name, uid: of.metadata.uid },
  ];
  const boat = client.create('Boat.sea.example', 'default', {
    apiVersion: 'sea.example/v1',
    kind: 'Boat',
    metadata: { name: 'tern', ownerReferences: references(owner) },
  });
  client.create('ConfigMap', 'default', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'log', ownerReferences: references(boat) },
  });
  cluster.settleNow();
  client.delete({ kind: 'ConfigMap', namespace: 'default', name: 'harbour' });
  cluster.settleNow();
  assert.equal(cluster.view.get('Boat.sea.example', 'default', 'tern'), undefined);
  assert.equal(cluster.view.get('ConfigMap', 'default', 'log'), undefined);
});
