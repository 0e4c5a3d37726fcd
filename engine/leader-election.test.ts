import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from './cluster.ts';
import type { Lease, Node, Pod } from './kinds/types.ts';
import type { Topology } from './topology/topology.ts';

function topology(leaderElection: boolean): Topology {
  const node = {
    name: 'm',
    address: '192.0.2.1',
    controlPlane: true,
    labels: {},
    taints: [],
    cpu: '2',
    memory: '4Gi',
    allocatableMemory: '4Gi',
    ephemeralStorage: '40Gi',
    pods: 110,
    podBlock: '172.16.0.0/24',
    kubeletVersion: 'v1.25.0',
    osImage: 'Linux',
    kernelVersion: '5',
    containerRuntime: 'containerd://1.6.7',
  };
  return {
    name: `election-${leaderElection}`,
    startTime: '2022-10-03T00:00:00Z',
    nodes: [node],
    podNetwork: '172.16.0.0/16',
    serviceNetwork: '10.96.0.0/12',
    system: 'bare',
    leaderElection,
    agent: 'hollow',
    nfsExports: [],
    timings: {},
  };
}

const isBound = (cluster: Cluster): boolean =>
  (cluster.view.get<Pod>('Pod', 'default', 'p')?.spec.nodeName ?? '') !== '';
const lease = (cluster: Cluster): Lease['spec'] | undefined =>
  cluster.view.get<Lease>('Lease', 'kube-system', 'kube-scheduler')?.spec;

function withoutScheduler(leaderElection: boolean): Cluster {
  const cluster = Cluster.start(topology(leaderElection), { seed: '1' });
  cluster.advance(5_000);
  cluster.stop('kube-scheduler');
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'nginx' }] },
  };
  cluster.client().create('Pod', 'default', pod);
  cluster.advance(60_000);
  assert.equal(isBound(cluster), false);
  return cluster;
}

test('without leader election a started scheduler works at once', () => {
  const cluster = withoutScheduler(false);
  cluster.start('kube-scheduler');
  cluster.settleNow();
  assert.equal(isBound(cluster), true);
});

test('with leader election it waits for fifteen seconds and its next try, however old the lease is', () => {
  const cluster = withoutScheduler(true);
  const old = lease(cluster);
  assert.equal(old?.renewTime, '2022-10-03T00:00:04.000000Z');
  cluster.start('kube-scheduler');
  assert.equal(cluster.isRunning('kube-scheduler'), true);
  cluster.advance(15_000);
  assert.equal(isBound(cluster), false);
  cluster.advance(2_000);
  assert.equal(isBound(cluster), true);
  const now = lease(cluster);
  assert.match(now?.holderIdentity ?? '', /^m_[0-9a-f-]{36}$/);
  assert.notEqual(now?.holderIdentity, old?.holderIdentity);
  assert.equal(now?.leaseTransitions, 1);
});

test('one that is stopped while it waits never leads', () => {
  const cluster = withoutScheduler(true);
  cluster.start('kube-scheduler');
  cluster.advance(10_000);
  cluster.stop('kube-scheduler');
  cluster.advance(60_000);
  assert.deepEqual([cluster.isRunning('kube-scheduler'), isBound(cluster)], [false, false]);
});

test('nobody becomes leader while the API server is down; the lease is watched from its return', () => {
  const cluster = withoutScheduler(true);
  cluster.stop('kube-apiserver');
  cluster.start('kube-scheduler');
  cluster.advance(60_000);
  cluster.start('kube-apiserver');
  cluster.advance(15_000);
  assert.equal(lease(cluster)?.leaseTransitions, 0);
  cluster.advance(2_000);
  assert.equal(isBound(cluster), true);
});

test('leaders that cannot renew for ten seconds begin anew, so that no node is lost by an outage of the API', () => {
  const cluster = Cluster.start(topology(true), { seed: '1' });
  const manager = (): Lease['spec'] | undefined =>
    cluster.view.get<Lease>('Lease', 'kube-system', 'kube-controller-manager')?.spec;
  for (const [downMs, transitions] of [
    [9_000, 0],
    [11_000, 1],
    [120_000, 2],
  ] as const) {
    cluster.stop('kube-apiserver');
    cluster.advance(downMs);
    cluster.start('kube-apiserver');
    cluster.advance(20_000);
    assert.equal(manager()?.leaseTransitions, transitions);
    const ready = cluster.view
      .get<Node>('Node', undefined, 'm')
      ?.status.conditions?.find(({ type }) => type === 'Ready');
    assert.equal(ready?.status, 'True');
  }
});
