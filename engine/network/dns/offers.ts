import type { View } from '../../component/view.ts';
import { SERVICE_NAME_LABEL } from '../../kinds/discovery/endpoint-slice.ts';
import { hasClusterIP } from '../../kinds/core/service-facts.ts';
import type { EndpointSlice, Service } from '../../kinds/types.ts';

/** A port of a service at one address, and the name that stands for the address. */
export interface Offer {
  readonly target: string;
  readonly address: string;
  /** Absent: an endpoint without ports. */
  readonly port: number | undefined;
}

/** What a question is about: `_port._proto.service`, `endpoint.service` or `service`, in a namespace. */
export interface Asked {
  readonly namespace: string;
  readonly service: string;
  readonly endpoint?: string;
  readonly port?: string;
  readonly protocol?: string;
}

/** Reads the labels before the cluster's domain, those of `svc` (parseRequest of CoreDNS v1.9.3); undefined: nothing is called so. */
export function askedOf(labels: readonly string[]): Asked | undefined {
  const [zone, namespace, service, third, fourth, ...more] = labels.toReversed();
  if (zone !== 'svc' || namespace === undefined || service === undefined || more.length > 0) return undefined;
  if (third === undefined) return { namespace, service };
  if (fourth === undefined) return { namespace, service, endpoint: third };
  return { namespace, service, protocol: third.replace(/^_/, ''), port: fourth.replace(/^_/, '') };
}

/** The ports that answer to it: of the service's address, or of each endpoint of a headless one (findServices of CoreDNS v1.9.3). */
export function offersOf(view: View, service: Service, asked: Asked, domain: string): readonly Offer[] {
  const name = `${asked.service}.${asked.namespace}.svc.${domain}`;
  const isAsked = (port: { readonly name?: string; readonly protocol?: string }): boolean =>
    (asked.port === undefined || asked.port === (port.name ?? '')) &&
    (asked.protocol === undefined || asked.protocol === (port.protocol ?? 'TCP').toLowerCase());
  if (hasClusterIP(service) && asked.endpoint === undefined) {
    const { clusterIP: address = '', ports = [] } = service.spec;
    return ports.filter(isAsked).map(({ port }) => ({ target: name, address, port }));
  }
  return slicesOf(view, service).flatMap(({ endpoints, ports }) =>
    (endpoints ?? [])
      .filter(({ conditions }) => conditions?.ready !== false)
      .flatMap((endpoint) => endpoint.addresses.map((address) => ({ address, host: hostOf(endpoint, address) })))
      .filter(({ host }) => asked.endpoint === undefined || asked.endpoint === host)
      .flatMap(({ address, host }) =>
        (ports?.length ? ports : [NO_PORT])
          .filter(isAsked)
          .map(({ port }) => ({ target: `${host}.${name}`, address, port })),
      ),
  );
}

const NO_PORT: NonNullable<EndpointSlice['ports']>[number] = {};

/** An endpoint's label: its host name, or its address with dashes. */
export function hostOf({ hostname }: { readonly hostname?: string }, address: string): string {
  return hostname === undefined || hostname === '' ? address.replaceAll('.', '-') : hostname;
}

export function slicesOf(view: View, { metadata }: Service): readonly EndpointSlice[] {
  return view
    .by<EndpointSlice>('EndpointSlice', 'service', `${metadata.namespace ?? ''}/${metadata.name}`)
    .filter((slice) => slice.metadata.labels?.[SERVICE_NAME_LABEL] === metadata.name);
}
