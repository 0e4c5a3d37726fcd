import type { NodeTopology, Topology } from '../../../engine/index.ts';

const made = new Map<string, Topology>();

/** A control plane and workers w1..wN that are alike. Asked again, the same object: its started cluster is shared. */
export function fleet(workers: number, cpu = '4', pods = 110): Topology {
  const name = `laws-${workers}-${cpu}-${pods}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const topology: Topology = {
    name,
    startTime: '2022-10-03T00:00:00Z',
    nodes: Array.from({ length: workers + 1 }, (_, index) => node(index, cpu, pods)),
    podNetwork: '172.16.0.0/16',
    serviceNetwork: '10.96.0.0/12',
    system: 'bare',
    leaderElection: false,
    agent: 'kubelet',
    nfsExports: [],
    timings: {},
  };
  made.set(name, topology);
  return topology;
}

function node(index: number, cpu: string, pods: number): NodeTopology {
  const controlPlane = index === 0;
  return {
    name: controlPlane ? 'm' : `w${index}`,
    address: `192.168.1.${100 + index}`,
    controlPlane,
    labels: controlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {},
    taints: controlPlane ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] : [],
    cpu,
    memory: '8Gi',
    allocatableMemory: '8Gi',
    ephemeralStorage: '100Gi',
    pods,
    podBlock: `172.16.${index}.0/24`,
    kubeletVersion: 'v1.25.0',
    osImage: 'CentOS Linux 7 (Core)',
    kernelVersion: '3.10.0-1127.19.1.el7.x86_64',
    containerRuntime: 'containerd://1.6.7',
  };
}
