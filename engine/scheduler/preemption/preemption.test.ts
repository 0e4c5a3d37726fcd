import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { PodDisruptionBudget } from '../../kinds/types.ts';
import { aNode, aPod, Bench, courseNodes, messagesOf, type PodParts } from '../testing.ts';
import { TIMERS } from '../watches.ts';

const MASTER = '1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }';

const running = (name: string, node: string, parts: PodParts = {}): KubeObject =>
  aPod(name, { requests: { cpu: '1500m' }, node, ...parts });

const vip = (parts: PodParts = {}): KubeObject => aPod('vip', { requests: { cpu: '1500m' }, priority: 1000, ...parts });

/** Who is preempted for `vip`, in order. */
function victims(objects: readonly KubeObject[]): readonly string[] {
  const bench = new Bench([...objects, vip()]);
  const messages = bench.run();
  const evicted = bench.outcomes
    .flatMap(({ writes }) => writes)
    .flatMap((write) => (write.verb === 'delete' ? [write.name] : []));
  return evicted.length === 0 ? messages : evicted;
}

const started = (startTime: string): PodParts => ({ status: { startTime } });

function budget(app: string, disruptionsAllowed: number): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: app, namespace: 'default' },
    spec: { selector: { matchLabels: { app } } },
    status: { disruptionsAllowed, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
  };
}

describe('preemption', () => {
  it('frees a node as recording 5.4 does: victim, nomination, and no word of preemption in the message', () => {
    const pods = [running('big-1', 'w1-k8s'), running('big-2', 'w2-k8s'), running('big-3', 'w3-k8s')];
    const bench = new Bench([...courseNodes(), ...pods, vip()]);
    const messages = bench.run();
    const expected = `0/4 nodes are available: ${MASTER}, 3 Insufficient cpu.`;
    assert.deepEqual(messages.toSorted(), [expected, 'Preempted by default/vip on node w1-k8s']);
    assert.equal(bench.pod('vip')?.status.nominatedNodeName, 'w1-k8s');
    assert.equal(bench.pod('big-1'), undefined);
  });

  it('the preemptor takes the freed node after its back-off', () => {
    const bench = new Bench([aNode('w1'), running('big', 'w1'), vip()]);
    bench.run();
    assert.equal(bench.pod('vip')?.spec.nodeName, undefined);
    bench.nowMs += 1_000;
    bench.reconcile(TIMERS);
    bench.run();
    assert.equal(bench.pod('vip')?.spec.nodeName, 'w1');
  });

  it('room that is promised is not given to a pod of lower priority', () => {
    const bench = new Bench([aNode('w1'), running('big', 'w1'), vip()]);
    bench.run();
    bench.set(aPod('other', { requests: { cpu: '1500m' } }));
    const messages = bench.run();
    assert.match(messages.at(-1) ?? '', /^0\/1 nodes are available: 1 Insufficient cpu\./);
  });

  it('Never means never', () => {
    const pod = vip({ spec: { preemptionPolicy: 'Never' } });
    const messages = new Bench([aNode('w1'), running('big', 'w1'), pod]).run();
    const expected =
      '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.';
    assert.deepEqual(messages, [expected]);
  });

  it('a nominated pod waits for victims that are still going', () => {
    const leaving = running('big', 'w1', { deleting: true });
    const pod = vip({ status: { nominatedNodeName: 'w1' } });
    const messages = new Bench([aNode('w1'), leaving, pod]).run();
    const why = 'preemption: not eligible due to a terminating pod on the nominated node.';
    assert.deepEqual(messages, [`0/1 nodes are available: 1 Insufficient cpu. ${why}`]);
  });

  const nodes = [aNode('w1'), aNode('w2')];
  const CASES: readonly [sentence: string, objects: readonly KubeObject[], expected: readonly string[]][] = [
    [
      'equals are no victims',
      [aNode('w1'), running('same', 'w1', { priority: 1000 })],
      [
        '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
      ],
    ],
    [
      'only as many go as must: small ones stay',
      [
        aNode('w1'),
        running('big', 'w1', { requests: { cpu: '1700m' } }),
        running('small', 'w1', { requests: { cpu: '100m' } }),
      ],
      ['big'],
    ],
    [
      'the lower priority goes first',
      [...nodes, running('high', 'w1', { priority: 10 }), running('low', 'w2', { priority: 5 })],
      ['low'],
    ],
    [
      'fewer victims are better',
      [
        ...nodes,
        running('a', 'w1', { requests: { cpu: '800m' } }),
        running('b', 'w1', { requests: { cpu: '800m' } }),
        running('c', 'w2'),
      ],
      ['c'],
    ],
    [
      'the youngest goes',
      [
        ...nodes,
        running('old', 'w1', started('2022-10-01T00:00:00Z')),
        running('young', 'w2', started('2022-10-02T00:00:00Z')),
      ],
      ['young'],
    ],
    [
      'a budget protects',
      [
        ...nodes,
        budget('a', 0),
        running('guarded', 'w1', { labels: { app: 'a' } }),
        running('free', 'w2', { priority: 10 }),
      ],
      ['free'],
    ],
    [
      'a budget that allows it does not',
      [
        ...nodes,
        budget('a', 1),
        running('guarded', 'w1', { labels: { app: 'a' } }),
        running('free', 'w2', { priority: 10 }),
      ],
      ['guarded'],
    ],
    [
      'what preemption cannot cure is said',
      [aNode('w1', { spec: { unschedulable: true } }), running('big', 'w1')],
      [
        '0/1 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
      ],
    ],
    [
      'a node too small without anybody',
      [aNode('w1', { allocatable: { cpu: '1' } }), running('tiny', 'w1', { requests: { cpu: '100m' } })],
      ['0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 Insufficient cpu.'],
    ],
  ];
  for (const [sentence, objects, expected] of CASES) {
    it(sentence, () => assert.deepEqual(victims(objects), expected));
  }

  it('anti-affinity is cured too, by taking away who is in the way', () => {
    const terms = [{ labelSelector: { matchLabels: { app: 'foe' } }, topologyKey: 'kubernetes.io/hostname' }];
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } };
    const bench = new Bench([
      aNode('w1'),
      aPod('foe', { node: 'w1', labels: { app: 'foe' } }),
      aPod('vip', { priority: 9, spec: { affinity } }),
    ]);
    bench.run();
    assert.equal(bench.pod('foe'), undefined);
    assert.deepEqual(bench.outcomes.flatMap(messagesOf).slice(0, 1), ['Preempted by default/vip on node w1']);
  });
});
