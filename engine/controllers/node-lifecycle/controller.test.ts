import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toMicroTime, toTimestamp } from '../../api/time.ts';
import type { Lease, Node, Pod } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { nodeLifecycleController } from './controller.ts';
import { withRate, zoneState } from './zones.ts';

const READY = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'];

function node(name: string, ready: string = 'True', spec: object = {}): Node {
  const conditions = READY.map((type) => ({
    type,
    status: type === 'Ready' ? ready : 'False',
    lastHeartbeatTime: toTimestamp(START_MS),
  }));
  return object<Node>('Node', name, { spec, status: { conditions } }, { namespace: undefined });
}

const lease = (name: string, ms: number): Lease =>
  object<Lease>('Lease', name, { spec: { renewTime: toMicroTime(ms) } }, { namespace: 'kube-node-lease' });

function pod(name: string, nodeName: string): Pod {
  const conditions = [
    { type: 'Initialized', status: 'True' },
    { type: 'Ready', status: 'True', lastTransitionTime: toTimestamp(START_MS) },
  ];
  return object<Pod>('Pod', name, { spec: { containers: [], nodeName }, status: { phase: 'Running', conditions } });
}

/** Nodes of a World by `key:effect` of their taints. */
const taints = (world: World, name: string): readonly string[] =>
  (world.get<Node>('Node', name).spec.taints ?? []).map(
    ({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`,
  );

/** Runs the controller for a time: ticks of 5 s, leases of living nodes every 10 s, the taint queue when it is due. */
function run(world: World, seconds: number, alive: readonly string[]): void {
  const untilMs = world.nowMs + seconds * 1000;
  for (;;) {
    for (const name of alive) if ((world.nowMs - START_MS) % 10_000 === 0) world.put(lease(name, world.nowMs));
    const { signals } = world.reconcile(nodeLifecycleController, 'monitor');
    for (const { metadata } of world.all<Node>('Node')) world.settle(nodeLifecycleController, `node/${metadata.name}`);
    if ((signals ?? []).length > 0) world.reconcile(nodeLifecycleController, 'evict');
    if (world.nowMs >= untilMs) return;
    world.nowMs += 5000;
  }
}

test('a lost node: Unknown after 40 s, pods not ready, NoSchedule at once, NoExecute at the next tick', () => {
  const world = new World([node('m'), node('w1'), node('w2'), pod('a', 'w1'), pod('b', 'w2')]);
  run(world, 20, ['m', 'w1', 'w2']);
  run(world, 35, ['m', 'w2']);
  assert.equal(world.get<Node>('Node', 'w1').status.conditions?.[3]?.status, 'True');
  run(world, 5, ['m', 'w2']);
  assert.deepEqual(
    world
      .get<Node>('Node', 'w1')
      .status.conditions?.map(({ type, status, reason, message }) => [type, status, reason, message]),
    READY.map((type) => [type, 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.']),
  );
  assert.deepEqual(taints(world, 'w1'), ['unreachable:NoSchedule']);
  assert.deepEqual(
    world.get<Pod>('Pod', 'a').status.conditions?.map(({ status }) => status),
    ['True', 'False'],
  );
  assert.equal(world.get<Pod>('Pod', 'b').status.conditions?.[1]?.status, 'True');
  assert.deepEqual(world.events.slice(-2), [
    'Normal NodeNotReady Node w1 status is now: NodeNotReady',
    'Warning NodeNotReady Node is not ready',
  ]);
  run(world, 5, ['m', 'w2']);
  assert.deepEqual(taints(world, 'w1'), ['unreachable:NoSchedule', 'unreachable:NoExecute']);
});

test('the node is back: NoSchedule goes at once, NoExecute at the next tick', () => {
  const world = new World([node('m'), node('w1')]);
  run(world, 20, ['m', 'w1']);
  run(world, 60, ['m']);
  assert.equal(taints(world, 'w1').length, 2);
  const old = world.get<Node>('Node', 'w1');
  world.put({ ...node('w1'), metadata: old.metadata, spec: old.spec } as Node);
  world.settle(nodeLifecycleController, 'node/w1');
  assert.deepEqual(taints(world, 'w1'), ['unreachable:NoExecute']);
  run(world, 0, ['m', 'w1']);
  assert.deepEqual(taints(world, 'w1'), []);
});

test('several lost nodes are tainted 10 s apart', () => {
  const world = new World(['m', 'n', 'w1', 'w2'].map((name) => node(name)));
  run(world, 20, ['m', 'n', 'w1', 'w2']);
  run(world, 45, ['m', 'n']);
  const tainted = (): number =>
    ['w1', 'w2'].filter((name) => taints(world, name).includes('unreachable:NoExecute')).length;
  assert.equal(tainted(), 1);
  const outcome = world.reconcile(nodeLifecycleController, 'evict');
  assert.equal(outcome.requeueAfterMs, 10_000);
  run(world, 10, ['m', 'n']);
  assert.equal(tainted(), 2);
});

test('3 of 4 nodes down is a partial disruption of a small zone: nobody is tainted NoExecute', () => {
  const names = ['m', 'w1', 'w2', 'w3'];
  const world = new World(names.map((name) => node(name)));
  run(world, 20, names);
  run(world, 120, ['m']);
  assert.deepEqual(
    ['w1', 'w2', 'w3'].map((name) => taints(world, name)),
    Array(3).fill(['unreachable:NoSchedule']),
  );
});

test('all nodes down: tainting ends, and what was tainted is freed', () => {
  const world = new World([node('m'), node('w1')]);
  run(world, 20, ['m', 'w1']);
  run(world, 50, ['m']);
  assert.ok(taints(world, 'w1').includes('unreachable:NoExecute'));
  run(world, 60, []);
  assert.deepEqual(taints(world, 'w1'), ['unreachable:NoSchedule']);
});

test('a kubelet that reports not ready: taint not-ready, no pod is marked', () => {
  const world = new World([node('m'), node('w1', 'False'), pod('a', 'w1')]);
  run(world, 5, ['m', 'w1']);
  assert.deepEqual(taints(world, 'w1'), ['not-ready:NoSchedule', 'not-ready:NoExecute']);
  assert.equal(world.get<Pod>('Pod', 'a').status.conditions?.[1]?.status, 'True');
});

test('a cordoned node is tainted, and pressure taints follow their conditions', () => {
  const world = new World([node('w1', 'True', { unschedulable: true })]);
  world.settle(nodeLifecycleController, 'node/w1');
  assert.deepEqual(taints(world, 'w1'), ['unschedulable:NoSchedule']);
});

test('a new node is registered once, a removed one said farewell to', () => {
  const world = new World([node('w1')]);
  run(world, 10, ['w1']);
  world.objects = [];
  world.reconcile(nodeLifecycleController, 'monitor');
  assert.deepEqual(world.events, [
    'Normal RegisteredNode Node w1 event: Registered Node w1 in Controller',
    'Normal RemovingNode Node w1 event: Removing Node w1 from Controller',
  ]);
});

test('a look that finds nothing new writes nothing', () => {
  const world = new World([node('w1')]);
  run(world, 10, ['w1']);
  assert.deepEqual(world.reconcile(nodeLifecycleController, 'monitor').writes, []);
});

const states: readonly (readonly [number, number, string])[] = [
  [0, 1, 'FullDisruption'],
  [1, 2, 'Normal'],
  [1, 3, 'PartialDisruption'],
  [3, 3, 'Normal'],
  [4, 5, 'PartialDisruption'],
  [0, 0, 'Normal'],
];

for (const [ready, notReady, expected] of states) {
  test(`${ready} nodes ready and ${notReady} not: ${expected}`, () =>
    assert.equal(zoneState(ready, notReady), expected));
}

test('a new rate starts full, but not while the old one was waited for', () => {
  const zone = { state: 'Normal', queue: [], rate: 0.1, tokenAtMs: 5000 } as const;
  assert.equal(withRate(zone, 0.01, 6000).tokenAtMs, 6000);
  assert.equal(withRate(zone, 0.01, 4000).tokenAtMs, 104_000);
});
