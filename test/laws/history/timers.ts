/**
 * Kubernetes' own timers (v1.25 defaults), from which the laws' bounds of virtual time are made. Each with the flag, field or constant
 * that sets it.
 */
const SECOND_MS = 1000;

/** --node-monitor-grace-period 40 s, seen with the next --node-monitor-period of 5 s. */
export const NODE_LOSS_MS: number = 45 * SECOND_MS;
/** tolerationSeconds that DefaultTolerationSeconds gives every pod for not-ready and unreachable nodes. */
export const TOLERATION_MS: number = 300 * SECOND_MS;
/** kubelet MaxContainerBackOff: CrashLoopBackOff and ImagePullBackOff end there. */
export const RESTART_BACKOFF_MS: number = 300 * SECOND_MS;
/** podMaxInUnschedulablePodsDuration of 5 min, looked at every 30 s. */
export const UNSCHEDULABLE_MS: number = 330 * SECOND_MS;
/** The claim controller's resync of 15 s, and the provisioner's retries of at most 300 s. */
export const PROVISION_MS: number = 315 * SECOND_MS;
/** terminationGracePeriodSeconds 30, and the kubelet's housekeeping before the object goes. */
export const TERMINATION_MS: number = 35 * SECOND_MS;
/** client-go's ItemExponentialFailureRateLimiter: 5 ms, doubled by every failure, at most 1000 s. */
export const WORKQUEUE_BACKOFF_MS: number = 1000 * SECOND_MS;
/** The kubelet's sync of every pod, 60 s and up to half as long again. */
export const KUBELET_RESYNC_MS: number = 90 * SECOND_MS;
/** A pod's way to readiness: volumes, sandbox, an image of some 140 MB, start, the first probes (periodSeconds 2). */
export const START_MS: number = 30 * SECOND_MS;
