import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forbidden } from '../../api/status-error.ts';
import { toTimestamp } from '../../api/time.ts';
import type { MetricsReader } from '../../component/metrics.ts';
import { KINDS } from '../../kinds/index.ts';
import type { Deployment, HorizontalPodAutoscaler, Pod } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { horizontalPodAutoscalerController } from './controller.ts';

const KEY = 'default/h';
const labels = { app: 'web' };

function autoscaler(spec: object = {}): HorizontalPodAutoscaler {
  const metrics = [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
  ];
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return object<HorizontalPodAutoscaler>('HorizontalPodAutoscaler', 'h', {
    spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 10, metrics, ...spec },
    status: { currentMetrics: null, desiredReplicas: 0 },
  });
}

function workload(replicas: number): readonly (Deployment | Pod)[] {
  const deployment = object<Deployment>('Deployment', 'web', {
    apiVersion: 'apps/v1',
    spec: { replicas, selector: { matchLabels: labels } },
    status: { replicas },
  });
  const since = toTimestamp(START_MS - 3_600_000);
  const pods = Array.from({ length: replicas }, (_, index) =>
    object<Pod>(
      'Pod',
      `p${index}`,
      {
        spec: { containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }] },
        status: {
          phase: 'Running',
          startTime: since,
          conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: since }],
        },
      },
      { labels },
    ),
  );
  return [deployment, ...pods];
}

/** Every pod uses this; other metrics have this one value. */
function metrics(milli: number | undefined): MetricsReader {
  const sample = milli === undefined ? undefined : { milli, atMs: START_MS, windowMs: 30_000 };
  return { serves: () => milli !== undefined, ofPod: () => sample, ofObject: () => sample, external: () => sample };
}

function synced(world: World, milli: number | undefined): World {
  const controller = horizontalPodAutoscalerController(() => KINDS, metrics(milli));
  assert.equal(world.reconcile(controller, KEY).requeueAfterMs, 15_000);
  return world;
}

