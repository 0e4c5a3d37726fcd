import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTimestamp } from '../../api/time.ts';
import type { Node, Pod } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { podGarbageCollector } from './controller.ts';

function pod(name: string, phase: string, metadata: object = {}, spec: object = { nodeName: 'w1' }): Pod {
  return object<Pod>('Pod', name, { spec, status: { phase } }, metadata);
}

const node = object<Node>('Node', 'w1', { spec: {}, status: {} }, { namespace: undefined });

test('of more than 12500 finished pods the oldest go', () => {
  const pods = Array.from({ length: 12_502 }, (_, index) =>
    pod(`p${index}`, index % 2 === 0 ? 'Succeeded' : 'Failed', {
      creationTimestamp: toTimestamp(START_MS - index * 1000),
    }),
  );
  const world = new World([node, pod('runs', 'Running'), ...pods]);
  const first = podGarbageCollector.reconcile('gc', world.view, { ...context(world), shared: undefined });
  assert.deepEqual(first.writes, [], 'nothing ended since the last round');
  const { shared } = podGarbageCollector.reconcile('finished', world.view, { ...context(world), shared: first.shared });
  const { writes } = podGarbageCollector.reconcile('gc', world.view, { ...context(world), shared });
  assert.deepEqual(
    writes.map((write) => 'name' in write && write.name),
    ['p12501', 'p12500'],
  );
});

const context = (world: World) => ({
  nowMs: world.nowMs,
  failures: [],
  memory: undefined,
  shared: undefined as unknown,
  node: '',
  random: () => 0,
});

test('pods of a node that is gone go after forty seconds of quarantine', () => {
  const world = new World([pod('p', 'Running', {}, { nodeName: 'gone' })]);
  world.reconcile(podGarbageCollector, 'node/gone');
  const left = [0, 20_000, 20_000].map((ms) => {
    world.nowMs += ms;
    assert.equal(world.reconcile(podGarbageCollector, 'gc').requeueAfterMs, 20_000);
    return world.objects.length;
  });
  assert.deepEqual(left, [1, 1, 0]);
});

test('a terminating pod that was never bound goes with the next round', () => {
  const deleting = { deletionTimestamp: toTimestamp(START_MS) };
  const world = new World([pod('p', 'Pending', deleting, {}), pod('waits', 'Pending', {}, {})]);
  world.reconcile(podGarbageCollector, 'gc');
  assert.deepEqual(
    world.objects.map(({ metadata }) => metadata.name),
    ['waits'],
  );
});
