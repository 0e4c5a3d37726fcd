import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../../api/kind.ts';
import { controllerReference, type KubeObject } from '../../api/object.ts';
import { toTimestamp } from '../../api/time.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { garbageCollector } from './controller.ts';

const kind = (name: string, group: string, scope: Kind['scope'] = 'Namespaced'): Kind =>
  ({ group, version: 'v1', kind: name, plural: name, scope, schema: name, columns: [] }) as unknown as Kind;
const KINDS = [
  kind('Deployment', 'apps'),
  kind('ReplicaSet', 'apps'),
  kind('Pod', ''),
  kind('Node', '', 'Cluster'),
  kind('Lease', '', 'Cluster'),
];
const collector = garbageCollector(() => KINDS);

const deletionTimestamp = toTimestamp(START_MS);
const deployment = (metadata: object = {}): KubeObject =>
  object('Deployment', 'd', { apiVersion: 'apps/v1' }, metadata);
const owned = (name: string, ...owners: readonly KubeObject[]): KubeObject =>
  object('ReplicaSet', name, { apiVersion: 'apps/v1' }, { ownerReferences: owners.map(controllerReference) });

/** Runs every item until nobody writes any more. */
function collect(...objects: readonly KubeObject[]): World {
  const world = new World(objects);
  for (let round = 0; round < 10; round++) {
    for (const { metadata } of world.objects) world.reconcile(collector, metadata.uid ?? '');
  }
  return world;
}

const names = (world: World): readonly string[] => world.objects.map(({ metadata }) => metadata.name);

test('an object whose only owner is gone is deleted, and what it owns after it', () => {
  const set = owned('rs', deployment());
  const pod = object('Pod', 'p', {}, { ownerReferences: [controllerReference(set)] });
  assert.deepEqual(names(collect(set, pod)), []);
});

test('one good owner is enough; the reference to the lost one is dropped', () => {
  const other = object('Deployment', 'other', { apiVersion: 'apps/v1' });
  const world = collect(deployment(), owned('rs', deployment(), other));
  assert.deepEqual(names(world), ['d', 'rs']);
  assert.deepEqual(
    world.get('ReplicaSet', 'rs').metadata.ownerReferences?.map(({ name }) => name),
    ['d'],
  );
});

const kept: readonly (readonly [string, KubeObject])[] = [
  ['an owner of a kind that nobody serves', owned('rs', object('Widget', 'w', { apiVersion: 'example.com/v1' }))],
  [
    'a namespaced owner of a cluster-wide object',
    object('Node', 'n', {}, { namespace: undefined, ownerReferences: [controllerReference(deployment())] }),
  ],
];

for (const [what, item] of kept) {
  test(`${what} keeps it`, () => assert.equal(collect(item).objects.length, 1));
}

test('an owner that was made anew under the same name does not count', () => {
  const anew = deployment({ uid: 'another' });
  assert.deepEqual(names(collect(anew, owned('rs', deployment()))), ['d']);
});

test('an owner in another namespace does not count, and that is told', () => {
  const far = deployment({ namespace: 'far' });
  const world = collect(far, owned('rs', far));
  assert.deepEqual(names(world), ['d']);
  assert.match(
    world.events[0] ?? '',
    /^Warning OwnerRefInvalidNamespace ownerRef \[apps\/v1\/Deployment, namespace: default, name: d, uid: Deployment-d\] does not exist in namespace "default"$/,
  );
});

test('foreground: dependents go first, level by level, then the finalizer', () => {
  const top = deployment({ deletionTimestamp, finalizers: ['foregroundDeletion'] });
  const set = owned('rs', top);
  const pod = object('Pod', 'p', {}, { ownerReferences: [controllerReference(set)] });
  const world = new World([top, set, pod]);
  world.reconcile(collector, 'Deployment-d');
  assert.deepEqual(names(world), ['d', 'rs', 'p'], 'the owner waits');
  world.reconcile(collector, 'ReplicaSet-rs');
  assert.deepEqual(world.get('ReplicaSet', 'rs').metadata.finalizers, ['foregroundDeletion']);
  world.reconcile(collector, 'Pod-p');
  assert.deepEqual(names(world), ['d', 'rs']);
  world.reconcile(collector, 'ReplicaSet-rs');
  assert.equal(world.get('ReplicaSet', 'rs').metadata.finalizers, undefined);
});

test('foreground: a dependent that does not block its owner is looked at before the owner goes', () => {
  const world = new World([]);
  const marked = deployment({ deletionTimestamp, finalizers: ['foregroundDeletion'] });
  const reference = { ...controllerReference(marked), blockOwnerDeletion: false };
  const set = object('ReplicaSet', 'rs', { apiVersion: 'apps/v1' }, { ownerReferences: [reference] });
  world.put(marked, set);
  const [watch] = collector.watches.filter(({ kind: watched }) => watched === 'Deployment');
  const keys = watch?.keys({ type: 'MODIFIED', object: marked, old: deployment() }, world.view);
  assert.deepEqual(keys, [set.metadata.uid, marked.metadata.uid]);
});

test('orphan: dependents lose the reference, then the finalizer goes', () => {
  const top = deployment({ deletionTimestamp, finalizers: ['orphan'] });
  const world = new World([top, owned('rs', top)]);
  world.reconcile(collector, 'Deployment-d');
  assert.equal(world.get('ReplicaSet', 'rs').metadata.ownerReferences, undefined);
  assert.equal(world.get('Deployment', 'd').metadata.finalizers, undefined);
});

test('an object that is being deleted already is left alone', () => {
  const item = object(
    'ReplicaSet',
    'rs',
    {},
    { deletionTimestamp, ownerReferences: [controllerReference(deployment())] },
  );
  assert.deepEqual(collector.reconcile('ReplicaSet-rs', new World([item]).view, undefined as never).writes, []);
});

test('a deleted owner wakes its dependents; an ordinary change wakes nobody', () => {
  const set = owned('rs', deployment());
  const world = new World([set]);
  const watch = collector.watches.find((one) => one.kind === 'Deployment')!;
  assert.deepEqual(watch.keys({ type: 'DELETED', object: deployment() }, world.view), ['ReplicaSet-rs']);
  assert.deepEqual(watch.keys({ type: 'MODIFIED', object: deployment(), old: deployment() }, world.view), []);
  const all = new World([deployment(), set]);
  assert.deepEqual(watch.keys({ type: 'ADDED', object: set }, all.view), []);
  assert.deepEqual(watch.keys({ type: 'ADDED', object: set }, world.view), ['ReplicaSet-rs']);
});
