import type { StatusError } from '../../api/status-error.ts';
import { toTimestamp } from '../../api/time.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { Pod, ReplicaSet } from '../../kinds/types.ts';
import { isAvailable } from '../shared/pods.ts';
import { nonZero } from '../shared/non-zero.ts';

export type ReplicaStatus = ReplicaSet['status'];
type Conditions = NonNullable<ReplicaStatus['conditions']>;

export interface StatusInput {
  readonly old: ReplicaStatus;
  readonly generation: number | undefined;
  readonly counts: Counts;
  /** Pods wanted less pods there are. */
  readonly missing: number;
  /** Why the last attempt to create or delete pods failed. */
  readonly failure: StatusError | undefined;
  readonly nowMs: number;
}

/** Of the active pods that a set holds. */
export interface Counts {
  replicas: number;
  fullyLabeledReplicas: number;
  readyReplicas: number;
  availableReplicas: number;
}

export function countsOf(
  pods: readonly Pod[],
  minReadySeconds: number,
  templateLabels: Readonly<Record<string, string>>,
  nowMs: number,
): Counts {
  const labels = Object.entries(templateLabels);
  return {
    replicas: pods.length,
    fullyLabeledReplicas: pods.filter((pod) => labels.every(([key, value]) => pod.metadata.labels?.[key] === value))
      .length,
    readyReplicas: pods.filter(isPodReady).length,
    availableReplicas: pods.filter((pod) => isAvailable(pod, minReadySeconds, nowMs)).length,
  };
}

/** The status of a ReplicaSet or ReplicationController from the pods it holds (calculateStatus, v1.25). */
export function replicaStatus(input: StatusInput): ReplicaStatus {
  const { old, generation, counts } = input;
  const { replicas, fullyLabeledReplicas, readyReplicas, availableReplicas } = counts;
  const rest = { fullyLabeledReplicas, readyReplicas, availableReplicas, observedGeneration: generation ?? 0 };
  const conditions = replicaConditions(old.conditions ?? [], input);
  return { replicas, ...nonZero(rest), ...(conditions.length === 0 ? {} : { conditions }) };
}

/** ReplicaFailure appears with the first failure, keeps its text, and goes after an attempt without one. */
function replicaConditions(old: Conditions, { failure, missing, nowMs }: StatusInput): Conditions {
  if (failure === undefined) return old.filter((condition) => condition.type !== 'ReplicaFailure');
  if (old.some((condition) => condition.type === 'ReplicaFailure')) return old;
  const reason = missing > 0 ? 'FailedCreate' : 'FailedDelete';
  const { message } = failure;
  return [...old, { type: 'ReplicaFailure', status: 'True', lastTransitionTime: toTimestamp(nowMs), reason, message }];
}
