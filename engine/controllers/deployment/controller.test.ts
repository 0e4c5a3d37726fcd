import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controllerReference } from '../../api/object.ts';
import { forbidden } from '../../api/status-error.ts';
import type { Deployment, Pod, ReplicaSet } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { deploymentController } from './controller.ts';

const KEY = 'default/web';
const labels = { app: 'web' };

/** What the API server makes of `kubectl create deployment nginx --image=nginx`. */
function template(image: string): object {
  const container = {
    name: 'nginx',
    image,
    resources: {},
    imagePullPolicy: 'Always',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  };
  const spec = {
    containers: [container],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  };
  return { metadata: { labels }, spec };
}

function deployment(replicas: number, spec: object = {}): Deployment {
  return object<Deployment>(
    'Deployment',
    'web',
    {
      apiVersion: 'apps/v1',
      spec: {
        replicas,
        selector: { matchLabels: labels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        template: template('nginx'),
        ...spec,
      },
      status: {},
    },
    { generation: 1, labels },
  );
}

const sets = (world: World): readonly ReplicaSet[] => world.all<ReplicaSet>('ReplicaSet');
const sizes = (world: World): readonly number[] => sets(world).map((set) => set.spec.replicas ?? 0);
const status = (world: World): Deployment['status'] => world.get<Deployment>('Deployment', 'web').status;
const conditions = (world: World): readonly string[] =>
  (status(world).conditions ?? []).map(({ type, status: state, reason }) => `${type}=${state}:${reason}`);

/** Lets the ReplicaSets reach their sizes; `isReady` says which of them get pods ready, `atOnce` how many more of them. */
function pods(world: World, isReady: (set: ReplicaSet) => boolean = () => true, atOnce: number = Infinity): void {
  for (const set of sets(world)) {
    const replicas = set.spec.replicas ?? 0;
    const before = set.status.availableReplicas ?? 0;
    const available = Math.min(replicas, isReady(set) ? before + atOnce : before);
    const observedGeneration = set.metadata.generation ?? 1;
    world.put({
      ...set,
      status: { replicas, readyReplicas: available, availableReplicas: available, observedGeneration },
    } as ReplicaSet);
  }
}

function edit(world: World, spec: object, metadata: object = {}): void {
  const old = world.get<Deployment>('Deployment', 'web');
  const generation = (old.metadata.generation ?? 1) + 1;
  world.put({
    ...old,
    metadata: { ...old.metadata, ...metadata, generation },
    spec: { ...old.spec, ...spec },
  } as Deployment);
}

/** Runs controller and pods in turn until both are content. */
function rollOut(world: World, isReady?: (set: ReplicaSet) => boolean): void {
  for (let round = 0; round < 20; round++) {
    world.settle(deploymentController, KEY);
    pods(world, isReady);
  }
}

test('the first ReplicaSet: name by the template hash, labels, annotations, owner, event and conditions', () => {
  const world = new World([deployment(3)]);
  world.settle(deploymentController, KEY);
  const [set] = sets(world);
  const hash = set?.metadata.labels?.['pod-template-hash'];
  assert.equal(set?.metadata.name, `web-${hash}`);
  assert.deepEqual(set?.metadata.labels, { app: 'web', 'pod-template-hash': hash });
  assert.deepEqual(set?.spec.selector.matchLabels, { app: 'web', 'pod-template-hash': hash });
  assert.deepEqual(set?.spec.template?.metadata?.labels, { app: 'web', 'pod-template-hash': hash });
  assert.deepEqual(set?.metadata.annotations, {
    'deployment.kubernetes.io/revision': '1',
    'deployment.kubernetes.io/desired-replicas': '3',
    'deployment.kubernetes.io/max-replicas': '4',
  });
  assert.deepEqual(set?.metadata.ownerReferences, [controllerReference(deployment(3))]);
  assert.deepEqual(world.events, [`Normal ScalingReplicaSet Scaled up replica set ${set?.metadata.name} to 3`]);
  assert.deepEqual(conditions(world), [
    'Progressing=True:NewReplicaSetCreated',
    'Available=False:MinimumReplicasUnavailable',
  ]);
  assert.equal(
    world.get<Deployment>('Deployment', 'web').metadata.annotations?.['deployment.kubernetes.io/revision'],
    '1',
  );
  assert.deepEqual(
    { ...status(world), conditions: undefined },
    { observedGeneration: 1, unavailableReplicas: 3, conditions: undefined },
  );
});

test('the hash of a nginx deployment is that of a real v1.25 cluster', () => {
  const nginx = { app: 'nginx' };
  const one = deployment(1, {
    selector: { matchLabels: nginx },
    template: { ...template('nginx'), metadata: { labels: nginx } },
  });
  const world = new World([one]);
  world.settle(deploymentController, KEY);
  assert.equal(sets(world)[0]?.metadata.name, 'web-76d6c9b8c');
});

test('a finished rollout: counts, and the order of the conditions', () => {
  const world = new World([deployment(3)]);
  rollOut(world);
  assert.deepEqual(conditions(world), [
    'Available=True:MinimumReplicasAvailable',
    'Progressing=True:NewReplicaSetAvailable',
  ]);
  const [set] = sets(world);
  assert.equal(
    status(world).conditions?.[1]?.message,
    `ReplicaSet "${set?.metadata.name}" has successfully progressed.`,
  );
  assert.deepEqual(world.reconcile(deploymentController, KEY), { writes: [] });
});

test('scaling tells the sizes before and after', () => {
  const world = new World([deployment(1)]);
  rollOut(world);
  edit(world, { replicas: 3 });
  rollOut(world);
  const name = sets(world)[0]?.metadata.name;
  assert.equal(world.events.at(-1), `Normal ScalingReplicaSet Scaled up replica set ${name} to 3 from 1`);
  assert.equal(sets(world)[0]?.metadata.annotations?.['deployment.kubernetes.io/max-replicas'], '4');
});

test('a rolling update of 4 goes 1+3, 2+3 and on as pods become available, as recorded', () => {
  const world = new World([deployment(4)]);
  rollOut(world);
  edit(world, { template: template('nginx:1.21') });
  const seen: string[] = [];
  for (let round = 0; round < 30; round++) {
    for (let step = 0; step < 10 && world.reconcile(deploymentController, KEY).writes.length > 0; step++) {
      const text = sizes(world).join('+');
      if (seen.at(-1) !== text) seen.push(text);
    }
    pods(world, undefined, 1);
  }
  assert.deepEqual(seen, ['4+1', '3+1', '3+2', '2+2', '2+3', '1+3', '1+4', '0+4']);
  const [old, next] = sets(world).map((set) => set.metadata.name);
  assert.deepEqual(world.events.slice(1, 4), [
    `Normal ScalingReplicaSet Scaled up replica set ${next} to 1`,
    `Normal ScalingReplicaSet Scaled down replica set ${old} to 3 from 4`,
    `Normal ScalingReplicaSet Scaled up replica set ${next} to 2 from 1`,
  ]);
});

test('a stuck update of 10 stops at 8+5, and scaling to 15 then splits 11+7, as recorded', () => {
  const world = new World([
    deployment(10, { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } }),
  ]);
  rollOut(world);
  const first = sets(world)[0]?.metadata.name;
  edit(world, { template: template('nginx:nope') });
  rollOut(world, (set) => set.metadata.name === first);
  assert.deepEqual(sizes(world), [8, 5]);
  edit(world, { replicas: 15 });
  world.settle(deploymentController, KEY);
  assert.deepEqual(sizes(world), [11, 7]);
});

