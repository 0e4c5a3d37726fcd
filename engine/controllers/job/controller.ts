import { deepEqual } from '../../api/equality.ts';
import { compileSelector } from '../../api/labels.ts';
import { controllerOf, keyOf, splitKey } from '../../api/object.ts';
import { toTimestamp } from '../../api/time.ts';
import { type Component, type Context, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isActive, isPodReady } from '../../kinds/core/pod-facts.ts';
import type { Job, Namespace, Pod, PodTemplateSpec } from '../../kinds/types.ts';
import { candidatesFor, claim } from '../shared/claim.ts';
import { ownerKeys } from '../shared/owner-keys.ts';
import { podFromTemplate, podNamePrefix } from '../shared/pods.ts';
import { activeOrder } from '../shared/ranking.ts';
import { createPod, deletePod, eventWrite, updateStatus } from '../shared/writes.ts';
import { account, type Counts, releasePod, TRACKING } from './accounting.ts';
import { isIndexed, misfits, parseIndexes, pendingIndexes, templateFor } from './indexes.ts';
import { isFinished, untilDeadlineMs, type Verdict, verdict, wantedActive } from './verdict.ts';

type Status = Job['status'];

/** Changes of pods that did not fail are looked at together, this much later (podUpdateBatchPeriod, v1.25). */
const BATCH_MS = 1000;
/** What a failure takes to be looked at: by then those of the same moment are known as well, as recorded. */
const FAILED_MS = 50;
const BURST = 500;

/** Runs pods until enough have succeeded (job_controller.go, v1.25, tracking by finalizers). */
export const jobController: Component = {
  name: 'job-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  // A job that failed to make its pods is left alone for a while (DefaultJobBackOff, MaxJobBackOff, v1.25).
  minRetryMs: 10_000,
  maxRetryMs: 360_000,
  watches: [
    { kind: 'Job', keys: ({ object }) => [keyOf(object)] },
    {
      kind: 'Pod',
      delayMs: FAILED_MS,
      keys: (change) => (isUrgent(change as ObjectChange<Pod>) ? ownerKeys(change, 'Job') : []),
    },
    {
      kind: 'Pod',
      delayMs: BATCH_MS,
      keys: (change) => (isUrgent(change as ObjectChange<Pod>) ? [] : ownerKeys(change, 'Job')),
    },
  ],
  reconcile,
};

function isUrgent({ type, object }: ObjectChange<Pod>): boolean {
  return type !== 'MODIFIED' || object.status.phase === 'Failed' || object.metadata.deletionTimestamp !== undefined;
}

function reconcile(key: string, view: View, context: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const job = view.get<Job>('Job', namespace, name);
  if (job === undefined) return { writes: releaseOrphans(namespace, name, view) };
  const { selector } = job.spec;
  const matcher = compileSelector(selector);
  const candidates = candidatesFor<Pod>('Pod', namespace, selector, view);
  const foreign = releaseForeign(namespace, name, view);
  const { owned: pods, writes: claims } = claim(job, 'Pod', candidates, (pod) => matcher(pod.metadata.labels), view);
  if (isFinished(job) || job.metadata.deletionTimestamp !== undefined)
    return { writes: [...foreign, ...pods.flatMap(releasePod)] };
  if (!['NonIndexed', 'Indexed', undefined].includes(job.spec.completionMode)) {
    const message = 'Skipped Job sync because completion mode is unknown';
    const isTold = context.memory === true;
    return { writes: isTold ? [] : [eventWrite(job, 'Warning', 'UnknownCompletionMode', message)], memory: true };
  }
  const { writes, requeueAfterMs } = sync(job, pods, view, context);
  return { writes: [...foreign, ...claims, ...writes], ...(requeueAfterMs === undefined ? {} : { requeueAfterMs }) };
}

/** Pods of a job that is gone need no counting. */
function releaseOrphans(namespace: string | undefined, job: string, view: View): readonly Write[] {
  const pods = podsNamedAfter(namespace, job, view);
  return pods.filter((pod) => controllerOf(pod) === undefined || isLost(pod, view)).flatMap(releasePod);
}

/** Nor do they when another job has its name by now (syncOrphanPod, v1.25: the owner's uid counts). */
function releaseForeign(namespace: string | undefined, job: string, view: View): readonly Write[] {
  return podsNamedAfter(namespace, job, view)
    .filter((pod) => isLost(pod, view))
    .flatMap(releasePod);
}

function podsNamedAfter(namespace: string | undefined, job: string, view: View): readonly Pod[] {
  return view.by<Pod>('Pod', 'label', `${namespace ?? ''}/job-name=${job}`);
}

function isLost(pod: Pod, view: View): boolean {
  const owner = controllerOf(pod);
  return owner?.kind === 'Job' && view.withUid(owner.uid) === undefined;
}

function sync(job: Job, pods: readonly Pod[], view: View, { nowMs }: Context): Outcome {
  const accounting = account(job, pods);
  const active = pods.filter(isActive);
  const over = verdict(job, active, accounting.total, pods, nowMs);
  if (accounting.hasNew) return { writes: [updateStatus(job, accounting.noted)] };
  const released = accounting.release.flatMap(releasePod);
  if (over !== undefined) return { writes: [...released, ...finish(job, active, accounting.counted, over, nowMs)] };
  const isSuspended = job.spec.suspend === true;
  const resumed = suspension(job, accounting.counted, nowMs);
  const status = running(resumed.status, active, isSuspended, nowMs);
  const steps = isSuspended ? stopAll(job, active) : manage(job, active, accounting.total, view, nowMs);
  const statusWrites = deepEqual(status, job.status) ? [] : [updateStatus(job, status)];
  const waitMs = untilDeadlineMs({ ...job, status }, nowMs);
  const writes = [...released, ...statusWrites, ...resumed.writes, ...steps];
  return waitMs === undefined ? { writes } : { writes, requeueAfterMs: Math.max(1, waitMs) };
}

