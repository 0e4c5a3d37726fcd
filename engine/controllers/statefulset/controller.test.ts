import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StatusError } from '../../api/status-error.ts';
import { toTimestamp } from '../../api/time.ts';
import { contextAt } from '../../component/testing.ts';
import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { statefulSetController } from './controller.ts';

const KEY = 'default/db';
const labels = { app: 'db' };

function statefulSet(replicas: number, spec: object = {}): StatefulSet {
  return object<StatefulSet>(
    'StatefulSet',
    'db',
    {
      apiVersion: 'apps/v1',
      spec: {
        replicas,
        serviceName: 'db',
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'a' }] } },
        ...spec,
      },
      status: { replicas: 0 },
    },
    { generation: 1 },
  );
}

const names = (world: World): string =>
  world
    .all<Pod>('Pod')
    .map(({ metadata }) => metadata.name)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join(' ');

function runPods(world: World): void {
  const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: toTimestamp(START_MS) }];
  for (const pod of world.all<Pod>('Pod')) world.put({ ...pod, status: { phase: 'Running', conditions } } as Pod);
}

/** What the pods are after each rest, until nothing changes. */
function watch(world: World): readonly string[] {
  const seen: string[] = [];
  for (let round = 0; round < 12; round++) {
    world.settle(statefulSetController, KEY);
    if (seen.at(-1) !== names(world)) seen.push(names(world));
    runPods(world);
  }
  return seen;
}

function edit(world: World, spec: object): void {
  const old = world.get<StatefulSet>('StatefulSet', 'db');
  const generation = (old.metadata.generation ?? 0) + 1;
  world.put({ ...old, metadata: { ...old.metadata, generation }, spec: { ...old.spec, ...spec } } as StatefulSet);
}

test('pods come one after the other, each when the one before is ready, and go in reverse', () => {
  const world = new World([statefulSet(3)]);
  assert.deepEqual(watch(world), ['db-0', 'db-0 db-1', 'db-0 db-1 db-2']);
  assert.equal(world.events[0], 'Normal SuccessfulCreate create Pod db-0 in StatefulSet db successful');
  edit(world, { replicas: 1 });
  world.settle(statefulSetController, KEY);
  assert.deepEqual(world.events.slice(-2), [
    'Normal SuccessfulDelete delete Pod db-2 in StatefulSet db successful',
    'Normal SuccessfulDelete delete Pod db-1 in StatefulSet db successful',
  ]);
});

test('Parallel starts all at once', () => {
  assert.deepEqual(watch(new World([statefulSet(3, { podManagementPolicy: 'Parallel' })])), ['db-0 db-1 db-2']);
});

test('two billion pods are begun with five hundred, and with one where the last turn failed', () => {
  const world = new World([statefulSet(2_147_483_647, { podManagementPolicy: 'Parallel' })]);
  const full = new StatusError(403, 'Forbidden', 'exceeded quota');
  const pods = (failures: readonly StatusError[]): number =>
    statefulSetController
      .reconcile(KEY, world.view, contextAt({ failures }))
      .writes.filter((write) => write.verb === 'create' && write.object.kind === 'Pod').length;
  assert.deepEqual([pods([]), pods([full])], [500, 1]);
});

test('a pod has its host name, its labels, its claim and the service as its subdomain', () => {
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }];
  const world = new World([statefulSet(1, { volumeClaimTemplates })]);
  world.settle(statefulSetController, KEY);
  const pod = world.get<Pod>('Pod', 'db-0');
  const [revision] = world.all<ControllerRevision>('ControllerRevision');
  assert.deepEqual([pod.spec.hostname, pod.spec.subdomain], ['db-0', 'db']);
  assert.deepEqual(pod.metadata.labels, {
    app: 'db',
    'statefulset.kubernetes.io/pod-name': 'db-0',
    'controller-revision-hash': revision?.metadata.name,
  });
  assert.deepEqual(pod.spec.volumes, [
    { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0', readOnly: false } },
  ]);
  const found = world.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'data-db-0');
  assert.deepEqual(found.metadata.labels, labels);
  assert.equal(found.metadata.ownerReferences, undefined);
  assert.equal(world.events[0], 'Normal SuccessfulCreate create Claim data-db-0 Pod db-0 in StatefulSet db success');
});