const conditions = (world: World): readonly string[] =>
  (world.get<HorizontalPodAutoscaler>('HorizontalPodAutoscaler', 'h').status.conditions ?? []).map(
    ({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`,
  );
const size = (world: World): number | undefined => world.get<Deployment>('Deployment', 'web').spec.replicas;

const GOT = "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale";
const DONE = (replicas: number): string =>
  `AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to ${replicas}`;

test('above target: the size is changed, and status, conditions and event say so', () => {
  const world = synced(new World([autoscaler(), ...workload(2)]), 1000);
  assert.equal(size(world), 4);
  const { status } = world.get<HorizontalPodAutoscaler>('HorizontalPodAutoscaler', 'h');
  assert.deepEqual([status.currentReplicas, status.desiredReplicas], [2, 4]);
  assert.equal(status.lastScaleTime, toTimestamp(START_MS));
  assert.deepEqual(status.currentMetrics, [
    { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 100, averageValue: '1' } } },
  ]);
  assert.deepEqual(conditions(world), [
    DONE(4),
    'ScalingActive True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
    'ScalingLimited False DesiredWithinRange: the desired count is within the acceptable range',
  ]);
  assert.deepEqual(world.events, [
    'Normal SuccessfulRescale New size: 4; reason: cpu resource utilization (percentage of request) above target',
  ]);
});

test('below target the first size is remembered for five minutes', () => {
  const world = new World([autoscaler(), ...workload(4)]);
  synced(world, 100);
  assert.equal(size(world), 4);
  assert.match(conditions(world)[0] ?? '', /ScaleDownStabilized/);
  world.nowMs += 301_000;
  synced(world, 100);
  assert.equal(size(world), 1);
  assert.deepEqual(world.events, ['Normal SuccessfulRescale New size: 1; reason: All metrics below target']);
});

const bounds: readonly (readonly [string, number, object, number, readonly string[]])[] = [
  [
    'too many',
    6,
    { maxReplicas: 5 },
    5,
    ['Normal SuccessfulRescale New size: 5; reason: Current number of replicas above Spec.MaxReplicas'],
  ],
  [
    'too few',
    1,
    { minReplicas: 3 },
    3,
    ['Normal SuccessfulRescale New size: 3; reason: Current number of replicas below Spec.MinReplicas'],
  ],
  ['none, on purpose', 0, {}, 0, []],
];

for (const [what, replicas, spec, expected, events] of bounds) {
  test(`without a look at metrics: ${what}`, () => {
    const world = synced(new World([autoscaler(spec), ...workload(replicas)]), undefined);
    assert.equal(size(world), expected);
    assert.deepEqual(world.events, events);
  });
}

test('a target of size zero is left alone, and that is told', () => {
  const world = synced(new World([autoscaler(), ...workload(0)]), undefined);
  assert.deepEqual(conditions(world), [
    GOT,
    'ScalingActive False ScalingDisabled: scaling is disabled since the replica count of the target is zero',
  ]);
});

const NO_CPU =
  'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';

test('without a metrics server nothing is changed', () => {
  const world = synced(new World([autoscaler(), ...workload(2)]), undefined);
  assert.equal(size(world), 2);
  assert.deepEqual(conditions(world), [
    GOT,
    `ScalingActive False FailedGetResourceMetric: the HPA was unable to compute the replica count: ${NO_CPU}`,
  ]);
  assert.deepEqual(world.events, [
    `Warning FailedGetResourceMetric ${NO_CPU}`,
    `Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${NO_CPU}`,
  ]);
});

const targets: readonly (readonly [object, string])[] = [
  [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'gone' }, 'deployments/scale.apps "gone" not found'],
  [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'gone' }, 'the server could not find the requested resource'],
  [{ apiVersion: 'apps/v1', kind: 'Deploy', name: 'web' }, 'no matches for kind "Deploy" in group "apps"'],
];

for (const [scaleTargetRef, why] of targets) {
  test(`no scale: ${why}`, () => {
    const world = synced(new World([autoscaler({ scaleTargetRef }), ...workload(1)]), 1000);
    assert.deepEqual(world.events, [`Warning FailedGetScale ${why}`]);
    assert.deepEqual(conditions(world), [
      `AbleToScale False FailedGetScale: the HPA controller was unable to get the target's current scale: ${why}`,
    ]);
  });
}

const specs: readonly (readonly [string, object, number, number])[] = [
  ['an average of the pods', { type: 'Pods', pods: { metric: { name: 'm' }, target: { averageValue: '1' } } }, 3000, 6],
  [
    'a value of an object',
    {
      type: 'Object',
      object: { metric: { name: 'm' }, describedObject: { kind: 'Ingress', name: 'i' }, target: { value: '2' } },
    },
    4000,
    4,
  ],
  [
    'an outside value for each pod',
    { type: 'External', external: { metric: { name: 'm' }, target: { averageValue: '10' } } },
    50_000,
    5,
  ],
];

for (const [what, metric, milli, expected] of specs) {
  test(`two pods by ${what}`, () => {
    const behavior = { scaleUp: { policies: [{ type: 'Pods', value: 9, periodSeconds: 15 }] } };
    const world = synced(new World([autoscaler({ metrics: [metric], behavior }), ...workload(2)]), milli);
    assert.equal(size(world), expected);
  });
}

test('a size that is refused is told, and tried again', () => {
  const world = new World([autoscaler(), ...workload(2)]);
  const controller = horizontalPodAutoscalerController(() => KINDS, metrics(1000));
  const error = forbidden({ group: 'apps', plural: 'deployments', kind: 'Deployment' }, 'web', 'no');
  const first = world.reconcile(controller, KEY);
  assert.equal(first.writes[0]?.onFailure?.(error)?.reason, 'FailedRescale');
  world.reconcile(controller, KEY, { failures: [error] });
  assert.equal(
    conditions(world)[0],
    `AbleToScale False FailedUpdateScale: the HPA controller was unable to update the target scale: ${error.message}`,
  );
});
