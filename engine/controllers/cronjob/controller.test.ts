import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTimestamp, toTimestamp } from '../../api/time.ts';
import { parseCron } from '../../kinds/batch/cron.ts';
import type { CronJob, Job } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { cronJobController } from './controller.ts';
import { timeZone } from '../../kinds/batch/time-zone.ts';
import { dueBy, nextTime } from './schedule.ts';

const KEY = 'default/tick';

function cronJob(spec: object = {}): CronJob {
  const jobTemplate = { spec: { template: { spec: { containers: [] } } } };
  return object<CronJob>('CronJob', 'tick', {
    apiVersion: 'batch/v1',
    spec: { schedule: '*/1 * * * *', jobTemplate, ...spec },
    status: {},
  });
}

const jobs = (world: World): readonly Job[] => world.all<Job>('Job');

function end(world: World, type: string): void {
  for (const job of jobs(world)) {
    const conditions = [{ type, status: 'True' }];
    if (job.status.conditions === undefined)
      world.put({ ...job, status: { conditions, startTime: toTimestamp(world.nowMs) } } as Job);
  }
}

/** Lets minutes pass; each begins with what the controller does then. */
function minutes(world: World, count: number, after: () => void = () => undefined): void {
  for (let minute = 0; minute < count; minute++) {
    world.nowMs += 60_000;
    world.settle(cronJobController, KEY);
    after();
    world.settle(cronJobController, KEY);
  }
}

const times: readonly (readonly [string, string, string])[] = [
  ['*/5 * * * *', '2022-10-03T00:00:00Z', '2022-10-03T00:05:00Z'],
  ['0 0 * * *', '2022-10-03T00:00:30Z', '2022-10-04T00:00:00Z'],
  ['30 4 1 * *', '2022-10-03T00:00:00Z', '2022-11-01T04:30:00Z'],
  ['0 0 13 * 5', '2022-10-03T00:00:00Z', '2022-10-07T00:00:00Z'],
  ['@hourly', '2022-10-03T00:59:59Z', '2022-10-03T01:00:00Z'],
];

for (const [schedule, after, expected] of times) {
  test(`${schedule} after ${after} is ${expected}`, () => {
    assert.equal(toTimestamp(nextTime(parseCron(schedule), parseTimestamp(after)) ?? 0), expected);
  });
}

test('a job every minute, named after it; the controller wakes 0.1 s after the next', () => {
  const world = new World([cronJob()]);
  assert.equal(world.settle(cronJobController, KEY).requeueAfterMs, 60_100);
  minutes(world, 1);
  const name = `tick-${START_MS / 60_000 + 1}`;
  assert.deepEqual(
    jobs(world).map(({ metadata }) => metadata.name),
    [name],
  );
  assert.deepEqual(world.events, [`Normal SuccessfulCreate Created job ${name}`]);
  const { status } = world.get<CronJob>('CronJob', 'tick');
  assert.deepEqual([status.lastScheduleTime, status.active?.length], ['2022-10-03T00:01:00Z', 1]);
  end(world, 'Complete');
  world.settle(cronJobController, KEY);
  assert.equal(world.events.at(-1), `Normal SawCompletedJob Saw completed job: ${name}, status: Complete`);
  assert.equal(world.get<CronJob>('CronJob', 'tick').status.active, undefined);
});

const policies: readonly (readonly [string, number, number])[] = [
  ['Allow', 3, 3],
  ['Forbid', 3, 1],
  ['Replace', 3, 1],
];

for (const [concurrencyPolicy, count, left] of policies) {
  test(`${concurrencyPolicy}: of ${count} jobs that do not end ${left} are there`, () => {
    const world = new World([cronJob({ concurrencyPolicy })]);
    minutes(world, count);
    assert.equal(jobs(world).length, left);
  });
}

test('three successful jobs are kept, and one that failed', () => {
  const good = new World([cronJob()]);
  minutes(good, 6, () => end(good, 'Complete'));
  assert.equal(jobs(good).length, 3);
  const bad = new World([cronJob()]);
  minutes(bad, 4, () => end(bad, 'Failed'));
  assert.equal(jobs(bad).length, 1);
});

