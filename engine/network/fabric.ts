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

export function nodeNamed(fabric: Fabric, name: string): NetworkNode | undefined {
  return fabric.nodes().find((node) => node.name === name);
}

export function nodeWithAddress(fabric: Fabric, address: string): NetworkNode | undefined {
  return fabric.nodes().find(({ addresses }) => addresses.includes(address));
}

/** The address under which a node itself sends. */
export function nodeAddress(fabric: Fabric, name: string): string {
  return nodeNamed(fabric, name)?.addresses[0] ?? '';
}

/** The pod that has an address of its own: not over, and not one that borrows its node's. The newest, should there be several. */
export function podWithAddress(fabric: Fabric, address: string): Pod | undefined {
  return fabric.view
    .by<Pod>('Pod', 'ip', address)
    .filter((pod) => !isTerminal(pod) && pod.spec.hostNetwork !== true)
    .at(-1);
}

export function podName(pod: Pod): string {
  return `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
}
