import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectChange } from '../../component/view.ts';
import type { Node } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { ttlController } from './controller.ts';

const TTL = 'node.alpha.kubernetes.io/ttl';

const node = (name: string, annotations?: Readonly<Record<string, string>>): Node =>
  object<Node>(
    'Node',
    name,
    { spec: {}, status: {} },
    { namespace: undefined, ...(annotations === undefined ? {} : { annotations }) },
  );

/** A cluster that grows and shrinks; the annotation that all its nodes have after each change, or a list where they differ. */
function through(...counts: readonly number[]): readonly string[] {
  const world = new World([]);
  return counts.map((count) => {
    const fresh = Array.from({ length: Math.max(0, count - world.objects.length) }, (_, at) =>
      node(`n${world.objects.length + at}`),
    );
    world.objects = [...world.objects.slice(0, count), ...fresh];
    world.settle(ttlController, 'nodes');
    return [...new Set(world.objects.map(({ metadata }) => metadata.annotations?.[TTL]))].join();
  });
}

test('the boundaries, up and down again (ttlBoundaries, v1.25)', () => {
  assert.deepEqual(through(1, 100, 101, 90, 89), ['0', '0', '15', '15', '0']);
  assert.deepEqual(through(500, 501, 450, 449, 90), ['15', '30', '30', '15', '15']);
  assert.deepEqual(through(1000, 1001, 900, 899), ['30', '60', '60', '30']);
  assert.deepEqual(through(2000, 2001, 1800, 1799, 10), ['60', '300', '300', '60', '0']);
});

test('what somebody else wrote is written over; what says the same stays', () => {
  const world = new World([
    node('a', { [TTL]: '77', other: 'x' }),
    node('b', { [TTL]: 'x' }),
    node('c', { [TTL]: '00' }),
  ]);
  world.settle(ttlController, 'nodes');
  const all = world.objects.map(({ metadata }) => metadata.annotations);
  assert.deepEqual(all, [{ [TTL]: '0', other: 'x' }, { [TTL]: '0' }, { [TTL]: '00' }]);
});

test('a report of a node wakes nobody; a node that comes or goes does, and a change of the annotation', () => {
  const world = new World([]);
  const wakes = (change: ObjectChange): boolean =>
    ttlController.watches.some((watch) => watch.keys(change, world.view).length > 0);
  const before = node('a', { [TTL]: '0' });
  assert.equal(wakes({ type: 'MODIFIED', object: { ...before }, old: before }), false);
  assert.equal(wakes({ type: 'MODIFIED', object: node('a', { [TTL]: '0', other: 'x' }), old: before }), false);
  assert.equal(wakes({ type: 'MODIFIED', object: node('a', { other: 'x' }), old: before }), true);
  assert.equal(wakes({ type: 'ADDED', object: before }), true);
  assert.equal(wakes({ type: 'DELETED', object: before }), true);
});
