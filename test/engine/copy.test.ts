import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CannotCopyError, Cluster } from '../../engine/index.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { topology } from '../../scenarios/topologies.ts';

const LATER: readonly string[] = [
  'scale deployment web --replicas=5',
  'set image deployment web nginx=nginx:1.23',
  'delete pod alone',
  'drain w1-k8s --ignore-daemonsets --force',
];

function begun(): Cluster {
  const cluster = Cluster.start(topology('course'), { seed: '1' });
  const session = new Session(cluster, new MemoryFiles());
  for (const line of [
    'create deployment web --image=nginx --replicas=3',
    'expose deployment web --port=80',
    'run alone --image=nginx',
  ])
    assert.equal(session.kubectl(line.split(' ')).exit, 0);
  cluster.advance(45_000);
  session.kubectl(['scale', 'deployment', 'web', '--replicas=4']);
  cluster.advance(700);
  return cluster;
}

/** What happens from here on: the whole account, and every object at the end. */
function future(cluster: Cluster): string {
  const session = new Session(cluster, new MemoryFiles());
  for (const line of LATER) {
    session.kubectl(line.split(' '));
    cluster.advance(20_000);
  }
  cluster.stop('kubelet', 'w2-k8s');
  cluster.advance(600_000);
  const objects = ['Pod', 'ReplicaSet', 'Endpoints', 'EndpointSlice', 'Node', 'Event'].map((kind) =>
    cluster.view.list(kind),
  );
  return JSON.stringify({ trace: cluster.trace.entries(), objects });
}

test('a copy has the same past, and the same future if the same is done to it', () => {
  const cluster = begun();
  const copy = cluster.copy();
  const second = cluster.copy();
  const original = future(cluster);
  assert.ok(future(copy) === original, 'the copy went another way');
  assert.ok(future(second) === original, 'what happened to the others changed the second copy');
});

test('a script in the middle of its work has no copy', () => {
  const cluster = Cluster.start(topology('course'), { seed: '1' });
  const session = new Session(cluster, new MemoryFiles());
  session.kubectl(['run', 'busy', '--image=busybox', '--', 'sh', '-c', 'sleep 1000; echo done']);
  cluster.advance(30_000);
  assert.throws(() => cluster.copy(), CannotCopyError);
});