/** replicas, maxSurge, maxUnavailable, scaled to: sizes of the old and the new ReplicaSet in the end, as recorded. */
const scaledDown: readonly (readonly [number, number | string, number | string, number, readonly number[]])[] = [
  [10, 3, 2, 4, [2, 4]],
  [8, '100%', '50%', 3, [2, 3]],
  [12, '25%', '25%', 5, [4, 3]],
  [9, 2, 4, 2, [0, 2]],
  [6, 1, 1, 3, [2, 2]],
  [10, '50%', '50%', 6, [3, 6]],
];

for (const [replicas, maxSurge, maxUnavailable, size, expected] of scaledDown) {
  test(`a stuck update of ${replicas} (${maxSurge}, ${maxUnavailable}) scaled down to ${size} keeps the minimum, whatever the old statuses say`, () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
    const world = new World([deployment(replicas, { strategy })]);
    rollOut(world);
    const isOld = (set: ReplicaSet): boolean => set.spec.template?.spec?.containers[0]?.image === 'nginx';
    edit(world, { template: template('nginx:missing') });
    rollOut(world, isOld);
    edit(world, { replicas: size });
    rollOut(world, isOld);
    const ends = [sets(world).find(isOld), sets(world).find((set) => !isOld(set))];
    assert.deepEqual(
      ends.map((set) => set?.spec.replicas),
      expected,
    );
  });
}

