import { semanticEqual } from '../../api/equality.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import { hasClusterIP } from '../../kinds/core/service-facts.ts';
import type { EndpointAddress, Endpoints, EndpointSubset, Namespace, Pod, Service } from '../../kinds/types.ts';
import { fewReplaced, type Glances, glanceAt } from '../shared/glances.ts';
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
import { byAddress, packSubsets, type PortAddress, subsetOf } from './subsets.ts';
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
  if (current === undefined && isEnding(namespace, view)) return NOTHING;
  const order = inOrder(seen.results, memory?.order);
  const next: Memory = { seen, trigger: trigger.state, order, right: undefined };
  const asked: Right = { service, entries: order.entries, current };
  if (memory?.right !== undefined && isSame(memory.right, asked))
    return { writes: [], memory: { ...next, right: asked } };
  const writes = writesFor(service, order, current, trigger.time);
  return { writes, memory: writes.length > 0 ? next : { ...next, right: asked } };
}

function isEnding(namespace: string | undefined, view: View): boolean {
  return view.get<Namespace>('Namespace', undefined, namespace ?? '')?.metadata.deletionTimestamp !== undefined;
}

/** What is kept of a service: what each pod adds, and the same by address. */
interface Memory {
  readonly seen: Glances<PodEntry>;
  readonly trigger: TriggerState;
  readonly order: Order;
  /** What was found to be as it should at the last look; undefined: something was written then. */
  readonly right: Right | undefined;
}

/** All that decides whether there is something to write: immutable objects, so that the same ones mean the same answer. */
interface Right {
  readonly service: Service;
  readonly entries: readonly PodEntry[];
  readonly current: Endpoints | undefined;
}

const isSame = (a: Right, b: Right): boolean =>
  a.service === b.service && a.entries === b.entries && a.current === b.current;

interface Order {
  readonly from: readonly PodEntry[];
  /** Those that count, by address; the very same list as long as they are the same. */
  readonly entries: readonly PodEntry[];
}

/** From one time to the next few entries change: those alone leave their places in the old order and find new ones. */
function inOrder(entries: readonly PodEntry[], known: Order | undefined): Order {
  if (known?.from === entries) return known;
  const replaced = known === undefined ? undefined : fewReplaced(known.from, entries);
  if (known === undefined || replaced === undefined)
    return { from: entries, entries: entries.filter(({ isCounted }) => isCounted).sort(byAddress) };
  const gone = replaced.flatMap(({ before }) => (before.isCounted ? [before] : []));
  const come = replaced.flatMap(({ now }) => (now.isCounted ? [now] : []));
  if (gone.length === 0 && come.length === 0) return { from: entries, entries: known.entries };
  const ordered = known.entries.slice();
  for (const entry of gone) ordered.splice(ordered.indexOf(entry), 1);
  for (const entry of come) ordered.splice(placeOf(entry, ordered), 0, entry);
  return { from: entries, entries: ordered };
}

/** How many of the ordered entries stand before this one. */
function placeOf(entry: PodEntry, ordered: readonly PodEntry[]): number {
  let from = 0;
  let to = ordered.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = ordered[middle];
    if (other !== undefined && byAddress(other, entry) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

function writesFor(
  service: Service,
  { entries }: Order,
  current: Endpoints | undefined,
  time: string | undefined,
): readonly Write[] {
  const packed = subsetsOf(entries);
  const subsets = truncate(packed);
  const labels = service.metadata.labels ?? NO_TEXTS;
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

function isUpToDate(current: Endpoints, subsets: readonly EndpointSubset[], labels: Texts, isOver: boolean): boolean {
  const isMarked = current.metadata.annotations?.[OVER_CAPACITY] === 'truncated';
  return (
    isMarked === isOver &&
    semanticEqual(current.subsets, subsets) &&
    semanticEqual(without(current.metadata.labels ?? NO_TEXTS, HEADLESS), without(labels, HEADLESS))
  );
}

type Texts = Readonly<Record<string, string>>;

const NO_TEXTS: Texts = {};

function without(labels: Texts, key: string): Texts {
  if (!Object.hasOwn(labels, key)) return labels;
  const { [key]: _, ...others } = labels;
  return others;
}

function annotationsFor(current: Endpoints | undefined, time: string | undefined, isOver: boolean): Texts {
  const kept = without(without(current?.metadata.annotations ?? NO_TEXTS, LAST_CHANGE), OVER_CAPACITY);
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

/** The entry stays the same object while it says the same: most changes of a pod are none of its service's. A pod's ports never change. */
function entryOf(pod: Pod, service: Service, before: PodEntry | undefined): PodEntry {
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

/** Where all pods have the same ports, as nearly always, nothing needs to be compared port by port. */
function subsetsOf(entries: readonly PodEntry[]): readonly EndpointSubset[] {
  const [first] = entries;
  if (first === undefined) return [];
  const [port, another] = first.ports;
  if (first.ports.length > 0 && another === undefined && entries.every(({ ports }) => ports === first.ports))
    return [subsetOf(port === undefined ? [] : [port], entries)];
  return packSubsets(
    entries.flatMap(({ address, isReady, ports }) => ports.map((one) => ({ address, isReady, port: one }))),
  );
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
