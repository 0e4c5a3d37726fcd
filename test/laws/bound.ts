import {
  NODE_LOSS_MS,
  PROVISION_MS,
  RESTART_BACKOFF_MS,
  START_MS,
  TERMINATION_MS,
  TOLERATION_MS,
  UNSCHEDULABLE_MS,
  WORKQUEUE_BACKOFF_MS,
} from './history/timers.ts';

/** Every pod of the largest workload may have to be replaced one after the other; minReadySeconds is at most 20. */
const ROLLOUT_MS = 4 * (START_MS + 20_000 + TERMINATION_MS);

/** When everything must be as desired once faults have stopped: each of Kubernetes' waits once, at its longest, one after the other. */
export const BOUND_MS: number =
  NODE_LOSS_MS +
  TOLERATION_MS +
  TERMINATION_MS +
  RESTART_BACKOFF_MS +
  UNSCHEDULABLE_MS +
  PROVISION_MS +
  WORKQUEUE_BACKOFF_MS +
  ROLLOUT_MS;
