import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Node, Pod } from '../../kinds/types.ts';
import { nodeIpamController } from '../node-ipam/controller.ts';
import { podGarbageCollector } from '../pod-gc/controller.ts';
import { object, World } from '../shared/testing.ts';
import { taintManager } from './controller.ts';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const KEY = 'default/a';

function node(...keys: readonly string[]): Node {
  const taints = keys.map((key) => ({ key, effect: 'NoExecute' }));
  return object<Node>(
    'Node',
    'w1',
    { spec: keys.length === 0 ? {} : { taints }, status: {} },
    { namespace: undefined },
  );
}

function pod(tolerations: readonly object[] = [], spec: object = { nodeName: 'w1' }, metadata: object = {}): Pod {
  return object<Pod>(
    'Pod',
    'a',
    { spec: { containers: [], tolerations, ...spec }, status: { phase: 'Running' } },
    metadata,
  );
}

const tolerates = (key: string, tolerationSeconds?: number): object => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
});

test('a pod that tolerates the taint for 300 s is deleted then', () => {
  const world = new World([node(UNREACHABLE), pod([tolerates(UNREACHABLE, 300)])]);
  assert.equal(world.reconcile(taintManager, KEY).requeueAfterMs, 300_000);
  world.nowMs += 100_000;
  assert.equal(world.reconcile(taintManager, KEY).requeueAfterMs, 200_000);
  world.nowMs += 200_000;
  world.reconcile(taintManager, KEY);
  assert.deepEqual(world.events, ['Normal TaintManagerEviction Marking for deletion Pod default/a']);
  assert.equal(world.all('Pod').length, 0);
});

test('a taint that changes its key keeps the time that has passed', () => {
  const NOT_READY = 'node.kubernetes.io/not-ready';
  const world = new World([node(UNREACHABLE), pod([tolerates(UNREACHABLE, 300), tolerates(NOT_READY, 300)])]);
  world.reconcile(taintManager, KEY);
  world.nowMs += 100_000;
  world.put(node(NOT_READY));
  assert.equal(world.reconcile(taintManager, KEY).requeueAfterMs, 200_000);
});

test('the taint goes in time: the deletion is cancelled, and that is told', () => {
  const world = new World([node(UNREACHABLE), pod([tolerates(UNREACHABLE, 300)])]);
  world.reconcile(taintManager, KEY);
  world.put(node());
  assert.equal(world.reconcile(taintManager, KEY).requeueAfterMs, undefined);
  assert.deepEqual(world.events, ['Normal TaintManagerEviction Cancelling deletion of Pod default/a']);
});

test('a pod that goes by itself before its time: that is told as a cancelled deletion', () => {
  const world = new World([node(UNREACHABLE), pod([tolerates(UNREACHABLE, 300)])]);
  world.reconcile(taintManager, KEY);
  world.objects = world.objects.filter(({ kind }) => kind !== 'Pod');
  world.reconcile(taintManager, KEY);
  assert.deepEqual(world.events, ['Normal TaintManagerEviction Cancelling deletion of Pod default/a']);
});

test('its events name the pod, and nothing more of it', () => {
  const world = new World([node('x'), pod()]);
  const [told] = world.reconcile(taintManager, KEY).writes;
  const about = told?.verb === 'event' ? told.event.about : undefined;
  assert.deepEqual(about, { apiVersion: '', kind: 'Pod', metadata: { namespace: 'default', name: 'a' } });
});

test('a pod that is being deleted already is marked all the same, as recorded', () => {
  const dying = pod([], { nodeName: 'w1' }, { deletionTimestamp: '2022-10-03T00:00:30Z', finalizers: ['x/y'] });
  const world = new World([node('x'), dying]);
  world.reconcile(taintManager, KEY);
  assert.deepEqual(world.events, ['Normal TaintManagerEviction Marking for deletion Pod default/a']);
});

const cases: readonly (readonly [string, readonly object[], readonly string[], number])[] = [
  ['without a toleration at once', [], ['x'], 0],
  ['with a toleration for ever not at all', [tolerates('x')], ['x'], 1],
  ['with one of two taints not tolerated at once', [tolerates('x')], ['x', 'y'], 0],
  ['with a toleration of 0 seconds at once', [tolerates('x', 0)], ['x'], 0],
];

for (const [what, tolerations, keys, left] of cases) {
  test(`a pod on a tainted node is deleted ${what}`, () => {
    const world = new World([node(...keys), pod(tolerations)]);
    world.reconcile(taintManager, KEY);
    assert.equal(world.all('Pod').length, left);
  });
}

test('nodes get their part of the network in the order in which they join', () => {
  const named = (name: string): Node => object<Node>('Node', name, { spec: {}, status: {} }, { namespace: undefined });
  const world = new World([named('m'), named('w1'), named('w2')]);
  for (const name of ['m', 'w1', 'w2']) world.settle(nodeIpamController('172.16.0.0/16'), name);
  assert.deepEqual(
    world.all<Node>('Node').map(({ spec }) => spec.podCIDR),
    ['172.16.0.0/24', '172.16.1.0/24', '172.16.2.0/24'],
  );
});

test('pods of a node that is gone go after 40 s of quarantine, terminating unbound ones at the next round', () => {
  const world = new World([
    pod(),
    object<Pod>('Pod', 'b', { spec: {} }, { deletionTimestamp: '2022-10-03T00:00:00Z' }),
  ]);
  world.reconcile(podGarbageCollector, 'node/w1');
  const left: string[] = [];
  for (let round = 0; round < 4; round++) {
    world.reconcile(podGarbageCollector, 'gc');
    left.push(
      world
        .all<Pod>('Pod')
        .map(({ metadata }) => metadata.name)
        .join(),
    );
    world.nowMs += 20_000;
  }
  assert.deepEqual(left, ['a', 'a', '', '']);
});
