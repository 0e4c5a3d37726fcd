import { parseTimestamp } from '../../api/time.ts';
import type { Job, Pod } from '../../kinds/types.ts';
import type { Counts } from './accounting.ts';

export interface Verdict {
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
}

const LIMIT: Verdict = {
  type: 'Failed',
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
};
const DEADLINE: Verdict = {
  type: 'Failed',
  reason: 'DeadlineExceeded',
  message: 'Job was active longer than specified deadline',
};
const DONE: Verdict = { type: 'Complete', reason: '', message: '' };

/** Whether the job is over, and why (syncJob, v1.25). */
export function verdict(
  job: Job,
  active: readonly Pod[],
  total: Counts,
  pods: readonly Pod[],
  nowMs: number,
): Verdict | undefined {
  const { parallelism = 1, completions, backoffLimit = 6 } = job.spec;
  const isNew = total.failed > (job.status.failed ?? 0);
  if (isNew && active.length !== parallelism && total.failed > backoffLimit) return LIMIT;
  if (restartsExceed(job, pods, backoffLimit)) return LIMIT;
  const leftMs = untilDeadlineMs(job, nowMs);
  if (leftMs !== undefined && leftMs <= 0) return DEADLINE;
  if (active.length > 0) return undefined;
  return total.succeeded >= (completions ?? 1) && (completions !== undefined || total.succeeded > 0) ? DONE : undefined;
}

/** Containers that are restarted in place count by their restarts. */
function restartsExceed(job: Job, pods: readonly Pod[], limit: number): boolean {
  if (job.spec.template.spec?.restartPolicy !== 'OnFailure') return false;
  const running = pods.filter(({ status: { phase } }) => phase === 'Running' || phase === 'Pending');
  const restarts = running
    .flatMap(({ status }) => [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

/** Time left until activeDeadlineSeconds; undefined without one, and before the start. */
export function untilDeadlineMs(job: Job, nowMs: number): number | undefined {
  const { activeDeadlineSeconds } = job.spec;
  const { startTime } = job.status;
  if (activeDeadlineSeconds === undefined || startTime === undefined || job.spec.suspend === true) return undefined;
  return parseTimestamp(startTime) + activeDeadlineSeconds * 1000 - nowMs;
}

export function isFinished(job: Job): boolean {
  return (job.status.conditions ?? []).some(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
}

/** How many pods should run now. */
export function wantedActive(job: Job, active: number, succeeded: number): number {
  const { parallelism = 1, completions } = job.spec;
  if (completions !== undefined) return Math.min(Math.max(0, completions - succeeded), parallelism);
  return succeeded > 0 ? active : parallelism;
}
