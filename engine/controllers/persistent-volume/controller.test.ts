import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { claimProtection, volumeProtection } from '../storage-protection/controller.ts';
import { persistentVolumeController } from './controller.ts';

const KEY = 'claim/default/c';

interface VolumeGiven {
  readonly size?: string;
  readonly modes?: readonly string[];
  readonly spec?: object;
  readonly status?: object;
}

function volume(
  name: string,
  { size = '1Gi', modes = ['ReadWriteOnce'], spec = {}, status = { phase: 'Available' } }: VolumeGiven = {},
): PersistentVolume {
  const whole = {
    capacity: { storage: size },
    accessModes: modes,
    hostPath: { path: '/data' },
    persistentVolumeReclaimPolicy: 'Retain',
    ...spec,
  };
  return object<PersistentVolume>('PersistentVolume', name, { spec: whole, status }, { namespace: undefined });
}

function claim(spec: object = {}, metadata: object = {}): PersistentVolumeClaim {
  const whole = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec };
  return object<PersistentVolumeClaim>(
    'PersistentVolumeClaim',
    'c',
    { spec: whole, status: { phase: 'Pending' } },
    metadata,
  );
}

function settled(...objects: readonly (PersistentVolume | PersistentVolumeClaim | StorageClass | Pod)[]): World {
  const world = new World(objects);
  for (let round = 0; round < 3; round++) {
    world.settle(persistentVolumeController, KEY);
    for (const { metadata } of world.all<PersistentVolume>('PersistentVolume')) {
      const memory = world.memory;
      world.settle(persistentVolumeController, `volume/${metadata.name}`);
      world.memory = memory;
    }
  }
  return world;
}

const bound = (world: World): string | undefined =>
  world.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'c').spec.volumeName;

test('a binding is written on both sides', () => {
  const world = settled(volume('v', { size: '2Gi' }), claim());
  const { metadata, spec, status } = world.get<PersistentVolume>('PersistentVolume', 'v');
  assert.deepEqual(metadata.annotations, { 'pv.kubernetes.io/bound-by-controller': 'yes' });
  assert.deepEqual(
    [spec.claimRef?.kind, spec.claimRef?.name, spec.claimRef?.uid, status.phase],
    ['PersistentVolumeClaim', 'c', 'PersistentVolumeClaim-c', 'Bound'],
  );
  const found = world.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'c');
  assert.deepEqual(found.metadata.annotations, {
    'pv.kubernetes.io/bind-completed': 'yes',
    'pv.kubernetes.io/bound-by-controller': 'yes',
  });
  assert.deepEqual(found.status, { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '2Gi' } });
});

const choices: readonly (readonly [string, readonly PersistentVolume[], object, string | undefined])[] = [
  [
    'the smallest that is big enough',
    [volume('small', { size: '500Mi' }), volume('big', { size: '9Gi' }), volume('fit')],
    {},
    'fit',
  ],
  [
    'a smaller set of modes before a smaller size',
    [volume('many', { modes: ['ReadWriteOnce', 'ReadWriteMany'] }), volume('big', { size: '9Gi' })],
    {},
    'big',
  ],
  ['no other class', [volume('v', { spec: { storageClassName: 'fast' } })], {}, undefined],
  [
    'the one reserved for it',
    [volume('fit'), volume('mine', { size: '9Gi', spec: { claimRef: { namespace: 'default', name: 'c' } } })],
    {},
    'mine',
  ],
  ['none that is bound', [volume('v', { spec: { claimRef: { namespace: 'default', name: 'other' } } })], {}, undefined],
  ['none without the mode', [volume('v')], { accessModes: ['ReadWriteMany'] }, undefined],
];

for (const [what, volumes, spec, expected] of choices) {
  test(`a claim takes ${what}`, () => assert.equal(bound(settled(...volumes, claim(spec))), expected));
}

