import { deepEqual } from '../../api/equality.ts';
import { compileMapSelector } from '../../api/labels.ts';
import { keyOf } from '../../api/object.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import { isPodReady, isTerminal } from '../../kinds/core/pod-facts.ts';
import { selects } from '../../kinds/core/service-facts.ts';
import { labelPlaces } from '../../kinds/label-places.ts';
import type { Pod, Service } from '../../kinds/types.ts';
import { unique } from './unique.ts';

const NONE: readonly string[] = [];

/** The services that select a pod, through the Service index of each selector's first pair. */
export function servicesOf(pod: Pod, view: View): readonly Service[] {
  const { labels, namespace = '' } = pod.metadata;
  if (labels === undefined) return [];
  const found: Service[] = [];
  for (const place of labelPlaces(namespace, labels)) {
    for (const service of view.by<Service>('Service', 'selector', place))
      if (compileMapSelector(service.spec.selector)(labels)) found.push(service);
  }
  return found;
}

/** What was last asked for: both endpoint controllers hear of the same change, one after the other. */
let latest: { readonly change: ObjectChange<Pod>; readonly view: View; readonly keys: readonly string[] } | undefined;

/** The services that a change of a pod concerns (GetServicesToUpdateOnPodChange, v1.25). */
export function servicesToUpdate(change: ObjectChange<Pod>, view: View): readonly string[] {
  if (latest?.change !== change || latest.view !== view)
    latest = { change, view, keys: servicesOfChange(change, view) };
  return latest.keys;
}

function servicesOfChange({ type, object, old }: ObjectChange<Pod>, view: View): readonly string[] {
  if (type !== 'MODIFIED' || old === undefined) return unique(servicesOf(object, view).map(keyOf));
  const isRelabelled =
    object.metadata.labels !== old.metadata.labels && !deepEqual(object.metadata.labels, old.metadata.labels);
  if (!isRelabelled && !endpointChanged(object, old)) return NONE;
  const services = servicesOf(object, view);
  return unique((isRelabelled ? [...services, ...servicesOf(old, view)] : services).map(keyOf));
}

function endpointChanged(pod: Pod, old: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp ||
    pod.status.podIP !== old.status.podIP ||
    pod.spec.nodeName !== old.spec.nodeName ||
    pod.spec.hostname !== old.spec.hostname ||
    pod.spec.subdomain !== old.spec.subdomain ||
    isPodReady(pod) !== isPodReady(old) ||
    isTerminal(pod) !== isTerminal(old)
  );
}

/** Where the pods of a service stand in the index 'label': under one pair of the selector. */
interface Search {
  readonly value: string;
  /** That pair is the whole selector. */
  readonly isWhole: boolean;
}

/** By the service, which is immutable. */
const searches = new WeakMap<Service, Search | undefined>();

function searchOf(service: Service): Search | undefined {
  if (searches.has(service)) return searches.get(service);
  const pairs = Object.entries(service.spec.selector ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const [pair] = pairs;
  const { namespace = '' } = service.metadata;
  const search = pair && { value: `${namespace}/${pair[0]}=${pair[1]}`, isWhole: pairs.length === 1 };
  searches.set(service, search);
  return search;
}

/** The pods a service selects. */
export function podsOf(service: Service, view: View): readonly Pod[] {
  const search = searchOf(service);
  if (search === undefined) return [];
  const found = view.by<Pod>('Pod', 'label', search.value);
  return search.isWhole ? found : found.filter((pod) => selects(service, pod));
}

/** Terminal pods and pods without an address never count, terminating ones where asked for (ShouldPodBeInEndpoints, v1.25). */
export function mayBeEndpoint(pod: Pod, includeTerminating: boolean): boolean {
  if (isTerminal(pod) || (pod.status.podIP ?? '') === '') return false;
  return includeTerminating || pod.metadata.deletionTimestamp === undefined;
}

type ServicePort = NonNullable<Service['spec']['ports']>[number];

/** The number behind a service's targetPort on a pod; undefined if no container has a port of that name and protocol (FindPort, v1.25). */
export function targetPort(pod: Pod, port: ServicePort): number | undefined {
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return target;
  const protocol = port.protocol ?? 'TCP';
  for (const container of pod.spec.containers) {
    const found = container.ports?.find((one) => one.name === target && (one.protocol ?? 'TCP') === protocol);
    if (found !== undefined) return found.containerPort;
  }
  return undefined;
}

/** Whether the service's ports are the same numbers on every pod: none is given by name. */
export function hasNumberedPorts({ spec: { ports = [] } }: Service): boolean {
  return ports.every(({ targetPort: target }) => typeof target !== 'string');
}

/** A pod's own DNS name below the service: only where it asks for this service as its subdomain. */
export function endpointHostname(pod: Pod, service: Service): string | undefined {
  const { hostname = '', subdomain } = pod.spec;
  return hostname !== '' && subdomain === service.metadata.name ? hostname : undefined;
}
