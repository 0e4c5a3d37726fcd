import type { Write } from '../../component/write.ts';
import type { ReplicaSet } from '../../kinds/types.ts';
import { maxUnavailable, newSetSize, replicasOf, totalReplicas } from './arithmetic.ts';
import { cleanup } from './cleanup.ts';
import { ensureNewSet } from './new-set.ts';
import { isUsed, type Rollout, scaleSet, type Sync } from './rollout.ts';
import { isComplete, rolloutStatus } from './status.ts';

/** One step of a RollingUpdate: either the new ReplicaSet grows, or the old ones shrink (rolloutRolling, v1.25). */
export function rolling(start: Rollout): Sync {
  const ensured = ensureNewSet(start, true);
  if (ensured.isDone || ensured.rollout.newSet === undefined) return { writes: ensured.writes };
  const { rollout, writes } = ensured;
  const { deployment, newSet } = rollout;
  if (newSet === undefined) return { writes };
  const up = growNew(rollout, newSet);
  const scaled = up.length > 0 ? up : shrinkOld(rollout, newSet);
  const cleaned = scaled.length === 0 && isComplete(deployment, deployment.status) ? cleanup(rollout) : [];
  const status = rolloutStatus(rollout);
  return { ...status, writes: [...writes, ...scaled, ...cleaned, ...status.writes] };
}

function growNew({ deployment, oldSets }: Rollout, newSet: ReplicaSet): readonly Write[] {
  const [size, wanted] = [replicasOf(newSet), replicasOf(deployment)];
  if (size === wanted) return [];
  if (size > wanted) return scaleSet(deployment, newSet, wanted);
  return scaleSet(deployment, newSet, newSetSize(deployment, size, totalReplicas([...oldSets, newSet])));
}

/** Unhealthy old pods go first, as far as the minimum of available pods allows at worst; then available ones above that minimum. */
function shrinkOld(rollout: Rollout, newSet: ReplicaSet): readonly Write[] {
  const { deployment, oldSets } = rollout;
  const oldTotal = totalReplicas(oldSets);
  if (oldTotal === 0) return [];
  const minAvailable = replicasOf(deployment) - maxUnavailable(deployment);
  const newUnavailable = replicasOf(newSet) - available(newSet);
  const maxDown = oldTotal + replicasOf(newSet) - minAvailable - newUnavailable;
  if (maxDown <= 0) return [];
  const healthy = removeUnhealthy(rollout, maxDown);
  if (healthy.isTooEarly) return healthy.writes;
  const budget = [...oldSets, newSet].reduce((sum, set) => sum + available(set), 0) - minAvailable;
  return [...healthy.writes, ...(budget <= 0 ? [] : removeAvailable(rollout, healthy.sets, budget))];
}

const available = (set: ReplicaSet): number => set.status.availableReplicas ?? 0;

interface Shrunk {
  readonly sets: readonly ReplicaSet[];
  readonly writes: readonly Write[];
  /** A set counts more available pods than it is to have: it was shrunk just now, and its status is still about the time before. */
  readonly isTooEarly: boolean;
}

/** What is not available goes; a set whose status is from before its last shrinking ends the step (cleanupUnhealthyReplicas, v1.25). */
function removeUnhealthy({ deployment, oldSets }: Rollout, maxDown: number): Shrunk {
  const writes: Write[] = [];
  const sets = [...oldSets];
  let removed = 0;
  for (const [index, set] of oldSets.entries()) {
    if (removed >= maxDown) break;
    const count = Math.min(maxDown - removed, replicasOf(set) - available(set));
    if (!isUsed(set) || count === 0) continue;
    if (count < 0) return { sets, writes, isTooEarly: true };
    removed += count;
    const size = replicasOf(set) - count;
    writes.push(...scaleSet(deployment, set, size));
    sets[index] = { ...set, spec: { ...set.spec, replicas: size } };
  }
  return { sets, writes, isTooEarly: false };
}

function removeAvailable({ deployment }: Rollout, sets: readonly ReplicaSet[], budget: number): readonly Write[] {
  const writes: Write[] = [];
  let removed = 0;
  for (const set of sets) {
    if (removed >= budget) break;
    const count = Math.min(replicasOf(set), budget - removed);
    if (count <= 0) continue;
    removed += count;
    writes.push(...scaleSet(deployment, set, replicasOf(set) - count));
  }
  return writes;
}
