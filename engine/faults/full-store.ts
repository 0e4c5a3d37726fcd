import { kindId } from '../api/kind.ts';
import { StatusError } from '../api/status-error.ts';
import type { Cluster } from '../cluster.ts';

/** What comes and goes by itself, and must be able to say that the store is full. */
const SPARED: readonly string[] = ['Event', 'Lease'];

/** A store that takes only so many objects. */
export interface FullStore {
  /** How many objects were refused. */
  readonly refused: () => number;
}

/**
 * From now on the cluster holds at most `maxObjects` objects (Events and Leases not counted): whoever creates one more is refused by name, as
 * by a store that has no space left, and may try again.
 */
export function limitObjects(cluster: Cluster, maxObjects: number): FullStore {
  let refused = 0;
  const { api } = cluster;
  const kinds = (): readonly string[] =>
    api.registry
      .all()
      .map(kindId)
      .filter((id) => !SPARED.includes(id));
  cluster.apiFault = (_caller, verb, { kind }, subresource) => {
    if (verb !== 'create' || subresource !== undefined || SPARED.includes(kind)) return undefined;
    if (kinds().reduce((sum, id) => sum + api.objects.count(id), 0) < maxObjects) return undefined;
    refused += 1;
    const message = `the cluster is full: it may hold ${maxObjects} objects`;
    return { error: new StatusError(403, 'Forbidden', message), isStored: false };
  };
  return { refused: () => refused };
}
