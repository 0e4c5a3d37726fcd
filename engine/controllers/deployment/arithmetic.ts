import { resolveIntOrPercent } from '../../api/intstr.ts';
import type { Deployment, ReplicaSet } from '../../kinds/types.ts';
import { annotatedNumber, MAX_REPLICAS } from './annotations.ts';

export const replicasOf = (owner: Deployment | ReplicaSet): number => owner.spec.replicas ?? 1;

export function totalReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + replicasOf(set), 0);
}

export const isRolling = (deployment: Deployment): boolean =>
  (deployment.spec.strategy?.type ?? 'RollingUpdate') === 'RollingUpdate';

/** Surge rounds up, unavailable rounds down; if both come to nothing, one pod may be missing (ResolveFenceposts, v1.25). */
export function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge = '25%', maxUnavailable = '25%' } = deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = resolveIntOrPercent(maxSurge, replicasOf(deployment), 'up');
  const unavailable = resolveIntOrPercent(maxUnavailable, replicasOf(deployment), 'down');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** How many pods more than asked for may exist during a rollout. */
export function maxSurge(deployment: Deployment): number {
  return isRolling(deployment) ? fenceposts(deployment).surge : 0;
}

/** How many of the pods asked for may be unavailable during a rollout. */
export function maxUnavailable(deployment: Deployment): number {
  if (!isRolling(deployment) || replicasOf(deployment) === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, replicasOf(deployment));
}

/** The size that the new ReplicaSet may have now (NewRSNewReplicas, v1.25). `size`: what it has; `total`: of all sets. */
export function newSetSize(deployment: Deployment, size: number, total: number): number {
  const wanted = replicasOf(deployment);
  if (!isRolling(deployment)) return wanted;
  const maxTotal = wanted + fenceposts(deployment).surge;
  return total >= maxTotal ? size : size + Math.min(maxTotal - total, wanted - size);
}

/** How much of a change of size falls to one ReplicaSet (GetProportion, v1.25). */
export function proportion(set: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (replicasOf(set) === 0 || toAdd === 0 || toAdd === added) return 0;
  const room = toAdd - added;
  const share = fraction(set, deployment);
  return toAdd > 0 ? Math.min(share, room) : Math.max(share, room);
}

function fraction(set: ReplicaSet, deployment: Deployment): number {
  const size = replicasOf(set);
  if (replicasOf(deployment) === 0) return -size;
  const known = annotatedNumber(set, MAX_REPLICAS) ?? deployment.status.replicas ?? 0;
  const exact = (size * (replicasOf(deployment) + maxSurge(deployment))) / known;
  return Math.round(exact) - size;
}
