import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killContainer, readLogs } from '../services.ts';
import { HOLLOW_TIMINGS, PUPPET_TIMINGS } from '../timings.ts';
import { TestNode, testFacts, testPod } from '../testing.ts';

const ready = (node: TestNode) => node.node()?.status.conditions?.find((condition) => condition.type === 'Ready');
const nodeEvents = (node: TestNode) =>
  node.events.filter((event) => event.about.kind === 'Node').map((event) => event.reason);

test('a kubelet registers its node with healthy conditions and makes its lease', () => {
  const node = new TestNode();
  node.run(1);
  assert.deepEqual(
    node
      .node()
      ?.status.conditions?.map(({ type, status, reason, message }) => [type, status, reason, message].join('|')),
    [
      'MemoryPressure|False|KubeletHasSufficientMemory|kubelet has sufficient memory available',
      'DiskPressure|False|KubeletHasNoDiskPressure|kubelet has no disk pressure',
      'PIDPressure|False|KubeletHasSufficientPID|kubelet has sufficient PID available',
      'Ready|True|KubeletReady|kubelet is posting ready status',
    ],
  );
  assert.deepEqual(nodeEvents(node).slice(0, 2), ['Starting', 'NodeHasSufficientMemory']);
  node.run(60_000);
  const renewals = node.writes.filter((write) => write.verb === 'update' && write.object.kind === 'Lease');
  assert.equal(renewals.length, 6);
  assert.equal(node.writes.filter((write) => write.verb === 'patch' && write.kind === 'Node').length, 0);
  node.run(300_000);
  assert.equal(node.writes.filter((write) => write.verb === 'patch' && write.kind === 'Node').length, 1);
});

test('containerd stops: after 30 s the node is not ready, the containers run on; its start heals', () => {
  const node = new TestNode();
  node.put(testPod());
  node.run(20_000);
  node.stop('containerd');
  node.put(testPod({}, 'q'));
  node.run(15_000);
  assert.equal(ready(node)?.status, 'True');
  const failed = node.events.find((event) => event.reason === 'FailedCreatePodSandBox');
  assert.match(
    failed?.message ?? '',
    /^Failed to create pod sandbox: rpc error: code = Unavailable desc = connection error:/,
  );
  node.run(30_000);
  assert.deepEqual(
    [ready(node)?.status, ready(node)?.reason, ready(node)?.message],
    ['False', 'KubeletNotReady', 'container runtime is down'],
  );
  assert.ok(nodeEvents(node).includes('NodeNotReady'));
  node.put(testPod({}, 'late'));
  node.run(150_000);
  assert.match(
    ready(node)?.message ?? '',
    /^\[container runtime is down, PLEG is not healthy: pleg was last seen active 3m.*s ago; threshold is 3m0s\]$/,
  );
  assert.equal(node.pod('late')?.status.startTime, undefined);
  assert.notEqual(node.machines.at('172.16.1.1', 80), undefined);
  node.start('containerd');
  node.run(20_000);
  assert.equal(ready(node)?.status, 'True');
  assert.equal(node.pod()?.status.containerStatuses?.[0]?.restartCount, 0);
  assert.equal(node.pod('late')?.status.phase, 'Running');
});

test('a reboot restarts every container in a new sandbox and says so', () => {
  const node = new TestNode();
  node.put(testPod());
  node.run(20_000);
  node.stop('kubelet');
  node.machine.reboot(node.nowMs);
  node.run(5000);
  node.start('kubelet');
  node.run(15_000);
  const [container] = node.pod()?.status.containerStatuses ?? [];
  assert.equal(container?.restartCount, 1);
  assert.equal(container?.lastState?.terminated?.exitCode, 255);
  assert.equal(node.pod()?.status.podIP, '172.16.1.2');
  assert.ok(node.events.some((event) => event.reason === 'SandboxChanged'));
  const rebooted = node.events.find((event) => event.reason === 'Rebooted');
  assert.equal(rebooted?.message, `Node w1 has been rebooted, boot id: ${node.machine.bootId}`);
});

