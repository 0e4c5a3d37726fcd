import { semanticEqual } from '../../api/equality.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import { hasClusterIP } from '../../kinds/core/service-facts.ts';
import type { EndpointAddress, Endpoints, EndpointSubset, Namespace, Pod, Service } from '../../kinds/types.ts';
import { type Glances, glanceAt } from '../shared/glances.ts';
import {
  endpointHostname,
  hasNumberedPorts,
  mayBeEndpoint,
  podsOf,
  servicesToUpdate,
  targetPort,
} from '../shared/services.ts';
import { type TimedPod, timeOf, triggerTime, type TriggerState } from '../shared/trigger-time.ts';
import { isTerminating } from '../shared/writes.ts';
import { byAddress, packSubsets, type PortAddress } from './subsets.ts';
import { isOverCapacity, truncate } from './truncate.ts';

const LAST_CHANGE = 'endpoints.kubernetes.io/last-change-trigger-time';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';
const HEADLESS = 'service.kubernetes.io/headless';

/** Keeps the Endpoints object of every service with a selector (endpoints_controller.go, v1.25). */
export const endpointsController: Component = {
  name: 'endpoint-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'Service', keys: ({ object }) => [keyOf(object)] },
    { kind: 'Endpoints', keys: ({ type, object }) => (type === 'DELETED' ? [keyOf(object)] : []) },
    { kind: 'Pod', keys: (change, view) => servicesToUpdate(change as ObjectChange<Pod>, view) },
  ],
  reconcile,
};

function reconcile(key: string, view: View, context: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const service = view.get<Service>('Service', namespace, name);
  const current = view.get<Endpoints>('Endpoints', namespace, name);
  if (service === undefined) {
    if (current === undefined) return { writes: [], memory: null };
    return { writes: [{ verb: 'delete', kind: 'Endpoints', namespace, name, ignore: ['NotFound'] }], memory: null };
  }
  const { selector, type } = service.spec;
  if (type === 'ExternalName' || Object.keys(selector ?? {}).length === 0) return NOTHING;
  const memory = (context.memory ?? undefined) as Memory | undefined;
  const seen = glanceAt(podsOf(service, view), memory?.seen, service.spec, (pod, before) =>
    entryOf(pod, service, before),
  );
  const trigger = triggerTime(service, seen.results, memory?.trigger);
  const home = view.get<Namespace>('Namespace', undefined, namespace ?? '');
  if (current === undefined && home?.metadata.deletionTimestamp !== undefined) return NOTHING;
  const order = inOrder(seen.results, memory?.order);
  const next: Memory = { seen, trigger: trigger.state, order };
  return { writes: writesFor(service, order, current, trigger.time), memory: next };
}

/** What is kept of a service: what each pod adds, and the same by address. */
interface Memory {
  readonly seen: Glances<PodEntry>;
  readonly trigger: TriggerState;
  readonly order: Order;
}

interface Order {
  readonly from: readonly PodEntry[];
  /** Those that count, by address. */
  readonly entries: readonly PodEntry[];
}

/** From one time to the next few entries change: the old order with those replaced is as good as sorted. */
function inOrder(entries: readonly PodEntry[], known: Order | undefined): Order {
  if (known?.from === entries) return known;
  const left = new Set(entries);
  const kept = known?.entries.filter((entry) => left.delete(entry)) ?? [];
  const fresh = [...left].filter(({ isCounted }) => isCounted);
  return { from: entries, entries: [...kept, ...fresh].sort(byAddress) };
}

function writesFor(
  service: Service,
  { entries }: Order,
  current: Endpoints | undefined,
  time: string | undefined,
): readonly Write[] {
  const packed = packSubsets(entriesOf(entries));
  const subsets = truncate(packed);
  const labels = service.metadata.labels ?? {};
  const annotations = annotationsFor(current, time, isOverCapacity(packed));
  if (current !== undefined && isUpToDate(current, subsets, labels, isOverCapacity(packed))) return [];
  const allLabels = hasClusterIP(service) ? without(labels, HEADLESS) : { ...labels, [HEADLESS]: '' };
  const { namespace, name } = service.metadata;
  const { labels: _labels, annotations: _annotations, ...kept } = current?.metadata ?? {};
  const object: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      ...kept,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(Object.keys(allLabels).length === 0 ? {} : { labels: allLabels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  };
  return [current === undefined ? creation(object) : replacement(object)];
}

function isUpToDate(
  current: Endpoints,
  subsets: readonly EndpointSubset[],
  labels: Readonly<Record<string, string>>,
  isOver: boolean,
): boolean {
  const isMarked = current.metadata.annotations?.[OVER_CAPACITY] === 'truncated';
  return (
    isMarked === isOver &&
    semanticEqual(current.subsets, subsets) &&
    semanticEqual(without(current.metadata.labels ?? {}, HEADLESS), without(labels, HEADLESS))
  );
}

function without(labels: Readonly<Record<string, string>>, key: string): Readonly<Record<string, string>> {
  const { [key]: _, ...others } = labels;
  return others;
}

function annotationsFor(
  current: Endpoints | undefined,
  time: string | undefined,
  isOver: boolean,
): Readonly<Record<string, string>> {
  const kept = without(without(current?.metadata.annotations ?? {}, LAST_CHANGE), OVER_CAPACITY);
  return {
    ...kept,
    ...(time === undefined ? {} : { [LAST_CHANGE]: time }),
    ...(isOver ? { [OVER_CAPACITY]: 'truncated' } : {}),
  };
}

function creation(object: Endpoints): Write {
  const { namespace, name } = object.metadata;
  return {
    verb: 'create',
    object,
    onFailure: (error) =>
      isTerminating(error)
        ? undefined
        : {
            about: object,
            type: 'Warning',
            reason: 'FailedToCreateEndpoint',
            message: `Failed to create endpoint for service ${namespace}/${name}: ${error.message}`,
          },
  };
}

function replacement(object: Endpoints): Write {
  const { namespace, name } = object.metadata;
  return {
    verb: 'update',
    object,
    onFailure: (error) => ({
      about: object,
      type: 'Warning',
      reason: 'FailedToUpdateEndpoint',
      message: `Failed to update endpoint ${namespace}/${name}: ${error.message}`,
    }),
  };
}

type EndpointPort = NonNullable<PortAddress['port']>;

/** What one pod adds to its service: its address with every port that it has; a headless service may do without ports. */
interface PodEntry extends TimedPod {
  readonly isCounted: boolean;
  readonly address: EndpointAddress;
  readonly isReady: boolean;
  readonly ports: readonly (EndpointPort | undefined)[];
}

const WITHOUT_PORT: readonly undefined[] = [undefined];

function entryOf(pod: Pod, service: Service, before: PodEntry | undefined): PodEntry {
  const { publishNotReadyAddresses = false, ports = [], clusterIP } = service.spec;
  const mayCount = ports.length > 0 || clusterIP === 'None';
  return {
    name: pod.metadata.name,
    time: timeOf(pod),
    isCounted: mayCount && mayBeEndpoint(pod, publishNotReadyAddresses),
    address: addressOf(pod, service, before?.address),
    isReady: publishNotReadyAddresses || isPodReady(pod),
    ports: ports.length === 0 ? WITHOUT_PORT : portsOf(pod, service),
  };
}

function entriesOf(entries: readonly PodEntry[]): readonly PortAddress[] {
  return entries.flatMap(({ address, isReady, ports }) => ports.map((port) => ({ address, isReady, port })));
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
