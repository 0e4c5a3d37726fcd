import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, type Job } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';
import { sleepingJob } from './job.ts';

const JOB = sleepingJob(5);

for (const delayMs of [1, 100, 3000]) {
  test(`a controller whose watches are ${delayMs} ms late hears of its own writes all the same`, () => {
    const cluster = Cluster.start(topology('bare'), {
      seed: 'late',
      around: (component) => ({
        ...component,
        watches: component.watches.map((watch) => ({
          ...watch,
          keys: (change, view) => watch.keys(change, view),
          delayMs: (watch.delayMs ?? 0) + delayMs,
        })),
      }),
    });
    cluster.client('test').create('Job', 'default', JOB);
    cluster.advance(60_000);
    assert.equal(cluster.view.get<Job>('Job', 'default', 'batch')?.status.succeeded, 1);
  });
}
