import { humanDuration, type CronJob, formatSelector, type Job, parseTimestamp } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { podTemplateLines } from './pod-template.ts';
import {
  annotationLines,
  boolText,
  controllerLine,
  metadataLines,
  nameLines,
  optionalLine,
  pairLines,
  timeText,
} from './text.ts';

export const describeJob: Describer<Job> = (job, { events, nowMs }) => {
  const { metadata, spec, status } = job;
  const { startTime, completionTime } = status;
  const ready = status.ready === undefined ? '' : ` (${status.ready} Ready)`;
  return [
    nameLines(job),
    `Selector:\t${formatSelector(spec.selector)}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    controllerLine(job),
    optionalLine('Parallelism', spec.parallelism),
    `Completions:\t${spec.completions ?? '<unset>'}\n`,
    optionalLine('Completion Mode', spec.completionMode),
    startTime === undefined ? '' : `Start Time:\t${timeText(startTime)}\n`,
    completionTime === undefined ? '' : `Completed At:\t${timeText(completionTime)}\n`,
    startTime === undefined || completionTime === undefined
      ? ''
      : `Duration:\t${humanDuration(parseTimestamp(completionTime) - parseTimestamp(startTime))}\n`,
    spec.activeDeadlineSeconds === undefined ? '' : `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s\n`,
    `Pods Statuses:\t${status.active ?? 0} Active${ready} / ${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed\n`,
    spec.completionMode === 'Indexed' ? `Completed Indexes:\t${status.completedIndexes || '<none>'}\n` : '',
    podTemplateLines(spec.template),
    eventLines(events, nowMs),
  ].join('');
};

export const describeCronJob: Describer<CronJob> = (cronJob, { events, nowMs }) => {
  const { spec, status } = cronJob;
  const template = spec.jobTemplate.spec;
  const deadline = spec.startingDeadlineSeconds;
  return [
    metadataLines(cronJob),
    `Schedule:\t${spec.schedule}\n`,
    `Concurrency Policy:\t${spec.concurrencyPolicy ?? ''}\n`,
    `Suspend:\t${spec.suspend === undefined ? '<unset>' : boolText(spec.suspend)}\n`,
    `Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? '<unset>'}\n`,
    `Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? '<unset>'}\n`,
    `Starting Deadline Seconds:\t${deadline === undefined ? '<unset>' : `${deadline}s`}\n`,
    `Selector:\t${template?.selector === undefined ? '<unset>' : formatSelector(template.selector)}\n`,
    `Parallelism:\t${template?.parallelism ?? '<unset>'}\n`,
    `Completions:\t${template?.completions ?? '<unset>'}\n`,
    template?.activeDeadlineSeconds === undefined
      ? ''
      : `Active Deadline Seconds:\t${template.activeDeadlineSeconds}s\n`,
    podTemplateLines(template?.template ?? {}),
    `Last Schedule Time:\t${status.lastScheduleTime === undefined ? '<unset>' : timeText(status.lastScheduleTime)}\n`,
    `Active Jobs:\t${(status.active ?? []).map(({ name }) => name).join(', ') || '<none>'}\n`,
    eventLines(events, nowMs),
  ].join('');
};
