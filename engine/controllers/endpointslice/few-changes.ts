import type { EndpointSlice, Service } from '../../kinds/types.ts';
import type { Replaced } from '../shared/glances.ts';
import { place, type SliceChanges } from './reconcile-slices.ts';
import { type Endpoint, endpointId, sliceLabels, type SliceEntry } from './slices.ts';

/**
 * The changes that `sliceChanges` would find, from what became of a few pods since the slices held just what was wanted, all of it behind
 * one list of ports (`portsId`; undefined: there are none, or several). Undefined where that is not enough to know: an endpoint goes away, has other ports, or is not the one that
 * was put into the slice.
 */
export function fewChanges(
  service: Service,
  existing: readonly EndpointSlice[],
  portsId: string | undefined,
  replaced: readonly Replaced<SliceEntry>[],
): SliceChanges | undefined {
  if (replaced.every(({ before, now }) => before.endpoint === now.endpoint)) return NONE;
  const lists = existing.map(({ endpoints }) => endpoints);
  const come: SliceEntry[] = [];
  for (const { before, now } of replaced) {
    if (before.endpoint === now.endpoint) continue;
    if (now.endpoint === undefined || now.portsId !== portsId) return undefined;
    if (before.endpoint === undefined) come.push(now);
    else if (!exchange(lists, before.endpoint, now.endpoint)) return undefined;
  }
  const changed: EndpointSlice[] = [];
  const unchanged: EndpointSlice[] = [];
  for (const [at, slice] of existing.entries()) {
    const endpoints = lists[at] ?? slice.endpoints;
    if (endpoints === slice.endpoints) unchanged.push(slice);
    else changed.push({ ...slice, endpoints, metadata: { ...slice.metadata, labels: sliceLabels(service) } });
  }
  const fresh = come.flatMap(({ endpoint }) => endpoint ?? []);
  return place(service, come[0]?.ports ?? [], fresh, { changed, unchanged, remove: [] });
}

const NONE: SliceChanges = { create: [], update: [], remove: [] };

/** Puts an endpoint where its former state stands; false where that stands nowhere, or is another pod's. */
function exchange(lists: (readonly Endpoint[])[], before: Endpoint, now: Endpoint): boolean {
  if (endpointId(before) !== endpointId(now)) return false;
  for (const [index, list] of lists.entries()) {
    const at = list.indexOf(before);
    if (at < 0) continue;
    lists[index] = list.with(at, now);
    return true;
  }
  return false;
}
