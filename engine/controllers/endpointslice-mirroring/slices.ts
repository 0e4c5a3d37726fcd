import { controllerReference } from '../../api/object.ts';
import { inHashOrder } from '../shared/slice-ports.ts';
import type { EndpointAddress, Endpoints, EndpointSlice, EndpointSubset } from '../../kinds/types.ts';

export const SERVICE_NAME: string = 'kubernetes.io/service-name';
export const MANAGED_BY: string = 'endpointslice.kubernetes.io/managed-by';
export const MANAGER: string = 'endpointslicemirroring-controller.k8s.io';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** --mirroring-max-endpoints-per-subset. */
const MAX_ENDPOINTS = 1000;

type Ports = NonNullable<EndpointSlice['ports']>;
type Endpoint = EndpointSlice['endpoints'][number];

/** Which slice mirrors what: a subset's ports and one family of its addresses. */
export function idOf({ addressType, ports }: Pick<EndpointSlice, 'addressType' | 'ports'>): string {
  const texts = (ports ?? []).map(({ name = '', port, protocol = 'TCP' }) => `${name}|${port ?? ''}|${protocol}`);
  return `${addressType} ${texts.sort().join(',')}`;
}

/** The slices that say the same as the Endpoints (endpointslicemirroring reconciler, v1.25). */
export function mirrored(endpoints: Endpoints): readonly EndpointSlice[] {
  return (endpoints.subsets ?? []).flatMap((subset) => {
    const all = addressesOf(subset).slice(0, MAX_ENDPOINTS);
    const families = Map.groupBy(all, ({ addresses: [ip = ''] }) => (ip.includes(':') ? 'IPv6' : 'IPv4'));
    return [...families].map(([family, members]) => sliceOf(endpoints, family, portsOf(subset), members));
  });
}

function addressesOf({ addresses = [], notReadyAddresses = [] }: EndpointSubset): readonly Endpoint[] {
  return [
    ...addresses.map((address) => endpointOf(address, true)),
    ...notReadyAddresses.map((address) => endpointOf(address, false)),
  ];
}

function endpointOf({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  };
}

function portsOf({ ports = [] }: EndpointSubset): Ports {
  return ports.map(({ name = '', port, protocol = 'TCP', appProtocol }) => ({
    name,
    port,
    protocol,
    ...(appProtocol === undefined ? {} : { appProtocol }),
  }));
}

function sliceOf(owner: Endpoints, addressType: string, ports: Ports, endpoints: readonly Endpoint[]): EndpointSlice {
  const { name, namespace, labels, annotations = {} } = owner.metadata;
  const { [LAST_APPLIED]: _, ...copied } = annotations;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labels, [SERVICE_NAME]: name, [MANAGED_BY]: MANAGER },
      ...(Object.keys(copied).length === 0 ? {} : { annotations: copied }),
      ownerReferences: [controllerReference(owner)],
    },
    addressType,
    endpoints,
    ports: inHashOrder(ports),
  };
}
