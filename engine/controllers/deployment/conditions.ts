import { toTimestamp } from '../../api/time.ts';
import type { Deployment, DeploymentCondition } from '../../kinds/types.ts';

export type Conditions = readonly DeploymentCondition[];

/** A progressDeadlineSeconds of this value means none. */
const NO_DEADLINE = 2147483647;

export function hasDeadline(deployment: Deployment): boolean {
  const { progressDeadlineSeconds } = deployment.spec;
  return progressDeadlineSeconds !== undefined && progressDeadlineSeconds !== NO_DEADLINE;
}

export function getCondition(conditions: Conditions | undefined, type: string): DeploymentCondition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function newCondition(
  type: string,
  status: string,
  reason: string,
  message: string,
  nowMs: number,
): DeploymentCondition {
  const now = toTimestamp(nowMs);
  return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/**
 * Same status and reason: nothing changes, not even the message. Else the old one goes and the new one comes last, with the old transition
 * time while the status stays (SetDeploymentCondition, v1.25).
 */
export function setCondition(conditions: Conditions, next: DeploymentCondition): Conditions {
  const old = getCondition(conditions, next.type);
  if (old !== undefined && old.status === next.status && old.reason === next.reason) return conditions;
  const kept =
    old?.status === next.status && old.lastTransitionTime !== undefined
      ? { ...next, lastTransitionTime: old.lastTransitionTime }
      : next;
  return [...removeCondition(conditions, next.type), kept];
}

/** Sets it even if status and reason are the same, so that its update time moves. */
export function renewCondition(conditions: Conditions, next: DeploymentCondition): Conditions {
  const old = getCondition(conditions, next.type);
  const kept =
    old?.status === next.status && old.lastTransitionTime !== undefined
      ? { ...next, lastTransitionTime: old.lastTransitionTime }
      : next;
  return [...removeCondition(conditions, next.type), kept];
}

export function removeCondition(conditions: Conditions, type: string): Conditions {
  return conditions.filter((condition) => condition.type !== type);
}