test('memory pressure evicts the pod furthest above its request', () => {
  const node = new TestNode();
  node.put(testPod());
  node.put(testPod({}, 'q'));
  node.run(20_000);
  node.machine.memoryInUse.set('uid-q/c', 500 * 1024);
  node.machine.pressure.add('memory');
  node.run(11_000);
  const { phase, reason, message } = node.pod('q')?.status ?? {};
  assert.deepEqual([phase, reason], ['Failed', 'Evicted']);
  assert.equal(
    message,
    'The node was low on resource: memory. Container c was using 500Ki, which exceeds its request of 0. ',
  );
  assert.equal(
    node.node()?.status.conditions?.find((condition) => condition.type === 'MemoryPressure')?.status,
    'True',
  );
});

test('an OOM kill shows as OOMKilled, 137', () => {
  const node = new TestNode();
  node.put(testPod({ restartPolicy: 'Never' }));
  node.run(20_000);
  for (const { component, key } of killContainer(node.machines, node.machine, 'uid-p', 'c', 137, 'OOMKilled'))
    node.wake(component, key);
  node.run(3000);
  const ended = node.pod()?.status.containerStatuses?.[0]?.state?.terminated;
  assert.deepEqual([ended?.reason, ended?.exitCode], ['OOMKilled', 137]);
});

test('a node that is too small turns a pod away: OutOfcpu', () => {
  const node = new TestNode();
  const asking = (name: string) =>
    testPod({ containers: [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '600m' } } }] }, name);
  node.put(asking('p'));
  node.run(10_000);
  node.put(asking('q'));
  node.run(10_000);
  const { phase, reason, message } = node.pod('q')?.status ?? {};
  const words = "Node didn't have enough resource: cpu, requested: 600, used: 600, capacity: 1000";
  assert.deepEqual([phase, reason, message], ['Failed', 'OutOfcpu', `Pod ${words}`]);
  assert.ok(node.events.some((event) => event.reason === 'OutOfcpu' && event.message === words));
});

test('a static pod runs, has a mirror, and survives the mirror´s deletion', () => {
  const spec = testPod().spec;
  const manifest = { metadata: { name: 'etcd', namespace: 'kube-system' }, spec };
  const node = new TestNode({}, testFacts({ staticPods: { 'etcd.yaml': manifest } }));
  const mirror = () => node.view.get('Pod', 'kube-system', 'etcd-w1');
  node.run(20_000);
  const first = mirror();
  assert.ok(first);
  assert.equal(first.metadata.ownerReferences?.[0]?.kind, 'Node');
  assert.equal((first as ReturnType<typeof testPod>).status.phase, 'Running');
  node.remove(first);
  node.run(3000);
  const again = mirror() as ReturnType<typeof testPod> | undefined;
  assert.equal(again?.status.phase, 'Running');
  assert.equal(again?.status.containerStatuses?.[0]?.restartCount, 0);
  node.machine.staticPods.clear();
  node.run(40_000);
  assert.equal(mirror(), undefined);
  assert.equal(node.machine.sandboxes.size, 0);
});

test('the recorded agents: hollow is Running within 0.5 to 1.1 s, puppet after 0.3 s and gone 0.4 s after a delete', () => {
  const hollow = new TestNode(HOLLOW_TIMINGS, testFacts({ podAddresses: { fixed: '192.168.192.168' } }));
  hollow.put(testPod());
  hollow.run(499);
  assert.equal(hollow.pod()?.status.phase, 'Pending');
  hollow.run(601);
  assert.equal(hollow.pod()?.status.phase, 'Running');
  assert.equal(hollow.pod()?.status.podIP, '192.168.192.168');
  const puppet = new TestNode(PUPPET_TIMINGS);
  puppet.put(testPod());
  puppet.run(299);
  assert.equal(puppet.pod()?.status.startTime, undefined);
  puppet.run(1);
  assert.equal(puppet.pod()?.status.phase, 'Running');
  assert.deepEqual(
    puppet.pod()?.status.conditions?.map((condition) => condition.status),
    ['True', 'True', 'True', 'True'],
  );
  puppet.delete();
  puppet.run(399);
  assert.ok(puppet.pod());
  puppet.run(2);
  assert.equal(puppet.pod(), undefined);
});

