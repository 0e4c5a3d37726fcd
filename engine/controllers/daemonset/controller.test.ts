import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTimestamp } from '../../api/time.ts';
import type { ControllerRevision, DaemonSet, Node, Pod } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { daemonSetController } from './controller.ts';

const KEY = 'default/agent';
const labels = { app: 'agent' };

function daemonSet(spec: object = {}, template: object = {}): DaemonSet {
  return object<DaemonSet>(
    'DaemonSet',
    'agent',
    {
      apiVersion: 'apps/v1',
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'a' }], ...template } },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
        ...spec,
      },
      status: {},
    },
    { generation: 1, annotations: { 'deprecated.daemonset.template.generation': '1' } },
  );
}

const node = (name: string, spec: object = {}, nodeLabels: object = {}): Node =>
  object<Node>('Node', name, { spec, status: {} }, { namespace: undefined, labels: nodeLabels });

const taint = (key: string, effect: string): object => ({ taints: [{ key, effect }] });

const nodeNames = (world: World): readonly (string | undefined)[] =>
  world
    .all<Pod>('Pod')
    .map(
      ({ spec }) =>
        spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms[0]
          ?.matchFields?.[0]?.values?.[0],
    );

function runPods(world: World): void {
  const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: toTimestamp(START_MS) }];
  for (const pod of world.all<Pod>('Pod')) world.put({ ...pod, status: { phase: 'Running', conditions } } as Pod);
}

test('one pod for every node, pinned to it, with the added tolerations and the revision', () => {
  const world = new World([daemonSet(), node('w1'), node('w2')]);
  world.settle(daemonSetController, KEY);
  assert.deepEqual(nodeNames(world), ['w1', 'w2']);
  const [pod] = world.all<Pod>('Pod');
  const [revision] = world.all<ControllerRevision>('ControllerRevision');
  const hash = revision?.metadata.labels?.['controller-revision-hash'];
  assert.equal(revision?.metadata.name, `agent-${hash}`);
  assert.deepEqual(pod?.metadata.labels, {
    app: 'agent',
    'controller-revision-hash': hash,
    'pod-template-generation': '1',
  });
  assert.deepEqual(
    pod?.spec.tolerations?.map(({ key, effect }) => `${key?.replace('node.kubernetes.io/', '')}:${effect}`),
    [
      'not-ready:NoExecute',
      'unreachable:NoExecute',
      'disk-pressure:NoSchedule',
      'memory-pressure:NoSchedule',
      'pid-pressure:NoSchedule',
      'unschedulable:NoSchedule',
    ],
  );
  assert.deepEqual(world.get<DaemonSet>('DaemonSet', 'agent').status, {
    currentNumberScheduled: 2,
    desiredNumberScheduled: 2,
    numberMisscheduled: 0,
    numberReady: 0,
    observedGeneration: 1,
    updatedNumberScheduled: 2,
    numberUnavailable: 2,
  });
});

const placements: readonly (readonly [string, Node, object, number])[] = [
  [
    'a cordoned node',
    node('w1', { unschedulable: true, ...taint('node.kubernetes.io/unschedulable', 'NoSchedule') }),
    {},
    1,
  ],
  ['a control plane node', node('w1', taint('node-role.kubernetes.io/control-plane', 'NoSchedule')), {}, 0],
  [
    'a tainted node that it tolerates',
    node('w1', taint('x', 'NoSchedule')),
    { tolerations: [{ operator: 'Exists' }] },
    1,
  ],
  ['a node without the label it selects', node('w1'), { nodeSelector: { disk: 'ssd' } }, 0],
  ['a node with the label it selects', node('w1', {}, { disk: 'ssd' }), { nodeSelector: { disk: 'ssd' } }, 1],
];

for (const [what, one, template, count] of placements) {
  test(`${what} gets ${count} pods`, () => {
    const world = new World([daemonSet({}, template), one]);
    world.settle(daemonSetController, KEY);
    assert.equal(world.all('Pod').length, count);
  });
}

