import type { Write } from '../../component/write.ts';
import type { Job, Pod } from '../../kinds/types.ts';
import { formatIndexes, indexOf, isIndexed, parseIndexes } from './indexes.ts';

export const TRACKING: string = 'batch.kubernetes.io/job-tracking';

type Status = Job['status'];

export interface Counts {
  readonly succeeded: number;
  readonly failed: number;
}

export interface Accounting {
  /** What is counted and what is about to be. */
  readonly total: Counts;
  /** The pods whose end is noted by uid in the status, but whose finalizer is still there. */
  readonly release: readonly Pod[];
  /** The status with newly ended pods noted; the very one if there are none. */
  readonly noted: Status;
  /** The status with all noted pods counted. */
  readonly counted: Status;
  readonly hasNew: boolean;
}

const isTracked = (pod: Pod): boolean => pod.metadata.finalizers?.includes(TRACKING) === true;
const hasSucceeded = (pod: Pod): boolean => pod.status.phase === 'Succeeded';

/** A pod on its way out that did not succeed counts as failed. */
function hasFailed(pod: Pod): boolean {
  return pod.status.phase === 'Failed' || (pod.metadata.deletionTimestamp !== undefined && !hasSucceeded(pod));
}

/**
 * Counts every pod's end once (trackJobStatusAndRemoveFinalizers, v1.25): its uid is noted in the status, then its finalizer goes, then it
 * is added to the numbers; whatever fails between can be taken up again.
 */
export function account(job: Job, pods: readonly Pod[]): Accounting {
  return isIndexed(job) ? accountIndexes(job, pods) : accountPods(job, pods);
}

/** Successes count by their numbers, which the status holds itself: once a number is there its pod is let go. */
function accountIndexes(job: Job, pods: readonly Pod[]): Accounting {
  const completions = job.spec.completions ?? 0;
  const known = parseIndexes(job.status.completedIndexes ?? '');
  const tracked = pods.filter((pod) => isTracked(pod) && hasSucceeded(pod));
  const fresh = tracked
    .map((pod) => indexOf(pod, completions))
    .filter((index) => index !== undefined)
    .filter((index) => !known.has(index));
  const done = new Set([...known].filter((index) => index < completions));
  for (const index of fresh) done.add(index);
  const { completedIndexes: _a, succeeded: _b, ...status } = job.status;
  const numbers = done.size === 0 ? {} : { completedIndexes: formatIndexes(done), succeeded: done.size };
  const others = accountPods(
    { ...job, status },
    pods.filter((pod) => !hasSucceeded(pod)),
  );
  const total = { ...others.total, succeeded: done.size };
  const release = [...others.release, ...(fresh.length > 0 ? [] : tracked)];
  const noted = { ...others.noted, ...numbers };
  const counted = { ...others.counted, ...numbers };
  return { total, release, noted, counted, hasNew: others.hasNew || fresh.length > 0 };
}

function accountPods(job: Job, pods: readonly Pod[]): Accounting {
  const { status } = job;
  const { succeeded: oldDone = [], failed: oldFailed = [] } = status.uncountedTerminatedPods ?? {};
  const known = new Set([...oldDone, ...oldFailed]);
  const ended = pods.filter((pod) => isTracked(pod) && !known.has(pod.metadata.uid ?? ''));
  const uids = (test: (pod: Pod) => boolean): string[] => ended.filter(test).map((pod) => pod.metadata.uid ?? '');
  const newDone = uids(hasSucceeded);
  const newFailed = uids(hasFailed);
  const done = [...oldDone, ...newDone];
  const failed = [...oldFailed, ...newFailed];
  const total = { succeeded: (status.succeeded ?? 0) + done.length, failed: (status.failed ?? 0) + failed.length };
  const uncountedTerminatedPods = {
    ...(done.length === 0 ? {} : { succeeded: done }),
    ...(failed.length === 0 ? {} : { failed }),
  };
  const hasNew = newDone.length + newFailed.length > 0;
  return {
    total,
    release: pods.filter((pod) => isTracked(pod) && known.has(pod.metadata.uid ?? '')),
    noted: hasNew ? { ...status, uncountedTerminatedPods } : status,
    counted: {
      ...status,
      ...(total.succeeded === 0 ? {} : { succeeded: total.succeeded }),
      ...(total.failed === 0 ? {} : { failed: total.failed }),
      uncountedTerminatedPods: {},
    },
    hasNew,
  };
}

/** Takes the finalizer off, so that the pod may go. */
export function releasePod(pod: Pod): readonly Write[] {
  if (!isTracked(pod)) return [];
  const { namespace, name, uid, finalizers = [] } = pod.metadata;
  const kept = finalizers.filter((finalizer) => finalizer !== TRACKING);
  const patch = { metadata: { uid, finalizers: kept.length === 0 ? null : kept } };
  return [{ verb: 'patch', kind: 'Pod', namespace, name, type: 'merge', patch, ignore: ['NotFound'] }];
}
