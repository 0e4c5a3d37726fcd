import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { HorizontalPodAutoscaler } from '../types.ts';
import { fromV2, toV2 } from './hpa-v1.ts';

type Metrics = NonNullable<HorizontalPodAutoscaler['spec']['metrics']>;
type Status = HorizontalPodAutoscaler['status'];

const CPU: Metrics[number] = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 55 } },
};

function autoscaler(
  metrics: Metrics,
  more: Partial<HorizontalPodAutoscaler['spec']> = {},
  status: object = {},
): HorizontalPodAutoscaler {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'two', namespace: 'default' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 4,
      metrics,
      ...more,
    },
    status: { currentMetrics: null, desiredReplicas: 0, ...status } as unknown as Status,
  };
}

const annotation = (object: KubeObject, name: string): string | undefined =>
  object.metadata.annotations?.[`autoscaling.alpha.kubernetes.io/${name}`];

/** What autoscaling/v1 has no field for, and the annotation that it becomes (recorded from a v1.25.2 API server, and its conversion). */
const METRICS: readonly (readonly [Metrics[number], string])[] = [
  [
    { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } } },
    '{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":70}}',
  ],
  [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '500m' } } },
    '{"type":"Resource","resource":{"name":"cpu","targetAverageValue":"500m"}}',
  ],
  [
    { type: 'Pods', pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '1k' } } },
    '{"type":"Pods","pods":{"metricName":"hits","targetAverageValue":"1k"}}',
  ],
  [
    {
      type: 'Object',
      object: {
        describedObject: { kind: 'Ingress', name: 'main', apiVersion: 'networking.k8s.io/v1' },
        metric: { name: 'rps', selector: { matchLabels: { verb: 'GET' } } },
        target: { type: 'Value', value: '2k' },
      },
    },
    '{"type":"Object","object":{"target":{"kind":"Ingress","name":"main","apiVersion":"networking.k8s.io/v1"},"metricName":"rps","targetValue":"2k","selector":{"matchLabels":{"verb":"GET"}}}}',
  ],
  [
    { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } } },
    '{"type":"External","external":{"metricName":"queue","targetAverageValue":"30"}}',
  ],
];

for (const [metric, text] of METRICS) {
  test(`autoscaling/v1 keeps a metric as ${text}`, () => {
    const object = autoscaler([metric, CPU]);
    const shown = fromV2(object);
    assert.equal(annotation(shown, 'metrics'), `[${text}]`);
    assert.equal(
      (shown as unknown as { spec: { targetCPUUtilizationPercentage: number } }).spec.targetCPUUtilizationPercentage,
      55,
    );
    assert.deepEqual(toV2(shown), object);
  });
}

test('autoscaling/v1 keeps the behavior as an internal type writes it', () => {
  const object = autoscaler([CPU], {
    behavior: {
      scaleUp: {
        policies: [{ periodSeconds: 15, type: 'Pods', value: 4 }],
        selectPolicy: 'Max',
        stabilizationWindowSeconds: 0,
      },
    },
  });
  const shown = fromV2(object);
  assert.equal(
    annotation(shown, 'behavior'),
    '{"ScaleUp":{"StabilizationWindowSeconds":0,"SelectPolicy":"Max","Policies":[{"Type":"Pods","Value":4,"PeriodSeconds":15}]}}',
  );
  assert.deepEqual(toV2(shown), object);
});

test('the status survives autoscaling/v1: measured metrics and conditions stand in annotations', () => {
  const object = autoscaler(
    [CPU],
    {},
    {
      currentReplicas: 2,
      currentMetrics: [
        { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 40, averageValue: '40m' } } },
      ],
      conditions: [{ type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale', message: 'm' }],
    },
  );
  const shown = fromV2(object);
  assert.equal(
    annotation(shown, 'current-metrics'),
    '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":40,"currentAverageValue":"40m"}}]',
  );
  assert.deepEqual((shown as unknown as { status: object }).status, {
    desiredReplicas: 0,
    currentReplicas: 2,
    currentCPUUtilizationPercentage: 40,
  });
  assert.deepEqual(toV2(shown), object);
});

test('an annotation that is no list of metrics is ignored', () => {
  const shown = fromV2(autoscaler([CPU]));
  for (const text of ['{', '"x"', '[1]']) {
    const annotations = { 'autoscaling.alpha.kubernetes.io/metrics': text };
    assert.deepEqual(toV2({ ...shown, metadata: { ...shown.metadata, annotations } }).spec.metrics, [CPU]);
  }
});
