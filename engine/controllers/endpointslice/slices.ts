import { inHashOrder } from '../shared/slice-ports.ts';
import { deepEqual } from '../../api/equality.ts';
import { controllerReference } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import { hasClusterIP } from '../../kinds/core/service-facts.ts';
import type { EndpointSlice, Node, Pod, Service } from '../../kinds/types.ts';
import { podNamePrefix } from '../shared/pods.ts';
import { endpointHostname, mayBeEndpoint, targetPort } from '../shared/services.ts';
import { type TimedPod, timeOf } from '../shared/trigger-time.ts';

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

/** What one pod adds to the slices of its service; no endpoint: it is over, or has no address yet. */
export interface SliceEntry extends TimedPod {
  readonly ports: SlicePorts;
  readonly portsId: string;
  readonly endpoint: Endpoint | undefined;
}

/** The entry, and its endpoint, stay the same objects while they say the same. A pod's ports never change. */
export function entryOf(service: Service, pod: Pod, view: View, before: SliceEntry | undefined): SliceEntry {
  const time = timeOf(pod);
  const made = mayBeEndpoint(pod, true) ? endpointOf(service, pod, view) : undefined;
  const endpoint = deepEqual(made, before?.endpoint) ? before?.endpoint : made;
  if (before !== undefined && before.time === time && before.endpoint === endpoint) return before;
  const ports = before?.ports ?? portsOf(service, pod);
  return { name: pod.metadata.name, time, ports, portsId: before?.portsId ?? portsId(ports), endpoint };
}

/** Has the pod's node another zone since? */
export function isMoved({ endpoint }: SliceEntry, view: View): boolean {
  return endpoint !== undefined && endpoint.zone !== zoneOf(endpoint.nodeName, view);
}

/** What a service's slices should hold, by the list of ports. */
export function wantedGroups(entries: readonly SliceEntry[]): ReadonlyMap<string, PortGroup> {
  const groups = new Map<string, { readonly ports: SlicePorts; readonly endpoints: Endpoint[] }>();
  for (const { ports, portsId: id, endpoint } of entries) {
    if (endpoint === undefined) continue;
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

function zoneOf(nodeName: string | undefined, view: View): string | undefined {
  return (nodeName ?? '') === ''
    ? undefined
    : view.get<Node>('Node', undefined, nodeName ?? '')?.metadata.labels?.[ZONE];
}

/** A terminating pod stays, not ready, until it is removed (podToEndpoint, v1.25). */
function endpointOf(service: Service, pod: Pod, view: View): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  return newEndpoint(
    pod,
    { ready, serving, terminating },
    endpointHostname(pod, service),
    zoneOf(pod.spec.nodeName, view),
  );
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

const labels = new WeakMap<Service, Readonly<Record<string, string>>>();

/** The slice's labels: its own, and those of the service that are not reserved. Worked out once for each state of a service. */
export function sliceLabels(service: Service): Readonly<Record<string, string>> {
  const known = labels.get(service);
  if (known !== undefined) return known;
  const made = labelsFor(service);
  labels.set(service, made);
  return made;
}

function labelsFor(service: Service): Readonly<Record<string, string>> {
  const { [SERVICE_NAME]: _a, [MANAGED_BY]: _b, [HEADLESS]: _c, ...own } = service.metadata.labels ?? {};
  return {
    ...own,
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
    ports: inHashOrder(ports),
  };
}
