import type { Cluster } from '../../engine/index.ts';
import { unmet } from './history/desired.ts';
import {
  KUBELET_RESYNC_MS,
  NODE_LOSS_MS,
  PROVISION_MS,
  RESTART_BACKOFF_MS,
  START_MS,
  TERMINATION_MS,
  TOLERATION_MS,
  UNSCHEDULABLE_MS,
  WORKQUEUE_BACKOFF_MS,
} from './history/timers.ts';
import { Breach, formatTime } from './law.ts';

/** Every pod of the largest workload may have to be replaced one after the other; minReadySeconds is at most 20. */
const ROLLOUT_MS = 4 * (START_MS + 20_000 + TERMINATION_MS);

/** When everything must be as desired once faults have stopped: each of Kubernetes' waits once, at its longest, one after the other. */
const BOUND_MS =
  NODE_LOSS_MS +
  TOLERATION_MS +
  TERMINATION_MS +
  RESTART_BACKOFF_MS +
  UNSCHEDULABLE_MS +
  PROVISION_MS +
  WORKQUEUE_BACKOFF_MS +
  ROLLOUT_MS;

/** Waits until the desired state is reached, and for what comes of it. Faults have stopped. */
export function settle(cluster: Cluster): void {
  // What is stored may still look as desired, until it is noticed which nodes had not been heard of for too long.
  cluster.advance(NODE_LOSS_MS);
  if (!cluster.waitUntil(() => unmet(cluster).length === 0, BOUND_MS - NODE_LOSS_MS)) {
    throw new Breach(cluster, `not reached ${formatTime(BOUND_MS)} after the last fault: ${unmet(cluster).join('; ')}`);
  }
  cluster.advance(KUBELET_RESYNC_MS);
}
