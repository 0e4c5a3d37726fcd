import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod, Taint, Toleration } from '../types.ts';
import { findUntoleratedTaint, nodeRoles, toleratesTaint } from './node-facts.ts';
import {
  hostPorts,
  isActive,
  isPodReady,
  podRequests,
  podRequestsNonZero,
  qosClass,
  setCondition,
} from './pod-facts.ts';
import { podSummary } from './pod-status-text.ts';

function podOf(spec: object, status: object = {}, metadata: object = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', ...metadata },
    spec: { containers: [], ...spec },
    status,
  };
}

const waiting = (name: string, reason: string, restartCount = 0): object => ({
  name,
  ready: false,
  restartCount,
  state: { waiting: { reason } },
});
const ended = (name: string, exitCode: number, reason?: string): object => ({
  name,
  ready: false,
  restartCount: 0,
  state: { terminated: { exitCode, ...(reason === undefined ? {} : { reason }) } },
});
const running = (name: string, ready = true, restartCount = 0): object => ({
  name,
  ready,
  restartCount,
  state: { running: {} },
});
const READY = { conditions: [{ type: 'Ready', status: 'True' }] };
const two = { containers: [{ name: 'a' }, { name: 'b' }] };
const withInit = { ...two, initContainers: [{ name: 'i' }, { name: 'j' }] };

/** spec, status, metadata; STATUS, READY, RESTARTS */
const STATUS_ROWS: readonly (readonly [object, object, object, string, string, number])[] = [
  [two, { phase: 'Pending' }, {}, 'Pending', '0/2', 0],
  [two, { phase: 'Failed', reason: 'Evicted' }, {}, 'Evicted', '0/2', 0],
  [two, { phase: 'Running', containerStatuses: [running('a'), running('b', false, 3)] }, {}, 'Running', '1/2', 3],
  [
    two,
    { phase: 'Pending', containerStatuses: [waiting('a', 'ErrImagePull'), waiting('b', 'ContainerCreating')] },
    {},
    'ErrImagePull',
    '0/2',
    0,
  ],
  [
    two,
    { phase: 'Running', containerStatuses: [running('a'), waiting('b', 'CrashLoopBackOff', 4)] },
    {},
    'CrashLoopBackOff',
    '1/2',
    4,
  ],
  [
    two,
    { phase: 'Running', ...READY, containerStatuses: [ended('a', 0, 'Completed'), running('b')] },
    {},
    'Running',
    '1/2',
    0,
  ],
  [two, { phase: 'Running', containerStatuses: [ended('a', 0, 'Completed'), running('b')] }, {}, 'NotReady', '1/2', 0],
  [
    two,
    { phase: 'Failed', containerStatuses: [ended('a', 3), ended('b', 0, 'Completed')] },
    {},
    'ExitCode:3',
    '0/2',
    0,
  ],
  [two, { phase: 'Running' }, { deletionTimestamp: '2022-10-03T00:00:00Z' }, 'Terminating', '0/2', 0],
  [two, { phase: 'Running', reason: 'NodeLost' }, { deletionTimestamp: '2022-10-03T00:00:00Z' }, 'Unknown', '0/2', 0],
  [
    withInit,
    { phase: 'Pending', initContainerStatuses: [ended('i', 0, 'Completed'), waiting('j', 'PodInitializing')] },
    {},
    'Init:1/2',
    '0/2',
    0,
  ],
  [
    withInit,
    {
      phase: 'Pending',
      initContainerStatuses: [waiting('i', 'CrashLoopBackOff', 2), waiting('j', 'PodInitializing', 9)],
    },
    {},
    'Init:CrashLoopBackOff',
    '0/2',
    2,
  ],
  [withInit, { phase: 'Pending', initContainerStatuses: [ended('i', 1, 'Error')] }, {}, 'Init:Error', '0/2', 0],
  [withInit, { phase: 'Pending', initContainerStatuses: [ended('i', 7)] }, {}, 'Init:ExitCode:7', '0/2', 0],
];

test('READY, STATUS and RESTARTS as kubectl shows them', () => {
  for (const [spec, status, metadata, text, ready, restarts] of STATUS_ROWS) {
    const summary = podSummary(podOf(spec, status, metadata));
    assert.deepEqual([summary.status, `${summary.ready}/${summary.total}`, summary.restarts], [text, ready, restarts]);
  }
});

const resources = (requests?: object, limits?: object): object => ({
  resources: { ...(requests === undefined ? {} : { requests }), ...(limits === undefined ? {} : { limits }) },
});