const events: readonly (readonly [string, readonly (PersistentVolume | StorageClass | Pod)[], object, string])[] = [
  [
    'no volume and no class',
    [],
    {},
    'Normal FailedBinding no persistent volumes available for this claim and no storage class is set',
  ],
  [
    'a class that is not there',
    [],
    { storageClassName: 'x' },
    'Warning ProvisioningFailed storageclass.storage.k8s.io "x" not found',
  ],
  [
    'an external provisioner',
    [object<StorageClass>('StorageClass', 'nfs', { provisioner: 'p' }, { namespace: undefined })],
    { storageClassName: 'nfs' },
    'Normal ExternalProvisioning waiting for a volume to be created, either by external provisioner "p" or manually created by system administrator',
  ],
  [
    'a class that waits for the first consumer',
    [
      object<StorageClass>(
        'StorageClass',
        'local',
        { provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' },
        { namespace: undefined },
      ),
    ],
    { storageClassName: 'local' },
    'Normal WaitForFirstConsumer waiting for first consumer to be created before binding',
  ],
  [
    'a named volume that is too small',
    [volume('v', { size: '1Mi' })],
    { volumeName: 'v' },
    'Warning VolumeMismatch Cannot bind to requested volume "v": requested PV is too small',
  ],
];

for (const [what, objects, spec, event] of events) {
  test(`a claim that has to wait says why: ${what}`, () => {
    const world = new World([...objects, claim(spec)]);
    assert.equal(world.reconcile(persistentVolumeController, KEY).requeueAfterMs, 15_000);
    assert.deepEqual(world.events, [event]);
  });
}

test('a volume whose claim is gone is Released, and is not taken again', () => {
  const world = settled(volume('v'), claim());
  world.objects = world.objects.filter(({ kind }) => kind !== 'PersistentVolumeClaim');
  world.settle(persistentVolumeController, 'volume/v');
  assert.equal(world.get<PersistentVolume>('PersistentVolume', 'v').status.phase, 'Released');
  const again = settled(...world.all<PersistentVolume>('PersistentVolume'), claim({}, { uid: 'another' }));
  assert.equal(bound(again), undefined);
});

// A 2Gi volume bound, then changed as given, then looked at again: what the claim's status says.
const later: readonly (readonly [what: string, spec: object | undefined, status: object])[] = [
  [
    'keeps its capacity when the volume grows',
    { capacity: { storage: '7Gi' } },
    { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '2Gi' } },
  ],
  [
    'follows the modes of its volume',
    { accessModes: ['ReadWriteMany'] },
    { phase: 'Bound', accessModes: ['ReadWriteMany'], capacity: { storage: '2Gi' } },
  ],
  ['has neither modes nor capacity when the volume is gone', undefined, { phase: 'Lost' }],
];

for (const [what, spec, status] of later) {
  test(`a bound claim ${what}`, () => {
    const before = settled(volume('v', { size: '2Gi' }), claim());
    const held = before.get<PersistentVolume>('PersistentVolume', 'v');
    const volumes = spec === undefined ? [] : [{ ...held, spec: { ...held.spec, ...spec } }];
    const after = settled(...volumes, before.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'c'));
    assert.deepEqual(after.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'c').status, status);
  });
}

test('a claim whose volume is gone is Lost', () => {
  const world = settled(volume('v'), claim());
  world.objects = world.objects.filter(({ kind }) => kind !== 'PersistentVolume');
  world.settle(persistentVolumeController, KEY);
  assert.equal(world.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'c').status.phase, 'Lost');
  assert.deepEqual(world.events, [
    'Warning ClaimLost Bound claim has lost its PersistentVolume. Data on the volume is lost!',
  ]);
});

test('Delete works for hostPath below /tmp only', () => {
  const gone = { claimRef: { namespace: 'default', name: 'c', uid: 'gone' }, persistentVolumeReclaimPolicy: 'Delete' };
  const world = new World([volume('v', { spec: gone, status: { phase: 'Bound' } })]);
  world.settle(persistentVolumeController, 'volume/v');
  assert.equal(world.get<PersistentVolume>('PersistentVolume', 'v').status.phase, 'Failed');
  const scratch = new World([
    volume('v', { spec: { ...gone, hostPath: { path: '/tmp/x' } }, status: { phase: 'Bound' } }),
  ]);
  scratch.settle(persistentVolumeController, 'volume/v');
  assert.equal(scratch.objects.length, 0);
});

test('a deleted claim goes when no bound pod uses it; a deleted volume when it is not bound', () => {
  const held = (finalizer: string): object => ({ deletionTimestamp: '2022-10-03T00:00:00Z', finalizers: [finalizer] });
  const pod = object<Pod>('Pod', 'p', {
    spec: { nodeName: 'w1', volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'c' } }] },
    status: { phase: 'Succeeded' },
  });
  const world = new World([pod, claim({}, held('kubernetes.io/pvc-protection'))]);
  assert.deepEqual(world.reconcile(claimProtection, 'default/c').writes, []);
  world.objects = world.objects.slice(1);
  world.reconcile(claimProtection, 'default/c');
  assert.equal(world.get('PersistentVolumeClaim', 'c').metadata.finalizers, undefined);
  const one = volume('v', { status: { phase: 'Released' } });
  const other = new World([{ ...one, metadata: { ...one.metadata, ...held('kubernetes.io/pv-protection') } }]);
  other.reconcile(volumeProtection, 'v');
  assert.equal(other.get('PersistentVolume', 'v').metadata.finalizers, undefined);
});

for (const [sinceTickMs, restMs] of [
  [0, 15_000],
  [2500, 12_500],
  [14_999, 1],
] as const)
  test(`claims that wait are looked at together: ${restMs} ms on, ${sinceTickMs} ms after the tick`, () => {
    const world = new World([claim()]);
    world.nowMs += sinceTickMs;
    assert.equal(world.reconcile(persistentVolumeController, KEY).requeueAfterMs, restMs);
  });
