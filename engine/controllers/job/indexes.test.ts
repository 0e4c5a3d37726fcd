import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job, Pod } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { jobController } from './controller.ts';
import { formatIndexes, parseIndexes } from './indexes.ts';

const KEY = 'default/many';
const labels = { 'controller-uid': 'u', 'job-name': 'many' };

/** facts-workloads 5.3. */
const texts: readonly (readonly [readonly number[], string])[] = [
  [[], ''],
  [[4], '4'],
  [[3, 4], '3,4'],
  [[0, 1, 2], '0-2'],
  [[7, 0, 1, 2, 5, 4], '0-2,4,5,7'],
];

for (const [indexes, text] of texts) {
  test(`indexes [${indexes.join(' ')}] are written ${JSON.stringify(text)}`, () => {
    assert.equal(formatIndexes(indexes), text);
    assert.deepEqual(
      [...parseIndexes(text)],
      indexes.toSorted((a, b) => a - b),
    );
  });
}

function job(completions: number, parallelism: number): Job {
  return object<Job>(
    'Job',
    'many',
    {
      apiVersion: 'batch/v1',
      spec: {
        completionMode: 'Indexed',
        completions,
        parallelism,
        backoffLimit: 6,
        selector: { matchLabels: { 'controller-uid': 'u' } },
        template: { metadata: { labels }, spec: { restartPolicy: 'Never', containers: [{ name: 'c' }] } },
      },
      status: {},
    },
    { generation: 1 },
  );
}

const status = (world: World): Job['status'] => world.get<Job>('Job', 'many').status;
const numberOf = (pod: Pod): string => pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? '';
const living = (world: World): readonly Pod[] => world.all<Pod>('Pod').filter((pod) => pod.status.phase === undefined);

function started(completions: number, parallelism: number): World {
  const world = new World([job(completions, parallelism)]);
  world.settle(jobController, KEY);
  return world;
}

function end(world: World, index: string, phase: string): void {
  const pod = living(world).find((one) => numberOf(one) === index);
  assert.ok(pod, `no pod of index ${index}`);
  const ended: Pod = { ...pod, status: { phase } };
  world.put(ended);
  world.settle(jobController, KEY);
}

test('every index has a pod that knows its number', () => {
  const [first, second] = living(started(3, 2));
  assert.deepEqual(
    [first, second].map((pod) => [pod?.metadata.generateName, pod?.spec.hostname, numberOf(pod!)]),
    [
      ['many-0-', 'many-0', '0'],
      ['many-1-', 'many-1', '1'],
    ],
  );
  assert.deepEqual(first?.spec.containers[0]?.env, [
    {
      name: 'JOB_COMPLETION_INDEX',
      valueFrom: { fieldRef: { fieldPath: "metadata.annotations['batch.kubernetes.io/job-completion-index']" } },
    },
  ]);
});

test('the lowest index that is left comes next; what succeeded is told by number', () => {
  const world = started(5, 2);
  end(world, '1', 'Succeeded');
  assert.deepEqual(living(world).map(numberOf).sort(), ['0', '2']);
  assert.deepEqual([status(world).completedIndexes, status(world).succeeded], ['1', 1]);
  end(world, '2', 'Succeeded');
  end(world, '3', 'Succeeded');
  assert.equal(status(world).completedIndexes, '1-3');
  end(world, '0', 'Succeeded');
  end(world, '4', 'Succeeded');
  assert.deepEqual([status(world).completedIndexes, status(world).conditions?.[0]?.type], ['0-4', 'Complete']);
  assert.ok(world.all<Pod>('Pod').every(({ metadata }) => metadata.finalizers === undefined));
});

test('an index that failed is tried again', () => {
  const world = started(2, 2);
  end(world, '0', 'Failed');
  assert.deepEqual(living(world).map(numberOf).sort(), ['0', '1']);
  assert.equal(status(world).failed, 1);
});

test('a second pod of an index and one beyond the last are deleted', () => {
  const world = started(2, 2);
  const [first] = living(world);
  const copy = (name: string, index: string): Pod => ({
    ...first!,
    metadata: {
      ...first!.metadata,
      name,
      uid: name,
      annotations: { 'batch.kubernetes.io/job-completion-index': index },
    },
  });
  world.put(copy('twin', '0'), copy('beyond', '2'));
  world.settle(jobController, KEY);
  assert.deepEqual(living(world).map(numberOf).sort(), ['0', '1']);
});
