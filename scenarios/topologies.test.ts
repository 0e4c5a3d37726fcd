import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readTopology, topology, TopologyError, topologyNames } from './topologies.ts';

test('every topology that ships can be read, and a second reading is the same object', () => {
  assert.deepEqual(topologyNames(), ['bare', 'course', 'oracle-hollow', 'oracle-puppet']);
  for (const name of topologyNames()) assert.equal(topology(name), topology(name));
});

test('the course has four machines, a tainted control plane and an NFS export', () => {
  const course = topology('course');
  assert.deepEqual(
    course.nodes.map((node) => `${node.name} ${node.address}`),
    ['m-k8s 192.168.1.10', 'w1-k8s 192.168.1.101', 'w2-k8s 192.168.1.102', 'w3-k8s 192.168.1.103'],
  );
  assert.deepEqual(course.nodes[0]?.taints, [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]);
  assert.deepEqual(course.nfsExports, [{ node: 'm-k8s', path: '/nfs_shared/log' }]);
});

test('the cluster of docs/writing-scenarios.md can be read', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/writing-scenarios.md'), 'utf8');
  const [, text = ''] = /```yaml\n(name: shop\n[^`]+)```/.exec(page) ?? [];
  const { nodes, system } = readTopology(text, 'page');
  assert.deepEqual([system, ...nodes.map(({ name, cpu }) => `${name} ${cpu}`)], ['kubeadm', 'cp 4', 'n1 4', 'n2 4']);
});

const MISTAKES: readonly [text: string, message: RegExp][] = [
  ['name: x\nnodez: []', /^t\.yaml: unknown field nodez; known are name, startTime/],
  ['name: x\nnodes: [{name: a}]', /^t\.yaml: nodes\[0\]\.address is missing$/],
  ['name: x\nnodes: [{name: a, address: b, pods: many}]', /^t\.yaml: nodes\[0\]\.pods must be a number, not "many"$/],
  ['name: x\nagent: docker', /^t\.yaml: agent must be one of kubelet, hollow, puppet, not "docker"$/],
  ['name: x\nprovisioners: [1]', /^t\.yaml: provisioners must be a list of texts, not \[1\]$/],
  ['- a', /^t\.yaml: the document must be a map$/],
];

for (const [text, message] of MISTAKES) {
  test(`a mistake is named with its place: ${text.replaceAll('\n', ' / ')}`, () => {
    assert.throws(
      () => readTopology(text, 't.yaml'),
      (error) => error instanceof TopologyError && message.test(error.message),
    );
  });
}

test('an unknown name lists the known ones', () => {
  assert.throws(
    () => topology('corse'),
    /unknown topology "corse"; known are bare, course, oracle-hollow, oracle-puppet/,
  );
});
