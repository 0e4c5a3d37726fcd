import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write, WriteEvents } from '../../component/write.ts';
import type { EndpointSlice, Namespace, Pod, Service } from '../../kinds/types.ts';
import { podsOf, servicesToUpdate } from '../shared/services.ts';
import { type Glances, glanceAt } from '../shared/glances.ts';
import { triggerTime, type TriggerState } from '../shared/trigger-time.ts';
import { isTerminating } from '../shared/writes.ts';
import { sliceChanges } from './reconcile-slices.ts';
import {
  entryOf,
  isMoved,
  LAST_CHANGE,
  MANAGED_BY,
  MANAGER,
  SERVICE_NAME,
  type SliceEntry,
  wantedGroups,
} from './slices.ts';

/** Keeps the EndpointSlices of every service with a selector (endpointslice_controller.go, v1.25). One IP family; no topology hints. */
export const endpointSliceController: Component = {
  name: 'endpoint-slice-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'Service', keys: ({ object }) => [keyOf(object)] },
    { kind: 'EndpointSlice', keys: ({ object, old }) => (isOurs(object) || isOurs(old) ? serviceKeys(object) : []) },
    { kind: 'Pod', keys: (change, view) => servicesToUpdate(change as ObjectChange<Pod>, view) },
  ],
  reconcile,
};

function isSameContent(a: EndpointSlice, b: EndpointSlice | undefined): boolean {
  return a.endpoints === b?.endpoints && a.ports === b.ports && a.metadata.labels === b.metadata.labels;
}

const isOurs = (slice: KubeObject | undefined): boolean => slice?.metadata.labels?.[MANAGED_BY] === MANAGER;

function serviceKeys(slice: KubeObject): readonly string[] {
  const name = slice.metadata.labels?.[SERVICE_NAME];
  return name === undefined ? [] : [`${slice.metadata.namespace}/${name}`];
}

/** Slices of a service that is gone are the garbage collector's. */
function reconcile(key: string, view: View, context: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const service = view.get<Service>('Service', namespace, name);
  if (service === undefined) return { writes: [], memory: null };
  const { selector, type } = service.spec;
  if (type === 'ExternalName' || Object.keys(selector ?? {}).length === 0) return NOTHING;
  if (service.metadata.deletionTimestamp !== undefined) return NOTHING;
  const memory = (context.memory ?? undefined) as Memory | undefined;
  const nodes = view.list('Node');
  const seen = glanceAt(
    podsOf(service, view),
    memory?.seen,
    service.spec,
    (pod, before) => entryOf(service, pod, view, before),
    memory?.nodes === nodes ? undefined : (entry) => isMoved(entry, view),
  );
  const trigger = triggerTime(service, seen.results, memory?.trigger);
  const slices = view.by<EndpointSlice>('EndpointSlice', 'service', key).filter(isOurs);
  const existing = slices.filter((slice) => slice.metadata.deletionTimestamp === undefined);
  const next: Memory = { service, nodes, seen, trigger: trigger.state, held: undefined };
  if (memory !== undefined && isHeld(memory, next, existing)) return { writes: [], memory: { ...memory, nodes } };
  const { create, update, remove } = sliceChanges(service, existing, wantedGroups(seen.results));
  const home = view.get<Namespace>('Namespace', undefined, namespace ?? '');
  const mayCreate = home?.metadata.deletionTimestamp === undefined;
  const told = failureOf(service);
  const writes: readonly Write[] = [
    ...(mayCreate ? create : []).map((slice): Write => ({
      verb: 'create',
      object: timed(slice, trigger.time),
      ...told,
    })),
    ...update.map((slice): Write => ({ verb: 'update', object: timed(slice, trigger.time), ...told })),
    ...remove.map(({ metadata }): Write => ({
      verb: 'delete',
      kind: 'EndpointSlice',
      namespace,
      name: metadata.name,
      ignore: ['NotFound'],
    })),
  ];
  if (create.length > 0 || remove.length > 0) return { writes, memory: next };
  const held = existing.map((slice) => update.find(({ metadata }) => metadata.name === slice.metadata.name) ?? slice);
  return { writes, memory: { ...next, held } };
}

/** What is kept of a service. */
interface Memory {
  readonly service: Service;
  /** The list itself tells whether a node can have got another zone. */
  readonly nodes: readonly KubeObject[];
  readonly seen: Glances<SliceEntry>;
  readonly trigger: TriggerState;
  /** The slices after this reconcile's writes; undefined: some came or went. */
  readonly held: readonly EndpointSlice[] | undefined;
}

/** Nothing has happened but the writes of the last reconcile themselves. */
function isHeld({ service, seen, held }: Memory, now: Memory, existing: readonly EndpointSlice[]): boolean {
  return (
    service === now.service &&
    seen === now.seen &&
    held?.length === existing.length &&
    existing.every((slice, i) => isSameContent(slice, held[i]))
  );
}

function timed(slice: EndpointSlice, time: string | undefined): EndpointSlice {
  const { annotations, ...metadata } = slice.metadata;
  const { [LAST_CHANGE]: _, ...kept } = annotations ?? {};
  const next = { ...kept, ...(time === undefined ? {} : { [LAST_CHANGE]: time }) };
  return { ...slice, metadata: { ...metadata, ...(Object.keys(next).length === 0 ? {} : { annotations: next }) } };
}

function failureOf(service: Service): WriteEvents {
  const { namespace, name } = service.metadata;
  return {
    onFailure: (error) =>
      isTerminating(error)
        ? undefined
        : {
            about: service,
            type: 'Warning',
            reason: 'FailedToUpdateEndpointSlices',
            message: `Error updating Endpoint Slices for Service ${namespace}/${name}: ${error.message}`,
          },
  };
}
