import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controllerReference } from '../../api/object.ts';
import { forbidden, internalError } from '../../api/status-error.ts';
import { toTimestamp } from '../../api/time.ts';
import type { Namespace, Pod, ReplicaSet, ReplicationController } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { replicaSetController, replicationControllerController } from './controller.ts';

const labels = { app: 'web' };

function replicaSet(replicas: number, spec: object = {}, metadata: object = {}): ReplicaSet {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
  return object<ReplicaSet>(
    'ReplicaSet',
    'web',
    {
      apiVersion: 'apps/v1',
      spec: { replicas, selector: { matchLabels: labels }, template, ...spec },
      status: { replicas: 0 },
    },
    { generation: 1, ...metadata },
  );
}

function pod(
  name: string,
  given: { owner?: ReplicaSet; labels?: object; ready?: boolean; phase?: string; deleted?: boolean } = {},
): Pod {
  const conditions = [
    { type: 'Ready', status: given.ready === true ? 'True' : 'False', lastTransitionTime: toTimestamp(START_MS) },
  ];
  return object<Pod>(
    'Pod',
    name,
    { spec: { containers: [] }, status: { phase: given.phase ?? 'Running', conditions } },
    {
      labels: given.labels ?? labels,
      ...(given.owner === undefined ? {} : { ownerReferences: [controllerReference(given.owner)] }),
      ...(given.deleted === true ? { deletionTimestamp: toTimestamp(START_MS) } : {}),
    },
  );
}

const names = (world: World): readonly string[] => world.all<Pod>('Pod').map((one) => one.metadata.name);

test('missing pods are created with the template, a drawn name and the owner, and told on the set', () => {
  const world = new World([replicaSet(3)]);
  world.settle(replicaSetController, 'default/web');
  const pods = world.all<Pod>('Pod');
  assert.equal(pods.length, 3);
  assert.equal(pods[0]?.metadata.generateName, 'web-');
  assert.deepEqual(pods[0]?.metadata.labels, labels);
  assert.deepEqual(pods[0]?.metadata.ownerReferences, [
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: 'web',
      uid: 'ReplicaSet-web',
      controller: true,
      blockOwnerDeletion: true,
    },
  ]);
  assert.deepEqual(
    world.events,
    [1, 2, 3].map((id) => `Normal SuccessfulCreate Created pod: web-${id}`),
  );
  assert.deepEqual(world.get<ReplicaSet>('ReplicaSet', 'web').status, {
    replicas: 3,
    fullyLabeledReplicas: 3,
    observedGeneration: 1,
  });
});

test('a content set writes nothing', () => {
  const world = new World([replicaSet(2)]);
  world.settle(replicaSetController, 'default/web');
  assert.deepEqual(world.reconcile(replicaSetController, 'default/web').writes, []);
});

test('a terminating or finished pod does not count and is replaced at once', () => {
  const set = replicaSet(2);
  const world = new World([
    set,
    pod('a', { owner: set, deleted: true }),
    pod('b', { owner: set, phase: 'Failed' }),
    pod('c', { owner: set }),
  ]);
  world.settle(replicaSetController, 'default/web');
  assert.deepEqual(names(world), ['a', 'b', 'c', 'web-1']);
});

test('surplus pods are deleted, those not ready first', () => {
  const set = replicaSet(1);
  const world = new World([set, pod('a', { owner: set, ready: true }), pod('b', { owner: set })]);
  world.settle(replicaSetController, 'default/web');
  assert.deepEqual(names(world), ['a']);
  assert.deepEqual(world.events, ['Normal SuccessfulDelete Deleted pod: b']);
});

test('of equal pods the one with more siblings on its node goes, those of other sets of the deployment included', () => {
  const owner = object('Deployment', 'd');
  const set = replicaSet(1, {}, { ownerReferences: [controllerReference(owner)] });
  const sibling = { ...replicaSet(1), metadata: { ...set.metadata, name: 'old', uid: 'ReplicaSet-old' } };
  const on = (one: Pod, nodeName: string): Pod => ({ ...one, spec: { ...one.spec, nodeName } });
  const world = new World([
    owner,
    set,
    sibling,
    on(pod('a', { owner: set, ready: true }), 'w1'),
    on(pod('b', { owner: set, ready: true }), 'w2'),
    on(pod('x', { owner: sibling, ready: true, labels: { app: 'old' } }), 'w2'),
  ]);
  world.settle(replicaSetController, 'default/web');
  assert.deepEqual(names(world), ['a', 'x']);
});

test('an orphan that matches is adopted, a pod that no longer matches is released and replaced', () => {
  const set = replicaSet(2);
  const world = new World([set, pod('orphan'), pod('stray', { owner: set, labels: { app: 'other' } })]);
  world.settle(replicaSetController, 'default/web');
  assert.deepEqual(names(world), ['orphan', 'stray', 'web-1']);
  assert.equal(world.get<Pod>('Pod', 'orphan').metadata.ownerReferences?.[0]?.uid, 'ReplicaSet-web');
  assert.equal(world.get<Pod>('Pod', 'stray').metadata.ownerReferences, undefined);
});

