import assert from 'node:assert/strict';
import { test } from 'node:test';
import { horizontalPodAutoscaler } from '../../kinds/autoscaling/hpa.ts';
import type { HorizontalPodAutoscaler } from '../../kinds/types.ts';
import { object, START_MS } from '../shared/testing.ts';
import { firstMemory, type Memory } from './memory.ts';
import { normalise } from './normalise.ts';

type Behavior = NonNullable<HorizontalPodAutoscaler['spec']['behavior']>;

/** As the API server completes it. */
function behaviorOf(given: object): Behavior | undefined {
  const whole = object<HorizontalPodAutoscaler>('HorizontalPodAutoscaler', 'h', { spec: { behavior: given } });
  return horizontalPodAutoscaler.defaults?.(whole).spec.behavior;
}

const past = (...recommendations: readonly (readonly [secondsAgo: number, replicas: number])[]): Memory => ({
  ...firstMemory(1, START_MS),
  recommendations: recommendations.map(([ago, replicas]) => ({ atMs: START_MS - ago * 1000, replicas })),
});
const none = past();

const cases: readonly {
  readonly what: string;
  readonly sizes: readonly [current: number, desired: number];
  readonly bounds?: readonly [min: number, max: number];
  readonly behavior?: object;
  readonly memory?: Memory;
  readonly replicas: number;
  readonly able: string;
  readonly limit: string;
}[] = [
  {
    what: 'a wish within bounds',
    sizes: [2, 4],
    replicas: 4,
    able: 'ReadyForNewScale',
    limit: 'False DesiredWithinRange',
  },
  {
    what: 'at most double',
    sizes: [5, 30],
    bounds: [1, 50],
    replicas: 10,
    able: 'ReadyForNewScale',
    limit: 'True ScaleUpLimit',
  },
  {
    what: 'at least four',
    sizes: [1, 30],
    bounds: [1, 50],
    replicas: 4,
    able: 'ReadyForNewScale',
    limit: 'True ScaleUpLimit',
  },
  {
    what: 'no more than the maximum',
    sizes: [6, 30],
    replicas: 10,
    able: 'ReadyForNewScale',
    limit: 'True TooManyReplicas',
  },
  {
    what: 'no less than the minimum',
    sizes: [3, 1],
    bounds: [2, 10],
    replicas: 2,
    able: 'ReadyForNewScale',
    limit: 'True TooFewReplicas',
  },
  {
    what: 'down only after five minutes',
    sizes: [8, 2],
    memory: past([299, 6], [301, 9]),
    replicas: 6,
    able: 'ScaleDownStabilized',
    limit: 'False DesiredWithinRange',
  },
  {
    what: 'behavior given: four pods or double in 15 s, whichever is more',
    sizes: [3, 20],
    bounds: [1, 50],
    behavior: {},
    replicas: 7,
    able: 'ReadyForNewScale',
    limit: 'True ScaleUpLimit',
  },
  {
    what: 'what was added in the period counts',
    sizes: [6, 20],
    bounds: [1, 50],
    behavior: { scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] } },
    memory: { ...none, ups: [{ atMs: START_MS - 30_000, change: 1 }] },
    replicas: 7,
    able: 'ReadyForNewScale',
    limit: 'True ScaleUpLimit',
  },
  {
    what: 'a window up takes the lowest',
    sizes: [2, 8],
    behavior: { scaleUp: { stabilizationWindowSeconds: 60 } },
    memory: past([30, 3], [70, 2]),
    replicas: 3,
    able: 'ScaleUpStabilized',
    limit: 'False DesiredWithinRange',
  },
  {
    what: 'a window down takes the highest',
    sizes: [9, 2],
    behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
    memory: past([30, 5], [70, 9]),
    replicas: 5,
    able: 'ScaleDownStabilized',
    limit: 'False DesiredWithinRange',
  },
  {
    what: 'one pod down a minute',
    sizes: [9, 2],
    behavior: {
      scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    },
    replicas: 8,
    able: 'ReadyForNewScale',
    limit: 'True ScaleDownLimit',
  },
  {
    what: 'selectPolicy Min takes the smaller step',
    sizes: [10, 2],
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Min',
        policies: [
          { type: 'Pods', value: 1, periodSeconds: 60 },
          { type: 'Percent', value: 50, periodSeconds: 60 },
        ],
      },
    },
    replicas: 9,
    able: 'ReadyForNewScale',
    limit: 'True ScaleDownLimit',
  },
  {
    what: 'percents down are cut off',
    sizes: [9, 1],
    behavior: {
      scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 50, periodSeconds: 15 }] },
    },
    replicas: 4,
    able: 'ReadyForNewScale',
    limit: 'True ScaleDownLimit',
  },
  {
    what: 'a disabled direction',
    sizes: [9, 1],
    behavior: { scaleDown: { stabilizationWindowSeconds: 0, selectPolicy: 'Disabled' } },
    replicas: 9,
    able: 'ReadyForNewScale',
    limit: 'True ScaleDownLimit',
  },
];

for (const { what, sizes, bounds = [1, 10], behavior, memory = none, replicas, able, limit } of cases) {
  test(`size: ${what}`, () => {
    const wish = { current: sizes[0], desired: sizes[1], min: bounds[0], max: bounds[1], nowMs: START_MS };
    const found = normalise(wish, behavior === undefined ? undefined : behaviorOf(behavior), memory);
    const [first, second] = found.news;
    assert.deepEqual([found.replicas, first?.reason, `${second?.status} ${second?.reason}`], [replicas, able, limit]);
  });
}
