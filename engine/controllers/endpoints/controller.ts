import { semanticEqual } from '../../api/equality.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { hasClusterIP } from '../../kinds/core/service-facts.ts';
import type { Endpoints, EndpointSubset, Namespace, Pod, Service } from '../../kinds/types.ts';
import { type Glances, glanceAt, isSame } from '../shared/glances.ts';
import { podsOf, servicesToUpdate } from '../shared/services.ts';
import { triggerTime, type TriggerState } from '../shared/trigger-time.ts';
import { isTerminating } from '../shared/writes.ts';
import { entryOf, type PodEntry } from './entries.ts';
import { pack, type Packing } from './packing.ts';
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
  const { selector } = service.spec;
  if (Object.keys(selector ?? {}).length === 0) return NOTHING;
  const memory = (context.memory ?? undefined) as Memory | undefined;
  const seen = glanceAt(podsOf(service, view), memory?.seen, service.spec, (pod, before) =>
    entryOf(pod, service, before),
  );
  const trigger = triggerTime(service, seen.results, memory?.trigger);
  if (current === undefined && isEnding(namespace, view)) return NOTHING;
  const packing = pack(seen.results, memory?.packing);
  const next: Memory = { seen, trigger: trigger.state, packing, right: undefined };
  const asked: Right = { service, subsets: packing.subsets, current };
  if (memory?.right !== undefined && isSameCase(memory.right, asked))
    return { writes: [], memory: { ...next, right: asked } };
  const writes = writesFor(service, packing.subsets, current, trigger.time);
  return { writes, memory: writes.length > 0 ? next : { ...next, right: asked } };
}

function isEnding(namespace: string | undefined, view: View): boolean {
  return view.get<Namespace>('Namespace', undefined, namespace ?? '')?.metadata.deletionTimestamp !== undefined;
}

/** What is kept of a service: what each pod adds, and the same packed. */
interface Memory {
  readonly seen: Glances<PodEntry>;
  readonly trigger: TriggerState;
  readonly packing: Packing;
  /** What was found to be as it should at the last look; undefined: something was written then. */
  readonly right: Right | undefined;
}

/** All that decides whether there is something to write: immutable objects, so that the same ones mean the same answer. */
interface Right {
  readonly service: Service;
  readonly subsets: readonly EndpointSubset[];
  readonly current: Endpoints | undefined;
}

const isSameCase = (a: Right, b: Right): boolean =>
  a.service === b.service && a.subsets === b.subsets && a.current === b.current;

function writesFor(
  service: Service,
  packed: readonly EndpointSubset[],
  current: Endpoints | undefined,
  time: string | undefined,
): readonly Write[] {
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
    areSame(current.subsets ?? [], subsets) &&
    semanticEqual(without(current.metadata.labels ?? NO_TEXTS, HEADLESS), without(labels, HEADLESS))
  );
}

/** The API server keeps lists of addresses as they are handed in: most of them stand where they stood. */
function areSame(a: readonly EndpointSubset[], b: readonly EndpointSubset[]): boolean {
  return (
    a.length === b.length &&
    a.every((subset, i) => {
      const other = b[i];
      return (
        areSameAddresses(subset.addresses, other?.addresses) &&
        areSameAddresses(subset.notReadyAddresses, other?.notReadyAddresses) &&
        semanticEqual(subset.ports, other?.ports)
      );
    })
  );
}

type Addresses = EndpointSubset['addresses'];

function areSameAddresses(a: Addresses, b: Addresses): boolean {
  if ((a ?? []).length !== (b ?? []).length) return false;
  return (a ?? []).every((address, i) => isSame(address, b?.[i]) || semanticEqual(address, b?.[i]));
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
