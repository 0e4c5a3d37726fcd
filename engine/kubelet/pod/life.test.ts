import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestNode, testPod } from '../testing.ts';

const reasons = (node: TestNode) =>
  node.events.filter((event) => event.about.kind === 'Pod').map((event) => `${event.reason}: ${event.message}`);

test('a bound pod is pulled, created, started and Running, as the events of a first pod say', () => {
  const node = new TestNode();
  node.run(1000);
  node.put(testPod());
  node.run(1);
  assert.equal(node.pod()?.status.phase, 'Pending');
  assert.deepEqual(node.pod()?.status.containerStatuses?.[0]?.state, { waiting: { reason: 'ContainerCreating' } });
  node.run(10_000);
  const status = node.pod()?.status;
  assert.equal(status?.phase, 'Running');
  assert.equal(status?.podIP, '172.16.1.1');
  assert.equal(status?.hostIP, '192.168.1.101');
  assert.deepEqual(
    status?.conditions?.map(({ type, status: is }) => `${type}=${is}`),
    ['Initialized=True', 'Ready=True', 'ContainersReady=True', 'PodScheduled=True'],
  );
  assert.equal(status?.conditions?.[0]?.lastProbeTime, null);
  const [container] = status?.containerStatuses ?? [];
  assert.equal(container?.ready, true);
  assert.equal(container?.started, true);
  assert.equal(container?.restartCount, 0);
  assert.match(container?.containerID ?? '', /^containerd:\/\/[0-9a-f]{64}$/);
  assert.deepEqual(reasons(node), [
    'Pulling: Pulling image "nginx"',
    'Pulled: Successfully pulled image "nginx" in 4.5s',
    'Created: Created container c',
    'Started: Started container c',
  ]);
  assert.equal(node.events.find((event) => event.reason === 'Created')?.fieldPath, 'spec.containers{c}');
});

test('reconciling again writes nothing', () => {
  const node = new TestNode();
  node.put(testPod());
  node.run(20_000);
  assert.deepEqual(node.again('kubelet', 'default/p').writes, []);
  assert.deepEqual(node.again('kubelet', 'node-status').writes, []);
});

test('a deleted pod is stopped, told of, and removed with grace 0 and its uid', () => {
  const node = new TestNode();
  node.put(testPod());
  node.run(20_000);
  node.delete();
  node.run(200);
  assert.equal(reasons(node).at(-1), 'Killing: Stopping container c');
  const { containerStatuses, phase } = node.pod()?.status ?? {};
  assert.equal(phase, 'Running');
  assert.equal(containerStatuses?.[0]?.state?.terminated?.exitCode, 0);
  assert.equal(containerStatuses?.[0]?.ready, false);
  node.run(3000);
  assert.equal(node.pod(), undefined);
  const write = node.writes.at(-1);
  assert.ok(write?.verb === 'delete');
  assert.deepEqual([write.gracePeriodSeconds, write.uid], [0, 'uid-p']);
  assert.equal(node.machine.sandboxes.size, 0);
});

test('a process that ignores TERM is killed when the grace is over: 137', () => {
  const node = new TestNode();
  node.put(testPod({ containers: [{ name: 'c', image: 'busybox', command: ['sleep', '9999'] }] }));
  node.run(20_000);
  node.delete();
  node.run(29_000);
  assert.equal(node.pod()?.status.containerStatuses?.[0]?.ready, true);
  node.run(1500);
  assert.equal(node.pod()?.status.containerStatuses?.[0]?.state?.terminated?.exitCode, 137);
  node.run(3000);
  assert.equal(node.pod(), undefined);
});

test('a pod deleted by force is ended after a second, and its address comes free', () => {
  const node = new TestNode();
  node.put(testPod({ containers: [{ name: 'c', image: 'busybox', command: ['sleep', '9999'] }] }));
  node.run(20_000);
  const pod = node.pod();
  assert.ok(pod);
  node.remove(pod);
  node.run(500);
  assert.equal(node.machine.sandboxes.size, 1);
  node.run(1000);
  assert.equal(node.machine.sandboxes.size, 0);
});

test('a kubelet that was stopped finds its containers running and keeps them', () => {
  const node = new TestNode();
  node.put(testPod());
  node.run(20_000);
  const id = node.pod()?.status.containerStatuses?.[0]?.containerID;
  node.stop('kubelet');
  node.run(100_000);
  node.start('kubelet');
  node.run(5000);
  assert.equal(node.pod()?.status.containerStatuses?.[0]?.containerID, id);
  assert.equal(node.pod()?.status.containerStatuses?.[0]?.restartCount, 0);
  assert.equal(node.machine.latest('uid-p', 'c')?.attempt, 0);
});