test('suspended: nothing happens', () => {
  const world = new World([cronJob({ suspend: true })]);
  minutes(world, 3);
  assert.equal(jobs(world).length, 0);
});

test('after a long stop only the last time runs, and the others are told of', () => {
  const world = new World([cronJob()]);
  world.nowMs += 200 * 60_000;
  world.settle(cronJobController, KEY);
  assert.equal(jobs(world).length, 1);
  assert.match(world.events[0] ?? '', /^Warning TooManyMissedTimes too many missed start times: 200\. /);
});

/** Schedules that are taken, and complained about; as recorded. */
const doubtful: readonly (readonly [string, string])[] = [
  [
    '0 0 31 2 *',
    'Warning InvalidSchedule invalid schedule: 0 0 31 2 * : time difference between two schedules less than 1 second',
  ],
  [
    'TZ=Asia/Seoul 0 9 * * *',
    'Warning UnsupportedSchedule CRON_TZ or TZ used in schedule "TZ=Asia/Seoul 0 9 * * *" is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
  ],
];

for (const [schedule, event] of doubtful) {
  test(`${schedule} is told of`, () => {
    const world = new World([cronJob({ schedule })]);
    world.reconcile(cronJobController, KEY);
    assert.deepEqual(world.events, [event]);
  });
}

/** Nine in the morning by that clock, seen from 2022-10-03T00:00:00Z. */
const zones: readonly (readonly [string, string])[] = [
  ['UTC', '2022-10-03T09:00:00Z'],
  ['Asia/Seoul', '2022-10-04T00:00:00Z'],
  ['Asia/Kolkata', '2022-10-03T03:30:00Z'],
  ['America/Sao_Paulo', '2022-10-03T12:00:00Z'],
  ['Etc/GMT-2', '2022-10-03T07:00:00Z'],
  ['Etc/GMT+2', '2022-10-03T11:00:00Z'],
];

for (const [timeZone, expected] of zones) {
  test(`0 9 * * * in ${timeZone} is ${expected}`, () => {
    const world = new World([cronJob({ schedule: '0 9 * * *', timeZone })]);
    const { requeueAfterMs = 0 } = world.settle(cronJobController, KEY);
    assert.equal(toTimestamp(START_MS + requeueAfterMs - 100), expected);
    world.nowMs = parseTimestamp(expected);
    world.settle(cronJobController, KEY);
    assert.equal(jobs(world)[0]?.metadata.name, `tick-${parseTimestamp(expected) / 60_000}`);
  });
}

/** When `0 9 * * *` or another schedule fires next by a clock that is set twice a year (IANA; robfig/cron's SpecSchedule.Next). */
const summerTime: readonly (readonly [zone: string, schedule: string, after: string, fires: string])[] = [
  ['Europe/Berlin', '0 9 * * *', '2022-10-29T12:00:00Z', '2022-10-30T08:00:00Z'],
  ['Europe/Berlin', '0 9 * * *', '2022-10-28T12:00:00Z', '2022-10-29T07:00:00Z'],
  ['America/New_York', '30 2 * * *', '2023-03-11T08:00:00Z', '2023-03-13T06:30:00Z'],
  ['America/New_York', '0 3 * * *', '2023-03-12T04:00:00Z', '2023-03-12T07:00:00Z'],
  ['Europe/Berlin', '30 2 * * *', '2022-10-29T23:00:00Z', '2022-10-30T00:30:00Z'],
  ['Europe/Berlin', '30 2 * * *', '2022-10-30T00:30:00Z', '2022-10-30T01:30:00Z'],
  ['Australia/Lord_Howe', '0 12 * * *', '2023-04-02T00:00:00Z', '2023-04-02T01:30:00Z'],
];

for (const [zone, schedule, after, fires] of summerTime)
  test(`${schedule} in ${zone} after ${after} is ${fires}`, () => {
    const atMs = parseTimestamp(after);
    const { nextMs = 0 } = dueBy(schedule, atMs, atMs, timeZone(zone));
    assert.equal(toTimestamp(nextMs), fires);
  });
