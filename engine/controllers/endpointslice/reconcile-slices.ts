import { deepEqual, semanticEqual } from '../../api/equality.ts';
import type { EndpointSlice, Service } from '../../kinds/types.ts';
import { type Endpoint, endpointId, newSlice, type PortGroup, portsId, sliceLabels } from './slices.ts';

/** The most endpoints in a slice (--max-endpoints-per-slice). */
export const MAX_ENDPOINTS: number = 100;

export interface SliceChanges {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
}

/**
 * The fewest writes that make the slices hold what is wanted (reconciler.reconcileByPortMapping and finalize, v1.25): what is still wanted
 * stays where it is, room in slices that change anyway is filled first, nothing is ever rebalanced.
 */
export function sliceChanges(
  service: Service,
  existing: readonly EndpointSlice[],
  wanted: ReadonlyMap<string, PortGroup>,
): SliceChanges {
  const byPorts = Map.groupBy(existing, (slice) => portsId(slice.ports));
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  const remove: EndpointSlice[] = [];
  for (const [id, group] of wanted) {
    const changes = forPorts(service, byPorts.get(id) ?? [], group);
    create.push(...changes.create);
    update.push(...changes.update);
    remove.push(...changes.remove);
  }
  for (const [id, slices] of byPorts) if (!wanted.has(id)) remove.push(...slices);
  const changes = withPlaceholder(service, existing, { create, update, remove });
  return reuse(changes);
}

function forPorts(service: Service, slices: readonly EndpointSlice[], { ports, endpoints }: PortGroup): SliceChanges {
  const missing = new Map(endpoints.map((endpoint) => [endpointId(endpoint), endpoint]));
  const labels = sliceLabels(service);
  const unchanged: EndpointSlice[] = [];
  const changed: EndpointSlice[] = [];
  const remove: EndpointSlice[] = [];
  for (const slice of slices) {
    const kept = wantedOf(slice, missing);
    const isSame = deepEqual(kept, slice.endpoints) && semanticEqual(labels, slice.metadata.labels);
    if (kept.length === 0) remove.push(slice);
    else if (isSame) unchanged.push(slice);
    else changed.push({ ...slice, endpoints: kept, metadata: { ...slice.metadata, labels } });
  }
  return place(service, ports, [...missing.values()], { changed, unchanged, remove });
}

/** What was found of the slices of one list of ports. */
export interface Found {
  readonly changed: readonly EndpointSlice[];
  readonly unchanged: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
}

/** Finds room for the endpoints that no slice holds yet. */
export function place(
  service: Service,
  ports: PortGroup['ports'],
  endpoints: readonly Endpoint[],
  { changed, unchanged, remove }: Found,
): SliceChanges {
  const filled = fill(changed, endpoints);
  const left = endpoints.slice(filled.used);
  return placeRest(service, ports, left, unchanged, { create: [], update: filled.slices, remove });
}

/** The wanted forms of the endpoints that a slice already holds; they are missing no more. */
function wantedOf({ endpoints }: EndpointSlice, missing: Map<string, Endpoint>): readonly Endpoint[] {
  const kept: Endpoint[] = [];
  for (const endpoint of endpoints) {
    const id = endpointId(endpoint);
    const wanted = missing.get(id);
    if (wanted === undefined) continue;
    missing.delete(id);
    kept.push(wanted);
  }
  return kept;
}

/** New endpoints go into slices that are written anyway, the fullest first. */
function fill(
  slices: readonly EndpointSlice[],
  endpoints: readonly Endpoint[],
): { slices: EndpointSlice[]; used: number } {
  const filled = slices.toSorted((a, b) => b.endpoints.length - a.endpoints.length);
  let used = 0;
  for (const [index, slice] of filled.entries()) {
    const more = endpoints.slice(used, used + Math.max(0, MAX_ENDPOINTS - slice.endpoints.length));
    used += more.length;
    if (more.length > 0) filled[index] = { ...slice, endpoints: [...slice.endpoints, ...more] };
  }
  return { slices: filled, used };
}

/** Fewer than a slice's worth may still fit into an unchanged slice, the one left fullest; else new slices are made. */
function placeRest(
  service: Service,
  ports: PortGroup['ports'],
  endpoints: readonly Endpoint[],
  unchanged: readonly EndpointSlice[],
  changes: SliceChanges,
): SliceChanges {
  if (endpoints.length === 0) return changes;
  const fits = unchanged.filter((slice) => slice.endpoints.length + endpoints.length <= MAX_ENDPOINTS);
  const fullest = fits.toSorted((a, b) => b.endpoints.length - a.endpoints.length)[0];
  if (endpoints.length < MAX_ENDPOINTS && fullest !== undefined) {
    const slice = { ...fullest, endpoints: [...fullest.endpoints, ...endpoints] };
    return { ...changes, update: [...changes.update, slice] };
  }
  const create: EndpointSlice[] = [];
  for (let from = 0; from < endpoints.length; from += MAX_ENDPOINTS) {
    create.push(newSlice(service, ports, endpoints.slice(from, from + MAX_ENDPOINTS)));
  }
  return { ...changes, create };
}

/** A service without endpoints keeps one empty slice. */
function withPlaceholder(service: Service, existing: readonly EndpointSlice[], changes: SliceChanges): SliceChanges {
  if (existing.length > changes.remove.length || changes.create.length > 0) return changes;
  const placeholder = newSlice(service, [], []);
  const [only, another] = changes.remove;
  if (only !== undefined && another === undefined && isPlaceholder(only, placeholder))
    return { ...changes, remove: [] };
  return { ...changes, create: [placeholder] };
}

function isPlaceholder(slice: EndpointSlice, placeholder: EndpointSlice): boolean {
  return (
    slice.endpoints.length === 0 &&
    (slice.ports ?? []).length === 0 &&
    slice.addressType === placeholder.addressType &&
    semanticEqual(slice.metadata.labels, placeholder.metadata.labels)
  );
}

/** A slice to delete becomes the one to create, under its old name. */
function reuse({ create, update, remove }: SliceChanges): SliceChanges {
  const count = Math.min(create.length, remove.length);
  const reused = remove.slice(remove.length - count).map((slice, index) => {
    const fresh = create[index] ?? slice;
    const { labels } = fresh.metadata;
    return { ...fresh, metadata: { ...slice.metadata, ...(labels === undefined ? {} : { labels }) } };
  });
  return {
    create: create.slice(count),
    update: [...update, ...reused],
    remove: remove.slice(0, remove.length - count),
  };
}
