import { deepEqual } from '../../api/equality.ts';
import { parseTimestamp } from '../../api/time.ts';
import type { Write } from '../../component/write.ts';
import type { Deployment, DeploymentCondition, ReplicaSet } from '../../kinds/types.ts';
import { nonZero } from '../shared/non-zero.ts';
import { updateStatus } from '../shared/writes.ts';
import { maxUnavailable, replicasOf, totalReplicas } from './arithmetic.ts';
import {
  type Conditions,
  getCondition,
  hasDeadline,
  newCondition,
  removeCondition,
  renewCondition,
  setCondition,
} from './conditions.ts';
import type { Rollout, Sync } from './rollout.ts';

type Status = Deployment['status'];

const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number | undefined): number =>
  sets.reduce((total, set) => total + (count(set) ?? 0), 0);

/** The counts, and whether enough pods are available (calculateStatus, v1.25). */
export function deploymentStatus({ deployment, newSet, oldSets, context }: Rollout): Status {
  const sets = newSet === undefined ? oldSets : [...oldSets, newSet];
  const available = sum(sets, (set) => set.status.availableReplicas);
  const { collisionCount } = deployment.status;
  const counts = nonZero({
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: sum(sets, (set) => set.status.replicas),
    updatedReplicas: newSet?.status.replicas ?? 0,
    readyReplicas: sum(sets, (set) => set.status.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, totalReplicas(sets) - available),
  });
  const isEnough = available >= replicasOf(deployment) - maxUnavailable(deployment);
  const condition = isEnough
    ? newCondition(
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
        context.nowMs,
      )
    : newCondition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        context.nowMs,
      );
  const conditions = setCondition(deployment.status.conditions ?? [], condition);
  return { ...counts, ...(collisionCount === undefined ? {} : { collisionCount }), conditions };
}

export function statusWrites(deployment: Deployment, status: Status): readonly Write[] {
  if (deepEqual(status, deployment.status)) return [];
  return [updateStatus(deployment, status)];
}

/** Status outside of a rollout: counts only (syncDeploymentStatus, v1.25). */
export function plainStatus(rollout: Rollout): readonly Write[] {
  return statusWrites(rollout.deployment, deploymentStatus(rollout));
}

/** Whether a status shows the whole rollout done (DeploymentComplete, v1.25). */
export function isComplete(deployment: Deployment, status: Status): boolean {
  const wanted = replicasOf(deployment);
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

function isProgressing(old: Status, next: Status): boolean {
  const oldPods = (status: Status): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (next.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
    oldPods(next) < oldPods(old) ||
    (next.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (next.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  );
}

const deadlineMs = (deployment: Deployment, condition: DeploymentCondition): number =>
  parseTimestamp(condition.lastUpdateTime ?? '1970-01-01T00:00:00Z') +
  (deployment.spec.progressDeadlineSeconds ?? 0) * 1000;

function isTimedOut(deployment: Deployment, conditions: Conditions, nowMs: number): boolean {
  const condition = getCondition(conditions, 'Progressing');
  if (condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  return condition.reason === 'ProgressDeadlineExceeded' || deadlineMs(deployment, condition) < nowMs;
}

/** Status in a rollout: counts, progress and failures, and when to look whether the deadline has passed (syncRolloutStatus, v1.25). */
export function rolloutStatus(rollout: Rollout): Sync {
  const { deployment, context } = rollout;
  const counted = deploymentStatus(rollout);
  const conditions = withFailure(withProgress(rollout, counted), rollout);
  const status = { ...counted, conditions };
  const writes = statusWrites(deployment, status);
  if (writes.length > 0) return { writes };
  const waitMs = untilDeadlineMs(deployment, status, context.nowMs);
  return waitMs === undefined ? { writes } : { writes, requeueAfterMs: waitMs };
}

function withProgress({ deployment, newSet, context }: Rollout, status: Status): Conditions {
  const { nowMs } = context;
  const conditions = status.conditions ?? [];
  if (!hasDeadline(deployment)) return removeCondition(conditions, 'Progressing');
  const current = getCondition(deployment.status.conditions, 'Progressing');
  const isSettled = (status.replicas ?? 0) === (status.updatedReplicas ?? 0);
  if (isSettled && current?.reason === 'NewReplicaSetAvailable') return conditions;
  const { name } = deployment.metadata;
  const subject = newSet === undefined ? `Deployment "${name}"` : `ReplicaSet "${newSet.metadata.name}"`;
  const progress = (state: string, reason: string, text: string): DeploymentCondition =>
    newCondition('Progressing', state, reason, `${subject} ${text}.`, nowMs);
  if (isComplete(deployment, status)) {
    return setCondition(conditions, progress('True', 'NewReplicaSetAvailable', 'has successfully progressed'));
  }
  if (isProgressing(deployment.status, status)) {
    return renewCondition(conditions, progress('True', 'ReplicaSetUpdated', 'is progressing'));
  }
  if (isTimedOut(deployment, conditions, nowMs)) {
    return setCondition(conditions, progress('False', 'ProgressDeadlineExceeded', 'has timed out progressing'));
  }
  return conditions;
}

/** ReplicaFailure is that of the new set, else of the first old one that has it. */
function withFailure(conditions: Conditions, { newSet, oldSets, context }: Rollout): Conditions {
  const sets = newSet === undefined ? oldSets : [newSet, ...oldSets];
  const failures = sets.flatMap((set) => set.status.conditions?.filter(({ type }) => type === 'ReplicaFailure') ?? []);
  const failure = failures[0];
  if (failure === undefined) return removeCondition(conditions, 'ReplicaFailure');
  const { status, reason = '', message = '', lastTransitionTime } = failure;
  const copied = newCondition('ReplicaFailure', status, reason, message, context.nowMs);
  return setCondition(conditions, lastTransitionTime === undefined ? copied : { ...copied, lastTransitionTime });
}

/**
 * Nothing happens any more: the deadline has to be looked at by the clock. A deployment that once was complete has none, so it is not
 * asked again and again as v1.25 does.
 */
function untilDeadlineMs(deployment: Deployment, status: Status, nowMs: number): number | undefined {
  const condition = getCondition(deployment.status.conditions, 'Progressing');
  if (condition === undefined || !hasDeadline(deployment) || isComplete(deployment, status)) return undefined;
  if (condition.reason === 'ProgressDeadlineExceeded' || condition.reason === 'NewReplicaSetAvailable')
    return undefined;
  const leftMs = deadlineMs(deployment, condition) - nowMs;
  return leftMs < 1000 ? Math.max(leftMs, 0) + 1 : leftMs + 1000;
}
