import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from './random.ts';

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next32());

test('the same seed gives the same numbers, another seed others', () => {
  assert.deepEqual(draw(new Random('1'), 5), draw(new Random('1'), 5));
  assert.notDeepEqual(draw(new Random('1'), 5), draw(new Random('2'), 5));
});

test('a fork depends on seed and label, not on what was drawn before', () => {
  const random = new Random('seed');
  const before = draw(random.fork('pods'), 3);
  random.next32();
  assert.deepEqual(draw(random.fork('pods'), 3), before);
  assert.notDeepEqual(draw(random.fork('nodes'), 3), before);
});

test('below is uniform within its bound and refuses bad bounds', () => {
  const random = new Random('dice');
  const counts = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 6000; i++) counts[random.below(6)]! += 1;
  for (const count of counts) assert.ok(count > 880 && count < 1120, `a face came ${count} times of 6000`);
  assert.throws(() => random.below(0), RangeError);
  assert.throws(() => random.below(1.5), RangeError);
});

test('a copy goes on from the same place', () => {
  const random = new Random('copy');
  draw(random, 7);
  assert.deepEqual(draw(random.copy(), 4), draw(random, 4));
});
