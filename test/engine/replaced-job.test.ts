import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, type Job, type Pod } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';
import { sleepingJob } from './job.ts';

const JOB = sleepingJob(15);

test('the pods of a job go with it, though another job takes its name at the same instant (kubectl replace --force)', () => {
  const cluster = Cluster.start(topology('bare'), { seed: 'replaced' });
  const client = cluster.client('test');
  client.create('Job', 'default', JOB);
  cluster.advance(10_000);
  client.delete({ kind: 'Job', namespace: 'default', name: 'batch' }, { propagationPolicy: 'Background' });
  client.create('Job', 'default', JOB);
  cluster.advance(60_000);
  const job = cluster.view.get<Job>('Job', 'default', 'batch');
  assert.equal(job?.status.succeeded, 1);
  const owners = cluster.view.list<Pod>('Pod', 'default').map(({ metadata }) => metadata.ownerReferences?.[0]?.uid);
  assert.deepEqual(owners, [job?.metadata.uid]);
});
