import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controllerReference, type KubeObject } from './api/object.ts';
import { toTimestamp } from './api/time.ts';
import { viewOf } from './component/testing.ts';
import { KINDS } from './kinds/index.ts';
import { type Load, type LoadTarget, Metrics } from './metrics.ts';

const START_MS = 1664755200000;
const MEBI = 2 ** 20;

function object(kind: string, name: string, members: object, owner?: KubeObject, namespace = 'default'): KubeObject {
  const ownerReferences = owner === undefined ? [] : [controllerReference(owner)];
  return { apiVersion: 'v1', kind, metadata: { name, namespace, uid: `${kind}-${name}`, ownerReferences }, ...members };
}

const deployment = object('Deployment', 'web', { spec: {}, status: {} });
const set = object('ReplicaSet', 'web-1', { spec: {}, status: {} }, deployment);

function pod(
  name: string,
  ready: boolean,
  { limit, ageMs = 60_000 }: { limit?: string; ageMs?: number } = {},
): KubeObject {
  const resources = limit === undefined ? {} : { resources: { limits: { cpu: limit } } };
  const running = { running: { startedAt: toTimestamp(START_MS - ageMs) } };
  return object(
    'Pod',
    name,
    {
      spec: { nodeName: 'w1', containers: [{ name: 'app', ...resources }, { name: 'side' }] },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
        containerStatuses: [{ state: running }, { state: running }],
      },
    },
    set,
  );
}

function measured(
  objects: readonly KubeObject[],
  target: LoadTarget | undefined,
  load: Load,
  afterMs = 0,
  top = deployment,
): Metrics {
  let nowMs = START_MS;
  const view = viewOf([top, set, ...objects], KINDS);
  const metrics = new Metrics({ view, nowMs: () => nowMs, told: () => undefined });
  if (target !== undefined) metrics.setLoad(target, load);
  nowMs += afterMs;
  return metrics;
}

const WEB = { kind: 'Deployment', namespace: 'default', name: 'web' };

const cases: readonly {
  readonly what: string;
  readonly pods: readonly KubeObject[];
  readonly target: LoadTarget;
  readonly load: Load;
  readonly afterMs?: number;
  /** Millicores of pod a, idle containers (1m each) included. */
  readonly cpu: number | undefined;
}[] = [
  { what: 'one ready pod takes it all', pods: [pod('a', true)], target: WEB, load: { cpu: '500m' }, cpu: 502 },
  {
    what: 'ready pods share it',
    pods: [pod('a', true), pod('b', true), pod('c', false)],
    target: WEB,
    load: { cpu: '1' },
    cpu: 502,
  },
  {
    what: 'a pod that is not ready gets none',
    pods: [pod('a', false), pod('b', true)],
    target: WEB,
    load: { cpu: '1' },
    cpu: 2,
  },
  { what: 'a limit throttles', pods: [pod('a', true, { limit: '200m' })], target: WEB, load: { cpu: '1' }, cpu: 201 },
  {
    what: 'a load on the pod is its own',
    pods: [pod('a', false)],
    target: { kind: 'Pod', namespace: 'default', name: 'a' },
    load: { cpu: '100m' },
    cpu: 102,
  },
  {
    what: 'a ramp is half way in half the time',
    pods: [pod('a', true)],
    target: WEB,
    load: {
      cpu: [
        { afterMs: 0, value: '0' },
        { afterMs: 60_000, value: '1' },
      ],
    },
    afterMs: 30_000,
    cpu: 502,
  },
  {
    what: 'the last point stays',
    pods: [pod('a', true)],
    target: WEB,
    load: {
      cpu: [
        { afterMs: 0, value: '2' },
        { afterMs: 15_000, value: '300m' },
      ],
    },
    afterMs: 600_000,
    cpu: 302,
  },
  {
    what: 'a container that has just started was not measured',
    pods: [pod('a', true, { ageMs: 5_000 })],
    target: WEB,
    load: { cpu: '1' },
    cpu: undefined,
  },
];

for (const { what, pods, target, load, afterMs, cpu } of cases) {
  test(`load: ${what}`, () => {
    assert.equal(measured(pods, target, load, afterMs).ofPod('default', 'a', 'cpu')?.milli, cpu);
  });
}

test('load: owners that go round in a ring end, and the pods below count once', () => {
  const ring = object('Deployment', 'web', { spec: {}, status: {} }, set);
  const metrics = measured([pod('a', true), pod('b', true)], WEB, { cpu: '1' }, 0, ring);
  assert.equal(metrics.ofPod('default', 'a', 'cpu')?.milli, 502);
});

test('without load and without metrics-server there are no metrics', () => {
  const metrics = measured([pod('a', true)], undefined, {});
  assert.deepEqual(
    [metrics.serves('resource'), metrics.podUsage('default', 'a'), metrics.nodeUsage('w1')],
    [false, undefined, undefined],
  );
});

test('a metrics-server that runs measures idle pods', () => {
  const server = object(
    'Deployment',
    'metrics-server',
    { spec: {}, status: { availableReplicas: 1 } },
    undefined,
    'kube-system',
  );
  const usage = measured([server, pod('a', true)], undefined, {}).podUsage('default', 'a');
  assert.deepEqual(usage?.containers, [
    { container: 'app', cpuMilli: 1, memoryBytes: 8 * MEBI },
    { container: 'side', cpuMilli: 1, memoryBytes: 8 * MEBI },
  ]);
});

test('a named container takes the load', () => {
  const metrics = measured([pod('a', true)], { ...WEB, container: 'side' }, { cpu: '1', memory: '100Mi' });
  assert.deepEqual(metrics.podUsage('default', 'a')?.containers[1], {
    container: 'side',
    cpuMilli: 1001,
    memoryBytes: 108 * MEBI,
  });
});

test('custom and external metrics are served once they are set', () => {
  const metrics = measured([pod('a', true), pod('b', true)], WEB, { requests: '90' });
  assert.deepEqual([metrics.serves('custom'), metrics.serves('external')], [true, false]);
  assert.equal(metrics.ofPod('default', 'a', 'requests')?.milli, 45_000);
  metrics.setExternal('default', 'queue', '30');
  assert.equal(metrics.external('default', 'queue')?.milli, 30_000);
});

test('a container that stresses its node takes what it was told to, as far as its cpu limit goes', () => {
  const containers = [
    {
      name: 'a',
      image: 'polinux/stress',
      command: ['stress'],
      args: ['--vm', '1', '--vm-bytes', '150M', '--vm-hang', '1'],
    },
    { name: 'b', image: 'vish/stress', args: ['-cpus', '2'], resources: { limits: { cpu: '1' } } },
  ];
  const metrics = measured([{ ...pod('web-1-a', true), spec: { containers } } as KubeObject], WEB, { cpu: '0' });
  const found = metrics
    .podUsage('default', 'web-1-a')
    ?.containers.map(({ cpuMilli, memoryBytes }) => [cpuMilli, memoryBytes / MEBI]);
  assert.deepEqual(found, [
    [1, 158],
    [1000, 8],
  ]);
});
