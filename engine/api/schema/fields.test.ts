import assert from 'node:assert/strict';
import test from 'node:test';
import { definitionOf, fieldNames, isRequired, servedKinds } from './definitions.ts';
import { fieldPaths, isAtomicMap, listKind, memberShape, mergeKey, shapeAt, shapeOf } from './fields.ts';

const POD = 'io.k8s.api.core.v1.Pod';
const DEPLOYMENT = 'io.k8s.api.apps.v1.Deployment';
const SERVICE = 'io.k8s.api.core.v1.Service';

const MERGE_KEYS: readonly (readonly [definition: string, path: string, key: string | undefined])[] = [
  [DEPLOYMENT, 'spec.template.spec.containers', 'name'],
  [DEPLOYMENT, 'spec.template.spec.containers.ports', 'containerPort'],
  [DEPLOYMENT, 'spec.template.spec.containers.volumeMounts', 'mountPath'],
  [DEPLOYMENT, 'spec.template.spec.containers.envFrom', undefined],
  [POD, 'spec.tolerations', undefined],
  [POD, 'spec.hostAliases', 'ip'],
  [POD, 'metadata.ownerReferences', 'uid'],
  [POD, 'metadata.finalizers', undefined],
  [SERVICE, 'spec.ports', 'port'],
  [POD, 'no.such.field', undefined],
];

for (const [definition, path, key] of MERGE_KEYS) {
  test(`merge key of ${path}: ${key}`, () => assert.equal(mergeKey(definition, path), key));
}

const LISTS: readonly (readonly [definition: string, path: string, kind: string])[] = [
  [POD, 'spec.containers', 'map name'],
  [POD, 'spec.containers.ports', 'map containerPort,protocol'],
  [POD, 'spec.topologySpreadConstraints', 'map topologyKey,whenUnsatisfiable'],
  [POD, 'spec.containers.args', 'atomic'],
  [POD, 'metadata.finalizers', 'set'],
  [SERVICE, 'spec.ports', 'map port,protocol'],
  [SERVICE, 'spec.clusterIPs', 'atomic'],
  ['io.k8s.api.batch.v1.Job', 'status.conditions', 'atomic'],
  ['io.k8s.api.networking.v1.Ingress', 'spec.rules', 'atomic'],
];

for (const [definition, path, expected] of LISTS) {
  test(`list ${path} is ${expected}`, () => {
    const kind = listKind(shapeAt(definition, path));
    assert.equal(kind.kind === 'map' ? `map ${kind.keys.join(',')}` : kind.kind, expected);
  });
}

const MAPS: readonly (readonly [definition: string, path: string, atomic: boolean])[] = [
  [DEPLOYMENT, 'spec.selector', true],
  [SERVICE, 'spec.selector', true],
  [POD, 'spec.nodeSelector', true],
  [POD, 'metadata.labels', false],
  [POD, 'spec.containers.env.valueFrom.secretKeyRef', true],
  [POD, 'spec.securityContext', false],
  ['io.k8s.api.core.v1.PersistentVolume', 'spec.claimRef', false],
];

for (const [definition, path, atomic] of MAPS) {
  test(`${path} is ${atomic ? 'atomic' : 'granular'}`, () =>
    assert.equal(isAtomicMap(shapeAt(definition, path)), atomic));
}

test('retainKeys is on the strategy of deployments and on volumes', () => {
  assert.equal(shapeAt(DEPLOYMENT, 'spec.strategy')?.rule.strategy, 'retainKeys');
  assert.equal(shapeAt(POD, 'spec.volumes')?.rule.strategy, 'merge,retainKeys');
});

test('nothing is known of custom resources', () => {
  assert.equal(memberShape(shapeOf(undefined), 'spec'), undefined);
  assert.deepEqual(listKind(undefined), { kind: 'atomic' });
  assert.equal(isAtomicMap(undefined), false);
});

test('field paths go to the leaves', () => {
  const paths = fieldPaths(POD);
  for (const path of [
    'apiVersion',
    'metadata.labels{}',
    'spec.containers[].ports[].hostPort',
    'spec.volumes[].configMap.items[].key',
  ]) {
    assert.ok(paths.includes(path), path);
  }
  assert.equal(new Set(paths).size, paths.length);
  assert.ok(
    fieldPaths('io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition').length > 100,
  );
});

test('definitions: kinds, names, required fields', () => {
  assert.equal(definitionOf('apps/v1', 'Deployment'), DEPLOYMENT);
  assert.equal(definitionOf('extensions/v1beta1', 'Deployment'), undefined);
  assert.equal(definitionOf('v1', 'constructor'), undefined);
  assert.ok(fieldNames(POD).includes('spec') && !fieldNames(POD).includes('replicas'));
  assert.ok(
    isRequired('io.k8s.api.core.v1.ContainerPort', 'containerPort') &&
      !isRequired('io.k8s.api.core.v1.ContainerPort', 'name'),
  );
  for (const [kind, id] of Object.entries(servedKinds())) assert.ok(fieldNames(id).length > 0, kind);
});