test('an orphan too many is adopted first, and deleted in the turn that follows', () => {
  const set = replicaSet(1);
  const world = new World([set, pod('mine', { owner: set, ready: true }), pod('orphan')]);
  assert.deepEqual(
    world.reconcile(replicaSetController, 'default/web').writes.map(({ verb }) => verb),
    ['patch', 'update'],
  );
  world.settle(replicaSetController, 'default/web');
  assert.deepEqual(names(world), ['mine']);
  assert.deepEqual(world.events, ['Normal SuccessfulDelete Deleted pod: orphan']);
});

test('a deleting set makes, adopts and deletes nothing', () => {
  const set = replicaSet(3, {}, { deletionTimestamp: toTimestamp(START_MS) });
  const world = new World([set, pod('orphan')]);
  world.settle(replicaSetController, 'default/web');
  assert.deepEqual(names(world), ['orphan']);
  assert.equal(world.get<Pod>('Pod', 'orphan').metadata.ownerReferences, undefined);
});

test('nothing is created in a namespace that is being deleted', () => {
  const home = object<Namespace>(
    'Namespace',
    'default',
    {},
    { namespace: undefined, deletionTimestamp: toTimestamp(START_MS) },
  );
  const world = new World([home, replicaSet(3)]);
  world.settle(replicaSetController, 'default/web');
  assert.deepEqual(names(world), []);
});

test('a refused pod is told as FailedCreate and shows as ReplicaFailure until an attempt succeeds', () => {
  const world = new World([replicaSet(1)]);
  const quota = forbidden({ group: '', plural: 'pods', kind: 'Pod' }, 'web-x', 'exceeded quota: q');
  world.refuse = (write) => (write.verb === 'create' ? quota : undefined);
  world.reconcile(replicaSetController, 'default/web');
  assert.deepEqual(world.events, ['Warning FailedCreate Error creating: pods "web-x" is forbidden: exceeded quota: q']);
  world.reconcile(replicaSetController, 'default/web', { failures: [quota] });
  assert.deepEqual(world.get<ReplicaSet>('ReplicaSet', 'web').status.conditions, [
    {
      type: 'ReplicaFailure',
      status: 'True',
      lastTransitionTime: '2022-10-03T00:00:00Z',
      reason: 'FailedCreate',
      message: 'pods "web-x" is forbidden: exceeded quota: q',
    },
  ]);
  world.refuse = () => undefined;
  world.settle(replicaSetController, 'default/web');
  assert.equal(world.get<ReplicaSet>('ReplicaSet', 'web').status.conditions, undefined);
});

test('pods are made first and the status is written behind them, so that a refused status keeps no pod away', () => {
  const world = new World([replicaSet(2)]);
  world.refuse = (write) => (write.verb === 'update' ? internalError('etcd is slow') : undefined);
  const { writes } = world.reconcile(replicaSetController, 'default/web');
  assert.deepEqual(
    writes.map(({ verb }) => verb),
    ['create', 'create', 'update'],
  );
  assert.equal(names(world).length, 2);
  world.reconcile(replicaSetController, 'default/web', { failures: [internalError('etcd is slow')] });
  assert.equal(names(world).length, 2);
});

test('a ready pod becomes available after minReadySeconds, and the set wakes for it', () => {
  const set = replicaSet(1, { minReadySeconds: 10 });
  const world = new World([set, pod('a', { owner: set, ready: true })]);
  const outcome = world.settle(replicaSetController, 'default/web');
  assert.equal(world.get<ReplicaSet>('ReplicaSet', 'web').status.availableReplicas, undefined);
  world.nowMs += outcome.requeueAfterMs ?? 0;
  world.settle(replicaSetController, 'default/web');
  assert.equal(world.get<ReplicaSet>('ReplicaSet', 'web').status.availableReplicas, 1);
});

test('more than 500 missing pods come in rounds of 500', () => {
  const world = new World([replicaSet(501)]);
  const { writes } = world.reconcile(replicaSetController, 'default/web');
  assert.equal(writes.filter((write) => write.verb === 'create').length, 500);
});

test('a pod wakes its owner, the owner it had, and, as an orphan, every set that it matches', () => {
  const set = replicaSet(1);
  const world = new World([set]);
  const watch = replicaSetController.watches.find(({ kind }) => kind === 'Pod')!;
  const owned = pod('a', { owner: set });
  const orphan = pod('a');
  assert.deepEqual(watch.keys({ type: 'DELETED', object: owned }, world.view), ['default/web']);
  assert.deepEqual(watch.keys({ type: 'MODIFIED', object: orphan, old: owned }, world.view), ['default/web']);
  assert.deepEqual(watch.keys({ type: 'ADDED', object: orphan }, world.view), ['default/web']);
  assert.deepEqual(watch.keys({ type: 'MODIFIED', object: orphan, old: orphan }, world.view), []);
});

test('a ReplicationController keeps its pods by its plain map of labels', () => {
  const controller = object<ReplicationController>(
    'ReplicationController',
    'rc',
    {
      spec: { replicas: 2, selector: labels, template: { metadata: { labels }, spec: { containers: [] } } },
      status: { replicas: 0 },
    },
    { generation: 1 },
  );
  const world = new World([controller, pod('orphan')]);
  world.settle(replicationControllerController, 'default/rc');
  assert.deepEqual(names(world), ['orphan', 'rc-1']);
});
