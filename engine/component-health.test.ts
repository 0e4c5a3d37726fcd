import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentStatuses } from './component-health.ts';

const conditionOf = (name: string, running: readonly string[]): object | undefined =>
  componentStatuses((process) => running.includes(process)).find(({ metadata }) => metadata.name === name)
    ?.conditions?.[0];

test('a component that runs is healthy', () => {
  assert.deepEqual(conditionOf('scheduler', ['kube-scheduler']), { type: 'Healthy', status: 'True', message: 'ok' });
});

test('one that is stopped refuses the connection, as a recorded v1.25.2 says it', () => {
  assert.deepEqual(conditionOf('controller-manager', ['kube-scheduler']), {
    type: 'Healthy',
    status: 'False',
    message: 'Get "https://127.0.0.1:10257/healthz": dial tcp 127.0.0.1:10257: connect: connection refused',
  });
});

test('they come by name', () => {
  assert.deepEqual(
    componentStatuses(() => true).map(({ metadata }) => metadata.name),
    ['controller-manager', 'etcd-0', 'scheduler'],
  );
});
