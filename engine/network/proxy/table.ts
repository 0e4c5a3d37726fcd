import { EMPTY_MAP, entryOf, type PersistentMap, without, withEntry } from '../persistent-map.ts';
import type { ProxyPort, ServiceRules } from './rules.ts';

/**
 * The rules of all services, immutable: changing one service costs the same whatever their number. Nodes share one table; a node whose
 * kube-proxy is stopped keeps the one it had.
 */
export interface RuleTable {
  readonly services: PersistentMap<ServiceRules>;
  /** Keys of services by what they answer at: an address, or `TCP/30080` for a node port. */
  readonly fronts: PersistentMap<readonly string[]>;
}

export const EMPTY_TABLE: RuleTable = { services: EMPTY_MAP, fronts: EMPTY_MAP };

export function rulesIn(table: RuleTable, key: string): ServiceRules | undefined {
  return entryOf(table.services, key);
}

/** The table with these rules for a service instead of its `old` ones; undefined takes the service's rules away. */
export function withRules(
  table: RuleTable,
  key: string,
  rules: ServiceRules | undefined,
  old: ServiceRules | undefined,
): RuleTable {
  let { fronts } = table;
  if (old !== undefined && rules !== undefined && haveSameFronts(old, rules))
    return { services: withEntry(table.services, key, rules), fronts };
  if (old !== undefined) for (const front of frontsOf(old)) fronts = withoutKey(fronts, front, key);
  if (rules === undefined) return { services: without(table.services, key), fronts };
  for (const front of frontsOf(rules))
    fronts = withEntry(fronts, front, [...(entryOf(fronts, front) ?? []), key].sort());
  return { services: withEntry(table.services, key, rules), fronts };
}

/** Services that answer at an address: a cluster IP, an external IP or a load balancer's. */
export function servicesAt(table: RuleTable, address: string): readonly ServiceRules[] {
  return found(table, address);
}

/** The service (and its port) behind a node port. */
export function atNodePort(
  table: RuleTable,
  protocol: string,
  nodePort: number,
): { readonly rules: ServiceRules; readonly port: ProxyPort } | undefined {
  const rules = found(table, `${protocol}/${nodePort}`)[0];
  const port = rules?.ports.find((one) => one.protocol === protocol && one.nodePort === nodePort);
  return rules === undefined || port === undefined ? undefined : { rules, port };
}

function found(table: RuleTable, front: string): readonly ServiceRules[] {
  return (entryOf(table.fronts, front) ?? []).flatMap((key) => rulesIn(table, key) ?? []);
}

/** Nearly all changes are of endpoints: the service goes on answering where it did. */
function haveSameFronts(a: ServiceRules, b: ServiceRules): boolean {
  const [before, now] = [frontsOf(a), frontsOf(b)];
  return before.length === now.length && before.every((front, i) => front === now[i]);
}

function frontsOf({ clusterIPs, externalIPs, loadBalancerIPs, ports }: ServiceRules): readonly string[] {
  const nodePorts = ports.filter(({ nodePort }) => nodePort > 0);
  const all = [
    ...clusterIPs,
    ...externalIPs,
    ...loadBalancerIPs,
    ...nodePorts.map(({ protocol, nodePort }) => `${protocol}/${nodePort}`),
  ];
  return [...new Set(all)];
}

function withoutKey(fronts: RuleTable['fronts'], front: string, key: string): RuleTable['fronts'] {
  const rest = (entryOf(fronts, front) ?? []).filter((other) => other !== key);
  return rest.length === 0 ? without(fronts, front) : withEntry(fronts, front, rest);
}
