import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes } from '../testing.ts';
import { podBars } from './pods.ts';

const STATES: readonly (readonly [status: string, phase: string, ready: boolean, node: string, state: string])[] = [
  ['Pending', 'Pending', false, '', 'pending'],
  ['ContainerCreating', 'Pending', false, 'w1', 'starting'],
  ['Running', 'Running', false, 'w1', 'running'],
  ['Running', 'Running', true, 'w1', 'ready'],
  ['CrashLoopBackOff', 'Running', false, 'w1', 'failing'],
  ['ImagePullBackOff', 'Pending', false, 'w1', 'failing'],
  ['ErrImagePull', 'Pending', false, 'w1', 'failing'],
  ['Evicted', 'Failed', false, 'w1', 'failing'],
  ['Completed', 'Succeeded', false, 'w1', 'done'],
  ['Terminating', 'Running', false, 'w1', 'stopping'],
  ['Unknown', 'Unknown', false, 'w1', 'lost'],
];
for (const [status, phase, ready, node, state] of STATES) {
  test(`${status} (${phase}${ready ? ', ready' : ''}) on "${node}" is ${state}`, () => {
    const [bar] = podBars(changes([[0, 'Pod default/a', { status, phase, ready, node }]]), 10);
    assert.equal(bar?.segments[0]?.state, state);
  });
}

test('a life from creation to deletion: its states, its node, its end', () => {
  const trace = changes([
    [100, 'Pod default/a', { phase: 'Pending', status: 'Pending', node: '' }],
    [100, 'Pod default/a', { change: 'MODIFIED', phase: 'Pending', status: 'ContainerCreating', node: 'w1' }],
    [400, 'Pod default/a', { change: 'MODIFIED', phase: 'Running', status: 'Running', node: 'w1', ready: true }],
    [500, 'Pod default/a', { change: 'MODIFIED', phase: 'Running', status: 'Running', node: 'w1', ready: true }],
    [900, 'Pod default/a', { change: 'DELETED' }],
  ]);
  assert.deepEqual(podBars(trace, 1000), [
    {
      pod: 'default/a',
      node: 'w1',
      segments: [
        { fromMs: 100, toMs: 400, state: 'starting', status: 'ContainerCreating' },
        { fromMs: 400, toMs: 900, state: 'ready', status: 'Running' },
      ],
      fromMs: 100,
      toMs: 900,
      isOld: false,
      isGone: true,
    },
  ]);
});

test('a name that comes back is another bar', () => {
  const trace = changes([
    [0, 'Pod default/a', { phase: 'Running' }, 'topology'],
    [5, 'Pod default/a', { change: 'DELETED' }],
    [7, 'Pod default/a', { phase: 'Running' }],
  ]);
  assert.deepEqual(
    podBars(trace, 9).map(({ fromMs, toMs, isOld }) => [fromMs, toMs, isOld]),
    [
      [0, 5, true],
      [7, 9, false],
    ],
  );
});
