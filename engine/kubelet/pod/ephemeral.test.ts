import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EphemeralContainer, Pod } from '../../kinds/types.ts';
import { TestNode, testPod } from '../testing.ts';

const DEBUGGER: EphemeralContainer = { name: 'debugger', image: 'busybox', imagePullPolicy: 'Always' };

/** A pod that runs, and then gets these ephemeral containers. */
function debugged(containers: readonly EphemeralContainer[], spec: Partial<Pod['spec']> = {}): TestNode {
  const node = new TestNode();
  node.put(testPod(spec));
  node.run(20_000);
  join(node, containers);
  return node;
}

function join(node: TestNode, ephemeralContainers: readonly EphemeralContainer[]): void {
  const pod = node.pod();
  assert.ok(pod !== undefined);
  node.put({ ...pod, spec: { ...pod.spec, ephemeralContainers } } as Pod);
}

const statuses = (node: TestNode) => node.pod()?.status.ephemeralContainerStatuses ?? [];
const told = (node: TestNode, about: string) =>
  node.events
    .filter(({ fieldPath }) => fieldPath === `spec.ephemeralContainers{${about}}`)
    .map(({ reason, message }) => `${reason}: ${message}`);

test('an ephemeral container is pulled, created and started in the pod that runs', () => {
  const node = debugged([DEBUGGER]);
  const before = node.pod()?.status.containerStatuses;
  node.run(1);
  assert.deepEqual(statuses(node)[0]?.state, { waiting: { reason: 'ContainerCreating' } });
  node.run(10_000);
  const [status] = statuses(node);
  assert.ok(status?.state?.running !== undefined);
  assert.equal(status.ready, false);
  assert.equal(status.restartCount, 0);
  assert.equal('started' in status, false);
  assert.deepEqual(node.pod()?.status.containerStatuses, before);
  assert.deepEqual(
    told(node, 'debugger').map((line) => line.split(':')[0]),
    ['Pulling', 'Pulled', 'Created', 'Started'],
  );
});

test('it is not started again when it has ended, whatever the restart policy; the pod stays as it is', () => {
  const node = debugged([{ ...DEBUGGER, command: ['exit', '3'] }]);
  node.run(600_000);
  const [status] = statuses(node);
  assert.equal(status?.state?.terminated?.exitCode, 3);
  assert.equal(status?.restartCount, 0);
  assert.equal(told(node, 'debugger').filter((line) => line.startsWith('Started')).length, 1);
  const { phase, conditions } = node.pod()?.status ?? {};
  assert.equal(phase, 'Running');
  assert.equal(conditions?.find(({ type }) => type === 'Ready')?.status, 'True');
});

test('an image that is not there is tried again and waits in the status', () => {
  const node = debugged([{ ...DEBUGGER, image: 'absent' }]);
  node.run(30_000);
  assert.match(statuses(node)[0]?.state?.waiting?.reason ?? '', /^(?:ErrImagePull|ImagePullBackOff)$/);
  assert.ok(told(node, 'debugger').some((line) => line === 'Failed: Error: ErrImagePull'));
  assert.equal(node.pod()?.status.phase, 'Running');
});

test('it starts while an init container still runs, and statuses stand by name', () => {
  const node = new TestNode();
  node.put(testPod({ initContainers: [{ name: 'i', image: 'busybox', command: ['sleep', '3600'] }] }));
  node.run(20_000);
  join(node, [
    { ...DEBUGGER, name: 'z' },
    { ...DEBUGGER, name: 'a' },
  ]);
  node.run(1);
  assert.deepEqual(
    statuses(node).map(({ state }) => state?.waiting?.reason),
    ['PodInitializing', 'PodInitializing'],
  );
  node.run(20_000);
  assert.deepEqual(
    statuses(node).map(({ name }) => name),
    ['a', 'z'],
  );
  assert.ok(statuses(node).every(({ state }) => state?.running !== undefined));
  assert.equal(node.pod()?.status.phase, 'Pending');
});

test('it ends with its pod', () => {
  const node = debugged([DEBUGGER]);
  node.run(20_000);
  node.delete();
  node.run(60_000);
  assert.equal(node.pod(), undefined);
  assert.ok(told(node, 'debugger').includes('Killing: Stopping container debugger'));
});

test('a kubelet that starts anew does not start it again', () => {
  const node = debugged([{ ...DEBUGGER, command: ['exit', '0'] }]);
  node.run(20_000);
  node.stop('kubelet');
  node.start('kubelet');
  node.run(60_000);
  assert.equal(statuses(node)[0]?.restartCount, 0);
  assert.equal(told(node, 'debugger').filter((line) => line.startsWith('Started')).length, 1);
});
