import type { View } from '../component/view.ts';
import type { Listeners } from '../component/workload.ts';
import type { Pod } from '../kinds/types.ts';
import { isTerminal } from '../kinds/core/pod-facts.ts';
import type { Affinities } from './proxy/affinity.ts';
import type { RuleTable } from './proxy/table.ts';

/** A machine as the network sees it. */
export interface NetworkNode {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly up: boolean;
}

/** What everything that decides about reachability looks at. */
export interface Fabric {
  readonly view: View;
  listeners(): Listeners;
  nodes(): readonly NetworkNode[];
  /** A uniform integer in [0, bound). */
  random(bound: number): number;
  nowMs(): number;
  /** The rules that a node's kernel has; for '' the newest ones. */
  tableOf(node: string): RuleTable;
  readonly affinities: Affinities;
  readonly podNetwork: string;
  readonly serviceNetwork: string;
}

interface NodeIndex {
  readonly byName: ReadonlyMap<string, NetworkNode>;
  readonly byAddress: ReadonlyMap<string, NetworkNode>;
}

/** The index of a list of nodes, which is the same list until a machine comes or goes. */
const indexes = new WeakMap<readonly NetworkNode[], NodeIndex>();

function indexOf(nodes: readonly NetworkNode[]): NodeIndex {
  const known = indexes.get(nodes);
  if (known !== undefined) return known;
  const byName = new Map<string, NetworkNode>();
  const byAddress = new Map<string, NetworkNode>();
  for (const node of nodes) {
    if (!byName.has(node.name)) byName.set(node.name, node);
    for (const address of node.addresses) if (!byAddress.has(address)) byAddress.set(address, node);
  }
  const made = { byName, byAddress };
  indexes.set(nodes, made);
  return made;
}

export function nodeNamed(fabric: Fabric, name: string): NetworkNode | undefined {
  return indexOf(fabric.nodes()).byName.get(name);
}

export function nodeWithAddress(fabric: Fabric, address: string): NetworkNode | undefined {
  return indexOf(fabric.nodes()).byAddress.get(address);
}

/** The address under which a node itself sends. */
export function nodeAddress(fabric: Fabric, name: string): string {
  return nodeNamed(fabric, name)?.addresses[0] ?? '';
}

/** The pod that has an address of its own: not over, and not one that borrows its node's. The newest, should there be several. */
export function podWithAddress(fabric: Fabric, address: string): Pod | undefined {
  return fabric.view.by<Pod>('Pod', 'ip', address).findLast((pod) => !isTerminal(pod) && pod.spec.hostNetwork !== true);
}

export function podName(pod: Pod): string {
  return `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
}
