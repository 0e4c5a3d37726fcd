import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import { filesIn } from '../services.ts';
import { TestNode, testPod } from '../testing.ts';
import type { PodMemory } from './memory.ts';
import { sleepsOn } from './settled.ts';

const PATH = '/var/lib/kubelet/pods/uid-p/volumes/kubernetes.io~configmap/v';
const config = (text: string): KubeObject => {
  const metadata = { name: 'cm', namespace: 'default' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: text } } as KubeObject;
};

/** A pod that has been looked at again and left alone. */
function atRest(): TestNode {
  const node = new TestNode();
  node.put(config('1'));
  const containers = [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/v' }] }];
  node.put(testPod({ containers, volumes: [{ name: 'v', configMap: { name: 'cm' } }] }));
  node.run(200_000);
  return node;
}

/** Would the pod of `node` sleep through its next resync? */
function sleeps(node: TestNode): boolean {
  const pod = node.pod();
  const memory = node.again('kubelet', 'default/p').memory as PodMemory;
  return pod !== undefined && sleepsOn(memory, pod, node.machine, node.view, memory.syncAtMs ?? Number.NaN);
}

test('a pod at rest sleeps through its resyncs and writes nothing', () => {
  const node = atRest();
  const before = node.writes.length;
  node.run(600_000);
  assert.equal(sleeps(node), true);
  assert.deepEqual(
    node.writes.slice(before).filter((write) => 'kind' in write && write.kind === 'Pod'),
    [],
  );
});

test('a changed source wakes it, and it comes to rest again', () => {
  const node = atRest();
  node.put(config('2'));
  assert.equal(sleeps(node), false);
  node.run(200_000);
  assert.equal(filesIn(node.machines, node.machine, 'uid-p', 'c').read('/v/a'), '2');
  assert.equal(sleeps(node), true);
});

const disturbances: readonly (readonly [string, (node: TestNode) => void])[] = [
  ['a file of its volumes that goes', (node) => node.machine.disk.remove(`${PATH}/a`, false)],
  ['a container runtime that is down', (node) => node.machine.stopProcess('containerd', node.nowMs)],
  ['an eviction', (node) => node.machine.evictions.set('uid-p', { reason: 'Evicted', message: 'm' })],
  ['a sandbox that is lost', (node) => node.machine.stopSandbox('uid-p')],
];

for (const [what, disturb] of disturbances) {
  test(`it does not sleep on after ${what}`, () => {
    const node = atRest();
    const pod = node.pod();
    const memory = node.again('kubelet', 'default/p').memory as PodMemory;
    const asks = () =>
      pod !== undefined && sleepsOn(memory, pod, node.machine, node.view, memory.syncAtMs ?? Number.NaN);
    assert.equal(asks(), true);
    disturb(node);
    assert.equal(asks(), false);
  });
}

test('a neighbour´s volumes do not wake it', () => {
  const node = atRest();
  node.machine.disk.put('/var/lib/kubelet/pods/other/volumes/x', '1');
  assert.equal(sleeps(node), true);
});