function running(status: Status, active: readonly Pod[], isSuspended: boolean, nowMs: number): Status {
  const { active: _active, startTime, ...kept } = status;
  const started = startTime ?? (isSuspended ? undefined : toTimestamp(nowMs));
  return {
    ...kept,
    ...(active.length === 0 ? {} : { active: active.length }),
    ready: active.filter(isPodReady).length,
    ...(started === undefined ? {} : { startTime: started }),
    uncountedTerminatedPods: kept.uncountedTerminatedPods ?? {},
  };
}

/** Stopped pods do not count as failed, so they lose their finalizer first. */
function stopAll(job: Job, pods: readonly Pod[]): readonly Write[] {
  return pods.flatMap((pod) => [...releasePod(pod), deletePod(job, pod)]);
}

function manage(job: Job, active: readonly Pod[], total: Counts, view: View, nowMs: number): readonly Write[] {
  const wanted = wantedActive(job, active.length, total.succeeded);
  const surplus = surplusOf(job, active, wanted, nowMs);
  if (surplus.length > 0) return stopAll(job, surplus.slice(0, BURST));
  const home = view.get<Namespace>('Namespace', undefined, job.metadata.namespace ?? '');
  if (home?.metadata.deletionTimestamp !== undefined) return [];
  const count = Math.min(wanted - active.length, BURST);
  if (!isIndexed(job)) {
    const pod = trackedPod(job, job.spec.template);
    return Array.from({ length: count }, () => createPod(job, pod));
  }
  const done = parseIndexes(job.status.completedIndexes ?? '');
  return pendingIndexes(job, active, done, count).map((index) => {
    const prefix = podNamePrefix(`${job.metadata.name}-${index}`);
    return createPod(job, trackedPod(job, templateFor(job, index), prefix));
  });
}

/** Pods that must go: those whose number is none of the job's or another's, and then as many as are too many. */
function surplusOf(job: Job, active: readonly Pod[], wanted: number, nowMs: number): readonly Pod[] {
  const unfit = isIndexed(job) ? misfits(job, active, nowMs) : [];
  const more = active.length - wanted - unfit.length;
  if (more <= 0) return unfit;
  const fit = active.filter((pod) => !unfit.includes(pod));
  return [...unfit, ...activeOrder(fit, nowMs).slice(0, more)];
}

function trackedPod(job: Job, template: PodTemplateSpec, generateName?: string): Pod {
  const pod = podFromTemplate(template, job, generateName);
  return { ...pod, metadata: { ...pod.metadata, finalizers: [...(pod.metadata.finalizers ?? []), TRACKING] } };
}

/** The last status: pods that still run are stopped and count as failed; how many were ready stays as it was then. */
function finish(job: Job, active: readonly Pod[], counted: Status, over: Verdict, nowMs: number): readonly Write[] {
  const now = toTimestamp(nowMs);
  const { type, reason, message } = over;
  const texts = { ...(reason === '' ? {} : { reason }), ...(message === '' ? {} : { message }) };
  const condition = { type, status: 'True', lastProbeTime: now, lastTransitionTime: now, ...texts };
  const failed = (counted.failed ?? 0) + active.length;
  const { active: _, ...kept } = counted;
  const status: Status = {
    ...kept,
    ...(failed === 0 ? {} : { failed }),
    // As they were found: a job that is over is not looked at again when they have stopped.
    ready: active.filter(isPodReady).length,
    ...(job.spec.suspend === true && counted.startTime === undefined ? {} : { startTime: counted.startTime ?? now }),
    conditions: [...(counted.conditions ?? []), condition],
    ...(type === 'Complete' ? { completionTime: now } : {}),
  };
  const told =
    type === 'Complete'
      ? eventWrite(job, 'Normal', 'Completed', 'Job completed')
      : eventWrite(job, 'Warning', reason, message);
  return [...stopAll(job, active), updateStatus(job, status), told];
}

/** Suspending and resuming show as a condition; resuming restarts the clock. */
function suspension(
  job: Job,
  status: Status,
  nowMs: number,
): { readonly status: Status; readonly writes: readonly Write[] } {
  const isSuspended = job.spec.suspend === true;
  const conditions = status.conditions ?? [];
  const old = conditions.find(({ type }) => type === 'Suspended');
  if (isSuspended === (old?.status === 'True')) return { status, writes: [] };
  const now = toTimestamp(nowMs);
  const [reason, message] = isSuspended ? ['JobSuspended', 'Job suspended'] : ['JobResumed', 'Job resumed'];
  const state = isSuspended ? 'True' : 'False';
  const next = { type: 'Suspended', status: state, lastProbeTime: now, lastTransitionTime: now, reason, message };
  return {
    status: {
      ...status,
      ...(isSuspended ? {} : { startTime: now }),
      conditions: [...conditions.filter(({ type }) => type !== 'Suspended'), next],
    },
    writes: [eventWrite(job, 'Normal', isSuspended ? 'Suspended' : 'Resumed', message)],
  };
}