test('a new template is rolled out one node at a time', () => {
  const world = new World([daemonSet(), node('w1'), node('w2')]);
  world.settle(daemonSetController, KEY);
  runPods(world);
  const old = world.get<DaemonSet>('DaemonSet', 'agent');
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'b' }] } };
  world.put({ ...old, spec: { ...old.spec, template } } as DaemonSet);
  const images = (): string =>
    world
      .all<Pod>('Pod')
      .map(({ spec }) => spec.containers[0]?.image)
      .toSorted((a = '', b = '') => (a < b ? -1 : 1))
      .join('');
  world.settle(daemonSetController, KEY);
  assert.equal(images(), 'ab');
  runPods(world);
  world.settle(daemonSetController, KEY);
  assert.equal(images(), 'bb');
  assert.deepEqual(
    world.all<ControllerRevision>('ControllerRevision').map(({ revision }) => revision),
    [1, 2],
  );
});

function runWith(world: World, isReady: (pod: Pod) => boolean): void {
  for (const pod of world.all<Pod>('Pod')) {
    const status = isReady(pod) ? 'True' : 'False';
    const conditions = [{ type: 'Ready', status, lastTransitionTime: toTimestamp(START_MS) }];
    world.put({ ...pod, status: { phase: 'Running', conditions } } as Pod);
  }
}

test('a new template replaces a broken old pod and one that is available, as recorded', () => {
  const world = new World([daemonSet(), node('w1'), node('w2'), node('w3')]);
  world.settle(daemonSetController, KEY);
  const [broken] = world.all<Pod>('Pod');
  runWith(world, (pod) => pod.metadata.name !== broken?.metadata.name);
  const old = world.get<DaemonSet>('DaemonSet', 'agent');
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'b' }] } };
  world.put({ ...old, spec: { ...old.spec, template } } as DaemonSet);
  world.settle(daemonSetController, KEY);
  const images = world.all<Pod>('Pod').map(({ spec }) => spec.containers[0]?.image);
  assert.equal(images.filter((image) => image === 'b').length, 2);
});

test('what stays on a node that was tainted later is updated too, and then not made again', () => {
  const world = new World([daemonSet(), node('w1')]);
  world.settle(daemonSetController, KEY);
  runPods(world);
  world.put(node('w1', taint('x', 'NoSchedule')));
  world.settle(daemonSetController, KEY);
  assert.equal(world.all('Pod').length, 1);
  const old = world.get<DaemonSet>('DaemonSet', 'agent');
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'b' }] } };
  world.put({ ...old, spec: { ...old.spec, template } } as DaemonSet);
  world.settle(daemonSetController, KEY);
  assert.equal(world.all('Pod').length, 0);
});

test('the status is told last: pods that are refused leave it as it was, as recorded', () => {
  const world = new World([daemonSet(), node('w1')]);
  const { writes } = world.reconcile(daemonSetController, KEY);
  const told = writes.map((write) => (write.verb === 'create' ? write.object.kind : write.verb));
  assert.deepEqual(told, ['ControllerRevision', 'Pod', 'update']);
});

test('OnDelete leaves old pods alone', () => {
  const world = new World([daemonSet({ updateStrategy: { type: 'OnDelete' } }), node('w1')]);
  world.settle(daemonSetController, KEY);
  runPods(world);
  const old = world.get<DaemonSet>('DaemonSet', 'agent');
  world.put({
    ...old,
    spec: { ...old.spec, template: { metadata: { labels }, spec: { containers: [] } } },
  } as DaemonSet);
  world.settle(daemonSetController, KEY);
  assert.equal(world.all<Pod>('Pod')[0]?.spec.containers.length, 1);
});

test('a failed pod is told, deleted and replaced; the next one waits', () => {
  const world = new World([daemonSet(), node('w1')]);
  world.settle(daemonSetController, KEY);
  const fail = (): void => {
    for (const pod of world.all<Pod>('Pod')) world.put({ ...pod, status: { phase: 'Failed' } } as Pod);
  };
  fail();
  world.settle(daemonSetController, KEY);
  assert.ok(
    world.events.includes(
      'Warning FailedDaemonPod Found failed daemon pod default/agent-2 on node w1, will try to kill it',
    ),
  );
  fail();
  assert.equal(world.settle(daemonSetController, KEY).requeueAfterMs, 1000);
});

test('a content set writes nothing', () => {
  const world = new World([daemonSet(), node('w1')]);
  world.settle(daemonSetController, KEY);
  assert.deepEqual(world.reconcile(daemonSetController, KEY).writes, []);
});
