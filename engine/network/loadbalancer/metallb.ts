import type { LabelSelector } from '../../api/labels.ts';
import type { KubeObject } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { Pod, Service } from '../../kinds/types.ts';
import { type Block, blocksOfRange, parseAddress, parseBlock } from '../ipv4.ts';

/** MetalLB's custom resources by their kind ids, and as v0.13.4 defines them. */
export const IP_ADDRESS_POOL = 'IPAddressPool.metallb.io';
export const L2_ADVERTISEMENT = 'L2Advertisement.metallb.io';

export interface IPAddressPool extends KubeObject {
  readonly spec: {
    readonly addresses?: readonly string[];
    readonly autoAssign?: boolean;
    readonly avoidBuggyIPs?: boolean;
  };
}

export interface L2Advertisement extends KubeObject {
  readonly spec?: {
    readonly ipAddressPools?: readonly string[];
    readonly ipAddressPoolSelectors?: readonly LabelSelector[];
    readonly nodeSelectors?: readonly LabelSelector[];
  };
}

export type Role = 'controller' | 'speaker';

/** Where MetalLB is looked for when there are no pools to say it. */
export const USUAL_NAMESPACE = 'metallb-system';

/** The Ready pods of one of MetalLB's two programs in a namespace. */
export function runningPods(view: View, namespace: string, role: Role): readonly Pod[] {
  return view
    .by<Pod>('Pod', 'label', `${namespace}/component=${role}`)
    .filter((pod) => isPodOf(pod, role) && isPodReady(pod));
}

export function isPodOf({ metadata: { labels } }: Pod, role: Role): boolean {
  return labels?.['app'] === 'metallb' && labels['component'] === role;
}

/** MetalLB's own: a LoadBalancer service that names no other implementation. */
export function isBalanced({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;
}

/** Keys of all services that MetalLB looks after. */
export function balancedKeys(view: View): readonly string[] {
  return view
    .list<Service>('Service')
    .filter(isBalanced)
    .map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
}

export type ParsedAddresses = { readonly blocks: readonly Block[] } | { readonly error: string };

/** A pool's entry, `192.168.1.0/24` or `192.168.1.11-192.168.1.19`, with MetalLB's complaints (config.ParseCIDR, v0.13). */
export function parseAddresses(text: string): ParsedAddresses {
  const dash = text.indexOf('-');
  if (dash < 0) {
    const block = parseBlock(text);
    return block === undefined ? { error: `invalid CIDR "${text}"` } : { blocks: [block] };
  }
  const [from, to] = [text.slice(0, dash), text.slice(dash + 1)];
  const [first, last] = [parseAddress(from.trim()), parseAddress(to.trim())];
  if (first === undefined) return { error: `invalid IP range "${text}": invalid start IP "${from}"` };
  if (last === undefined) return { error: `invalid IP range "${text}": invalid end IP "${to}"` };
  if (first > last)
    return { error: `invalid IP range "${text}": start IP "${from.trim()}" is after the end IP "${to.trim()}"` };
  return { blocks: blocksOfRange(first, last) };
}
