import assert from 'node:assert/strict';
import { it } from 'node:test';
import { histogram, unavailable, withPreemption } from './message.ts';

const times = (count: number, ...reasons: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: count }, () => reasons);

it('counts reasons over nodes and sorts the texts bytewise: 10 before 2, Insufficient before node(s)', () => {
  const all = [
    ...times(2, 'Insufficient memory'),
    ...times(10, 'Insufficient cpu'),
    ...times(1, 'node(s) were unschedulable', 'Insufficient pods'),
  ];
  const expected =
    '0/13 nodes are available: 1 Insufficient pods, 1 node(s) were unschedulable, 10 Insufficient cpu, 2 Insufficient memory.';
  assert.equal(unavailable(13, histogram(all)), expected);
});

it('says why preemption does not help, and nothing where it does', () => {
  assert.equal(
    withPreemption('x.', 'not eligible due to preemptionPolicy=Never.'),
    'x. preemption: not eligible due to preemptionPolicy=Never.',
  );
  assert.equal(withPreemption('x.', undefined), 'x.');
});
