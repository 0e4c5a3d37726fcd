import type { Source } from '../../component/workload.ts';
import type { Pod } from '../../kinds/types.ts';
import { type Fabric, nodeAddress, nodeNamed } from '../fabric.ts';
import { formatAddress, parseAddress } from '../ipv4.ts';

/** Where a connection begins. */
export interface Origin {
  /** The node whose kernel it leaves; '' outside the cluster. */
  readonly node: string;
  readonly address: string;
  /** A pod with an address of its own; one of the host's network counts as its node. */
  readonly pod?: Pod;
  /** How explanations call it. */
  readonly label: string;
}

export type OriginOutcome = { readonly origin: Origin } | { readonly why: string };

/** A source with its address and node, or why nothing can leave it. */
export function originOf(fabric: Fabric, source: Source): OriginOutcome {
  switch (source.from) {
    case 'outside':
      return { origin: { node: '', address: outsideAddress(fabric), label: 'a machine outside the cluster' } };
    case 'node':
      return onNode(fabric, source.node, { address: nodeAddress(fabric, source.node), label: `node ${source.node}` });
    case 'pod':
      return inPod(fabric, source.namespace, source.name, source.address);
  }
}

function inPod(fabric: Fabric, namespace: string, name: string, known: string | undefined): OriginOutcome {
  const label = `pod ${namespace}/${name}`;
  const pod = fabric.view.get<Pod>('Pod', namespace, name);
  if (pod === undefined) return { why: `${label} does not exist` };
  const { nodeName = '', hostNetwork } = pod.spec;
  if (hostNetwork === true) return onNode(fabric, nodeName, { address: nodeAddress(fabric, nodeName), label });
  const address = known ?? pod.status.podIP;
  if (address === undefined) return { why: `${label} has no address yet` };
  return onNode(fabric, nodeName, { address, label, pod });
}

function onNode(fabric: Fabric, node: string, rest: Omit<Origin, 'node'>): OriginOutcome {
  const found = nodeNamed(fabric, node);
  if (found === undefined) return { why: `${rest.label} runs on no node of the cluster` };
  return found.up ? { origin: { node, ...rest } } : { why: `node ${node} is down` };
}

/** The user's machine is the first host of the nodes' network, as a VirtualBox host-only network has it. */
function outsideAddress(fabric: Fabric): string {
  const first = parseAddress(fabric.nodes()[0]?.addresses[0] ?? '');
  return first === undefined ? '192.0.2.1' : formatAddress(first - (first % 256) + 1);
}