test('an update replaces one pod at a time from the highest, and ends with the new revision as the current one', () => {
  const world = new World([statefulSet(2)]);
  watch(world);
  edit(world, { template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'b' }] } } });
  const from = world.events.length;
  watch(world);
  assert.deepEqual(
    world.events.slice(from).map((text) => text.split(' ').slice(1, 5).join(' ')),
    [
      'SuccessfulDelete delete Pod db-1',
      'SuccessfulCreate create Pod db-1',
      'SuccessfulDelete delete Pod db-0',
      'SuccessfulCreate create Pod db-0',
    ],
  );
  const { status } = world.get<StatefulSet>('StatefulSet', 'db');
  assert.equal(status.currentRevision, status.updateRevision);
  assert.deepEqual([status.currentReplicas, status.updatedReplicas, status.readyReplicas], [2, 2, 2]);
});

test('each sync tells its own steps in one status: replacing a pod takes three', () => {
  const world = new World([statefulSet(2)]);
  watch(world);
  edit(world, { template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'b' }] } } });
  const counts = (): readonly (number | undefined)[] => {
    world.reconcile(statefulSetController, KEY);
    const { replicas, readyReplicas, currentReplicas, updatedReplicas } = world.get<StatefulSet>(
      'StatefulSet',
      'db',
    ).status;
    return [replicas, readyReplicas, currentReplicas, updatedReplicas];
  };
  assert.deepEqual(counts(), [2, 2, 1, undefined], 'db-1 was deleted');
  assert.deepEqual(counts(), [2, 1, 1, 1], 'db-1 is gone, and was made again');
  const made = world.get<Pod>('Pod', 'db-1');
  world.put({ ...made, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } } as Pod);
  assert.deepEqual(counts(), [2, 2, undefined, 1], 'db-1 is ready, db-0 was deleted');
});

test('a claim that is being deleted holds its pod up, and that is told as recorded', () => {
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }];
  const world = new World([statefulSet(1, { volumeClaimTemplates })]);
  const deletionTimestamp = toTimestamp(START_MS);
  const dying = object<PersistentVolumeClaim>('PersistentVolumeClaim', 'data-db-0', {}, { deletionTimestamp });
  world.put(dying);
  world.reconcile(statefulSetController, KEY);
  assert.equal(world.all('Pod').length, 0);
  assert.deepEqual(world.events, [
    'Warning FailedCreate create Pod db-0 in StatefulSet db failed error: pvc data-db-0 is being deleted',
  ]);
});

test('pods below the partition keep and regain the old revision', () => {
  const world = new World([statefulSet(2)]);
  watch(world);
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'b' }] } };
  edit(world, { template, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } });
  watch(world);
  const images = (): readonly (string | undefined)[] =>
    ['db-0', 'db-1'].map((name) => world.get<Pod>('Pod', name).spec.containers[0]?.image);
  assert.deepEqual(images(), ['a', 'b']);
  world.objects = world.objects.filter(({ metadata }) => metadata.name !== 'db-0');
  watch(world);
  assert.deepEqual(images(), ['a', 'b']);
});

test('a failed pod is told and made again under the same name', () => {
  const world = new World([statefulSet(1)]);
  watch(world);
  world.put({ ...world.get<Pod>('Pod', 'db-0'), status: { phase: 'Failed' } } as Pod);
  world.settle(statefulSetController, KEY);
  assert.ok(world.events.includes('Warning RecreatingFailedPod StatefulSet default/db is recreating failed Pod db-0'));
  assert.equal(names(world), 'db-0');
});

test('a terminating pod is waited for', () => {
  const world = new World([statefulSet(1)]);
  watch(world);
  const pod = world.get<Pod>('Pod', 'db-0');
  world.put({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: toTimestamp(START_MS) } });
  world.settle(statefulSetController, KEY);
  assert.equal(world.all('Pod').length, 1);
});

test('a content set writes nothing', () => {
  const world = new World([statefulSet(2)]);
  watch(world);
  assert.deepEqual(world.reconcile(statefulSetController, KEY).writes, []);
});

test('a set that is made again takes over the pods and the revision that were left behind', () => {
  const world = new World([statefulSet(2)]);
  watch(world);
  const before = world.all<ControllerRevision>('ControllerRevision').map(({ metadata }) => metadata.name);
  const orphans = world.objects.filter(({ kind }) => kind !== 'StatefulSet');
  const set = statefulSet(2);
  world.objects = [
    ...orphans.map((item) => ({ ...item, metadata: { ...item.metadata, ownerReferences: [] } })),
    { ...set, metadata: { ...set.metadata, uid: 'again' } },
  ];
  const from = world.events.length;
  watch(world);
  assert.deepEqual(world.events.slice(from), []);
  const revisions = world.all<ControllerRevision>('ControllerRevision');
  assert.deepEqual(
    revisions.map(({ metadata }) => [metadata.name, metadata.ownerReferences?.[0]?.uid]),
    before.map((name) => [name, 'again']),
  );
  assert.equal(world.get<StatefulSet>('StatefulSet', 'db').status.collisionCount, 0);
});
