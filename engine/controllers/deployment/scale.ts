import type { Write } from '../../component/write.ts';
import type { ReplicaSet } from '../../kinds/types.ts';
import { annotatedNumber, DESIRED_REPLICAS } from './annotations.ts';
import { isRolling, maxSurge, proportion, replicasOf, totalReplicas } from './arithmetic.ts';
import { byCreation, isUsed, resize, type Rollout, scaleSet } from './rollout.ts';

/** Whether the deployment's size changed since its ReplicaSets were scaled last (isScalingEvent, v1.25). */
export function isScalingEvent({ deployment, sets }: Rollout): boolean {
  return sets.filter(isUsed).some((set) => {
    const desired = annotatedNumber(set, DESIRED_REPLICAS);
    return desired !== undefined && desired !== replicasOf(deployment);
  });
}

/** Brings the ReplicaSets to a new size of the deployment without going on with the rollout (scale, v1.25). */
export function scale(rollout: Rollout): readonly Write[] {
  const { deployment, newSet, oldSets } = rollout;
  const only = activeOrLatest(rollout);
  if (only !== undefined) return scaleSet(deployment, only, replicasOf(deployment));
  if (newSet !== undefined && isSaturated(rollout, newSet)) {
    return oldSets.filter(isUsed).flatMap((set) => scaleSet(deployment, set, 0));
  }
  return isRolling(deployment) ? scaleInProportion(rollout) : [];
}

/** The only ReplicaSet with pods; with none, the new one or else the youngest; undefined with several. */
function activeOrLatest({ sets, newSet, oldSets }: Rollout): ReplicaSet | undefined {
  const active = sets.filter(isUsed);
  if (active.length === 1) return active[0];
  return active.length === 0 ? (newSet ?? oldSets.at(-1)) : undefined;
}

function isSaturated({ deployment }: Rollout, newSet: ReplicaSet): boolean {
  const wanted = replicasOf(deployment);
  return (
    replicasOf(newSet) === wanted &&
    annotatedNumber(newSet, DESIRED_REPLICAS) === wanted &&
    (newSet.status.availableReplicas ?? 0) === wanted
  );
}

/** Each active ReplicaSet gets its share; what rounding leaves over goes to the largest. */
function scaleInProportion({ deployment, oldSets, newSet }: Rollout): readonly Write[] {
  const active = (newSet === undefined ? oldSets : [...oldSets, newSet]).filter(isUsed);
  const wanted = replicasOf(deployment);
  const allowed = wanted > 0 ? wanted + maxSurge(deployment) : 0;
  const toAdd = allowed - totalReplicas(active);
  const age = toAdd > 0 ? -1 : 1;
  const ordered = active.toSorted((a, b) => replicasOf(b) - replicasOf(a) || age * byCreation(a, b));
  let added = 0;
  const sizes = ordered.map((set) => {
    const share = proportion(set, deployment, toAdd, added);
    added += share;
    return replicasOf(set) + share;
  });
  const direction = toAdd > 0 ? 'up' : 'down';
  return ordered.flatMap((set, index) => {
    const size = (sizes[index] ?? 0) + (index === 0 ? toAdd - added : 0);
    return resize(deployment, set, Math.max(0, size), direction);
  });
}
