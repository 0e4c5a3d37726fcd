import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StatusError } from '../../api/status-error.ts';
import type { ObjectChange } from '../../component/view.ts';
import type { PersistentVolumeClaim, Pod } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { claimProtection } from '../storage-protection/controller.ts';
import { ephemeralVolumeController } from './controller.ts';

/** The names, messages and waits are those of a v1.25.2 control plane with the same manifests. */
const SPEC = {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
  storageClassName: 'late',
  volumeMode: 'Filesystem',
};

const scratch = (metadata?: object): object => ({
  name: 'scratch',
  ephemeral: { volumeClaimTemplate: { ...(metadata === undefined ? {} : { metadata }), spec: SPEC } },
});

const podNamed = (name: string, volumes: readonly object[], metadata: object = {}): Pod =>
  object<Pod>('Pod', name, { spec: { containers: [], volumes }, status: { phase: 'Pending' } }, metadata);

const foreignClaim = (name: string): PersistentVolumeClaim =>
  object<PersistentVolumeClaim>('PersistentVolumeClaim', name, { spec: SPEC, status: { phase: 'Pending' } });

test('the claim of a volume is named after pod and volume, is made from the template, and belongs to the pod', () => {
  const template = { labels: { type: 'x' }, annotations: { a: 'b' } };
  const world = new World([podNamed('p', [scratch(template), { name: 'other', emptyDir: {} }])]);
  world.settle(ephemeralVolumeController, 'default/p');
  const [claim, ...others] = world.all<PersistentVolumeClaim>('PersistentVolumeClaim');
  assert.equal(others.length, 0);
  assert.deepEqual(claim?.spec, SPEC);
  const { name, labels, annotations, ownerReferences } = claim?.metadata ?? {};
  assert.deepEqual({ name, labels, annotations }, { name: 'p-scratch', ...template });
  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'Pod-p' };
  assert.deepEqual(ownerReferences, [{ ...owner, controller: true, blockOwnerDeletion: true }]);
  assert.deepEqual(world.reconcile(ephemeralVolumeController, 'default/p').writes, []);
});

test('a claim of that name that is somebody else´s is told, again and again, each time after twice the wait', () => {
  const world = new World([podNamed('q', [scratch()]), foreignClaim('q-scratch')]);
  const waits = [1, 2, 3, 4].map(() => world.reconcile(ephemeralVolumeController, 'default/q').requeueAfterMs);
  assert.deepEqual(waits, [5, 10, 20, 40]);
  const message =
    'ephemeral volume scratch: PVC default/q-scratch was not created for pod default/q (pod is not owner)';
  assert.deepEqual(
    world.events,
    waits.map(() => `Warning FailedBinding ${message}`),
  );
  world.objects = world.objects.slice(0, 1);
  assert.equal(world.settle(ephemeralVolumeController, 'default/q').requeueAfterMs, undefined);
  assert.equal(world.get('PersistentVolumeClaim', 'q-scratch').metadata.ownerReferences?.[0]?.name, 'q');
});

test('what a quota refuses is told on the pod', () => {
  const world = new World([podNamed('d', [scratch()])]);
  const refusal =
    'persistentvolumeclaims "d-scratch" is forbidden: exceeded quota: rq, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=1, limited: persistentvolumeclaims=1';
  world.refuse = () => new StatusError(403, 'Forbidden', refusal);
  world.reconcile(ephemeralVolumeController, 'default/d');
  assert.deepEqual(world.events, [`Warning FailedBinding ephemeral volume scratch: create PVC d-scratch: ${refusal}`]);
});

test('new pods are looked at, and those whose claim goes; never one that is being deleted', () => {
  const pod = podNamed('p', [scratch()]);
  const dying = podNamed('p', [scratch()], { deletionTimestamp: '2022-10-03T00:00:00Z' });
  const plain = podNamed('p', [{ name: 'v', persistentVolumeClaim: { claimName: 'p-scratch' } }]);
  const claim = foreignClaim('p-scratch');
  const woken = (change: ObjectChange, ...objects: readonly Pod[]): readonly string[] =>
    ephemeralVolumeController.watches
      .filter(({ kind }) => kind === change.object.kind)
      .flatMap((watch) => watch.keys(change, new World(objects).view));
  assert.deepEqual(woken({ type: 'ADDED', object: pod }), ['default/p']);
  assert.deepEqual(woken({ type: 'MODIFIED', object: pod, old: pod }), []);
  assert.deepEqual(woken({ type: 'ADDED', object: dying }), []);
  assert.deepEqual(woken({ type: 'ADDED', object: plain }), []);
  assert.deepEqual(woken({ type: 'DELETED', object: claim }, pod), ['default/p']);
  assert.deepEqual(woken({ type: 'DELETED', object: claim }, plain), []);
  assert.deepEqual(new World([dying]).reconcile(ephemeralVolumeController, 'default/p').writes, []);
});

test('a pod that is shut down holds a claim that it names, and no longer one that was made for it', () => {
  const going = { deletionTimestamp: '2022-10-03T00:00:00Z', deletionGracePeriodSeconds: 0 };
  const held = { deletionTimestamp: '2022-10-03T00:00:00Z', finalizers: ['kubernetes.io/pvc-protection'] };
  const onNode = (volume: object, metadata: object): Pod => {
    const pod = podNamed('p', [volume], metadata);
    return { ...pod, spec: { ...pod.spec, nodeName: 'w1' } };
  };
  const isKept = (pod: Pod): boolean => {
    const claim = object<PersistentVolumeClaim>(
      'PersistentVolumeClaim',
      'p-scratch',
      { spec: SPEC, status: {} },
      { ...held, ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'Pod-p', controller: true }] },
    );
    return new World([pod, claim]).reconcile(claimProtection, 'default/p-scratch').writes.length === 0;
  };
  const named = { name: 'v', persistentVolumeClaim: { claimName: 'p-scratch' } };
  assert.equal(isKept(onNode(scratch(), {})), true);
  assert.equal(isKept(onNode(scratch(), going)), false);
  assert.equal(isKept(onNode(named, going)), true);
});
