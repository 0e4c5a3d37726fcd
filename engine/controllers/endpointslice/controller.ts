import { deepEqual } from '../../api/equality.ts';
import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write, WriteEvents } from '../../component/write.ts';
import type { EndpointSlice, Namespace, Pod, Service } from '../../kinds/types.ts';
import { podsOf, servicesToUpdate } from '../shared/services.ts';
import { fewReplaced, type Glances, glanceAt } from '../shared/glances.ts';
import { triggerTime, type TriggerState } from '../shared/trigger-time.ts';
import { isTerminating } from '../shared/writes.ts';
import { fewChanges } from './few-changes.ts';
import { type SliceChanges, sliceChanges } from './reconcile-slices.ts';
import {
  entryOf,
  isMoved,
  LAST_CHANGE,
  MANAGED_BY,
  MANAGER,
  newSlice,
  SERVICE_NAME,
  type SliceEntry,
  wantedGroups,
} from './slices.ts';

/** Keeps the EndpointSlices of every service with a selector (endpointslice_controller.go, v1.25). One IP family; no topology hints. */
export const endpointSliceController: Component = {
  name: 'endpoint-slice-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  // defaultSyncBackOff, maxSyncBackOff (v1.25).
  minRetryMs: 1_000,
  maxRetryMs: 100_000,
  watches: [
    { kind: 'Service', keys: ({ object }) => [keyOf(object)] },
    { kind: 'EndpointSlice', keys: ({ object, old }) => (isOurs(object) || isOurs(old) ? serviceKeys(object) : []) },
    { kind: 'Pod', keys: (change, view) => servicesToUpdate(change as ObjectChange<Pod>, view) },
  ],
  reconcile,
};

/** The API server keeps what says all there is to say as it is handed in. */
function isSameContent(a: EndpointSlice, b: EndpointSlice | undefined): boolean {
  return a.endpoints === b?.endpoints && deepEqual(a.ports, b.ports) && deepEqual(a.metadata.labels, b.metadata.labels);
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
  if (Object.keys(service.spec.selector ?? {}).length === 0) return NOTHING;
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
  const present = slices.filter((slice) => slice.metadata.deletionTimestamp === undefined);
  const existing = present.filter(({ addressType }) => addressType !== OTHER_FAMILY);
  const next: Memory = { service, nodes, seen, trigger: trigger.state, held: undefined };
  const held = memory !== undefined && isHeld(memory, service, existing) ? memory.held : undefined;
  if (held !== undefined && memory?.seen.results === seen.results) return { writes: [], memory: { ...next, held } };
  const { changes, portsId } = changesFor(next, existing, held && { ...held, before: memory?.seen.results ?? [] });
  const { create, update, remove } = changes;
  const others = present.filter(({ addressType }) => addressType === OTHER_FAMILY);
  const writes = [
    ...writesFor(service, changes, trigger.time, view),
    ...writesFor(service, otherFamily(service, others), undefined, view),
  ];
  if (create.length > 0 || remove.length > 0) return { writes, memory: next };
  const after = existing.map((slice) => update.find(({ metadata }) => metadata.name === slice.metadata.name) ?? slice);
  return { writes, memory: { ...next, held: { slices: after, portsId } } };
}

/** What is kept of a service. */
interface Memory {
  readonly service: Service;
  /** The list itself tells whether a node can have got another zone. */
  readonly nodes: readonly KubeObject[];
  readonly seen: Glances<SliceEntry>;
  readonly trigger: TriggerState;
  readonly held: Held | undefined;
}

/** The slices after a reconcile's writes, which hold just what was wanted; there is none where some came or went. */
interface Held {
  readonly slices: readonly EndpointSlice[];
  /** Of the ports that all endpoints have; undefined: there are several lists of ports, or no endpoints. */
  readonly portsId: string | undefined;
}

/** Nothing has happened to the service and its slices but the writes of the last reconcile themselves. */
function isHeld(memory: Memory, service: Service, existing: readonly EndpointSlice[]): boolean {
  const slices = memory.held?.slices;
  return (
    memory.service === service &&
    slices?.length === existing.length &&
    existing.every((slice, i) => isSameContent(slice, slices[i]))
  );
}

/** What to change, from the few pods that changed since `known` where that can be said, else from all of them. */
function changesFor(
  { service, seen }: Memory,
  existing: readonly EndpointSlice[],
  known: (Held & { readonly before: readonly SliceEntry[] }) | undefined,
): { readonly changes: SliceChanges; readonly portsId: string | undefined } {
  const replaced = known && fewReplaced(known.before, seen.results);
  if (known !== undefined && replaced !== undefined) {
    const { portsId } = known;
    const changes = fewChanges(service, existing, portsId, replaced);
    if (changes !== undefined) return { changes, portsId };
  }
  const wanted = wantedGroups(seen.results);
  const [portsId, another] = wanted.keys();
  return { changes: sliceChanges(service, existing, wanted), portsId: another === undefined ? portsId : undefined };
}

const OTHER_FAMILY = 'IPv6';
const NO_CHANGES: SliceChanges = { create: [], update: [], remove: [] };

/** A service that says nothing of its families, as one of the type ExternalName, could have either: the other has no endpoints. */
function otherFamily(service: Service, slices: readonly EndpointSlice[]): SliceChanges {
  const { ipFamilies = [], clusterIP = '' } = service.spec;
  if (ipFamilies.length > 0 || clusterIP !== '') return { ...NO_CHANGES, remove: slices };
  if (slices.length > 0) return NO_CHANGES;
  return { ...NO_CHANGES, create: [{ ...newSlice(service, [], []), addressType: OTHER_FAMILY }] };
}

function writesFor(
  service: Service,
  { create, update, remove }: SliceChanges,
  time: string | undefined,
  view: View,
): readonly Write[] {
  const { namespace } = service.metadata;
  const home = view.get<Namespace>('Namespace', undefined, namespace ?? '');
  const mayCreate = home?.metadata.deletionTimestamp === undefined;
  const told = failureOf(service);
  return [
    ...(mayCreate ? create : []).map((slice): Write => ({ verb: 'create', object: timed(slice, time), ...told })),
    ...update.map((slice): Write => ({ verb: 'update', object: timed(slice, time), ...told })),
    ...remove.map(({ metadata }): Write => ({
      verb: 'delete',
      kind: 'EndpointSlice',
      namespace,
      name: metadata.name,
      ignore: ['NotFound'],
    })),
  ];
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
