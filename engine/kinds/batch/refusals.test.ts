import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kind, kindId } from '../../api/kind.ts';
import { formatFieldError } from '../../api/validation/field-error.ts';
import { contextOf } from '../testing.ts';
import { cronJob } from './cronjob.ts';
import { job } from './job.ts';

const kinds: readonly Kind[] = [job, cronJob];
const TEMPLATE = { metadata: {}, spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] } };
const JOB_TEMPLATE = { spec: { template: TEMPLATE } };

/** A kind, an object's name and spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [string, string, object, readonly string[]])[] = [
  [
    'Job',
    'x157',
    {},
    [
      'spec.template.spec.containers: Required value',
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
  ],
  [
    'Job',
    'x159',
    { template: { metadata: {}, spec: { containers: [{ name: 'c', image: 'busybox' }] } } },
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [
    'Job',
    'x161',
    { template: { metadata: {}, spec: { restartPolicy: 'x', containers: [{ name: 'c', image: 'busybox' }] } } },
    [
      'spec.template.spec.restartPolicy: Unsupported value: "x": supported values: "Always", "OnFailure", "Never"',
      'spec.template.spec.restartPolicy: Unsupported value: "x": supported values: "OnFailure", "Never"',
    ],
  ],
  [
    'Job',
    'x162',
    { template: { metadata: {}, spec: { restartPolicy: 'Never', containers: [{ name: 'A' }] } } },
    [
      "spec.template.spec.containers[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.template.spec.containers[0].image: Required value',
    ],
  ],
  [
    'Job',
    'x163',
    {
      template: TEMPLATE,
      parallelism: -1,
      completions: -1,
      backoffLimit: -1,
      activeDeadlineSeconds: -1,
      ttlSecondsAfterFinished: -1,
    },
    [
      'spec.parallelism: Invalid value: -1: must be greater than or equal to 0',
      'spec.completions: Invalid value: -1: must be greater than or equal to 0',
      'spec.activeDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0',
      'spec.ttlSecondsAfterFinished: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'Job',
    'x165',
    { template: TEMPLATE, completionMode: 'x' },
    ['spec.completionMode: Unsupported value: "x": supported values: "NonIndexed", "Indexed"'],
  ],
  [
    'Job',
    'x167',
    { template: TEMPLATE, completionMode: 'Indexed', completions: 3, parallelism: 200000 },
    ['spec.parallelism: Invalid value: 200000: must be less than or equal to 100000 when completion mode is Indexed'],
  ],
  [
    'Job',
    'x169',
    { template: TEMPLATE, manualSelector: true },
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`',
    ],
  ],
  [
    'Job',
    'x170',
    { template: TEMPLATE, manualSelector: true, selector: { matchLabels: { a: 'b' } } },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`',
    ],
  ],
  [
    'Job',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    { template: TEMPLATE },
    [
      'spec.template.labels: Invalid value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": must be no more than 63 characters',
    ],
  ],
  [
    'Job',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    { template: TEMPLATE, completionMode: 'Indexed', completions: 2 },
    [
      'metadata.name: Invalid value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": will not able to create pod with invalid DNS label: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1',
    ],
  ],
  [
    'Job',
    'x183',
    {
      template: {
        metadata: {},
        spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }], activeDeadlineSeconds: 0 },
      },
    },
    ['spec.template.spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
  ],
  ['CronJob', 'x185', { jobTemplate: JOB_TEMPLATE }, ['spec.schedule: Required value']],
  [
    'CronJob',
    'x187',
    { schedule: '* * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "* * * *": expected exactly 5 fields, found 4: [* * * *]'],
  ],
  [
    'CronJob',
    'x188',
    { schedule: '60 * * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "60 * * * *": end of range (60) above maximum (59): 60'],
  ],
  [
    'CronJob',
    'x189',
    { schedule: '* * * * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "* * * * * *": expected exactly 5 fields, found 6: [* * * * * *]'],
  ],
  [
    'CronJob',
    'x192',
    { schedule: '@foo', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "@foo": unrecognized descriptor: @foo'],
  ],
  [
    'CronJob',
    'x193',
    { schedule: 'a * * * *', jobTemplate: JOB_TEMPLATE },
    [
      'spec.schedule: Invalid value: "a * * * *": failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax',
    ],
  ],
  [
    'CronJob',
    'x194',
    { schedule: '*/0 * * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "*/0 * * * *": step of range should be a positive number: */0'],
  ],
  [
    'CronJob',
    'x195',
    { schedule: '5-1 * * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "5-1 * * * *": beginning of range (5) beyond end of range (1): 5-1'],
  ],
  [
    'CronJob',
    'x198',
    { schedule: 'TZ=Foo * * * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "TZ=Foo * * * * *": provided bad location Foo: unknown time zone Foo'],
  ],
  [
    'CronJob',
    'x201',
    { schedule: '* * * * 8', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "* * * * 8": end of range (8) above maximum (6): 8'],
  ],
  [
    'CronJob',
    'x202',
    { schedule: '* * 0 * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "* * 0 * *": beginning of range (0) below minimum (1): 0'],
  ],
  [
    'CronJob',
    'x203',
    { schedule: '* 24 * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "* 24 * * *": end of range (24) above maximum (23): 24'],
  ],
  [
    'CronJob',
    'x204',
    { schedule: '* * * 13 *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "* * * 13 *": end of range (13) above maximum (12): 13'],
  ],
  [
    'CronJob',
    'x206',
    { schedule: '* * * FOO *', jobTemplate: JOB_TEMPLATE },
    [
      'spec.schedule: Invalid value: "* * * FOO *": failed to parse int from FOO: strconv.Atoi: parsing "FOO": invalid syntax',
    ],
  ],
  [
    'CronJob',
    'x207',
    { schedule: '@every x', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "@every x": failed to parse duration @every x: time: invalid duration "x"'],
  ],
  [
    'CronJob',
    'x208',
    { schedule: '1,2,x * * * *', jobTemplate: JOB_TEMPLATE },
    [
      'spec.schedule: Invalid value: "1,2,x * * * *": failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax',
    ],
  ],
  [
    'CronJob',
    'x209',
    { schedule: '1/2/3 * * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "1/2/3 * * * *": too many slashes: 1/2/3'],
  ],
  [
    'CronJob',
    'x210',
    { schedule: '1-2-3 * * * *', jobTemplate: JOB_TEMPLATE },
    ['spec.schedule: Invalid value: "1-2-3 * * * *": too many hyphens: 1-2-3'],
  ],
  [
    'CronJob',
    'x212',
    { schedule: '* * * * *', jobTemplate: JOB_TEMPLATE, concurrencyPolicy: 'x' },
    ['spec.concurrencyPolicy: Unsupported value: "x": supported values: "Allow", "Forbid", "Replace"'],
  ],
  [
    'CronJob',
    'x214',
    { schedule: '* * * * *', jobTemplate: JOB_TEMPLATE, startingDeadlineSeconds: -1 },
    ['spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'CronJob',
    'x215',
    { schedule: '* * * * *', jobTemplate: JOB_TEMPLATE, successfulJobsHistoryLimit: -1, failedJobsHistoryLimit: -1 },
    [
      'spec.successfulJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0',
      'spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'CronJob',
    'x217',
    { schedule: '* * * * *', jobTemplate: JOB_TEMPLATE, timeZone: 'Foo/Bar' },
    ['spec.timeZone: Invalid value: "Foo/Bar": unknown time zone Foo/Bar'],
  ],
  [
    'CronJob',
    'x218',
    { schedule: '* * * * *', jobTemplate: JOB_TEMPLATE, timeZone: '' },
    ['spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string'],
  ],
  [
    'CronJob',
    'x220',
    { schedule: '* * * * *', jobTemplate: JOB_TEMPLATE, timeZone: 'Local' },
    [
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    ],
  ],
  [
    'CronJob',
    'x221',
    { schedule: '* * * * *', jobTemplate: JOB_TEMPLATE, timeZone: 'asia/seoul' },
    ['spec.timeZone: Invalid value: "asia/seoul": unknown time zone asia/seoul'],
  ],
  [
    'CronJob',
    'x222',
    { schedule: '* * * * *' },
    [
      'spec.jobTemplate.spec.template.spec.containers: Required value',
      'spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
  ],
  [
    'CronJob',
    'x226',
    {
      schedule: '* * * * *',
      jobTemplate: {
        spec: {
          template: { metadata: {}, spec: { restartPolicy: 'Always', containers: [{ name: 'c', image: 'busybox' }] } },
        },
      },
    },
    ['spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [
    'CronJob',
    'x228',
    {
      schedule: '* * * * *',
      jobTemplate: { spec: { template: TEMPLATE, selector: { matchLabels: { a: 'b' } }, manualSelector: true } },
    },
    [
      'spec.jobTemplate.spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"a":"b"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: `selector` will be auto-generated',
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
    ],
  ],
  [
    'CronJob',
    'x229',
    {
      schedule: '* * * * *',
      jobTemplate: { spec: { template: TEMPLATE, backoffLimit: -1, ttlSecondsAfterFinished: -1 } },
    },
    [
      'spec.jobTemplate.spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0',
      'spec.jobTemplate.spec.ttlSecondsAfterFinished: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'CronJob',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    { schedule: '* * * * *', jobTemplate: JOB_TEMPLATE },
    [
      'metadata.name: Invalid value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": must be no more than 52 characters',
    ],
  ],
];

for (const [name, objectName, spec, texts] of rows) {
  test(`${name}: ${texts[0] ?? ''}`, () => {
    const kind = kinds.find((each) => kindId(each) === name);
    const context = contextOf([]);
    const given = { metadata: { name: objectName, uid: 'u' }, spec } as never;
    const defaulted = kind?.defaults?.(given) ?? given;
    const errors = kind?.validate?.(kind.prepareForCreate?.(defaulted, context) ?? defaulted, context) ?? [];
    assert.deepEqual([...new Set(errors.map((error) => `${error.field}: ${formatFieldError(error)}`))], texts);
  });
}
