import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HotLoopError } from './budget.ts';
import { Loop } from './loop.ts';
import { Random } from './random.ts';

function loopWith(
  names: readonly string[],
  act: (worker: string, key: string, loop: Loop) => void,
  order: 'fair' | 'explore' = 'fair',
  seed = '1',
) {
  const loop = new Loop(0, new Random(seed), order, { stepsPerInstant: 1000 });
  const log: string[] = [];
  for (const name of names) {
    loop.register({
      name,
      process: (key) => {
        log.push(`${loop.nowMs} ${name} ${key}`);
        act(name, key, loop);
      },
    });
  }
  return { loop, log };
}

const nothing = (): void => undefined;

test('workers take turns, one key a turn, and a key stands in a queue once', () => {
  const { loop, log } = loopWith(['a', 'b'], nothing);
  for (const key of ['1', '2', '1']) loop.enqueue('a', key);
  loop.enqueue('b', '9');
  loop.runUntilIdle();
  assert.deepEqual(log, ['0 a 1', '0 b 9', '0 a 2']);
});

test('a key added while it is processed is processed again', () => {
  const { loop, log } = loopWith(['a'], (worker, key, l) => {
    if (l.steps === 1) l.enqueue(worker, key);
  });
  loop.enqueue('a', 'k');
  loop.runUntilIdle();
  assert.equal(log.length, 2);
});

test('timers fire at their own time, ties in order of setting; the earlier of two delays counts', () => {
  const { loop, log } = loopWith(['a'], nothing);
  loop.enqueueAfter('a', 'late', 50);
  loop.enqueueAfter('a', 'x', 20);
  loop.enqueueAfter('a', 'y', 20);
  loop.enqueueAfter('a', 'late', 30);
  loop.enqueueAfter('a', 'x', 90);
  loop.runUntil(100);
  assert.deepEqual(log, ['20 a x', '20 a y', '30 a late']);
  assert.equal(loop.nowMs, 100);
});

test('setTimer replaces, undefined clears', () => {
  const { loop, log } = loopWith(['a'], nothing);
  loop.enqueueAfter('a', 'x', 20);
  loop.setTimer('a', 'x', 70);
  loop.enqueueAfter('a', 'y', 20);
  loop.setTimer('a', 'y', undefined);
  loop.runUntil(100);
  assert.deepEqual(log, ['70 a x']);
});

test('a stopped worker loses its queue and hears nothing until it starts', () => {
  const { loop, log } = loopWith(['a'], nothing);
  loop.enqueue('a', 'x');
  loop.enqueueAfter('a', 'y', 10);
  loop.stop('a');
  loop.enqueue('a', 'z');
  loop.runUntil(20);
  assert.deepEqual(log, []);
  loop.start('a');
  loop.enqueue('a', 'w');
  loop.runUntilIdle();
  assert.deepEqual(log, ['20 a w']);
});

test('components that keep waking each other are an error that names the keys', () => {
  const { loop } = loopWith(['a', 'b'], (worker, _key, l) => l.enqueue(worker === 'a' ? 'b' : 'a', 'web'));
  loop.enqueue('a', 'web');
  assert.throws(
    () => loop.runUntilIdle(),
    (error) =>
      error instanceof HotLoopError &&
      /did not settle within 1000 steps at one instant; last keys: (a|b) web/.test(error.message),
  );
});

test('one key that comes back for ever is an error that names it, long before the instant is full', () => {
  const loop = new Loop(0, new Random('1'));
  loop.register({ name: 'replicaset', process: (key) => loop.enqueue('replicaset', key) });
  loop.enqueue('replicaset', 'web');
  assert.throws(() => loop.runUntilIdle(), /does not settle: replicaset web had more than 5000 turns at one instant/);
  assert.ok(loop.steps < 30_000);
});

test('a worker with a queue of its own behind one key may take as many turns as that queue has entries', () => {
  const loop = new Loop(0, new Random('1'));
  let waiting = 40_000;
  const process = (key: string): void => {
    waiting -= 1;
    if (waiting > 0) loop.enqueue('scheduler', key);
  };
  loop.register({ name: 'scheduler', ownQueue: true, process });
  loop.enqueue('scheduler', 'schedule');
  loop.runUntilIdle();
  assert.equal(waiting, 0);
});

test('a granted budget ends what waits for ever, at however many instants, and a new grant lets it go on', () => {
  const { loop } = loopWith(['a'], (worker, key, l) => l.enqueueAfter(worker, key, 1));
  loop.enqueue('a', 'x');
  loop.grant(500);
  assert.throws(() => loop.runUntil(1e15), /budget of 500 turns is used up: does this wait for ever\?; last keys: a x/);
  loop.grant(500);
  loop.runUntil(loop.nowMs + 100);
  assert.throws(() => loop.spend(1000), HotLoopError);
});

test('exploration orders by the seed, the same way every time', () => {
  const run = (seed: string): string => {
    const { loop, log } = loopWith(['a', 'b', 'c', 'd'], nothing, 'explore', seed);
    for (const name of ['a', 'b', 'c', 'd']) for (const key of ['1', '2']) loop.enqueue(name, key);
    loop.runUntilIdle();
    return log.join();
  };
  assert.equal(run('5'), run('5'));
  assert.ok(new Set(['1', '2', '3', '4', '5'].map(run)).size > 1);
});

test('a copy has the same time, queues and timers', () => {
  const { loop } = loopWith(['a'], nothing);
  loop.enqueueAfter('a', 'x', 30);
  loop.enqueue('a', 'now');
  loop.stepTo(10);
  const { loop: copy, log } = loopWith(['a'], nothing);
  copy.adopt(loop);
  copy.runUntil(50);
  assert.deepEqual(log, ['10 a now', '30 a x']);
});
