import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../kernel/random.ts';
import type { Pod } from '../../kinds/types.ts';
import { Machine } from '../machine/machine.ts';
import { testFacts } from '../testing.ts';
import { admittedBefore, requestsOf } from './shares.ts';

function podOf(uid: string, cpu: string, startTime?: string, phase = 'Running'): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: uid, uid, creationTimestamp: '2022-10-03T00:00:00Z' },
    spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu } } }] },
    status: { phase, ...(startTime === undefined ? {} : { startTime }) },
  };
}

const cpuBefore = (machine: Machine, pods: readonly Pod[], pod: Pod): readonly [number, number] => {
  const before = admittedBefore(machine, pods, pod);
  return [before.count, before.used('cpu')];
};

test('the room that is taken follows the list of pods, however it changes', () => {
  const random = new Random('shares');
  const machine = new Machine(testFacts());
  let pods: readonly Pod[] = [];
  for (let turn = 0; turn < 400; turn++) {
    const at = random.below(pods.length + 1);
    const made = podOf(`p${turn}`, `${random.below(900)}m`, random.chance(2, 3) ? '2022-10-03T00:00:01Z' : undefined);
    if (random.chance(1, 4)) pods = pods.filter((_, i) => i !== at);
    else if (random.chance(1, 3)) pods = pods.map((pod, i) => (i === at ? { ...pod, status: made.status } : pod));
    else pods = [...pods, made];
    const fresh = podOf('fresh', '1m');
    const counted = pods.filter(({ status }) => status.startTime !== undefined);
    const sum = counted.reduce((total, pod) => total + (requestsOf(pod)['cpu'] ?? 0), 0);
    assert.deepEqual(cpuBefore(machine, [...pods, fresh], fresh), [counted.length, sum]);
  }
});

test('only what came before counts, nothing that is over, and never the pod itself', () => {
  const machine = new Machine(testFacts());
  const mine = podOf('mine', '1m', '2022-10-03T00:00:05Z');
  const others = [
    podOf('earlier', '10m', '2022-10-03T00:00:04Z'),
    podOf('later', '100m', '2022-10-03T00:00:06Z'),
    podOf('waiting', '1000m'),
    podOf('over', '2000m', '2022-10-03T00:00:01Z', 'Failed'),
  ];
  assert.deepEqual(cpuBefore(machine, [...others, mine], mine), [1, 10]);
  assert.deepEqual(cpuBefore(machine, [...others, podOf('mine', '1m')], podOf('mine', '1m')), [2, 110]);
});

test('amounts beyond what a number holds exactly are summed anew', () => {
  const machine = new Machine(testFacts());
  const fresh = podOf('fresh', '1m');
  const [huge, small] = [podOf('huge', '9e30', '2022-10-03T00:00:01Z'), podOf('small', '7m', '2022-10-03T00:00:01Z')];
  assert.equal(cpuBefore(machine, [huge, small, fresh], fresh)[0], 2);
  assert.deepEqual(cpuBefore(machine, [small, fresh], fresh), [1, 7]);
});
