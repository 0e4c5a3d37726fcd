import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backoffMs, type QueuedPod, SchedulingQueue } from './scheduling-queue.ts';

const keysOf = (queue: SchedulingQueue): readonly string[] => {
  const keys: string[] = [];
  for (let pod = queue.pop(); pod !== undefined; pod = queue.pop()) keys.push(pod.key);
  return keys;
};

/** A pod that has failed this often, put back at `nowMs`. */
function failed(queue: SchedulingQueue, attempts: number, nowMs: number): QueuedPod {
  queue.add('ns/p', 'u', 0, nowMs);
  const popped = queue.pop() as QueuedPod;
  const pod = { ...popped, attempts };
  queue.park(pod, ['NodeResourcesFit'], nowMs);
  return pod;
}

describe('the scheduling queue', () => {
  it('gives higher priority first, then who waits longest', () => {
    const queue = new SchedulingQueue(0);
    queue.add('ns/late', 'u1', 0, 2);
    queue.add('ns/early', 'u2', 0, 1);
    queue.add('ns/urgent', 'u3', 1000, 3);
    queue.add('ns/same-time', 'u4', 0, 1);
    assert.deepEqual(keysOf(queue), ['ns/urgent', 'ns/early', 'ns/same-time', 'ns/late']);
  });

  it('forgets who is deleted', () => {
    const queue = new SchedulingQueue(0);
    queue.add('ns/a', 'u1', 0, 0);
    queue.add('ns/b', 'u2', 0, 0);
    queue.remove('ns/a');
    assert.deepEqual(keysOf(queue), ['ns/b']);
  });

  for (const [attempts, ms] of [
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 10_000],
    [9, 10_000],
  ] as const) {
    it(`backs off ${ms} ms after ${attempts} attempts`, () => assert.equal(backoffMs(attempts), ms));
  }

  it('a pod that may be helped waits for the end of its back-off and the next whole second', () => {
    const queue = new SchedulingQueue(0);
    failed(queue, 1, 300);
    queue.move(() => true, 400);
    assert.equal(queue.placeOf('ns/p'), 'backoff');
    assert.equal(queue.untilTickMs(400), 1_600);
    queue.tick(1_999);
    assert.equal(queue.hasActive, false);
    queue.tick(2_000);
    assert.equal(queue.hasActive, true);
  });

  it('after its back-off it is tried at once', () => {
    const queue = new SchedulingQueue(0);
    failed(queue, 2, 0);
    queue.move(() => true, 2_000);
    assert.equal(queue.hasActive, true);
  });

  it('an event that cannot help moves nobody', () => {
    const queue = new SchedulingQueue(0);
    failed(queue, 1, 0);
    queue.move(({ rejectedBy }) => rejectedBy.includes('NodeAffinity'), 5_000);
    assert.equal(queue.placeOf('ns/p'), 'unschedulable');
  });

  it('whom nothing helps is tried again after more than five minutes, at the next half minute', () => {
    const queue = new SchedulingQueue(0);
    failed(queue, 1, 1_000);
    assert.equal(queue.untilTickMs(1_000), 329_000);
    queue.tick(329_999);
    assert.equal(queue.hasActive, false);
    queue.tick(330_000);
    assert.equal(queue.hasActive, true);
  });

  it('a copy goes on by itself', () => {
    const queue = new SchedulingQueue(0);
    failed(queue, 1, 0);
    queue.add('ns/other', 'u', 0, 0);
    const copy = queue.copy();
    queue.remove('ns/p');
    assert.equal(copy.placeOf('ns/p'), 'unschedulable');
    assert.deepEqual(keysOf(copy), ['ns/other']);
    assert.equal(queue.placeOf('ns/other'), 'active');
  });
});
