import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { EndpointAddress, Pod, Service } from '../../kinds/types.ts';
import { endpointHostname, hasNumberedPorts, mayBeEndpoint, targetPort } from '../shared/services.ts';
import { type TimedPod, timeOf } from '../shared/trigger-time.ts';
import type { EndpointPort } from './subsets.ts';

/** What one pod adds to its service: its address with every port that it has; a headless service may do without ports. */
export interface PodEntry extends TimedPod {
  readonly isCounted: boolean;
  readonly address: EndpointAddress;
  readonly isReady: boolean;
  readonly ports: readonly (EndpointPort | undefined)[];
}

const WITHOUT_PORT: readonly undefined[] = [undefined];

/** The entry stays the same object while it says the same: most changes of a pod are none of its service's. A pod's ports never change. */
export function entryOf(pod: Pod, service: Service, before: PodEntry | undefined): PodEntry {
  const { publishNotReadyAddresses = false, ports = [], clusterIP } = service.spec;
  const mayCount = ports.length > 0 || clusterIP === 'None';
  const entry: PodEntry = {
    name: pod.metadata.name,
    time: timeOf(pod),
    isCounted: mayCount && mayBeEndpoint(pod, publishNotReadyAddresses),
    address: addressOf(pod, service, before?.address),
    isReady: publishNotReadyAddresses || isPodReady(pod),
    ports: before?.ports ?? (ports.length === 0 ? WITHOUT_PORT : portsOf(pod, service)),
  };
  return before !== undefined && isSameEntry(entry, before) ? before : entry;
}

function isSameEntry(a: PodEntry, b: PodEntry): boolean {
  if (a.isCounted !== b.isCounted || a.time !== b.time || a.name !== b.name) return false;
  return !a.isCounted || (a.address === b.address && a.isReady === b.isReady && a.ports === b.ports);
}

/** The ports of services that give them as numbers: the same for all pods. */
const numbered = new WeakMap<Service['spec'], readonly EndpointPort[]>();

function portsOf(pod: Pod, service: Service): readonly EndpointPort[] {
  if (!hasNumberedPorts(service)) return portsFor(pod, service);
  const known = numbered.get(service.spec) ?? portsFor(pod, service);
  numbered.set(service.spec, known);
  return known;
}

function portsFor(pod: Pod, service: Service): readonly EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = targetPort(pod, port);
    if (number === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = port;
    return [
      {
        ...(name === '' ? {} : { name }),
        port: number,
        protocol,
        ...(appProtocol === undefined ? {} : { appProtocol }),
      },
    ];
  });
}

/** The address stays the same object while it says the same, so that comparing lists costs little. */
function addressOf(pod: Pod, service: Service, before: EndpointAddress | undefined): EndpointAddress {
  const hostname = endpointHostname(pod, service);
  const { namespace = '', name, uid = '' } = pod.metadata;
  const { nodeName } = pod.spec;
  const ip = pod.status.podIP ?? '';
  if (before?.ip === ip && before.hostname === hostname && before.nodeName === nodeName) return before;
  return {
    ip,
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}
