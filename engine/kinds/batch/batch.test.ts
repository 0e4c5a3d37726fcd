import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CronJob, Job } from '../types.ts';
import { cellsOf, contextOf, errorsOf, updateErrorsOf } from '../testing.ts';
import { cronError, parseCron } from './cron.ts';
import { cronJob } from './cronjob.ts';
import { job } from './job.ts';

const UID = 'e463ee0c-6fa3-4e4c-90df-e3ce56402750';

const jobOf = (spec: object = {}, podSpec: object = { restartPolicy: 'Never' }): Job =>
  ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'bad', namespace: 'default', uid: UID },
    spec: { template: { spec: { containers: [{ name: 'work', image: 'busybox' }], ...podSpec } }, ...spec },
  }) as unknown as Job;

const cronOf = (spec: object = {}): CronJob =>
  ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tick', namespace: 'default' },
    spec: { schedule: '*/5 * * * *', jobTemplate: { spec: jobOf().spec }, ...spec },
  }) as unknown as CronJob;

test('a job gets its selector, its labels and the mark of tracking by finalizers', () => {
  const defaulted = job.defaults?.(jobOf());
  assert.ok(defaulted);
  const made = job.prepareForCreate?.(defaulted, contextOf([]));
  assert.ok(made);
  assert.deepEqual(made.spec.selector, { matchLabels: { 'controller-uid': UID } });
  assert.deepEqual(made.spec.template.metadata?.labels, { 'controller-uid': UID, 'job-name': 'bad' });
  assert.deepEqual(made.metadata.labels, { 'controller-uid': UID, 'job-name': 'bad' });
  assert.deepEqual(made.metadata.annotations, { 'batch.kubernetes.io/job-tracking': '' });
  const { backoffLimit, completionMode, completions, parallelism, suspend } = made.spec;
  assert.deepEqual(
    { backoffLimit, completionMode, completions, parallelism, suspend },
    { backoffLimit: 6, completionMode: 'NonIndexed', completions: 1, parallelism: 1, suspend: false },
  );
  assert.deepEqual(job.validate?.(made, contextOf([])), []);
});

test('what decides by pod failures is dropped: its gate is off', () => {
  const podFailurePolicy = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] };
  const defaulted = job.defaults?.(jobOf({ podFailurePolicy }));
  assert.ok(defaulted);
  assert.equal(job.prepareForCreate?.(defaulted, contextOf([])).spec.podFailurePolicy, undefined);
  assert.equal(job.prepareForUpdate?.(defaulted, defaulted, contextOf([])).spec.podFailurePolicy, undefined);
});

test('a zone in the schedule is warned of, at the path that the API server names', () => {
  const path = 'CRON_TZ or TZ used in spec.spec.schedule is not officially supported, ';
  const [warning = ''] = cronJob.warnings?.(cronOf({ schedule: 'TZ=UTC 0 9 * * *' }), undefined) ?? [];
  assert.ok(warning.startsWith(path), warning);
  assert.deepEqual(cronJob.warnings?.(cronOf(), undefined), []);
});

test('completions stay away where only parallelism is given', () => {
  assert.equal(job.defaults?.(jobOf({ parallelism: 2 })).spec.completions, undefined);
});

test('what is wrong with a job or a cron job is said in the words of v1.25', () => {
  const restart = 'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"';
  const fields = 'spec.schedule: Invalid value: "x": expected exactly 5 fields, found 1: [x]';
  const policy = 'spec.concurrencyPolicy: Unsupported value: "Foo": supported values: "Allow", "Forbid", "Replace"';
  const range = 'spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61';
  assert.equal(errorsOf(job, jobOf({}, {})), restart);
  const mode = 'spec.completionMode: Unsupported value: "Some": supported values: "NonIndexed", "Indexed"';
  const never = { restartPolicy: 'Never', containers: [{ name: 'c', image: 'a' }] };
  assert.match(errorsOf(job, jobOf({ completionMode: 'Some' }, never)), new RegExp(mode));
  assert.equal(errorsOf(cronJob, cronOf()), '');
  assert.equal(errorsOf(cronJob, cronOf({ schedule: 'x' })), fields);
  assert.equal(errorsOf(cronJob, cronOf({ schedule: '61 * * * *' })), range);
  const zone = 'spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base';
  assert.equal(errorsOf(cronJob, cronOf({ timeZone: 'Mars/Base' })), zone);
  assert.equal(errorsOf(cronJob, cronOf({ timeZone: 'America/New_York' })), '');
  assert.equal(errorsOf(cronJob, cronOf({ concurrencyPolicy: 'Foo' })), policy);
  assert.match(
    errorsOf(job, jobOf({ selector: { matchLabels: { 'controller-uid': 'x' } } })),
    /^\[?spec\.selector: Invalid value: v1\.LabelSelector\{.*\}: `selector` not auto-generated/,
  );
});

test('completions and template of a job stay, parallelism may change', () => {
  const completions = 'spec.completions: Invalid value: 4: field is immutable';
  assert.equal(updateErrorsOf(job, jobOf({ completions: 4 }), jobOf({ completions: 3 })), completions);
  assert.equal(updateErrorsOf(job, jobOf({ parallelism: 4 }), jobOf({ parallelism: 4, backoffLimit: 1 })), '');
  const restarts = updateErrorsOf(job, jobOf({}, { restartPolicy: 'OnFailure' }), jobOf());
  assert.match(restarts, /^spec\.template: Invalid value: .*: field is immutable$/);
});

test('schedules are parsed as by robfig/cron', () => {
  const rows: readonly [schedule: string, error: string | undefined][] = [
    ['*/5 * * * *', undefined],
    ['0 9 * * mon-fri', undefined],
    ['@hourly', undefined],
    ['0 0 31 13 *', 'end of range (13) above maximum (12): 13'],
    ['0 0 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
    ['@often', 'unrecognized descriptor: @often'],
  ];
  for (const [schedule, error] of rows) assert.equal(cronError(schedule), error);
  const parsed = parseCron('10-20/5,50 * * * 0');
  assert.ok('minutes' in parsed);
  assert.deepEqual([...parsed.minutes], [10, 15, 20, 50]);
  assert.deepEqual([...parsed.daysOfWeek], [0]);
  assert.equal(parsed.anyDay, false);
});

test('tables show completions and duration', () => {
  const status = { succeeded: 1, startTime: '2022-10-02T23:59:50Z', completionTime: '2022-10-02T23:59:52Z' };
  const metadata = { ...jobOf().metadata, creationTimestamp: '2022-10-02T23:59:50Z' };
  const shown = { ...jobOf({ completions: 1 }), metadata, status };
  assert.deepEqual(cellsOf(job, shown).slice(0, 4), ['bad', '1/1', '2s', '10s']);
  const queue = { ...jobOf({ parallelism: 3 }), metadata, status: {} };
  assert.deepEqual(cellsOf(job, queue).slice(1, 3), ['0/1 of 3', '']);
});
