import type { DnsOutcome, RecordsOutcome, Source } from '../../component/workload.ts';
import type { Fabric } from '../fabric.ts';
import { originOf } from '../reach/origin.ts';
import { isRefusal } from '../reach/outcome.ts';
import { open } from '../reach/route.ts';
import { lookUp } from './records.ts';
import { ptrRecords, srvRecords } from './service-records.ts';
import { candidates, type Resolver, resolverOf, UPSTREAM } from './resolver.ts';

/** Resolves a name as the source's resolver does: /etc/hosts, then the name servers with the search list. */
export function resolve(fabric: Fabric, source: Source, name: string): DnsOutcome {
  const resolver = resolverOf(fabric, source);
  const host = resolver.hosts.get(name);
  if (host !== undefined) return { outcome: 'answer', name, addresses: [host], server: '/etc/hosts' };
  if (resolver.servers.length === 0) {
    return { outcome: 'timeout', server: '', why: `no name server: outside the cluster its names are unknown` };
  }
  return askServers(fabric, source, resolver, name);
}

function askServers(fabric: Fabric, source: Source, resolver: Resolver, name: string): DnsOutcome {
  const found = serverOf(fabric, source, resolver);
  return typeof found === 'string' ? ask(fabric, resolver, found, name) : found;
}

/** SRV or PTR records, as `resolve` finds addresses. */
export function recordsOf(fabric: Fabric, source: Source, type: 'SRV' | 'PTR', name: string): RecordsOutcome {
  const resolver = resolverOf(fabric, source);
  const server = serverOf(fabric, source, resolver);
  if (typeof server !== 'string') return server;
  const lookUpType = type === 'SRV' ? srvRecords : ptrRecords;
  for (const candidate of server === UPSTREAM ? [] : candidates(name, resolver)) {
    const records = lookUpType(fabric.view, candidate);
    if (records !== undefined) return { outcome: 'answer', name: candidate, records, server };
  }
  return { outcome: 'nxdomain', name: name.replace(/\.$/, ''), server };
}

type Timeout = Extract<DnsOutcome, { readonly outcome: 'timeout' }>;

/** The first server that can be reached. */
function serverOf(fabric: Fabric, source: Source, resolver: Resolver): string | Timeout {
  let failure: Timeout | undefined;
  for (const server of resolver.servers) {
    const why = server === UPSTREAM ? undefined : unreachable(fabric, source, server);
    if (why === undefined) return server;
    failure ??= { outcome: 'timeout', server, why: `name server ${server}: ${why}` };
  }
  return failure ?? { outcome: 'timeout', server: '', why: 'no name server' };
}

/** A server is whoever listens on its port 53: a CoreDNS pod behind the kube-dns service, as a rule. */
function unreachable(fabric: Fabric, source: Source, server: string): string | undefined {
  const origin = originOf(fabric, source);
  if ('why' in origin) return origin.why;
  const opened = open(fabric, origin.origin, { address: server, port: 53, protocol: 'UDP' });
  return isRefusal(opened) ? opened.why : undefined;
}

function ask(fabric: Fabric, resolver: Resolver, server: string, name: string): DnsOutcome {
  if (server === UPSTREAM) return { outcome: 'nxdomain', name, server };
  for (const candidate of candidates(name, resolver)) {
    const answer = lookUp(fabric.view, candidate);
    if (!answer.found) continue;
    const { addresses, cname } = answer;
    return {
      outcome: 'answer',
      name: candidate,
      addresses: shuffled(fabric, addresses),
      ...(cname === undefined ? {} : { cname }),
      server,
    };
  }
  return { outcome: 'nxdomain', name, server };
}

/** CoreDNS' loadbalance plugin gives the addresses in random order. */
function shuffled(fabric: Fabric, addresses: readonly string[]): readonly string[] {
  const rest = [...addresses];
  const result: string[] = [];
  while (rest.length > 0) result.push(...rest.splice(rest.length === 1 ? 0 : fabric.random(rest.length), 1));
  return result;
}
