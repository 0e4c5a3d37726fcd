import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { Volume } from '../../kinds/types.ts';
import { Machine } from '../machine/machine.ts';
import { filesIn } from '../services.ts';
import { TestNode, testFacts, testPod } from '../testing.ts';

const using = (volume: Omit<Volume, 'name'>, mount: object = {}) =>
  testPod({
    containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] }],
    volumes: [{ name: 'v', ...volume }],
  });
const files = (node: TestNode) => filesIn(node.machines, node.machine, 'uid-p', 'c');
const made = (kind: string, name: string, rest: object): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: kind === 'PersistentVolume' ? { name } : { name, namespace: 'default' },
  ...rest,
});

test('an emptyDir outlives its containers, not its pod', () => {
  const node = new TestNode();
  node.put(using({ emptyDir: {} }));
  node.run(10_000);
  assert.deepEqual(files(node).write('/v/a', 'x', false), { ok: true });
  const path = '/var/lib/kubelet/pods/uid-p/volumes/kubernetes.io~empty-dir/v/a';
  assert.equal(node.machine.disk.read(path), 'x');
  node.delete();
  node.run(5000);
  assert.equal(node.machine.disk.read(path), undefined);
});

test('configMap content appears, is read-only, and follows the object within a sync', () => {
  const node = new TestNode();
  const pod = using({ configMap: { name: 'cm' } });
  node.put(pod);
  node.run(10_000);
  assert.equal(node.pod()?.status.phase, 'Pending');
  const mounts = node.events.filter((event) => event.reason === 'FailedMount');
  assert.equal(mounts[0]?.message, 'MountVolume.SetUp failed for volume "v" : configmap "cm" not found');
  assert.deepEqual(
    mounts.slice(0, 4).map((event) => event.atMs - (mounts[0]?.atMs ?? 0)),
    [0, 500, 1500, 3500],
  );
  node.put(made('ConfigMap', 'cm', { data: { a: '1', b: '2' } }));
  node.run(20_000);
  assert.deepEqual(files(node).list('/v'), ['a', 'b']);
  assert.deepEqual(files(node).write('/v/a', 'x', false), { ok: false, why: 'Read-only file system' });
  node.put(made('ConfigMap', 'cm', { data: { a: '3' } }));
  node.run(91_000);
  assert.equal(files(node).read('/v/a'), '3');
  assert.deepEqual(files(node).list('/v'), ['a']);
});

test('after two minutes of failing mounts the sync gives up and says what is missing', () => {
  const node = new TestNode();
  node.put(using({ secret: { secretName: 's' } }));
  node.run(130_000);
  const words =
    'Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[v]: timed out waiting for the condition';
  assert.ok(node.events.some((event) => event.message === words));
  assert.deepEqual(node.pod()?.status.containerStatuses?.[0]?.state, { waiting: { reason: 'ContainerCreating' } });
});

// volume, the error
const ERRORS = [
  [{ configMap: { name: 'cm', items: [{ key: 'k', path: 'k' }] } }, 'configmap references non-existent config key: k'],
  [{ secret: { secretName: 's', items: [{ key: 'k', path: 'k' }] } }, 'references non-existent secret key: k'],
  [{ hostPath: { path: '/p', type: 'Directory' } }, 'hostPath type check failed: /p is not a directory'],
  [{ hostPath: { path: '/tmp', type: 'File' } }, 'hostPath type check failed: /tmp is not a file'],
  [{ hostPath: { path: '/tmp', type: 'Socket' } }, 'hostPath type check failed: /tmp is not a socket file'],
] as const;

for (const [volume, error] of ERRORS) {
  test(`volume error: ${error}`, () => {
    const node = new TestNode();
    node.put(made('ConfigMap', 'cm', { data: { a: '1' } }));
    node.put(made('Secret', 's', { data: { a: 'MQ==' } }));
    node.put(using(volume));
    node.run(2000);
    assert.equal(
      node.events.find((event) => event.reason === 'FailedMount')?.message,
      `MountVolume.SetUp failed for volume "v" : ${error}`,
    );
  });
}

