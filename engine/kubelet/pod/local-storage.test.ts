import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Container, Pod, Volume } from '../../kinds/types.ts';
import { TestNode, testPod } from '../testing.ts';

const MIB = 1024 * 1024;

interface Given {
  readonly volume?: Volume['emptyDir'];
  readonly limit?: string;
  readonly spec?: Partial<Pod['spec']>;
}

/** A pod of one container with /cache on an emptyDir; it has run for a while. */
function running({ volume = {}, limit, spec = {} }: Given): TestNode {
  const node = new TestNode();
  const container: Container = {
    name: 'c',
    image: 'nginx',
    imagePullPolicy: 'IfNotPresent',
    volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
    ...(limit === undefined ? {} : { resources: { limits: { 'ephemeral-storage': limit } } }),
  };
  node.put(testPod({ containers: [container], volumes: [{ name: 'cache', emptyDir: volume }], ...spec }));
  node.run(20_000);
  assert.equal(node.pod()?.status.phase, 'Running');
  return node;
}

/** Writes as the container does; gives why it could not. */
function write(node: TestNode, path: string, bytes: number): string | undefined {
  const record = node.machine.latest('uid-p', 'c');
  assert.ok(record !== undefined);
  const outcome = node.machines.filesOf(record).write(path, 'x'.repeat(bytes), false);
  return outcome.ok ? undefined : outcome.why;
}

const evictions = (node: TestNode) =>
  node.events.filter(({ reason }) => reason === 'Evicted').map(({ type, message }) => `${type}: ${message}`);

test('a pod that writes more into an emptyDir than its size limit is evicted', () => {
  const node = running({ volume: { sizeLimit: '1Mi' } });
  write(node, '/cache/big', MIB + 1);
  node.run(65_000);
  const message = 'Usage of EmptyDir volume "cache" exceeds the limit "1Mi". ';
  assert.deepEqual(evictions(node), [`Warning: ${message}`]);
  const { phase, reason, message: said, containerStatuses } = node.pod()?.status ?? {};
  assert.deepEqual([phase, reason, said], ['Failed', 'Evicted', message]);
  assert.ok(containerStatuses?.[0]?.state?.terminated !== undefined);
  node.run(300_000);
  assert.equal(evictions(node).length, 1);
});

test('what is just within the limit stays, and so does a pod without limits', () => {
  const within = running({ volume: { sizeLimit: '1Mi' } });
  write(within, '/cache/big', MIB);
  within.run(300_000);
  assert.deepEqual(evictions(within), []);
  assert.equal(within.pod()?.status.phase, 'Running');
  const free = running({});
  write(free, '/cache/big', 8 * MIB);
  write(free, '/big', 8 * MIB);
  free.run(300_000);
  assert.equal(free.pod()?.status.phase, 'Running');
});

test('a volume in memory has the size of its limit: what goes beyond does not fit', () => {
  const node = running({ volume: { medium: 'Memory', sizeLimit: '1Mi' } });
  assert.equal(write(node, '/cache/a', MIB - 10), undefined);
  assert.equal(write(node, '/cache/b', 11), 'No space left on device');
  assert.equal(write(node, '/cache/a', MIB), undefined);
  assert.equal(write(node, '/b', 11), undefined);
  node.run(300_000);
  assert.equal(node.pod()?.status.phase, 'Running');
});

test('without a size limit a volume in memory is as large as the memory that the pod may use', () => {
  const resources = { limits: { memory: '2Mi' } };
  const volumeMounts = [{ name: 'cache', mountPath: '/cache' }];
  const container: Container = { name: 'c', image: 'nginx', resources, volumeMounts };
  const node = running({ volume: { medium: 'Memory' }, spec: { containers: [container] } });
  assert.equal(write(node, '/cache/a', 2 * MIB), undefined);
  assert.equal(write(node, '/cache/a', 2 * MIB + 1), 'No space left on device');
});

test('a container that writes more than its limit of ephemeral storage ends its pod', () => {
  const node = running({ limit: '1Mi' });
  write(node, '/big', 2 * MIB);
  node.run(15_000);
  assert.match(
    evictions(node).join('\n'),
    /^Warning: Container c exceeded its local ephemeral storage limit "1Mi"\. $/,
  );
});

test('volumes on the disk count against the limits of all containers together, those in memory do not', () => {
  const node = running({ limit: '1Mi' });
  write(node, '/cache/big', 2 * MIB);
  node.run(65_000);
  const message = 'Pod ephemeral local storage usage exceeds the total limit of containers 1Mi. ';
  assert.deepEqual(evictions(node), [`Warning: ${message}`]);
  const inMemory = running({ limit: '1Mi', volume: { medium: 'Memory' } });
  write(inMemory, '/cache/big', 2 * MIB);
  inMemory.run(300_000);
  assert.deepEqual(evictions(inMemory), []);
});

test('critical pods stay whatever they write', () => {
  const node = running({ volume: { sizeLimit: '1Mi' }, spec: { priority: 2_000_000_000 } });
  write(node, '/cache/big', 2 * MIB);
  node.run(300_000);
  assert.deepEqual(evictions(node), []);
});
