import type { Kind } from '../../api/kind.ts';
import { templateWarnings } from '../core/pod/warnings.ts';
import { type FieldError, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { formatSelector } from '../../api/labels.ts';
import { nonNegative } from '../checks.ts';
import { AGE, ageOf, containerColumns, NAME } from '../columns.ts';
import { podTemplateDefaults } from '../core/pod/template-defaults.ts';
import { goSelector } from '../selectors.ts';
import type { CronJob } from '../types.ts';
import { cronError, splitSchedule } from './cron.ts';
import { timeZone } from './time-zone.ts';
import { validateJobTemplateSpec } from './job-spec.ts';

type Spec = CronJob['spec'];

const MAX_NAME_LENGTH = 52;

export const cronJob: Kind<CronJob> = {
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  plural: 'cronjobs',
  shortNames: ['cj'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.batch.v1.CronJob',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: (object) => ({ ...object, status: {} }),
  validate: (object) => [...validateSpec(object.spec), ...validateName(object.metadata.name)],
  warnings,
  validateUpdate: (object) => validateSpec(object.spec),
  hasGeneration: true,
  subresources: { status: true },
  columns: [
    NAME,
    { name: 'Schedule', cell: ({ spec }) => spec.schedule },
    {
      name: 'Suspend',
      type: 'boolean',
      cell: ({ spec }) => (spec.suspend === undefined ? '<unset>' : goBool(spec.suspend)),
    },
    { name: 'Active', type: 'integer', cell: ({ status }) => (status.active ?? []).length },
    {
      name: 'Last Schedule',
      cell: ({ status }, nowMs) =>
        status.lastScheduleTime === undefined ? '<none>' : ageOf(status.lastScheduleTime, nowMs),
    },
    AGE,
    ...containerColumns<CronJob>(({ spec }) => spec.jobTemplate.spec?.template.spec?.containers ?? []),
    { name: 'Selector', priority: 1, cell: ({ spec }) => formatSelector(spec.jobTemplate.spec?.selector) },
  ],
  brief: ({ spec, status }) => ({ suspended: spec.suspend ?? false, active: (status.active ?? []).length }),
};

const goBool = (value: boolean): string => (value ? 'True' : 'False');

/** SetDefaults_CronJob (batch/v1, v1.25); the job inside gets its own defaults when it is created. */
function defaults(object: CronJob): CronJob {
  const spec: Partial<Spec> = object.spec ?? {};
  const jobTemplate = spec.jobTemplate ?? {};
  const metadata = { creationTimestamp: null, ...jobTemplate.metadata };
  const template = podTemplateDefaults(jobTemplate.spec?.template ?? {});
  return {
    ...object,
    spec: {
      ...spec,
      concurrencyPolicy: spec.concurrencyPolicy ?? 'Allow',
      suspend: spec.suspend ?? false,
      successfulJobsHistoryLimit: spec.successfulJobsHistoryLimit ?? 3,
      failedJobsHistoryLimit: spec.failedJobsHistoryLimit ?? 1,
      jobTemplate: { ...jobTemplate, metadata, spec: { ...jobTemplate.spec, template } },
    } as unknown as Spec,
  };
}

function validateName(name: string): FieldError[] {
  return name.length > MAX_NAME_LENGTH
    ? [invalid('metadata.name', name, `must be no more than ${MAX_NAME_LENGTH} characters`)]
    : [];
}

/** ValidateCronJobSpec (v1.25). */
function validateSpec(spec: Spec): FieldError[] {
  const job = spec.jobTemplate.spec ?? { template: {} };
  const path = 'spec.jobTemplate.spec';
  const generated = '`selector` will be auto-generated';
  return [
    ...validateSchedule(spec),
    ...validateTimeZone(spec),
    ...nonNegative(spec.startingDeadlineSeconds, 'spec.startingDeadlineSeconds'),
    ...validatePolicy(spec.concurrencyPolicy ?? ''),
    ...validateJobTemplateSpec(job, path),
    ...(job.selector === undefined ? [] : [invalid(`${path}.selector`, goSelector(job.selector), generated)]),
    ...(job.manualSelector === true ? [notSupported(`${path}.manualSelector`, true, ['nil', 'false'])] : []),
    ...nonNegative(spec.successfulJobsHistoryLimit, 'spec.successfulJobsHistoryLimit'),
    ...nonNegative(spec.failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit'),
  ];
}

function validateSchedule({ schedule = '', timeZone: zone }: Partial<Spec>): FieldError[] {
  if (schedule === '') return [required('spec.schedule')];
  const { zone: own, fields } = splitSchedule(schedule);
  const why = cronError(fields);
  if (why !== undefined) return [invalid('spec.schedule', schedule, why)];
  if (own === undefined) return [];
  if (timeZone(own) === undefined)
    return [invalid('spec.schedule', schedule, `provided bad location ${own}: unknown time zone ${own}`)];
  if (zone === undefined) return [];
  return [invalid('spec.schedule', schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')];
}

/** validateTimeZone (v1.25). */
function validateTimeZone({ timeZone: zone }: Partial<Spec>): FieldError[] {
  const path = 'spec.timeZone';
  if (zone === undefined) return [];
  if (zone === '') return [invalid(path, zone, 'timeZone must be nil or non-empty string')];
  if (zone.toLowerCase() === 'local') {
    const why = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    return [invalid(path, zone, why)];
  }
  // time.LoadLocation, v1.19 of Go: what could lead out of its folder is not looked for.
  if (zone.includes('..') || /^[/\\]/.test(zone)) return [invalid(path, zone, 'time: invalid location name')];
  return timeZone(zone) === undefined ? [invalid(path, zone, `unknown time zone ${zone}`)] : [];
}

function validatePolicy(policy: string): FieldError[] {
  const supported = ['Allow', 'Forbid', 'Replace'];
  if (policy === '') return [required('spec.concurrencyPolicy')];
  return supported.includes(policy) ? [] : [notSupported('spec.concurrencyPolicy', policy, supported)];
}

const ZONE_WARNING =
  'CRON_TZ or TZ used in spec.spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details';

/** A time zone in the schedule was never promised to work. */
function warnings(object: CronJob, old: CronJob | undefined): readonly string[] {
  const { schedule, jobTemplate } = object.spec;
  return [
    ...templateWarnings('spec.jobTemplate.spec.template', jobTemplate.spec?.template, object, old),
    ...(schedule.includes('TZ') ? [ZONE_WARNING] : []),
  ];
}
