import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machinesOf } from './machines.ts';
import type { NodeTopology, Topology } from './topology.ts';

const node = (index: number): NodeTopology => ({
  name: `w${index}`,
  address: '192.168.1.1',
  controlPlane: false,
  labels: {},
  taints: [],
  cpu: '2',
  memory: '4Gi',
  allocatableMemory: '4Gi',
  ephemeralStorage: '40Gi',
  pods: 110,
  podBlock: '10.1.0.0/24',
  kubeletVersion: 'v1.25.0',
  osImage: 'x',
  kernelVersion: 'x',
  containerRuntime: 'containerd://1.6.7',
});

const withNetwork = (podNetwork: string): Topology => ({
  name: podNetwork,
  startTime: '2022-10-03T00:00:00Z',
  nodes: Array.from({ length: 300 }, (_, index) => node(index)),
  podNetwork,
  serviceNetwork: '10.96.0.0/12',
  system: 'bare',
  leaderElection: false,
  agent: 'kubelet',
  nfsExports: [],
  timings: {},
});

/** The blocks of the nodes 1, 255 and 256. A /16 has 256 of them. */
const blocks: readonly (readonly [network: string, readonly (string | undefined)[]])[] = [
  ['172.16.0.0/16', ['172.16.1.0/24', '172.16.255.0/24', undefined]],
  ['10.128.0.0/9', ['10.128.1.0/24', '10.128.255.0/24', '10.129.0.0/24']],
  ['10.0.0.0/24', [undefined, undefined, undefined]],
  ['not a network', [undefined, undefined, undefined]],
];

for (const [network, expected] of blocks) {
  test(`nodes get blocks of ${network} in their order, as long as there are any`, () => {
    const machines = machinesOf(withNetwork(network));
    assert.deepEqual(
      [1, 255, 256].map((index) => machines[index]?.facts.podCIDR),
      expected,
    );
  });
}
