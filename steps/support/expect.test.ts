import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letDie, replacement } from './casualty.ts';
import { always, eventually } from './expect.ts';
import { ExpectationError, virtualTime } from './failure.ts';
import { everyWorkerRuns } from './placement.ts';
import { isReady } from './pods.ts';
import { existence } from './objects.ts';
import { countOf } from './subjects.ts';
import { worldOf } from './testing.ts';

/** What a failed expectation says. */
function failureOf(expect: () => void): ExpectationError {
  try {
    expect();
  } catch (error) {
    if (error instanceof ExpectationError) return error;
    throw error;
  }
  throw new Error('the expectation held');
}

test('a state is waited for in virtual time', () => {
  const world = worldOf('waits');
  world.kubectl(['create', 'deployment', 'web', '--image=nginx', '--replicas=3']);
  assert.equal(world.cluster.elapsedMs, 0);
  eventually(world, countOf(world, 'web', 3, 'Ready'));
  assert.ok(world.cluster.elapsedMs > 0 && world.cluster.elapsedMs < 30_000);
});

test('a stopped scheduler is the reason why pods have no node, from the moment when it stopped', () => {
  const world = worldOf('scheduler stopped');
  world.cluster.advance(5000);
  world.cluster.stop('kube-scheduler');
  world.kubectl(['create', 'deployment', 'web', '--image=nginx', '--replicas=2']);
  const { divergence, desired, actual } = failureOf(() => eventually(world, countOf(world, 'web', 2, 'Ready')));
  assert.equal(divergence.why, 'kube-scheduler is stopped');
  assert.equal(divergence.atMs, 5000);
  assert.equal(divergence.expected, '2 Ready within 2 min');
  assert.equal(desired, 'pods of web:\n- Ready\n- Ready');
  assert.match(actual ?? '', /^pods of web:\n- web-\S+ Pending\n- web-\S+ Pending$/);
});

test('an image that is not there is the reason, from the first back-off', () => {
  const world = worldOf('image');
  world.kubectl(['run', 'typo', '--image=ngnix']);
  const { divergence } = failureOf(() => eventually(world, countOf(world, 'typo', 1, 'Ready')));
  assert.match(divergence.why ?? '', /^pod typo is waiting: (?:ImagePullBackOff|ErrImagePull), /);
  assert.ok(divergence.atMs < 60_000, `${divergence.atMs}`);
});

test('the scheduler says why a pod fits nowhere', () => {
  const world = worldOf('too big');
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'big' },
    spec: { containers: [{ name: 'a', image: 'nginx', resources: { requests: { cpu: '64' } } }] },
  };
  world.kubectl(['apply', '-f', '-'], { stdin: JSON.stringify(pod) });
  const { divergence } = failureOf(() => eventually(world, countOf(world, 'big', 1, 'Ready')));
  assert.match(divergence.why ?? '', /^pod big is not scheduled: 0\/4 nodes are available: .*4 Insufficient cpu/);
});

test('a lone pod is not replaced, and the message says that nobody would', () => {
  const world = worldOf('alone');
  world.kubectl(['run', 'nginx', '--image=nginx']);
  eventually(world, countOf(world, 'nginx', 1, 'Ready'));
  letDie(world, 'nginx', 1);
  const { message } = failureOf(() => eventually(world, replacement(world, 'Ready', isReady)));
  assert.match(message, /why: {6}pod nginx belonged to no controller: nobody replaces it$/);
});

test('pods that are not there cannot die', () => {
  const world = worldOf('nobody');
  assert.equal(failureOf(() => letDie(world, 'web', 1)).divergence.actual, 'no pods');
});

test('what does not stay diverges at the moment when it changes', () => {
  const world = worldOf('stays');
  world.kubectl(['run', 'nginx', '--image=nginx']);
  const { divergence } = failureOf(() => always(world, countOf(world, 'nginx', 1, 'Pending'), 60_000));
  assert.equal(divergence.atMs, world.cluster.elapsedMs);
  assert.equal(divergence.expected, '1 Pending for 1 min');
  assert.match(divergence.actual, /^0 Pending: nginx Running/);
});

test('placement and existence say what is there instead', () => {
  const world = worldOf('placement');
  world.kubectl(['create', 'deployment', 'web', '--image=nginx', '--replicas=3']);
  eventually(world, everyWorkerRuns(world, 'web', 1));
  const { divergence } = failureOf(() => eventually(world, everyWorkerRuns(world, 'web', 2), 1000));
  assert.equal(divergence.actual, 'w1-k8s: 1, w2-k8s: 1, w3-k8s: 1');
  assert.equal(
    failureOf(() => eventually(world, existence(world, 'Service', 'web', true), 0)).divergence.actual,
    'not there',
  );
  assert.throws(() => existence(world, 'Sevice', 'web', true), /the cluster knows no kind Sevice/);
});

const TIMES: readonly [ms: number, text: string][] = [
  [0, '0 s'],
  [250, '0.25 s'],
  [6501, '6.501 s'],
  [120_000, '2 min'],
  [3_661_500, '1 h 1 min 1.5 s'],
  [7_200_000, '2 h'],
];

for (const [ms, text] of TIMES) {
  test(`${ms} ms of virtual time read ${text}`, () => assert.equal(virtualTime(ms), text));
}