test('going back reuses the old ReplicaSet with a new revision; the old number goes to its history', () => {
  const world = new World([deployment(2)]);
  rollOut(world);
  edit(world, { template: template('nginx:1.21') });
  rollOut(world);
  edit(world, { template: template('nginx') });
  rollOut(world);
  assert.deepEqual(sizes(world), [2, 0]);
  const annotations = sets(world)[0]?.metadata.annotations;
  assert.equal(annotations?.['deployment.kubernetes.io/revision'], '3');
  assert.equal(annotations?.['deployment.kubernetes.io/revision-history'], '1');
  assert.equal(
    world.get<Deployment>('Deployment', 'web').metadata.annotations?.['deployment.kubernetes.io/revision'],
    '3',
  );
});

test('annotations of the deployment reach its ReplicaSet, but for the reserved ones', () => {
  const world = new World([deployment(1)]);
  const annotations = { note: 'x', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  edit(world, {}, { annotations });
  rollOut(world);
  edit(world, {}, { annotations: { ...annotations, note: 'y' } });
  rollOut(world);
  assert.equal(sets(world)[0]?.metadata.annotations?.['note'], 'y');
  assert.equal(sets(world)[0]?.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration'], undefined);
});

test('Recreate: all old pods go, and are gone, before the new ReplicaSet comes at full size', () => {
  const world = new World([deployment(3, { strategy: { type: 'Recreate' } })]);
  rollOut(world);
  const [old] = sets(world);
  edit(world, { template: template('nginx:1.21') });
  world.put(
    object<Pod>(
      'Pod',
      'p',
      { spec: {}, status: { phase: 'Running' } },
      { ownerReferences: [controllerReference(old!)] },
    ),
  );
  world.settle(deploymentController, KEY);
  assert.deepEqual(sizes(world), [0]);
  pods(world);
  world.settle(deploymentController, KEY);
  assert.deepEqual(sizes(world), [0], 'a terminating pod still runs');
  world.objects = world.objects.filter((one) => one.kind !== 'Pod');
  world.settle(deploymentController, KEY);
  assert.deepEqual(sizes(world), [0, 3]);
});

test('a paused deployment scales but does not roll out; resuming does', () => {
  const world = new World([deployment(2)]);
  rollOut(world);
  edit(world, { paused: true, replicas: 3, template: template('nginx:1.21') });
  rollOut(world);
  assert.deepEqual(sizes(world), [3]);
  assert.ok(conditions(world).includes('Progressing=Unknown:DeploymentPaused'));
  edit(world, { paused: false });
  world.settle(deploymentController, KEY);
  assert.ok(conditions(world).some((text) => text === 'Progressing=True:NewReplicaSetCreated'));
  rollOut(world);
  assert.deepEqual(sizes(world), [0, 3]);
});

test('a rollout without progress fails at its deadline, by the clock', () => {
  const world = new World([deployment(1)]);
  world.settle(deploymentController, KEY);
  pods(world, () => false);
  const outcome = world.settle(deploymentController, KEY);
  assert.equal(outcome.requeueAfterMs, 601_000);
  world.nowMs += 601_000;
  world.settle(deploymentController, KEY);
  assert.deepEqual(conditions(world), [
    'Available=False:MinimumReplicasUnavailable',
    'Progressing=False:ProgressDeadlineExceeded',
  ]);
  assert.match(status(world).conditions?.[1]?.message ?? '', /^ReplicaSet "web-\w+" has timed out progressing\.$/);
  assert.equal(world.reconcile(deploymentController, KEY).requeueAfterMs, undefined);
});

test('a foreign ReplicaSet of the same name: the collision count grows and another hash is used', () => {
  const world = new World([deployment(1)]);
  world.settle(deploymentController, KEY);
  const name = sets(world)[0]?.metadata.name ?? '';
  const foreign = object<ReplicaSet>('ReplicaSet', name, {
    spec: { replicas: 1, selector: {} },
    status: { replicas: 1 },
  });
  const other = new World([deployment(1), foreign]);
  other.settle(deploymentController, KEY);
  assert.equal(status(other).collisionCount, 1);
  assert.equal(sets(other).length, 2);
  assert.notEqual(sets(other)[1]?.metadata.name, name);
});

test('a refused ReplicaSet is told, and shows in Progressing', () => {
  const world = new World([deployment(1)]);
  const refusal = forbidden({ group: 'apps', plural: 'replicasets', kind: 'ReplicaSet' }, 'x', 'no');
  world.refuse = (write) => (write.verb === 'create' ? refusal : undefined);
  const outcome = deploymentController.reconcile(KEY, world.view, {
    nowMs: world.nowMs,
    failures: [],
    memory: undefined,
    shared: undefined,
    node: '',
    random: () => 0,
  });
  assert.equal(outcome.writes[0]?.verb, 'create');
  world.reconcile(deploymentController, KEY, { failures: [refusal] });
  assert.match(
    world.events[0] ?? '',
    /^Warning ReplicaSetCreateError Failed to create new replica set "web-\w+": replicasets.apps "x" is forbidden: no$/,
  );
  assert.deepEqual(conditions(world), ['Progressing=False:ReplicaSetCreateError']);
});

test('history: old ReplicaSets above the limit go, lowest revision first', () => {
  const world = new World([deployment(1, { revisionHistoryLimit: 1 })]);
  for (const image of ['a', 'b', 'c']) {
    rollOut(world);
    edit(world, { template: template(image) });
  }
  rollOut(world);
  rollOut(world);
  assert.deepEqual(
    sets(world).map((set) => set.metadata.annotations?.['deployment.kubernetes.io/revision']),
    ['3', '4'],
  );
});

test('an orphaned ReplicaSet that matches is adopted; one of the template becomes the new one', () => {
  const world = new World([deployment(1)]);
  rollOut(world);
  const [set] = sets(world);
  const { ownerReferences: _, ...metadata } = set!.metadata;
  const other = new World([deployment(1), { ...set!, metadata }]);
  other.settle(deploymentController, KEY);
  assert.equal(sets(other).length, 1);
  assert.deepEqual(sets(other)[0]?.metadata.ownerReferences, [controllerReference(deployment(1))]);
});

test('ReplicaFailure is copied from the ReplicaSet, and goes with it', () => {
  const world = new World([deployment(1)]);
  world.settle(deploymentController, KEY);
  const failure = {
    type: 'ReplicaFailure',
    status: 'True',
    reason: 'FailedCreate',
    message: 'quota',
    lastTransitionTime: '2022-10-03T00:00:00Z',
  };
  const [set] = sets(world);
  world.put({ ...set!, status: { replicas: 0, conditions: [failure] } } as ReplicaSet);
  world.settle(deploymentController, KEY);
  assert.ok(conditions(world).includes('ReplicaFailure=True:FailedCreate'));
  world.put({ ...set!, status: { replicas: 0 } } as ReplicaSet);
  world.settle(deploymentController, KEY);
  assert.ok(!conditions(world).includes('ReplicaFailure=True:FailedCreate'));
});
