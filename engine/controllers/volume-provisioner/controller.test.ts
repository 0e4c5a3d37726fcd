import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Node, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { volumeProvisioner } from './controller.ts';

const LOCAL = 'rancher.io/local-path';
const MINIKUBE = 'k8s.io/minikube-hostpath';
const OWN = 'seatrial.dev/hostpath';
const controller = volumeProvisioner([LOCAL, MINIKUBE, OWN]);
const KEY = 'claim/default/c';

function storageClass(provisioner: string, members: object = {}): StorageClass {
  return object<StorageClass>('StorageClass', 'fast', { provisioner, ...members }, { namespace: undefined });
}

function claim(provisioner: string, annotations: object = {}): PersistentVolumeClaim {
  return object<PersistentVolumeClaim>(
    'PersistentVolumeClaim',
    'c',
    {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
        storageClassName: 'fast',
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Pending' },
    },
    { uid: 'u', annotations: { 'volume.kubernetes.io/storage-provisioner': provisioner, ...annotations } },
  );
}

const node = (name: string, spec: object = {}): Node =>
  object<Node>('Node', name, { spec, status: {} }, { namespace: undefined });
const late = { volumeBindingMode: 'WaitForFirstConsumer' };
const chosen = { 'volume.kubernetes.io/selected-node': 'w2' };

const cases: readonly {
  readonly what: string;
  readonly provisioner: string;
  readonly members?: object;
  readonly annotations?: object;
  /** Path and node of the volume; undefined: none is made. */
  readonly path: string | undefined;
  readonly node?: string;
}[] = [
  {
    what: 'for a consumer that has its node',
    provisioner: LOCAL,
    members: late,
    annotations: chosen,
    path: '/opt/local-path-provisioner/pvc-u_default_c',
    node: 'w2',
  },
  { what: 'before there is a consumer', provisioner: LOCAL, members: late, path: undefined },
  { what: 'at once, by one that needs a node', provisioner: LOCAL, path: undefined },
  { what: 'at once, on whichever node', provisioner: MINIKUBE, path: '/tmp/hostpath-provisioner/default/c' },
  {
    what: 'at once, on the first free node',
    provisioner: OWN,
    path: '/var/lib/seatrial/volumes/pvc-u_default_c',
    node: 'w1',
  },
];

for (const { what, provisioner, members, annotations, path, node: expected } of cases) {
  test(`a volume ${what}: ${path ?? 'none'}`, () => {
    const nodes = [node('m', { taints: [{ key: 'a', effect: 'NoSchedule' }] }), node('w1'), node('w2')];
    const world = new World([...nodes, storageClass(provisioner, members), claim(provisioner, annotations)]);
    world.reconcile(controller, KEY);
    world.nowMs += 2000;
    world.reconcile(controller, KEY);
    const [volume] = world.all<PersistentVolume>('PersistentVolume');
    assert.equal(volume?.spec.hostPath?.path, path);
    const terms = volume?.spec.nodeAffinity?.required?.nodeSelectorTerms;
    assert.deepEqual(terms?.[0]?.matchExpressions?.[0]?.values, expected === undefined ? undefined : [expected]);
  });
}

test("a volume has the claim's size and modes, the class's policy, and is reserved for the claim", () => {
  const world = new World([storageClass(MINIKUBE, { reclaimPolicy: 'Retain' }), claim(MINIKUBE)]);
  world.reconcile(controller, KEY);
  world.nowMs += 2000;
  world.reconcile(controller, KEY);
  const { metadata, spec } = world.get<PersistentVolume>('PersistentVolume', 'pvc-u');
  assert.deepEqual(metadata.annotations, { 'pv.kubernetes.io/provisioned-by': MINIKUBE });
  assert.deepEqual(
    [spec.capacity, spec.accessModes, spec.persistentVolumeReclaimPolicy, spec.storageClassName, spec.claimRef?.uid],
    [{ storage: '1Gi' }, ['ReadWriteOnce'], 'Retain', 'fast', 'u'],
  );
  assert.deepEqual(world.events, [
    'Normal Provisioning External provisioner is provisioning volume for claim "default/c"',
    'Normal ProvisioningSucceeded Successfully provisioned volume pvc-u',
  ]);
  assert.deepEqual(world.reconcile(controller, KEY).writes, []);
});

test('what cannot be made is told and tried again, later each time', () => {
  const world = new World([storageClass(LOCAL), claim(LOCAL)]);
  world.reconcile(controller, KEY);
  const waits: (number | undefined)[] = [];
  for (let round = 0; round < 3; round++) {
    world.nowMs += waits.at(-1) ?? 2000;
    waits.push(world.reconcile(controller, KEY).requeueAfterMs);
  }
  assert.deepEqual(waits, [15_000, 30_000, 60_000]);
  assert.equal(
    world.events[1],
    'Warning ProvisioningFailed failed to provision volume with StorageClass "fast": configuration error, no node was specified',
  );
});

for (const [phase, policy, left] of [
  ['Released', 'Delete', 0],
  ['Released', 'Retain', 1],
  ['Bound', 'Delete', 1],
] as const) {
  test(`a ${phase} volume under ${policy} ${left === 0 ? 'goes' : 'stays'}`, () => {
    const volume = object<PersistentVolume>(
      'PersistentVolume',
      'v',
      { spec: { persistentVolumeReclaimPolicy: policy }, status: { phase } },
      { namespace: undefined, annotations: { 'pv.kubernetes.io/provisioned-by': LOCAL } },
    );
    const world = new World([volume]);
    world.reconcile(controller, 'volume/v');
    assert.equal(world.objects.length, left);
  });
}
