import { deepEqual } from '../../api/equality.ts';
import { controllerOf, controllerReference, keyOf, splitKey } from '../../api/object.ts';
import { goQuote } from '../../api/go-format.ts';
import { parseTimestamp, toTimestamp } from '../../api/time.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { cronError, splitSchedule } from '../../kinds/batch/cron.ts';
import type { CronJob, Job } from '../../kinds/types.ts';
import { ownerKeys } from '../shared/owner-keys.ts';
import { eventWrite, isTerminating, updateStatus } from '../shared/writes.ts';
import { type Due, dueBy } from './schedule.ts';
import { timeZone } from '../../kinds/batch/time-zone.ts';

/** Every time is looked at this much after it (nextScheduleDelta, v1.25). */
const DELTA_MS = 100;
const MANY_MISSED = 100;

/** Makes jobs by the clock, in UTC or in spec.timeZone (cronjob_controllerv2.go, v1.25). */
export const cronJobController: Component = {
  name: 'cronjob-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    { kind: 'CronJob', keys: ({ object }) => [keyOf(object)] },
    { kind: 'Job', keys: (change) => ownerKeys(change, 'CronJob') },
  ],
  reconcile,
};

type Active = NonNullable<CronJob['status']['active']>;

const endOf = (job: Job): string | undefined =>
  job.status.conditions?.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True')
    ?.type;

function reconcile(key: string, view: View, context: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const cron = view.get<CronJob>('CronJob', namespace, name);
  if (cron === undefined) return NOTHING;
  const uid = cron.metadata.uid ?? '';
  const owned = view.ownedBy(uid) as readonly Job[];
  const jobs = owned.filter((job) => job.kind === 'Job' && controllerOf(job)?.uid === uid);
  const tidy = tidyActive(cron, jobs);
  const history = [...surplus(cron, jobs, 'Complete'), ...surplus(cron, jobs, 'Failed')];
  if (!deepEqual(tidy.status, cron.status))
    return { writes: [...tidy.writes, updateStatus(cron, tidy.status), ...history] };
  const run = start(cron, jobs, context.nowMs, context.memory);
  return { ...run, writes: [...history, ...run.writes] };
}

/** Jobs that ended, or went missing, are active no more. */
function tidyActive(
  cron: CronJob,
  jobs: readonly Job[],
): { readonly status: CronJob['status']; readonly writes: readonly Write[] } {
  const writes: Write[] = [];
  let { lastSuccessfulTime } = cron.status;
  const active: Active = (cron.status.active ?? []).filter(({ uid, name }) => {
    const job = jobs.find(({ metadata }) => metadata.uid === uid);
    const end = job === undefined ? 'missing' : endOf(job);
    if (end === undefined) return true;
    const text = job === undefined ? `Active job went missing: ${name}` : `Saw completed job: ${name}, status: ${end}`;
    writes.push(eventWrite(cron, 'Normal', job === undefined ? 'MissingJob' : 'SawCompletedJob', text));
    if (end === 'Complete') lastSuccessfulTime = job?.status.completionTime ?? lastSuccessfulTime;
    return false;
  });
  const known = new Set(active.map(({ uid }) => uid));
  const adopted = jobs.filter(
    (job) => endOf(job) === undefined && !known.has(job.metadata.uid) && isScheduled(cron, job),
  );
  const { active: _, ...kept } = cron.status;
  const all = [...active, ...adopted.map(referenceTo)];
  const status = {
    ...kept,
    ...(all.length === 0 ? {} : { active: all }),
    ...(lastSuccessfulTime === undefined ? {} : { lastSuccessfulTime }),
  };
  return { status, writes };
}

/** A job that this controller made itself: its name ends in the minute it was made for. */
function isScheduled(cron: CronJob, job: Job): boolean {
  return job.metadata.name.startsWith(`${cron.metadata.name}-`) && /-\d{8,}$/.test(job.metadata.name);
}

