import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { podCondition } from '../kinds/core/pod-facts.ts';
import type { Pod } from '../kinds/types.ts';
import { aPod, aReplicaSet, Bench, courseNodes } from './testing.ts';

const MASTER = '1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }';
const NO_HELP =
  'preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.';

/** How many of the pods each node got. */
function spread(bench: Bench, names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const node = bench.pod(name)?.spec.nodeName ?? 'none';
    counts[node] = (counts[node] ?? 0) + 1;
  }
  return counts;
}

function replicas(count: number, requests?: Readonly<Record<string, string>>): readonly Pod[] {
  const owner = aReplicaSet('web', { app: 'web' });
  const parts = { labels: { app: 'web' }, owner, ...(requests === undefined ? {} : { requests }) };
  return Array.from({ length: count }, (_, i) => aPod(`web-${i}`, parts));
}

describe('the course deployment spreads evenly', () => {
  for (const count of [3, 6, 9]) {
    it(`${count} replicas on three workers`, () => {
      const pods = replicas(count);
      const bench = new Bench([...courseNodes(), aReplicaSet('web', { app: 'web' }), ...pods]);
      bench.run();
      const each = count / 3;
      const names = pods.map(({ metadata }) => metadata.name);
      assert.deepEqual(spread(bench, names), { 'w1-k8s': each, 'w2-k8s': each, 'w3-k8s': each });
    });
  }
});

describe('what the scheduler says', () => {
  it('assigned pods get the Scheduled event of events.k8s.io', () => {
    const bench = new Bench([...courseNodes(), aPod('nginx')]);
    const messages = bench.run();
    const node = bench.pod('nginx')?.spec.nodeName;
    assert.deepEqual(messages, [`Successfully assigned default/nginx to ${node}`]);
    const write = bench.outcomes.flatMap(({ writes }) => writes).find(({ verb }) => verb === 'bind');
    const event = write?.onSuccess?.(aPod('nginx'));
    assert.deepEqual([event?.type, event?.reason, event?.action], ['Normal', 'Scheduled', 'Binding']);
  });

  it('a pod that does not fit hears why, in the event and in its condition (recording 5.4)', () => {
    const pods = replicas(4, { cpu: '1500m' });
    const bench = new Bench([...courseNodes(), aReplicaSet('web', { app: 'web' }), ...pods]);
    const expected = `0/4 nodes are available: ${MASTER}, 3 Insufficient cpu. ${NO_HELP}`;
    assert.equal(bench.run().at(-1), expected);
    const condition = podCondition(bench.pod('web-3') as Pod, 'PodScheduled');
    assert.deepEqual([condition?.status, condition?.reason, condition?.message], ['False', 'Unschedulable', expected]);
  });

  it('every plugin speaks in 1.25: five reasons for four nodes', () => {
    const bench = new Bench([...courseNodes(), aPod('toolarge', { requests: { memory: '64Gi' } })]);
    assert.deepEqual(bench.run(), [`0/4 nodes are available: ${MASTER}, 4 Insufficient memory. ${NO_HELP}`]);
  });

  it('a cluster without nodes', () => {
    assert.deepEqual(new Bench([aPod('lone')]).run(), ['no nodes available to schedule pods']);
  });

  it('pods of another scheduler are none of its business', () => {
    const bench = new Bench([...courseNodes(), aPod('theirs', { spec: { schedulerName: 'mine' } })]);
    assert.deepEqual(bench.run(), []);
    assert.equal(bench.pod('theirs')?.spec.nodeName, undefined);
  });

  it('a pod deleted while it waits is taken from the queue once more', () => {
    const bench = new Bench([...courseNodes(), aPod('picky', { spec: { nodeSelector: { disk: 'ssd' } } })]);
    bench.run();
    bench.nowMs += 8_000;
    const outcomes = bench.remove('Pod', 'default/picky');
    const [event] = outcomes.flatMap(({ writes }) => writes);
    assert.equal(event?.verb === 'event' && event.event.message, 'skip schedule deleting pod: default/picky');
  });
});
