import type { View } from '../../component/view.ts';
import { hasClusterIP } from '../../kinds/core/service-facts.ts';
import type { Namespace, Service } from '../../kinds/types.ts';
import { parseAddress } from '../ipv4.ts';
import { askedOf, offersOf, slicesOf } from './offers.ts';

export const CLUSTER_DOMAIN = 'cluster.local';

/** What CoreDNS says to a question for A records. */
export type Answer =
  | { readonly found: true; readonly addresses: readonly string[]; readonly cname?: string }
  | { readonly found: false };

const NOTHING: Answer = { found: false };

/** An ExternalName may lead to another one: as many steps as CoreDNS follows. */
const MAX_CNAMES = 8;

/**
 * CoreDNS' kubernetes plugin (v1.9.3, `pods insecure`), computed from the objects: services, headless services, endpoints by host name or
 * dashed address, ExternalName, pods. There is no cache: an answer is always current, where a real one may be up to 30 s old. Networks beyond
 * the cluster are not simulated: a name outside of cluster.local does not exist. SRV and PTR records: service-records.ts.
 */
export function lookUp(view: View, name: string, depth = 0): Answer {
  const labels = labelsOf(name);
  if (labels === undefined) return NOTHING;
  const [zone, namespace = '', owner = '', endpoint, ...more] = labels.toReversed();
  if (more.length === 1) return portRecord(view, labels);
  if (more.length > 0 || owner === '' || view.get<Namespace>('Namespace', undefined, namespace) === undefined)
    return NOTHING;
  if (zone === 'pod') return endpoint === undefined ? podRecord(owner) : NOTHING;
  const service = zone === 'svc' ? view.get<Service>('Service', namespace, owner) : undefined;
  if (service === undefined) return NOTHING;
  if (endpoint !== undefined) return endpointRecord(view, service, endpoint);
  if (service.spec.type === 'ExternalName') return externalName(view, service.spec.externalName ?? '', depth);
  if (hasClusterIP(service)) return { found: true, addresses: [service.spec.clusterIP ?? ''] };
  return addressesOr(endpointsOf(view, service).map(({ address }) => address));
}

/** The labels before the cluster's domain; undefined: another domain. DNS does not tell cases apart. */
export function labelsOf(name: string): readonly string[] | undefined {
  const lower = name.toLowerCase().replace(/\.$/, '');
  const suffix = `.${CLUSTER_DOMAIN}`;
  return lower.endsWith(suffix) ? lower.slice(0, -suffix.length).split('.') : undefined;
}

/** `172-16-103-130.ns.pod`: any address is confirmed, no pod is looked for. */
function podRecord(dashed: string): Answer {
  const address = dashed.replaceAll('-', '.');
  return parseAddress(address) === undefined ? NOTHING : { found: true, addresses: [address] };
}

function endpointRecord(view: View, service: Service, name: string): Answer {
  const matching = endpointsOf(view, service).filter(({ hostname, address }) =>
    hostname === undefined ? address.replaceAll('.', '-') === name : hostname === name,
  );
  return addressesOr(matching.map(({ address }) => address));
}

/** `_http._tcp.web.ns.svc`: the addresses that have the port. */
function portRecord(view: View, labels: readonly string[]): Answer {
  const asked = askedOf(labels);
  if (asked === undefined) return NOTHING;
  const service = view.get<Service>('Service', asked.namespace, asked.service);
  if (service === undefined) return NOTHING;
  return addressesOr(offersOf(view, service, asked, CLUSTER_DOMAIN).map(({ address }) => address));
}

function externalName(view: View, target: string, depth: number): Answer {
  const cname = target.replace(/\.$/, '');
  const next = depth < MAX_CNAMES ? lookUp(view, cname, depth + 1) : NOTHING;
  return { found: true, addresses: next.found ? next.addresses : [], cname };
}

/** A headless service without endpoints does not exist. */
function addressesOr(addresses: readonly string[]): Answer {
  return addresses.length === 0 ? NOTHING : { found: true, addresses: [...new Set(addresses)].sort() };
}

function endpointsOf(view: View, service: Service): readonly { address: string; hostname?: string }[] {
  return slicesOf(view, service)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false)
    .flatMap(({ addresses, hostname }) =>
      addresses.map((address) => ({ address, ...(hostname === undefined ? {} : { hostname }) })),
    );
}
