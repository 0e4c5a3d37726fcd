import type { Pod, StatefulSet } from '../../kinds/types.ts';
import { nonZero } from '../shared/non-zero.ts';
import { isAvailable } from '../shared/pods.ts';
import { isDeleting, isOf, isRolling, isUp, type Round } from './round.ts';

/** What a sync's own steps add to the counts of the pods it found. */
export interface Effect {
  readonly replicas: number;
  readonly current: number;
  readonly updated: number;
}

export const NO_EFFECT: Effect = { replicas: 0, current: 0, updated: 0 };

/** A pod more (1) or less (-1) of its revision. */
export function ofRevision({ current, update }: Round, pod: Pod, by: 1 | -1): Effect {
  return { replicas: 0, current: isOf(pod, current) ? by : 0, updated: isOf(pod, update) ? by : 0 };
}

export function added(...effects: readonly Effect[]): Effect {
  return effects.reduce(
    (sum, { replicas, current, updated }) => ({
      replicas: sum.replicas + replicas,
      current: sum.current + current,
      updated: sum.updated + updated,
    }),
    NO_EFFECT,
  );
}

/** The counts after the sync's own steps; an update that is through makes its revision the current one (updateStatefulSet, v1.25). */
export function statusOf({ set, pods, current, update, context }: Round, effect: Effect): StatefulSet['status'] {
  const living = pods.filter((pod) => !isDeleting(pod));
  const replicas = pods.length + effect.replicas;
  const ready = pods.filter(isUp).length;
  const updated = living.filter((pod) => isOf(pod, update)).length + effect.updated;
  const isDone = isRolling(set) && updated === replicas && ready === replicas;
  const counts = nonZero({
    readyReplicas: ready,
    currentReplicas: isDone ? updated : living.filter((pod) => isOf(pod, current)).length + effect.current,
    updatedReplicas: updated,
  });
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas,
    ...counts,
    availableReplicas: pods.filter((pod) => isUp(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, context.nowMs))
      .length,
    currentRevision: (isDone ? update : current).metadata.name,
    updateRevision: update.metadata.name,
    collisionCount: set.status.collisionCount ?? 0,
  };
}
