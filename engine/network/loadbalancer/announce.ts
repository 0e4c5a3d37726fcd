import { sha256Hex } from '../../api/digest.ts';
import { compileSelector } from '../../api/labels.ts';
import { splitKey } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import type { EndpointSlice, Node, Service } from '../../kinds/types.ts';
import { type Fabric, nodeNamed } from '../fabric.ts';
import { poolOf } from './allocate.ts';
import { type IPAddressPool, type L2Advertisement, runningPods } from './metallb.ts';
import { configuredIn } from './pools.ts';

/** Which node answers for an address, and if none, why. */
export interface Announcement {
  readonly node?: string;
  readonly why: string;
}

/** The announcing node as it is on the wire now: speakers of machines that are down have left at once. */
export function announcerOf(fabric: Fabric, key: string, ip: string): Announcement {
  return announcement(fabric.view, key, ip, (node) => nodeNamed(fabric, node)?.up === true);
}

/**
 * Layer 2 election (speaker/layer2_controller.go, v0.13): among the nodes with a running speaker that an L2Advertisement of the pool admits
 * (policy Local: only those with a ready endpoint) the smallest SHA-256 of `node#ip` wins. No ready endpoint: nobody announces.
 */
export function announcement(view: View, key: string, ip: string, alive: (node: string) => boolean): Announcement {
  const { namespace = '', name } = splitKey(key);
  const service = view.get<Service>('Service', namespace, name);
  const configured = configuredIn(view);
  const pool = poolOf(configured.pools, ip);
  if (service === undefined) return { why: `service ${key} is gone: nobody announces ${ip}` };
  if (pool === undefined) return { why: `no IPAddressPool holds ${ip}: nobody announces it` };
  const space = pool.metadata.namespace ?? '';
  const speakers = runningPods(view, space, 'speaker').flatMap(({ spec }) => spec.nodeName ?? []);
  const live = [...new Set(speakers)].filter(alive);
  if (live.length === 0) return { why: `no speaker pod of MetalLB is ready: nobody announces ${ip}` };
  const advertisements = configured.advertisements.filter(
    (one) => one.metadata.namespace === space && selectsPool(one, pool),
  );
  if (advertisements.length === 0)
    return { why: `no L2Advertisement selects pool ${pool.metadata.name}: nobody announces ${ip}` };
  const withEndpoints = nodesOfEndpoints(view, key);
  if (withEndpoints.length === 0) return { why: `service ${key} has no ready endpoints: nobody announces ${ip}` };
  const local = service.spec.externalTrafficPolicy === 'Local';
  const candidates = live.filter(
    (node) => advertisements.some((one) => admitsNode(view, one, node)) && (!local || withEndpoints.includes(node)),
  );
  const winner = candidates
    .map((node) => ({ node, rank: rankOf(`${node}#${ip}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))[0];
  if (winner === undefined) return { why: `no node with a speaker may announce ${ip}` };
  return { node: winner.node, why: `node ${winner.node} announces ${ip}` };
}

/** Ranks that were worked out: every request to an address asks for those of all nodes. */
const ranks = new Map<string, string>();
const MOST_RANKS = 4096;

function rankOf(place: string): string {
  const known = ranks.get(place);
  if (known !== undefined) return known;
  if (ranks.size >= MOST_RANKS) ranks.clear();
  const rank = sha256Hex(place);
  ranks.set(place, rank);
  return rank;
}

/** Without names and selectors an advertisement is for all pools. */
function selectsPool({ spec = {} }: L2Advertisement, { metadata }: IPAddressPool): boolean {
  const { ipAddressPools = [], ipAddressPoolSelectors = [] } = spec;
  if (ipAddressPools.length === 0 && ipAddressPoolSelectors.length === 0) return true;
  if (ipAddressPools.includes(metadata.name)) return true;
  return ipAddressPoolSelectors.some((selector) => compileSelector(selector)(metadata.labels));
}

function admitsNode(view: View, { spec = {} }: L2Advertisement, name: string): boolean {
  const { nodeSelectors = [] } = spec;
  if (nodeSelectors.length === 0) return true;
  const node = view.get<Node>('Node', undefined, name);
  return node !== undefined && nodeSelectors.some((selector) => compileSelector(selector)(node.metadata.labels));
}

function nodesOfEndpoints(view: View, key: string): readonly string[] {
  return view
    .by<EndpointSlice>('EndpointSlice', 'service', key)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false)
    .map(({ nodeName = '' }) => nodeName);
}
