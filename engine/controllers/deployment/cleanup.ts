import type { Write } from '../../component/write.ts';
import { revisionOf } from './annotations.ts';
import { byCreation, isUsed, type Rollout } from './rollout.ts';

/** A revisionHistoryLimit of this value means: keep all. */
const NO_LIMIT = 2147483647;

/** Deletes old ReplicaSets above the history limit, lowest revision first; one that is still in use is passed over (cleanupDeployment, v1.25). */
export function cleanup({ deployment, oldSets }: Rollout): readonly Write[] {
  const limit = deployment.spec.revisionHistoryLimit ?? NO_LIMIT;
  if (limit === NO_LIMIT) return [];
  const candidates = oldSets.filter((set) => set.metadata.deletionTimestamp === undefined);
  const surplus = candidates.length - limit;
  if (surplus <= 0) return [];
  return candidates
    .toSorted((a, b) => revisionOf(a) - revisionOf(b) || byCreation(a, b))
    .slice(0, surplus)
    .filter(
      (set) =>
        (set.status.replicas ?? 0) === 0 &&
        !isUsed(set) &&
        (set.metadata.generation ?? 0) <= (set.status.observedGeneration ?? 0),
    )
    .map(({ metadata: { namespace, name } }) => ({
      verb: 'delete',
      kind: 'ReplicaSet',
      namespace,
      name,
      ignore: ['NotFound'],
    }));
}