test('optional sources may be absent; secrets are decoded; modes are kept', () => {
  const node = new TestNode();
  node.put(made('Secret', 's', { data: { a: 'czNjcmV0' } }));
  node.put(
    using({
      projected: {
        sources: [{ configMap: { name: 'none', optional: true } }, { secret: { name: 's' } }],
        defaultMode: 0o400,
      },
    }),
  );
  node.run(10_000);
  assert.equal(files(node).read('/v/a'), 's3cret');
  assert.equal(node.machine.disk.modeOf('/var/lib/kubelet/pods/uid-p/volumes/kubernetes.io~projected/v/a'), 0o400);
});

test('a hostPath is the node´s own disk; a subPath of a configMap never changes', () => {
  const host = new TestNode();
  host.machine.disk.put('/data/x', 'old');
  host.put(using({ hostPath: { path: '/data' } }, { readOnly: true }));
  host.run(10_000);
  assert.equal(files(host).read('/v/x'), 'old');
  assert.equal(files(host).write('/v/x', 'new', false).ok, false);
  const node = new TestNode();
  node.put(made('ConfigMap', 'cm', { data: { a: '1' } }));
  node.put(using({ configMap: { name: 'cm' } }, { subPath: 'a' }));
  node.run(10_000);
  node.put(made('ConfigMap', 'cm', { data: { a: '2' } }));
  node.run(100_000);
  assert.equal(files(node).read('/v'), '1');
});

test('a generic ephemeral volume is the claim that was made for the pod, and nobody else´s', () => {
  const claimOf = (uid: string): KubeObject => {
    const claim = made('PersistentVolumeClaim', 'p-v', { spec: { volumeName: 'pv' }, status: { phase: 'Bound' } });
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid, controller: true }];
    return { ...claim, metadata: { ...claim.metadata, ownerReferences } };
  };
  const nodeWith = (claim: KubeObject): TestNode => {
    const node = new TestNode();
    node.put(made('PersistentVolume', 'pv', { spec: { hostPath: { path: '/data', type: '' } }, status: {} }));
    node.put(claim);
    node.put(using({ ephemeral: { volumeClaimTemplate: { spec: {} } } }));
    node.run(10_000);
    return node;
  };
  const node = nodeWith(claimOf('uid-p'));
  files(node).write('/v/log', 'hello', false);
  assert.equal(node.machine.disk.read('/data/log'), 'hello');
  const refused = nodeWith(claimOf('uid-other'));
  assert.equal(refused.pod()?.status.phase, 'Pending');
  const message = refused.events.find((event) => event.reason === 'FailedMount')?.message ?? '';
  assert.match(message, /PVC default\/p-v was not created for pod default\/p \(pod is not owner\)$/);
});

test('nfs: another machine´s export, through a claim; what is not exported is refused', () => {
  const node = new TestNode();
  node.machines.add(new Machine(testFacts({ name: 'm', address: '192.168.1.10', exports: [{ path: '/nfs_shared' }] })));
  const nfs = (path: string) => ({ nfs: { server: '192.168.1.10', path } });
  node.put(made('PersistentVolume', 'pv', { spec: nfs('/nfs_shared'), status: {} }));
  node.put(made('PersistentVolumeClaim', 'claim', { spec: { volumeName: 'pv' }, status: { phase: 'Bound' } }));
  node.put(using({ persistentVolumeClaim: { claimName: 'claim' } }));
  node.run(10_000);
  files(node).write('/v/log', 'hello', false);
  assert.equal(node.machines.of('m').disk.read('/nfs_shared/log'), 'hello');
  const refused = new TestNode();
  refused.machines.add(
    new Machine(testFacts({ name: 'm', address: '192.168.1.10', exports: [{ path: '/nfs_shared' }] })),
  );
  refused.put(using(nfs('/other')));
  refused.run(2000);
  const message = refused.events.find((event) => event.reason === 'FailedMount')?.message ?? '';
  assert.match(
    message,
    /mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs 192\.168\.1\.10:\/other \/var\/lib\/kubelet\/pods\/uid-p\/volumes\/kubernetes\.io~nfs\/v\n/,
  );
  assert.match(message, /Output: mount\.nfs: access denied by server while mounting 192\.168\.1\.10:\/other/);
});
