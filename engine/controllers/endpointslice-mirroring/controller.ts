import { semanticEqual } from '../../api/equality.ts';
import { type KubeObject, keyOf, splitKey } from '../../api/object.ts';
import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import type { Endpoints, EndpointSlice, Service } from '../../kinds/types.ts';
import { idOf, MANAGED_BY, MANAGER, mirrored, SERVICE_NAME } from './slices.ts';

const SKIP = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

/** Keeps EndpointSlices of Endpoints that users wrote for services without a selector (endpointslicemirroring_controller.go, v1.25). */
export const endpointSliceMirroring: Component = {
  name: 'endpoint-slice-mirroring-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  // defaultSyncBackOff, maxSyncBackOff (v1.25).
  minRetryMs: 1_000,
  maxRetryMs: 100_000,
  watches: [
    { kind: 'Endpoints', keys: ({ object, old }) => (mayMirror(object) || mayMirror(old) ? [keyOf(object)] : []) },
    { kind: 'Service', keys: ({ object, old }) => (isManual(object) || isManual(old) ? [keyOf(object)] : []) },
    { kind: 'EndpointSlice', keys: ({ object }) => (isOurs(object) ? endpointsKeys(object) : []) },
  ],
  reconcile,
};

const isOurs = (slice: KubeObject): boolean => slice.metadata.labels?.[MANAGED_BY] === MANAGER;

function mayMirror(endpoints: KubeObject | undefined): boolean {
  if (endpoints === undefined) return false;
  const { labels, annotations } = endpoints.metadata;
  return labels?.[SKIP] !== 'true' && annotations?.[LEADER] === undefined;
}

const isManual = (object: KubeObject | undefined): boolean =>
  object !== undefined && Object.keys((object as Service).spec.selector ?? {}).length === 0;

function endpointsKeys({ metadata: { namespace, labels } }: KubeObject): readonly string[] {
  const name = labels?.[SERVICE_NAME];
  return name === undefined ? [] : [`${namespace}/${name}`];
}

function reconcile(key: string, view: View): Outcome {
  const { namespace, name } = splitKey(key);
  const service = view.get<Service>('Service', namespace, name);
  const endpoints = view.get<Endpoints>('Endpoints', namespace, name);
  // Slices of Endpoints that are gone are the garbage collector's.
  if (endpoints === undefined) return NOTHING;
  const existing = view.by<EndpointSlice>('EndpointSlice', 'service', key).filter(isOurs);
  const wanted = service !== undefined && isManual(service) && mayMirror(endpoints) ? mirrored(endpoints) : [];
  return { writes: changes(existing, wanted) };
}

/** A slice is changed in place while its ports and family are wanted. */
function changes(existing: readonly EndpointSlice[], wanted: readonly EndpointSlice[]): readonly Write[] {
  const missing = new Map(wanted.map((slice) => [idOf(slice), slice]));
  const writes: Write[] = [];
  for (const slice of existing) {
    const id = idOf(slice);
    const next = missing.get(id);
    const { name, namespace } = slice.metadata;
    if (next === undefined) {
      writes.push({ verb: 'delete', kind: 'EndpointSlice', namespace, name, ignore: ['NotFound'] });
      continue;
    }
    missing.delete(id);
    const { labels = {}, annotations } = next.metadata;
    const isSame = semanticEqual(next.endpoints, slice.endpoints) && semanticEqual(labels, slice.metadata.labels);
    if (isSame && semanticEqual(annotations, slice.metadata.annotations)) continue;
    const { annotations: _, ...metadata } = slice.metadata;
    const changed = { ...metadata, labels, ...(annotations === undefined ? {} : { annotations }) };
    const object: EndpointSlice = { ...slice, endpoints: next.endpoints, metadata: changed };
    writes.push({ verb: 'update', object });
  }
  return [...writes, ...[...missing.values()].map((object): Write => ({ verb: 'create', object }))];
}
