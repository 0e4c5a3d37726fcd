import { isTerminal } from '../../kinds/core/pod-facts.ts';
import type { Pod } from '../../kinds/types.ts';
import { replicasOf } from './arithmetic.ts';
import { cleanup } from './cleanup.ts';
import { ensureNewSet } from './new-set.ts';
import { isUsed, type Rollout, scaleSet, type Sync } from './rollout.ts';
import { isComplete, rolloutStatus } from './status.ts';

/** One step of a Recreate: all old pods go, and are gone, before the first new one comes (rolloutRecreate, v1.25). */
export function recreate(start: Rollout): Sync {
  const { deployment } = start;
  const found = ensureNewSet(start, false);
  if (found.isDone) return { writes: found.writes };
  const down = found.rollout.oldSets.filter(isUsed).flatMap((set) => scaleSet(deployment, set, 0));
  if (down.length > 0 || oldPodsRun(found.rollout)) {
    const status = rolloutStatus(found.rollout);
    return { ...status, writes: [...found.writes, ...down, ...status.writes] };
  }
  const { rollout, writes, isDone } = found.rollout.newSet === undefined ? ensureNewSet(start, true) : found;
  if (isDone) return { writes };
  const up = rollout.newSet === undefined ? [] : scaleSet(deployment, rollout.newSet, replicasOf(deployment));
  const cleaned = isComplete(deployment, deployment.status) ? cleanup(rollout) : [];
  const status = rolloutStatus(rollout);
  return { ...status, writes: [...writes, ...up, ...cleaned, ...status.writes] };
}

/** Terminating pods run as well. */
function oldPodsRun({ oldSets, view }: Rollout): boolean {
  if (oldSets.some((set) => (set.status.replicas ?? 0) > 0)) return true;
  return oldSets.some((set) =>
    view.ownedBy(set.metadata.uid ?? '').some((pod) => pod.kind === 'Pod' && !isTerminal(pod as Pod)),
  );
}
