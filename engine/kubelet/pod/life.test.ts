import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../../kinds/types.ts';
import { TestNode, testPod } from '../testing.ts';
import { PUPPET_TIMINGS } from '../timings.ts';

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

// how a pod goes on, command, restart policy, its most turns in ten minutes besides the node's own 120
const QUIET = [
  ['runs', ['serve'], 'Always', 40],
  ['has succeeded', ['exit', '0'], 'Never', 30],
  ['crashes', ['exit', '1'], 'Always', 160],
] as const;

for (const [how, command, restartPolicy, most] of QUIET) {
  test(`a pod that ${how} costs few turns`, () => {
    const node = new TestNode();
    node.put(testPod({ restartPolicy, containers: [{ name: 'c', image: 'busybox', command }] }));
    node.run(600_000);
    assert.ok(node.turns <= 150 + most, `${node.turns} turns`);
  });
}

test('a pod whose volume cannot be set up costs few turns', () => {
  const node = new TestNode();
  node.put(testPod({ volumes: [{ name: 'v', configMap: { name: 'none' } }] }));
  node.run(600_000);
  assert.ok(node.turns <= 250, `${node.turns} turns`);
});

test('a deleted pod with finalizers waits for them quietly', () => {
  const node = new TestNode();
  const pod = testPod();
  node.put({ ...pod, metadata: { ...pod.metadata, finalizers: ['a/b'] } });
  node.run(20_000);
  node.delete('p', 0);
  node.run(300_000);
  assert.equal(node.machine.sandboxes.size, 0);
  assert.ok(node.pod());
  assert.ok(node.turns <= 150, `${node.turns} turns`);
});

/** What the recorded stand-in agents leave out (oracle/README.md, cases 4.5, 5.3 and 5.4). */
test('a stand-in agent mounts nothing from elsewhere, and says PodScheduled only after a scheduler', () => {
  const node = new TestNode(PUPPET_TIMINGS);
  node.run(1000);
  const pod = testPod({ volumes: [{ name: 'd', nfs: { server: '192.0.2.99', path: '/d' } }] });
  const unseen: Pod = { ...pod, status: { phase: 'Pending' } };
  node.put(unseen);
  node.run(2000);
  assert.equal(node.pod()?.status.phase, 'Running');
  assert.deepEqual(
    node.pod()?.status.conditions?.map(({ type }) => type),
    ['Initialized', 'Ready', 'ContainersReady'],
  );
});

test('a pod that is deleted before anything of it was made is gone at once', () => {
  const node = new TestNode();
  node.run(1000);
  node.put(testPod());
  node.run(1);
  node.delete();
  node.run(1);
  assert.equal(node.pod(), undefined);
});
