import { controllerReference } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import { hasClusterIP } from '../../kinds/core/service-facts.ts';
import type { EndpointSlice, Node, Pod, Service } from '../../kinds/types.ts';
import { podNamePrefix } from '../shared/pods.ts';
import { endpointHostname, hasNumberedPorts, mayBeEndpoint, targetPort } from '../shared/services.ts';

export type Endpoint = EndpointSlice['endpoints'][number];
export type SlicePorts = NonNullable<EndpointSlice['ports']>;

export const SERVICE_NAME: string = 'kubernetes.io/service-name';
export const MANAGED_BY: string = 'endpointslice.kubernetes.io/managed-by';
export const MANAGER: string = 'endpointslice-controller.k8s.io';
export const LAST_CHANGE: string = 'endpoints.kubernetes.io/last-change-trigger-time';
const HEADLESS = 'service.kubernetes.io/headless';
const ZONE = 'topology.kubernetes.io/zone';

/** Pods that have the same numbers behind the service's ports. */
export interface PortGroup {
  readonly ports: SlicePorts;
  readonly endpoints: readonly Endpoint[];
}

/** What a service's slices should hold, by the list of ports. */
export function wantedGroups(service: Service, pods: readonly Pod[], view: View): ReadonlyMap<string, PortGroup> {
  const groups = new Map<string, { readonly ports: SlicePorts; readonly endpoints: Endpoint[] }>();
  const isNumbered = hasNumberedPorts(service);
  let ports: SlicePorts | undefined;
  let id = '';
  for (const pod of pods) {
    if (!mayBeEndpoint(pod, true)) continue;
    if (!isNumbered || ports === undefined) {
      ports = portsOf(service, pod);
      id = portsId(ports);
    }
    const endpoint = endpointOf(service, pod, view);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { ports, endpoints: [endpoint] });
    else group.endpoints.push(endpoint);
  }
  return groups;
}

export function portsId(ports: SlicePorts | undefined): string {
  return (ports ?? [])
    .map(
      ({ name = '', port, protocol = 'TCP', appProtocol = '' }) => `${name}|${port ?? ''}|${protocol}|${appProtocol}`,
    )
    .sort()
    .join(',');
}

function portsOf(service: Service, pod: Pod): SlicePorts {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = targetPort(pod, port);
    if (number === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = port;
    return [{ name, port: number, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

/** The endpoint last made of a pod: it stays the same object while the pod does, so that comparing lists costs little. */
const made = new WeakMap<Pod, Endpoint>();

/** A terminating pod stays, not ready, until it is removed (podToEndpoint, v1.25). */
function endpointOf(service: Service, pod: Pod, view: View): Endpoint {
  const { nodeName = '' } = pod.spec;
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const zone = nodeName === '' ? undefined : view.get<Node>('Node', undefined, nodeName)?.metadata.labels?.[ZONE];
  const hostname = endpointHostname(pod, service);
  const known = made.get(pod);
  if (known?.conditions?.ready === ready && known.zone === zone && known.hostname === hostname) return known;
  const endpoint = newEndpoint(pod, { ready, serving, terminating }, hostname, zone);
  made.set(pod, endpoint);
  return endpoint;
}

function newEndpoint(
  pod: Pod,
  conditions: NonNullable<Endpoint['conditions']>,
  hostname: string | undefined,
  zone: string | undefined,
): Endpoint {
  const { namespace = '', name, uid = '' } = pod.metadata;
  const { nodeName = '' } = pod.spec;
  return {
    addresses: [pod.status.podIP ?? ''],
    conditions,
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === '' ? {} : { nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(zone === undefined ? {} : { zone }),
  };
}

const ids = new WeakMap<Endpoint, string>();

/** Which endpoint of a slice is which pod's: address, hostname and the pod's name. */
export function endpointId(endpoint: Endpoint): string {
  const known = ids.get(endpoint);
  if (known !== undefined) return known;
  const { addresses, hostname = '', targetRef } = endpoint;
  const id = `${addresses.join(',')} ${hostname} ${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`;
  ids.set(endpoint, id);
  return id;
}

/** The slice's labels: its own, and those of the service that are not reserved. */
export function sliceLabels(service: Service): Readonly<Record<string, string>> {
  const { [SERVICE_NAME]: _a, [MANAGED_BY]: _b, [HEADLESS]: _c, ...labels } = service.metadata.labels ?? {};
  return {
    ...labels,
    [MANAGED_BY]: MANAGER,
    [SERVICE_NAME]: service.metadata.name,
    ...(hasClusterIP(service) ? {} : { [HEADLESS]: '' }),
  };
}

export function newSlice(service: Service, ports: SlicePorts, endpoints: readonly Endpoint[]): EndpointSlice {
  const { name, namespace } = service.metadata;
  const addressType = service.spec.ipFamilies?.[0] ?? 'IPv4';
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: podNamePrefix(name),
      ...(namespace === undefined ? {} : { namespace }),
      labels: sliceLabels(service),
      ownerReferences: [controllerReference(service)],
    },
    addressType,
    endpoints,
    ports,
  };
}
