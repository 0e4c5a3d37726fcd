import type { Source } from '../../component/workload.ts';
import type { Pod } from '../../kinds/types.ts';
import { formatAddress, parseBlock } from '../ipv4.ts';
import type { Fabric } from '../fabric.ts';
import { CLUSTER_DOMAIN } from './records.ts';

/** What a resolver is told: /etc/resolv.conf and /etc/hosts. */
export interface Resolver {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
  readonly hosts: ReadonlyMap<string, string>;
}

/** The nodes' own server beyond the cluster (VirtualBox' NAT): it knows no name of the cluster. */
export const UPSTREAM = '10.0.2.3';

const CLUSTER_NDOTS = 5;
const DEFAULT_NDOTS = 1;
const MAX_SERVERS = 3;
const MAX_SEARCH = 6;
/** kubeadm gives cluster DNS the tenth address of the service network. */
const DNS_OFFSET = 10;

export function resolverOf(fabric: Fabric, source: Source): Resolver {
  if (source.from === 'outside') {
    return { servers: [], search: [], ndots: DEFAULT_NDOTS, hosts: new Map([['localhost', '127.0.0.1']]) };
  }
  const pod = source.from === 'pod' ? fabric.view.get<Pod>('Pod', source.namespace, source.name) : undefined;
  if (pod === undefined) return { servers: [UPSTREAM], search: [], ndots: DEFAULT_NDOTS, hosts: nodeHosts(fabric) };
  return withConfig(baseOf(fabric, pod), pod);
}

export function clusterDns(fabric: Fabric): string {
  const block = parseBlock(fabric.serviceNetwork);
  return block === undefined ? '' : formatAddress(block.first + DNS_OFFSET);
}

/** kubelet's dns.Configurer (v1.25): ClusterFirst in the host's network means Default. */
function baseOf(fabric: Fabric, pod: Pod): Resolver {
  const { dnsPolicy = 'ClusterFirst', hostNetwork = false } = pod.spec;
  const hosts = podHosts(fabric, pod);
  if (dnsPolicy === 'None') return { servers: [], search: [], ndots: DEFAULT_NDOTS, hosts };
  const cluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  if (!cluster) return { servers: [UPSTREAM], search: [], ndots: DEFAULT_NDOTS, hosts };
  const search = [`${pod.metadata.namespace ?? ''}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN];
  return { servers: [clusterDns(fabric)], search, ndots: CLUSTER_NDOTS, hosts };
}

function withConfig(base: Resolver, { spec }: Pod): Resolver {
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig ?? {};
  const ndots = options.filter(({ name }) => name === 'ndots').at(-1)?.value;
  return {
    ...base,
    servers: [...new Set([...base.servers, ...nameservers])].slice(0, MAX_SERVERS),
    search: [...new Set([...base.search, ...searches])].slice(0, MAX_SEARCH),
    ...(ndots === undefined ? {} : { ndots: Number(ndots) }),
  };
}

/** The kubelet writes a pod's /etc/hosts; one in the host's network has the node's. */
function podHosts(fabric: Fabric, pod: Pod): ReadonlyMap<string, string> {
  const { hostNetwork, hostname, subdomain, hostAliases = [] } = pod.spec;
  const hosts = hostNetwork === true ? new Map(nodeHosts(fabric)) : new Map([['localhost', '127.0.0.1']]);
  const ip = pod.status.podIP;
  if (hostNetwork !== true && ip !== undefined) {
    const name = hostname ?? pod.metadata.name;
    hosts.set(name, ip);
    if (subdomain !== undefined)
      hosts.set(`${name}.${subdomain}.${pod.metadata.namespace ?? ''}.svc.${CLUSTER_DOMAIN}`, ip);
  }
  for (const { ip: address = '', hostnames = [] } of hostAliases)
    for (const name of hostnames) hosts.set(name, address);
  return hosts;
}

/** The course's machines know each other by /etc/hosts. */
export function nodeHosts(fabric: Fabric): ReadonlyMap<string, string> {
  return new Map([
    ['localhost', '127.0.0.1'],
    ...fabric.nodes().map(({ name, addresses }): [string, string] => [name, addresses[0] ?? '']),
  ]);
}

/** The names a resolver tries, in order (resolv.conf(5)): with fewer dots than ndots the search list comes first. */
export function candidates(name: string, { search, ndots }: Pick<Resolver, 'search' | 'ndots'>): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = search.map((domain) => `${name}.${domain}`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [name, ...searched] : [...searched, name];
}
