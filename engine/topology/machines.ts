import { isCidr } from '../kinds/address-checks.ts';
import { isIPv4 } from '../kinds/field-checks.ts';
import type { KubeObject } from '../api/object.ts';
import { pod as podKind } from '../kinds/core/pod/pod.ts';
import type { Pod } from '../kinds/types.ts';
import { type AddressPlan, Machine, type MachineFacts, type StaticPod } from '../kubelet/index.ts';
import { staticPods } from './kubeadm/static-pods.ts';
import type { NodeTopology, Topology } from './topology.ts';

/** Calico keeps the first address of a node's block for its tunnel. */
const RESERVED_ADDRESSES = 1;
/** The address that every pod of the recorded stand-in runtime shows. */
const HOLLOW_ADDRESS = '192.168.192.168';

/** The machines of a topology as they come out of the box. */
export function machinesOf(topology: Topology): readonly Machine[] {
  let facts = known.get(topology);
  if (facts === undefined) {
    facts = topology.nodes.map((node, index) => factsOf(topology, node, index));
    known.set(topology, facts);
  }
  return facts.map((fact) => new Machine(fact));
}

/** The facts of a topology's machines: every cluster of the topology has the same. */
const known = new WeakMap<Topology, readonly MachineFacts[]>();

function factsOf(topology: Topology, node: NodeTopology, index: number): MachineFacts {
  const resources = (memory: string): Record<string, string> => ({
    cpu: node.cpu,
    'ephemeral-storage': node.ephemeralStorage,
    memory,
    pods: String(node.pods),
  });
  const exports = topology.nfsExports.filter((share) => share.node === node.name).map(({ path }) => ({ path }));
  return {
    name: node.name,
    address: node.address,
    labels: {
      'beta.kubernetes.io/arch': 'amd64',
      'beta.kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': node.name,
      'kubernetes.io/os': 'linux',
      ...node.labels,
    },
    taints: node.taints,
    capacity: resources(node.memory),
    allocatable: resources(node.allocatableMemory),
    ...podCIDROf(topology.podNetwork, index),
    podAddresses: addressPlan(topology, node),
    system: {
      architecture: 'amd64',
      containerRuntimeVersion: node.containerRuntime,
      kernelVersion: node.kernelVersion,
      kubeProxyVersion: node.kubeletVersion,
      kubeletVersion: node.kubeletVersion,
      machineID: machineId(node.name),
      operatingSystem: 'linux',
      osImage: node.osImage,
      systemUUID: machineId(`${node.name} system`),
    },
    ...(exports.length === 0 ? {} : { exports }),
    ...(topology.system === 'kubeadm' && node.controlPlane ? { staticPods: defaultedStaticPods(node) } : {}),
  };
}

/** What the controller manager gives the nodes in their order: /24 blocks of the pods' network, as long as there are any (range allocator, v1.25). */
function podCIDROf(network: string, index: number): Pick<MachineFacts, 'podCIDR'> {
  const [address = '', bits = ''] = network.split('/');
  if (!isCidr(network) || !isIPv4(address)) return {};
  if (index >= 2 ** (24 - Number(bits))) return {};
  const [first = 0, second = 0, third = 0] = address.split('.').map(Number);
  const block = (first * 256 + second) * 256 + third + index;
  return { podCIDR: `${block >> 16}.${(block >> 8) & 255}.${block & 255}.0/24` };
}

function addressPlan(topology: Topology, node: NodeTopology): AddressPlan {
  if (topology.agent === 'hollow') return { fixed: HOLLOW_ADDRESS };
  return { blocks: [node.podBlock], reserved: RESERVED_ADDRESSES };
}

/** The kubelet defaults what it reads from its folder as the API server would. */
function defaultedStaticPods(node: NodeTopology): Readonly<Record<string, StaticPod>> {
  const entries = Object.entries(staticPods(node)).map(([file, manifest]) => {
    const given = { priority: 2_000_001_000, preemptionPolicy: 'PreemptLowerPriority' };
    const whole = manifest as KubeObject & { spec: object };
    const pod = { ...whole, spec: { ...whole.spec, ...given }, status: { phase: 'Pending' } } as unknown as Pod;
    return [file, podKind.defaults?.(pod) ?? pod] as const;
  });
  return Object.fromEntries(entries);
}

/** 32 hexadecimal digits that belong to the name for ever. */
function machineId(name: string): string {
  let hash = 0x811c9dc5;
  let text = '';
  for (let round = 0; text.length < 32; round++) {
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ round, 0x01000193) >>> 0;
    text += hash.toString(16).padStart(8, '0');
  }
  return text.slice(0, 32);
}
