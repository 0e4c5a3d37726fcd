import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import { hasClusterIP } from '../../kinds/core/service-facts.ts';
import type { EndpointAddress, Endpoints, EndpointSubset, Namespace, Pod, Service } from '../../kinds/types.ts';
import { alike } from '../shared/same.ts';
import {
  endpointHostname,
  hasNumberedPorts,
  mayBeEndpoint,
  podsOf,
  servicesToUpdate,
  targetPort,
} from '../shared/services.ts';
import { triggerTime, type TriggerState } from '../shared/trigger-time.ts';
import { isTerminating } from '../shared/writes.ts';
import { packSubsets, type PortAddress } from './subsets.ts';
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
  const pods = podsOf(service, view);
  const trigger = triggerTime(service, pods, (context.memory ?? undefined) as TriggerState | undefined);
  const home = view.get<Namespace>('Namespace', undefined, namespace ?? '');
  if (current === undefined && home?.metadata.deletionTimestamp !== undefined) return NOTHING;
  return { writes: writesFor(service, pods, current, trigger.time), memory: trigger.state };
}

function writesFor(
  service: Service,
  pods: readonly Pod[],
  current: Endpoints | undefined,
  time: string | undefined,
): readonly Write[] {
  const packed = packSubsets(entriesOf(pods, service));
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
    alike(current.subsets, subsets) &&
    alike(without(current.metadata.labels ?? {}, HEADLESS), without(labels, HEADLESS))
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

/** What the pods add: each its address with every port that it has; a headless service may do without ports. */
function entriesOf(pods: readonly Pod[], service: Service): readonly PortAddress[] {
  const { publishNotReadyAddresses = false, ports = [], clusterIP } = service.spec;
  if (ports.length === 0 && clusterIP !== 'None') return [];
  const entries: PortAddress[] = [];
  const isNumbered = hasNumberedPorts(service);
  let shared: readonly EndpointPort[] | undefined;
  for (const pod of pods) {
    if (!mayBeEndpoint(pod, publishNotReadyAddresses)) continue;
    const address = addressOf(pod, service);
    const isReady = publishNotReadyAddresses || isPodReady(pod);
    if (ports.length === 0) entries.push({ address, isReady, port: undefined });
    if (!isNumbered || shared === undefined) shared = portsOf(pod, service);
    for (const port of shared) entries.push({ address, isReady, port });
  }
  return entries;
}

function portsOf(pod: Pod, service: Service): readonly EndpointPort[] {
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

/** The address last made of a pod: it stays the same object while the pod does, so that comparing lists costs little. */
const made = new WeakMap<Pod, EndpointAddress>();

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const hostname = endpointHostname(pod, service);
  const known = hostname === undefined ? made.get(pod) : undefined;
  if (known !== undefined) return known;
  const { namespace = '', name, uid = '' } = pod.metadata;
  const { nodeName } = pod.spec;
  const address: EndpointAddress = {
    ip: pod.status.podIP ?? '',
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
  if (hostname === undefined) made.set(pod, address);
  return address;
}