function referenceTo({ apiVersion, kind, metadata: { namespace, name, uid, resourceVersion } }: Job): Active[number] {
  return {
    apiVersion,
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
}

function start(cron: CronJob, jobs: readonly Job[], nowMs: number, memory: unknown): Outcome {
  const { schedule, suspend = false } = cron.spec;
  if (cron.metadata.deletionTimestamp !== undefined || suspend) return NOTHING;
  const unsupported = schedule.includes('TZ') ? [zoneInSchedule(cron)] : [];
  const { writes, ...run } = startBy(cron, jobs, nowMs, memory);
  return { ...run, writes: [...unsupported, ...writes] };
}

/** Told at every look (formatSchedule, v1.25). */
function zoneInSchedule(cron: CronJob): Write {
  const message = `CRON_TZ or TZ used in schedule ${goQuote(cron.spec.schedule)} is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details`;
  return eventWrite(cron, 'Warning', 'UnsupportedSchedule', message);
}

function startBy(cron: CronJob, jobs: readonly Job[], nowMs: number, memory: unknown): Outcome {
  const { schedule, startingDeadlineSeconds, concurrencyPolicy = 'Allow' } = cron.spec;
  const { zone: own, fields } = splitSchedule(schedule);
  const error = cronError(fields);
  if (error !== undefined)
    return warnOnce(cron, 'UnparseableSchedule', `unparseable schedule: "${schedule}" : ${error}`, memory);
  const name = cron.spec.timeZone ?? own ?? 'UTC';
  const zone = timeZone(name);
  if (zone === undefined)
    return warnOnce(cron, 'UnknownTimeZone', `invalid timeZone: "${name}": unknown time zone ${name}`, memory);
  const last = cron.status.lastScheduleTime ?? cron.metadata.creationTimestamp ?? toTimestamp(nowMs);
  const deadlineMs = startingDeadlineSeconds === undefined ? undefined : startingDeadlineSeconds * 1000;
  const earliestMs = Math.max(parseTimestamp(last), deadlineMs === undefined ? 0 : nowMs - deadlineMs);
  const due = dueBy(fields, earliestMs, nowMs, zone);
  const again = due.nextMs === undefined ? {} : { requeueAfterMs: due.nextMs + DELTA_MS - nowMs };
  if (due.timeMs === undefined && due.nextMs === undefined) {
    const message = `invalid schedule: ${schedule} : time difference between two schedules less than 1 second`;
    return warnOnce(cron, 'InvalidSchedule', message, memory);
  }
  if (due.timeMs === undefined) return { writes: [], ...again };
  const active = jobs.filter((job) => endOf(job) === undefined);
  if (concurrencyPolicy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    const topic = `${message} ${due.timeMs}`;
    return {
      writes: memory === topic ? [] : [eventWrite(cron, 'Normal', 'JobAlreadyActive', message)],
      memory: topic,
      ...again,
    };
  }
  const replaced = concurrencyPolicy === 'Replace' ? active.map((job) => deleteJob(cron, job)) : [];
  return { writes: [...tooMany(cron, due), ...replaced, ...launch(cron, due.timeMs)], ...again };
}

function warnOnce(cron: CronJob, reason: string, message: string, memory: unknown): Outcome {
  return { writes: memory === message ? [] : [eventWrite(cron, 'Warning', reason, message)], memory: message };
}

function tooMany(cron: CronJob, { missed }: Due): readonly Write[] {
  if (missed <= MANY_MISSED) return [];
  const message = `too many missed start times: ${missed}. Set or decrease .spec.startingDeadlineSeconds or check clock skew`;
  return [eventWrite(cron, 'Warning', 'TooManyMissedTimes', message)];
}

/** The job is named after the minute, so that no time runs twice. */
function launch(cron: CronJob, timeMs: number): readonly Write[] {
  const { namespace, name } = cron.metadata;
  const { metadata: { labels, annotations } = {}, spec } = cron.spec.jobTemplate;
  const jobName = `${name}-${Math.floor(timeMs / 60_000)}`;
  const job: Job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [controllerReference(cron)],
    },
    spec: spec ?? { template: {} },
    status: {},
  };
  const about = cron;
  return [
    {
      verb: 'create',
      object: job,
      ignore: ['AlreadyExists'],
      onSuccess: () => ({ about, type: 'Normal', reason: 'SuccessfulCreate', message: `Created job ${jobName}` }),
      onFailure: (error) =>
        isTerminating(error)
          ? undefined
          : { about, type: 'Warning', reason: 'FailedCreate', message: `Error creating job: ${error.message}` },
    },
    {
      verb: 'patch',
      kind: 'CronJob',
      namespace,
      name,
      type: 'merge',
      patch: { status: { lastScheduleTime: toTimestamp(timeMs) } },
      subresource: 'status',
    },
  ];
}

function deleteJob(cron: CronJob, { metadata: { namespace, name } }: Job): Write {
  const about = cron;
  return {
    verb: 'delete',
    kind: 'Job',
    namespace,
    name,
    propagation: 'Background',
    ignore: ['NotFound'],
    onSuccess: () => ({ about, type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted job ${name}` }),
    onFailure: (error) => ({
      about,
      type: 'Warning',
      reason: 'FailedDelete',
      message: `Deleted job: ${error.message}`,
    }),
  };
}

/** Ended jobs above the limit go, those that started first. */
function surplus(cron: CronJob, jobs: readonly Job[], end: 'Complete' | 'Failed'): readonly Write[] {
  const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cron.spec;
  const ended = jobs.filter((job) => endOf(job) === end && job.metadata.deletionTimestamp === undefined);
  const count = ended.length - (end === 'Complete' ? successfulJobsHistoryLimit : failedJobsHistoryLimit);
  const order = (job: Job): string => `${job.status.startTime ?? '~'} ${job.metadata.name}`;
  const sorted = ended.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return sorted.slice(0, Math.max(0, count)).map((job) => deleteJob(cron, job));
}