test('a stand-in node does not ask its disk', () => {
  const volumes = [{ name: 'd', hostPath: { path: '/not/there', type: 'Directory' } }];
  for (const [timings, phase] of [
    [PUPPET_TIMINGS, 'Running'],
    [undefined, 'Pending'],
  ] as const) {
    const node = new TestNode(timings);
    node.put(testPod({ volumes }));
    node.run(5_000);
    assert.equal(node.pod()?.status.phase, phase);
  }
});

test('a stand-in node starts what a kubelet does not', () => {
  const images = { containers: [{ name: 'c', image: 'nginx', imagePullPolicy: 'Never' }] };
  const roots = { containers: [{ name: 'c', image: 'nginx', securityContext: { runAsNonRoot: true } }] };
  const valueFrom = { configMapKeyRef: { name: 'none', key: 'a' } };
  const unset = { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'A', valueFrom }] }] };
  const unmounted = { volumes: [{ name: 'v', secret: { secretName: 'none' } }] };
  for (const spec of [images, roots, unset, unmounted])
    for (const [timings, phase] of [
      [PUPPET_TIMINGS, 'Running'],
      [undefined, 'Pending'],
    ] as const) {
      const node = new TestNode(timings);
      node.put(testPod(spec));
      node.run(5_000);
      assert.equal(node.pod()?.status.phase, phase);
    }
});

test('logs are kept for the current and the previous instance', () => {
  const node = new TestNode();
  node.put(testPod({ containers: [{ name: 'c', image: 'busybox', command: ['exit', '2'] }] }));
  node.run(12_000);
  const pod = { metadata: { name: 'p', uid: 'uid-p' } };
  assert.equal(readLogs(node.machine, pod, 'c'), 'exiting 2\n');
  assert.match(
    readLogs(node.machine, pod, 'c', { previous: true, timestamps: true }),
    /^2022-10-03T00:00:\d\d\.\d{9}Z exiting 2\n$/,
  );
  assert.throws(() => readLogs(node.machine, pod, 'other'), {
    message: 'container "other" in pod "p" is not available',
  });
});

/** What validateContainerLogStatus says of a container that has not run. */
const UNREAD: readonly (readonly [reason: string, isPrevious: boolean, message: string])[] = [
  ['ContainerCreating', false, 'container "c" in pod "p" is waiting to start: ContainerCreating'],
  ['CreateContainerConfigError', false, 'container "c" in pod "p" is waiting to start: CreateContainerConfigError'],
  ['ErrImagePull', false, 'container "c" in pod "p" is waiting to start: image can\'t be pulled'],
  ['ImagePullBackOff', false, 'container "c" in pod "p" is waiting to start: trying and failing to pull image'],
  ['PodInitializing', true, 'previous terminated container "c" in pod "p" not found'],
];

for (const [reason, previous, message] of UNREAD)
  test(`logs of a container that waits: ${reason}`, () => {
    const pod = testPod();
    const status = { ...pod.status, containerStatuses: [waitingFor(reason)] };
    assert.throws(() => readLogs(new TestNode().machine, { ...pod, status }, 'c', { previous }), { message });
  });

function waitingFor(reason: string) {
  return { name: 'c', ready: false, restartCount: 0, image: 'i', imageID: '', state: { waiting: { reason } } };
}

test('a copied machine goes its own way', () => {
  const node = new TestNode();
  node.put(testPod());
  node.run(20_000);
  const copy = node.machine.copy();
  copy.disk.put('/tmp/x', '1');
  copy.forget('uid-p');
  assert.equal(node.machine.disk.read('/tmp/x'), undefined);
  assert.equal(node.machine.latest('uid-p', 'c')?.state, 'running');
});