test('quality of service', () => {
  const both = { cpu: '1', memory: '1Gi' };
  const rows: readonly (readonly [string, ...object[]])[] = [
    ['BestEffort', {}, resources()],
    ['BestEffort', resources({ cpu: '0' })],
    ['Burstable', resources({ cpu: '100m' })],
    ['Guaranteed', resources(both, both)],
    ['Guaranteed', resources({ cpu: '1000m', memory: '1024Mi' }, both)],
    ['Burstable', resources(both, both), {}],
    ['Burstable', resources({ cpu: '1' }, both)],
    ['Burstable', resources({ cpu: '1' }, { cpu: '1' })],
  ];
  for (const [expected, ...containers] of rows) assert.equal(qosClass(podOf({ containers }).spec), expected);
});

test('requests: the sum of containers or the largest init container, and the overhead', () => {
  const pod = podOf({
    containers: [resources({ cpu: '100m', memory: '64Mi', 'example.com/gpu': '1' }), resources({ cpu: '200m' })],
    initContainers: [resources({ cpu: '250m', memory: '128Mi' })],
    overhead: { cpu: '10m' },
  });
  const scalars = { 'example.com/gpu': 1 };
  assert.deepEqual(podRequests(pod), { cpuMilli: 310, memoryBytes: 134_217_728, ephemeralStorageBytes: 0, scalars });
  assert.deepEqual(podRequestsNonZero(podOf({ containers: [{}, resources({ cpu: '0' })] })), {
    cpuMilli: 100,
    memoryBytes: 419_430_400,
    ephemeralStorageBytes: 0,
    scalars: {},
  });
});

test('ports of the host', () => {
  const pod = podOf({ containers: [{ ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }] }] });
  assert.deepEqual(hostPorts(pod), [{ hostIP: '0.0.0.0', hostPort: 8081, protocol: 'TCP' }]);
});

test('a condition keeps its transition time while its status stays', () => {
  const old = [{ type: 'Ready', status: 'True', lastTransitionTime: 'then' }];
  const at = (status: string, reason?: string) => ({
    type: 'Ready',
    status,
    lastTransitionTime: 'now',
    ...(reason === undefined ? {} : { reason }),
  });
  assert.equal(setCondition(old, at('True')), old);
  assert.deepEqual(setCondition<ReturnType<typeof at>>(old, at('True', 'R')), [
    { type: 'Ready', status: 'True', lastTransitionTime: 'then', reason: 'R' },
  ]);
  assert.deepEqual(setCondition(old, at('False')), [at('False')]);
  assert.deepEqual(setCondition(undefined, at('True')), [at('True')]);
});

test('active and ready', () => {
  assert.equal(isActive(podOf({}, { phase: 'Running' })), true);
  assert.equal(isActive(podOf({}, { phase: 'Failed' })), false);
  assert.equal(isActive(podOf({}, {}, { deletionTimestamp: 'x' })), false);
  assert.equal(isPodReady(podOf({}, READY)), true);
  assert.equal(isPodReady(podOf({})), false);
});

test('tolerations', () => {
  const taint: Taint = { key: 'disk', value: 'ssd', effect: 'NoSchedule' };
  const rows: readonly (readonly [Toleration, boolean])[] = [
    [{ operator: 'Exists' }, true],
    [{ key: 'disk', operator: 'Exists' }, true],
    [{ key: 'disk', value: 'ssd' }, true],
    [{ key: 'disk', operator: 'Equal', value: 'hdd' }, false],
    [{ key: 'disk', operator: 'Exists', effect: 'NoExecute' }, false],
    [{ key: 'other', operator: 'Exists' }, false],
  ];
  for (const [toleration, expected] of rows) assert.equal(toleratesTaint(toleration, taint), expected);
  assert.equal(findUntoleratedTaint([taint], [], ['NoSchedule']), taint);
  assert.equal(findUntoleratedTaint([taint], [], ['NoExecute']), undefined);
  assert.equal(findUntoleratedTaint([taint], [{ operator: 'Exists' }], ['NoSchedule']), undefined);
});

test('roles of a node', () => {
  const labels = {
    'node-role.kubernetes.io/worker': '',
    'node-role.kubernetes.io/control-plane': '',
    'kubernetes.io/role': 'db',
  };
  const node = { apiVersion: 'v1', kind: 'Node' as const, metadata: { name: 'n', labels }, spec: {}, status: {} };
  assert.deepEqual(nodeRoles(node), ['control-plane', 'db', 'worker']);
});
