import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PUPPET_TIMINGS } from '../timings.ts';
import { TestNode, testPod } from '../testing.ts';

const exits = (code: string, restartPolicy = 'Always') =>
  testPod({
    restartPolicy,
    containers: [{ name: 'c', image: 'busybox', imagePullPolicy: 'IfNotPresent', command: ['exit', code] }],
  });
const times = (node: TestNode, reason: string) =>
  node.events.filter((event) => event.reason === reason).map((event) => event.atMs);

test('a crashing container restarts at once, then after 10, 20, 40, ... seconds at the next look', () => {
  const node = new TestNode();
  node.put(exits('1'));
  node.run(420_000);
  const started = times(node, 'Started');
  const gaps = started.slice(1).map((at, i) => (at - (started[i] ?? 0)) / 1000);
  const least = [0, 10, 20, 40, 80, 160];
  assert.equal(gaps.length, least.length);
  gaps.forEach((gap, i) =>
    assert.ok(gap >= (least[i] ?? 0) && gap < (least[i] ?? 0) + 16, `${gap} after ${i} restarts`),
  );
});

test('while it waits the status says CrashLoopBackOff and how it ended', () => {
  const node = new TestNode();
  node.put(exits('1'));
  node.run(28_000);
  const [container] = node.pod()?.status.containerStatuses ?? [];
  assert.deepEqual(container?.state, {
    waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s restarting failed container=c pod=p_default(uid-p)' },
  });
  assert.equal(container?.lastState?.terminated?.exitCode, 1);
  assert.equal(container?.lastState?.terminated?.reason, 'Error');
  assert.equal(container?.restartCount, 2);
  assert.equal(node.pod()?.status.phase, 'Running');
  assert.equal(
    node.events.find((event) => event.reason === 'BackOff')?.message,
    'Back-off restarting failed container',
  );
});

// policy, exit code, phase, restarts or not
const ENDS = [
  ['Never', '0', 'Succeeded', false, 'Completed'],
  ['Never', '3', 'Failed', false, 'Error'],
  ['OnFailure', '0', 'Succeeded', false, 'Completed'],
  ['OnFailure', '3', 'Running', true, 'Error'],
] as const;

for (const [policy, code, phase, isRestarted, reason] of ENDS) {
  test(`restartPolicy ${policy}, exit ${code}: ${phase}`, () => {
    const node = new TestNode();
    node.put(exits(code, policy));
    node.run(30_000);
    assert.equal(node.pod()?.status.phase, phase);
    const [container] = node.pod()?.status.containerStatuses ?? [];
    assert.equal((container?.restartCount ?? 0) > 0, isRestarted);
    if (!isRestarted) {
      assert.equal(container?.state?.terminated?.reason, reason);
      assert.equal(node.machine.sandboxes.get('uid-p')?.ready, false);
      assert.equal(node.pod()?.status.podIP, '172.16.1.1');
    }
  });
}

test('a command that is not there: RunContainerError, exit 128', () => {
  const node = new TestNode();
  node.put(testPod({ containers: [{ name: 'c', image: 'busybox', command: ['missing'] }] }));
  node.run(6500);
  const [container] = node.pod()?.status.containerStatuses ?? [];
  const words =
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "missing": executable file not found in $PATH: unknown';
  assert.deepEqual(container?.state?.waiting, { reason: 'RunContainerError', message: words });
  assert.equal(container?.lastState?.terminated?.reason, 'StartError');
  assert.equal(container?.lastState?.terminated?.exitCode, 128);
  assert.ok(node.events.some((event) => event.reason === 'Failed' && event.message === `Error: ${words}`));
});

test('init containers run one after the other, and again until they succeed', () => {
  const node = new TestNode();
  const image = 'busybox';
  node.put(
    testPod({
      initContainers: [
        { name: 'one', image, command: ['sleep', '5'] },
        { name: 'two', image, command: ['exit', '0'] },
      ],
      containers: [{ name: 'c', image: 'nginx' }],
    }),
  );
  node.run(7500);
  assert.deepEqual(node.pod()?.status.containerStatuses?.[0]?.state, { waiting: { reason: 'PodInitializing' } });
  assert.equal(node.pod()?.status.conditions?.[0]?.message, 'containers with incomplete status: [one two]');
  assert.deepEqual(
    node.pod()?.status.initContainerStatuses?.map((status) => Object.keys(status.state ?? {})[0]),
    ['running', 'waiting'],
  );
  node.run(15_000);
  assert.deepEqual(
    node.pod()?.status.initContainerStatuses?.map((status) => status.ready),
    [true, true],
  );
  assert.equal(node.pod()?.status.phase, 'Running');
  assert.deepEqual(
    node.events.filter((event) => event.reason === 'Started').map((event) => event.fieldPath),
    ['spec.initContainers{one}', 'spec.initContainers{two}', 'spec.containers{c}'],
  );
});

test('a failed init container with restartPolicy Never fails the pod', () => {
  const node = new TestNode();
  node.put(
    testPod({ restartPolicy: 'Never', initContainers: [{ name: 'one', image: 'busybox', command: ['exit', '1'] }] }),
  );
  node.run(30_000);
  assert.equal(node.pod()?.status.phase, 'Failed');
});

test('the stand-in agent restarts after 1.5 s, always', () => {
  const node = new TestNode(PUPPET_TIMINGS);
  node.put(exits('1'));
  node.run(10_000);
  assert.equal(node.pod()?.status.containerStatuses?.[0]?.restartCount, 6);
  assert.deepEqual(node.events, []);
});

test('activeDeadlineSeconds ends the pod: Failed, DeadlineExceeded', () => {
  const node = new TestNode();
  node.put(testPod({ activeDeadlineSeconds: 20 }));
  node.run(19_000);
  assert.equal(node.pod()?.status.phase, 'Running');
  node.run(3000);
  const { phase, reason, message, containerStatuses } = node.pod()?.status ?? {};
  assert.deepEqual([phase, reason], ['Failed', 'DeadlineExceeded']);
  assert.equal(message, 'Pod was active on the node longer than the specified deadline');
  assert.equal(containerStatuses?.[0]?.state?.terminated?.exitCode, 0);
});
