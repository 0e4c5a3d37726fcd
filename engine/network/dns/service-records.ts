import type { View } from '../../component/view.ts';
import { SERVICE_NAME_LABEL } from '../../kinds/discovery/endpoint-slice.ts';
import type { EndpointSlice, Service } from '../../kinds/types.ts';
import { parseAddress } from '../ipv4.ts';
import { askedOf, hostOf, offersOf } from './offers.ts';
import { CLUSTER_DOMAIN, labelsOf } from './records.ts';

const TOTAL_WEIGHT = 100;

/** `0 100 80 web.default.svc.cluster.local`: priority, share of the weight, port and name of each offer; undefined: no such name. */
export function srvRecords(view: View, name: string): readonly string[] | undefined {
  const asked = askedOf(labelsOf(name) ?? []);
  if (asked === undefined) return undefined;
  const service = view.get<Service>('Service', asked.namespace, asked.service);
  if (service === undefined) return undefined;
  if (service.spec.type === 'ExternalName') {
    const isWhole = asked.port === undefined && asked.endpoint === undefined;
    return isWhole ? [`0 ${TOTAL_WEIGHT} 0 ${(service.spec.externalName ?? '').replace(/\.$/, '')}`] : undefined;
  }
  const offers = offersOf(view, service, asked, CLUSTER_DOMAIN);
  if (offers.length === 0) return undefined;
  const weight = Math.max(1, Math.floor(TOTAL_WEIGHT / offers.length));
  const records = offers.flatMap(({ port, target }) => (port === undefined ? [] : [`0 ${weight} ${port} ${target}`]));
  return [...new Set(records)];
}

/**
 * The names behind `10.1.96.10.in-addr.arpa`: the service whose address it is, or every ready endpoint at it (serviceRecordForIP of CoreDNS
 * v1.9.3); undefined: nobody's.
 */
export function ptrRecords(view: View, name: string): readonly string[] | undefined {
  const address = reversed(name);
  if (address === undefined) return undefined;
  const [service] = view.by<Service>('Service', 'clusterIP', address);
  if (service !== undefined) return [domainOf(service.metadata.name, service.metadata.namespace)];
  const names = view.list<EndpointSlice>('EndpointSlice').flatMap(({ metadata, endpoints }) =>
    (endpoints ?? [])
      .filter(({ addresses, conditions }) => conditions?.ready !== false && addresses.includes(address))
      .map((endpoint) => {
        const owner = metadata.labels?.[SERVICE_NAME_LABEL] ?? '';
        return `${hostOf(endpoint, address)}.${domainOf(owner, metadata.namespace)}`;
      }),
  );
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}

const domainOf = (service: string, namespace = ''): string => `${service}.${namespace}.svc.${CLUSTER_DOMAIN}`;

/** The address that a name below in-addr.arpa stands for. */
function reversed(name: string): string | undefined {
  const [, labels] = /^(.+)\.in-addr\.arpa\.?$/i.exec(name) ?? [];
  const address = labels?.split('.').toReversed().join('.');
  return address === undefined || parseAddress(address) === undefined ? undefined : address;
}
