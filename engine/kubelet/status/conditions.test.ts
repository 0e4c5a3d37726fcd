import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerStatus } from '../../kinds/types.ts';
import { testPod } from '../testing.ts';
import { conditionsOf } from './conditions.ts';

const NOW = '2022-10-03T00:01:00Z';
const status = (name: string, ready: boolean): ContainerStatus => ({
  name,
  ready,
  image: '',
  imageID: '',
  restartCount: 0,
});
const brief = (conditions: ReturnType<typeof conditionsOf>) =>
  conditions.map(({ type, status: is, reason = '', message = '' }) => [type, is, reason, message].join('|'));

test('a pod whose container is not ready says which', () => {
  assert.deepEqual(brief(conditionsOf(testPod(), 'Pending', [], [status('c', false)], NOW)), [
    'Initialized|True||',
    'Ready|False|ContainersNotReady|containers with unready status: [c]',
    'ContainersReady|False|ContainersNotReady|containers with unready status: [c]',
    'PodScheduled|True||',
  ]);
});

test('init containers that are not through are named', () => {
  const pod = testPod({ initContainers: [{ name: 'one' }, { name: 'two' }] });
  const [initialized] = conditionsOf(
    pod,
    'Pending',
    [status('one', true), status('two', false)],
    [status('c', false)],
    NOW,
  );
  assert.equal(initialized?.status, 'False');
  assert.equal(initialized?.reason, 'ContainersNotInitialized');
  assert.equal(initialized?.message, 'containers with incomplete status: [two]');
});

test('a pod that has succeeded is PodCompleted', () => {
  assert.deepEqual(brief(conditionsOf(testPod(), 'Succeeded', [], [status('c', false)], NOW)), [
    'Initialized|True|PodCompleted|',
    'Ready|False|PodCompleted|',
    'ContainersReady|False|PodCompleted|',
    'PodScheduled|True||',
  ]);
});

test('readiness gates keep Ready False; foreign conditions stay first', () => {
  const plain = testPod({ readinessGates: [{ conditionType: 'x' }, { conditionType: 'y' }] });
  const pod = {
    ...plain,
    status: { ...plain.status, conditions: [...(plain.status.conditions ?? []), { type: 'y', status: 'False' }] },
  };
  const conditions = conditionsOf(pod, 'Running', [], [status('c', true)], NOW);
  assert.deepEqual(
    conditions.map(({ type }) => type),
    ['y', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'],
  );
  assert.equal(
    conditions[2]?.message,
    'corresponding condition of pod readiness gate "x" does not exist., the status of pod readiness gate "y" is not "True", but False',
  );
  assert.equal(conditions[3]?.status, 'True');
});

test('a transition time moves with the status only', () => {
  const conditions = conditionsOf(testPod(), 'Running', [], [status('c', true)], NOW);
  assert.equal(conditions[3]?.lastTransitionTime, '2022-10-03T00:00:00Z');
  assert.equal(conditions[1]?.lastTransitionTime, NOW);
});
