import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Node } from '../../kinds/types.ts';
import { eventWrite } from '../shared/writes.ts';

/** The size of each node's part (--node-cidr-mask-size). */
const NODE_BITS = 24;

/** Gives each node the first free /24 of the pods' network, in the order in which nodes join (range_allocator.go, v1.25). */
export function nodeIpamController(clusterCidr: string): Component {
  return {
    name: 'node-ipam-controller',
    process: 'kube-controller-manager',
    scope: 'cluster',
    watches: [
      {
        kind: 'Node',
        keys: ({ type, object }) => (type !== 'DELETED' && isWithout(object as Node) ? [object.metadata.name] : []),
      },
    ],
    reconcile: (name, view) => reconcile(name, view, clusterCidr),
  };
}

const isWithout = (node: Node): boolean => (node.spec.podCIDR ?? '') === '';

function reconcile(name: string, view: View, clusterCidr: string): Outcome {
  const node = view.get<Node>('Node', undefined, name);
  if (node === undefined || !isWithout(node)) return NOTHING;
  const taken = new Set(view.list<Node>('Node').map(({ spec }) => spec.podCIDR));
  const podCIDR = firstFree(clusterCidr, taken);
  if (podCIDR === undefined) {
    const message = `Node ${name} status is now: CIDRNotAvailable`;
    return { writes: [eventWrite(node, 'Normal', 'CIDRNotAvailable', message)] };
  }
  const patch = { spec: { podCIDR, podCIDRs: [podCIDR] } };
  return {
    writes: [{ verb: 'patch', kind: 'Node', namespace: undefined, name, type: 'merge', patch, ignore: ['NotFound'] }],
  };
}

/** The lowest /24 network of an IPv4 network that is not taken. */
function firstFree(clusterCidr: string, taken: ReadonlySet<string | undefined>): string | undefined {
  const [address = '', bits = '0'] = clusterCidr.split('/');
  const base = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - NODE_BITS);
  for (let index = 0; index < 2 ** (NODE_BITS - Number(bits)); index++) {
    const start = base + index * size;
    const parts = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
    const cidr = `${parts.join('.')}/${NODE_BITS}`;
    if (!taken.has(cidr)) return cidr;
  }
  return undefined;
}
