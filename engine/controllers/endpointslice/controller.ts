import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write, WriteEvents } from '../../component/write.ts';
import type { EndpointSlice, Namespace, Pod, Service } from '../../kinds/types.ts';
import { podsOf, servicesToUpdate } from '../shared/services.ts';
import { triggerTime, type TriggerState } from '../shared/trigger-time.ts';
import { isTerminating } from '../shared/writes.ts';
import { sliceChanges } from './reconcile-slices.ts';
import { LAST_CHANGE, MANAGED_BY, MANAGER, SERVICE_NAME, wantedGroups } from './slices.ts';

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
  const pods = podsOf(service, view);
  const trigger = triggerTime(service, pods, (context.memory ?? undefined) as TriggerState | undefined);
  const slices = view.by<EndpointSlice>('EndpointSlice', 'service', key).filter(isOurs);
  const existing = slices.filter((slice) => slice.metadata.deletionTimestamp === undefined);
  const { create, update, remove } = sliceChanges(service, existing, wantedGroups(service, pods, view));
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
  return { writes, memory: trigger.state };
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
