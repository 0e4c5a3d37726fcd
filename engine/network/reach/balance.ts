import { type Fabric, nodeAddress } from '../fabric.ts';
import { blockHolds } from '../ipv4.ts';
import type { ProxyEndpoint, ProxyPort, ServiceRules } from '../proxy/rules.ts';
import type { Origin } from './origin.ts';
import type { Refusal } from './outcome.ts';

/** A connection that meets a service's rules in the kernel of `node`. */
export interface Meeting {
  readonly rules: ServiceRules;
  readonly port: ProxyPort;
  readonly node: string;
  readonly by: 'clusterIP' | 'nodePort' | 'externalIP' | 'loadBalancerIP';
  readonly origin: Origin;
}

export type Balanced = { readonly endpoint: ProxyEndpoint; readonly clientIP: string } | Refusal;

/**
 * The endpoint that a node's rules send a new connection to, drawn evenly among the ready ones, and the source address it then bears
 * (proxy/iptables, v1.25): no ready endpoint at all refuses, none on this node under a Local policy drops.
 */
export function balance(fabric: Fabric, meeting: Meeting): Balanced {
  const { rules, port, node, origin } = meeting;
  const ranges = rules.sourceRanges;
  if (
    meeting.by === 'loadBalancerIP' &&
    ranges.length > 0 &&
    !ranges.some((range) => blockHolds(range, origin.address))
  ) {
    return {
      outcome: 'timeout',
      why: `loadBalancerSourceRanges of service ${rules.key} do not hold ${origin.address}`,
    };
  }
  if (port.endpoints.length === 0) {
    return { outcome: 'refused', why: `service ${rules.key} has no ready endpoints for port ${port.port}` };
  }
  const local = isLocal(meeting);
  const candidates = local ? port.endpoints.filter((endpoint) => endpoint.node === node) : port.endpoints;
  if (candidates.length === 0) {
    const policy = meeting.by === 'clusterIP' ? 'internalTrafficPolicy' : 'externalTrafficPolicy';
    return {
      outcome: 'timeout',
      why: `no ready endpoint of service ${rules.key} runs on node ${node} (${policy}: Local)`,
    };
  }
  const endpoint = choose(fabric, meeting, candidates);
  return { endpoint, clientIP: clientIP(fabric, meeting, local, endpoint) };
}

/** Traffic that begins on the very node is internal, even towards external addresses. */
function isLocal({ by, rules, node, origin }: Meeting): boolean {
  if (by === 'clusterIP') return rules.internalLocal;
  return rules.externalLocal && origin.node !== node;
}

function choose(fabric: Fabric, meeting: Meeting, candidates: readonly ProxyEndpoint[]): ProxyEndpoint {
  const { rules, port, node, origin } = meeting;
  const client = `${node} ${rules.key} ${port.protocol}/${port.port} ${origin.address}`;
  const nowMs = fabric.nowMs();
  const nameOf = ({ address, port: number }: ProxyEndpoint): string => `${address}:${number}`;
  const held = rules.affinitySeconds > 0 ? fabric.affinities.find(client, rules.affinitySeconds, nowMs) : undefined;
  const before = held === undefined ? undefined : candidates.find((endpoint) => nameOf(endpoint) === held);
  const chosen = before ?? candidates[candidates.length === 1 ? 0 : fabric.random(candidates.length)];
  if (chosen === undefined) throw new RangeError(`random(${candidates.length}) gave no index of the endpoints`);
  if (rules.affinitySeconds > 0) fabric.affinities.hit(client, nameOf(chosen), nowMs);
  return chosen;
}

/**
 * Cluster IPs keep a pod's address (but not towards itself); external addresses are masqueraded with the receiving node's, unless only
 * local endpoints are used or the sender is a pod of this node under the Local policy.
 */
function clientIP(
  fabric: Fabric,
  { by, rules, node, origin }: Meeting,
  local: boolean,
  endpoint: ProxyEndpoint,
): string {
  const own = nodeAddress(fabric, node);
  if (endpoint.address === origin.address) return own;
  if (by === 'clusterIP') return origin.address;
  if (local) return origin.address;
  return rules.externalLocal && origin.pod !== undefined ? origin.address : own;
}
