import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controllerReference, type KubeObject } from '../../api/object.ts';
import { toTimestamp } from '../../api/time.ts';
import type { DaemonSet, Deployment, Job, Pod, PodDisruptionBudget, ReplicaSet } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { ttlAfterFinishedController } from '../ttl-after-finished/controller.ts';
import { disruptionController } from './controller.ts';

const KEY = 'default/b';
const labels = { app: 'web' };
const deployment = object<Deployment>('Deployment', 'web', {
  apiVersion: 'apps/v1',
  spec: { replicas: 4 },
  status: {},
});
const owner = { ownerReferences: [controllerReference(deployment)] };
const set = object<ReplicaSet>(
  'ReplicaSet',
  'web-1',
  { apiVersion: 'apps/v1', spec: { replicas: 3 }, status: {} },
  owner,
);

function budget(spec: object, status: object = {}): PodDisruptionBudget {
  return object<PodDisruptionBudget>(
    'PodDisruptionBudget',
    'b',
    { spec: { selector: { matchLabels: labels }, ...spec }, status },
    { generation: 1 },
  );
}

function pods(ready: number, unready: number, managed: boolean = true): readonly Pod[] {
  return Array.from({ length: ready + unready }, (_, index) =>
    object<Pod>(
      'Pod',
      `p${index}`,
      { spec: {}, status: { conditions: [{ type: 'Ready', status: index < ready ? 'True' : 'False' }] } },
      { labels, ...(managed ? { ownerReferences: [controllerReference(set)] } : {}) },
    ),
  );
}

function settled(...objects: readonly KubeObject[]): World {
  const world = new World([deployment, set, ...objects]);
  world.settle(disruptionController, KEY);
  return world;
}

const status = (world: World): PodDisruptionBudget['status'] =>
  world.get<PodDisruptionBudget>('PodDisruptionBudget', 'b').status;

/** minAvailable or maxUnavailable, ready pods, others; expected, desired and allowed. */
const cases: readonly (readonly [object, number, number, readonly [number, number, number]])[] = [
  [{ minAvailable: 2 }, 3, 0, [3, 2, 1]],
  [{ minAvailable: 2 }, 2, 1, [3, 2, 0]],
  [{ minAvailable: '50%' }, 4, 0, [4, 2, 2]],
  [{ minAvailable: '60%' }, 4, 0, [4, 3, 1]],
  [{ maxUnavailable: 1 }, 4, 0, [4, 3, 1]],
  [{ maxUnavailable: 1 }, 3, 1, [4, 3, 0]],
  [{ maxUnavailable: '50%' }, 4, 0, [4, 2, 2]],
];

for (const [spec, ready, unready, [expected, desired, allowed]] of cases) {
  test(`${JSON.stringify(spec)} with ${ready} pods ready and ${unready} not: ${allowed} disruptions`, () => {
    const found = status(settled(budget(spec), ...pods(ready, unready)));
    assert.deepEqual(
      [found.expectedPods, found.desiredHealthy, found.disruptionsAllowed],
      [expected, desired, allowed],
    );
    assert.equal(found.conditions?.[0]?.reason, allowed > 0 ? 'SufficientPods' : 'InsufficientPods');
  });
}

test('no pods: nothing is allowed, and that is told', () => {
  const world = settled(budget({ minAvailable: 0 }));
  assert.equal(status(world).disruptionsAllowed, 0);
  assert.equal(world.events[0], 'Normal NoPods No matching pods found');
});

test('pods without a controller are not told of', () => {
  assert.deepEqual(settled(budget({ maxUnavailable: 1 }), ...pods(2, 0, false)).events, []);
});

test('an evicted pod counts as gone for two minutes', () => {
  const disruptedPods = { p0: toTimestamp(START_MS) };
  const world = new World([deployment, set, budget({ minAvailable: 2 }, { disruptedPods }), ...pods(3, 0)]);
  assert.equal(world.settle(disruptionController, KEY).requeueAfterMs, 120_000);
  assert.deepEqual([status(world).currentHealthy, status(world).disruptionsAllowed], [2, 0]);
  world.nowMs += 120_000;
  world.settle(disruptionController, KEY);
  assert.deepEqual([status(world).currentHealthy, status(world).disruptedPods], [3, undefined]);
  assert.deepEqual(world.events, [
    "Warning NotDeleted Pod was expected by PDB default/default to be deleted but it wasn't",
  ]);
});

test('a pod in two budgets counts for the first, and that is told once', () => {
  const world = new World([deployment, set, budget({ minAvailable: 1 }), ...pods(1, 0)]);
  const twin = budget({ minAvailable: 1 });
  world.put({ ...twin, metadata: { ...twin.metadata, name: 'c', uid: 'twin' } });
  for (const key of [KEY, 'default/c']) {
    world.memory = undefined;
    world.settle(disruptionController, key);
    world.settle(disruptionController, key);
  }
  assert.deepEqual(world.events, [
    'Warning MultiplePodDisruptionBudgets Pod "default"/"p0" matches multiple PodDisruptionBudgets.  Chose "b" arbitrarily.',
  ]);
});

test('a finished job goes when its time is over', () => {
  const conditions = [{ type: 'Complete', status: 'True', lastTransitionTime: toTimestamp(START_MS) }];
  const world = new World([
    object<Job>('Job', 'once', { spec: { ttlSecondsAfterFinished: 60 }, status: { conditions } }),
  ]);
  assert.equal(world.reconcile(ttlAfterFinishedController, 'default/once').requeueAfterMs, 60_000);
  world.nowMs += 60_000;
  world.reconcile(ttlAfterFinishedController, 'default/once');
  assert.deepEqual(world.objects[0]?.metadata.finalizers, ['foregroundDeletion']);
});

test('pods of a kind without a size: nothing is allowed, and why is told', () => {
  const owned = pods(2, 0, false).map((pod) => {
    const controller = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'ds', uid: 'DaemonSet-ds', controller: true };
    return { ...pod, metadata: { ...pod.metadata, ownerReferences: [controller] } };
  });
  const world = settled(object<DaemonSet>('DaemonSet', 'ds', { spec: {} }), budget({ maxUnavailable: 1 }), ...owned);
  const why = 'daemonsets.apps does not implement the scale subresource';
  const { conditions, currentHealthy, disruptionsAllowed } = status(world);
  assert.deepEqual([conditions?.[0]?.reason, conditions?.[0]?.message], ['SyncFailed', why]);
  assert.deepEqual([currentHealthy, disruptionsAllowed], [0, 0]);
  assert.equal(
    world.events[0],
    `Warning CalculateExpectedPodCountFailed Failed to calculate the number of expected pods: ${why}`,
  );
});
