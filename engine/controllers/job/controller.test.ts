import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job, Pod } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { jobController } from './controller.ts';

const KEY = 'default/once';
const labels = { 'controller-uid': 'u', 'job-name': 'once' };

function job(spec: object = {}, template: object = { restartPolicy: 'Never' }): Job {
  return object<Job>(
    'Job',
    'once',
    {
      apiVersion: 'batch/v1',
      spec: {
        parallelism: 1,
        completions: 1,
        backoffLimit: 6,
        selector: { matchLabels: { 'controller-uid': 'u' } },
        template: { metadata: { labels }, spec: { containers: [], ...template } },
        ...spec,
      },
      status: {},
    },
    { generation: 1 },
  );
}

const status = (world: World): Job['status'] => world.get<Job>('Job', 'once').status;
const living = (world: World): readonly Pod[] =>
  world.all<Pod>('Pod').filter((pod) => pod.status.phase === undefined && pod.metadata.deletionTimestamp === undefined);

function end(world: World, phase: string): void {
  for (const pod of living(world)) world.put({ ...pod, status: { phase } } as Pod);
}

test('a job is Complete when its pod has succeeded, and has let the pod go', () => {
  const world = new World([job()]);
  world.settle(jobController, KEY);
  assert.deepEqual(world.all<Pod>('Pod')[0]?.metadata.finalizers, ['batch.kubernetes.io/job-tracking']);
  assert.deepEqual(status(world), {
    active: 1,
    ready: 0,
    startTime: '2022-10-03T00:00:00Z',
    uncountedTerminatedPods: {},
  });
  end(world, 'Succeeded');
  world.settle(jobController, KEY);
  assert.deepEqual(status(world), {
    completionTime: '2022-10-03T00:00:00Z',
    conditions: [
      {
        type: 'Complete',
        status: 'True',
        lastProbeTime: '2022-10-03T00:00:00Z',
        lastTransitionTime: '2022-10-03T00:00:00Z',
      },
    ],
    ready: 0,
    startTime: '2022-10-03T00:00:00Z',
    succeeded: 1,
    uncountedTerminatedPods: {},
  });
  assert.equal(world.all<Pod>('Pod')[0]?.metadata.finalizers, undefined);
  assert.equal(world.events.at(-1), 'Normal Completed Job completed');
});

test('backoffLimit 1: the second failure fails the job', () => {
  const world = new World([job({ backoffLimit: 1 })]);
  world.settle(jobController, KEY);
  end(world, 'Failed');
  world.settle(jobController, KEY);
  assert.equal(living(world).length, 1, 'a replacement at once');
  end(world, 'Failed');
  world.settle(jobController, KEY);
  assert.deepEqual([status(world).failed, status(world).conditions?.[0]?.reason], [2, 'BackoffLimitExceeded']);
  assert.equal(world.events.at(-1), 'Warning BackoffLimitExceeded Job has reached the specified backoff limit');
});

test('five completions, two at a time', () => {
  const world = new World([job({ completions: 5, parallelism: 2 })]);
  const sizes: number[] = [];
  for (let round = 0; round < 4; round++) {
    world.settle(jobController, KEY);
    sizes.push(living(world).length);
    end(world, 'Succeeded');
  }
  assert.deepEqual(sizes, [2, 2, 1, 0]);
  assert.equal(status(world).succeeded, 5);
});

test('a work queue (no completions) ends with the first success once the others have ended', () => {
  const world = new World([job({ completions: undefined, parallelism: 2 })]);
  world.settle(jobController, KEY);
  const [first] = living(world);
  world.put({ ...first!, status: { phase: 'Succeeded' } } as Pod);
  world.settle(jobController, KEY);
  assert.deepEqual([living(world).length, status(world).conditions], [1, undefined]);
  end(world, 'Succeeded');
  world.settle(jobController, KEY);
  assert.equal(status(world).conditions?.[0]?.type, 'Complete');
});

test('activeDeadlineSeconds: the job fails by the clock, and its pods go', () => {
  const world = new World([job({ activeDeadlineSeconds: 30 })]);
  assert.equal(world.settle(jobController, KEY).requeueAfterMs, 30_000);
  const [pod] = living(world);
  const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  world.put({ ...pod!, status: ready } as unknown as Pod);
  world.nowMs += 30_000;
  world.settle(jobController, KEY);
  assert.deepEqual([status(world).failed, status(world).conditions?.[0]?.reason], [1, 'DeadlineExceeded']);
  // As a v1.25.2 control plane leaves it: nobody looks again when the pod has stopped.
  assert.equal(status(world).ready, 1);
  assert.equal(world.all('Pod').length, 0);
});

test('a job that fails keeps the number of pods that were ready then, as recorded', () => {
  const world = new World([job({ activeDeadlineSeconds: 30 })]);
  world.settle(jobController, KEY);
  const [pod] = living(world);
  world.put({ ...pod!, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } } as Pod);
  world.nowMs += 30_000;
  world.settle(jobController, KEY);
  assert.deepEqual([status(world).active, status(world).ready, status(world).failed], [undefined, 1, 1]);
});

test('a job that is done before it makes a pod has started all the same', () => {
  const world = new World([job({ completions: 0 })]);
  world.settle(jobController, KEY);
  assert.deepEqual(
    [status(world).startTime, status(world).conditions?.[0]?.type],
    ['2022-10-03T00:00:00Z', 'Complete'],
  );
});

test('OnFailure: restarts in place count against the limit', () => {
  const world = new World([job({ backoffLimit: 2 }, { restartPolicy: 'OnFailure' })]);
  world.settle(jobController, KEY);
  const [pod] = living(world);
  world.put({ ...pod!, status: { phase: 'Running', containerStatuses: [{ restartCount: 2 }] } } as unknown as Pod);
  world.settle(jobController, KEY);
  assert.equal(status(world).conditions?.[0]?.reason, 'BackoffLimitExceeded');
});

test('suspend stops the pods without counting them and keeps the start; resuming starts anew', () => {
  const world = new World([job()]);
  world.settle(jobController, KEY);
  const old = world.get<Job>('Job', 'once');
  world.put({ ...old, spec: { ...old.spec, suspend: true } } as Job);
  world.settle(jobController, KEY);
  assert.equal(world.all('Pod').length, 0);
  assert.deepEqual(
    [status(world).failed, status(world).startTime, status(world).conditions?.[0]?.reason],
    [undefined, '2022-10-03T00:00:00Z', 'JobSuspended'],
  );
  const suspended = world.get<Job>('Job', 'once');
  world.put({ ...suspended, spec: { ...suspended.spec, suspend: false } } as Job);
  world.nowMs += 60_000;
  world.settle(jobController, KEY);
  assert.deepEqual([living(world).length, status(world).conditions?.[0]?.reason], [1, 'JobResumed']);
  assert.equal(status(world).startTime, '2022-10-03T00:01:00Z');
});

test('the pods of a job that is gone are let go', () => {
  const world = new World([job()]);
  world.settle(jobController, KEY);
  world.objects = world.objects.filter(({ kind }) => kind === 'Pod');
  world.settle(jobController, KEY);
  assert.equal(world.all<Pod>('Pod')[0]?.metadata.finalizers, undefined);
});

test('a failed pod is looked at a moment later, with those that fail beside it; other changes after a second', () => {
  const delays = jobController.watches.filter(({ kind }) => kind === 'Pod').map(({ delayMs }) => delayMs);
  assert.deepEqual(delays, [50, 1000]);
});
