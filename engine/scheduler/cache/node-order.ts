import type { NodeInfo } from './node-info.ts';

const ZONE_LABELS = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];
const REGION_LABELS = ['topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/region'];

function firstLabel(node: NodeInfo, keys: readonly string[]): string {
  for (const key of keys) {
    const value = node.label(key);
    if (value !== undefined) return value;
  }
  return '';
}

/** Region and zone of a node; '' where its labels name neither (utilnode.GetZoneKey, v1.25). */
export function zoneKey(node: NodeInfo): string {
  const region = firstLabel(node, REGION_LABELS);
  const zone = firstLabel(node, ZONE_LABELS);
  return region === '' && zone === '' ? '' : `${region}:\u0000:${zone}`;
}

/** Round robin over the zones, in order of appearance; within a zone the order in which the nodes came (nodeTree.list, v1.25). */
export function inZoneOrder(nodes: Iterable<NodeInfo>): readonly NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>();
  for (const node of nodes) {
    const zone = zones.get(zoneKey(node));
    if (zone === undefined) zones.set(zoneKey(node), [node]);
    else zone.push(node);
  }
  const lists = [...zones.values()];
  if (lists.length === 1) return lists[0] ?? [];
  const order: NodeInfo[] = [];
  for (let i = 0; lists.some((list) => i < list.length); i++) {
    for (const list of lists) {
      const node = list[i];
      if (node !== undefined) order.push(node);
    }
  }
  return order;
}
