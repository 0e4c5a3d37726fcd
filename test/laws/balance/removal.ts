import fc from 'fast-check';
import type { Cluster } from '../../../engine/index.ts';
import { type Action, type History, smaller, tell } from '../history/action.ts';
import { Breach, type Law } from '../law.ts';
import { readyPods, whyNot } from '../safety/traffic.ts';
import { ask, balanced, waysTo } from './cluster.ts';

/** By each way after each action: an endpoint too many among a few is met. */
const REQUESTS = 8;

interface Input {
  readonly replicas: number;
  readonly history: History;
}

const name = fc.constant('web' as const);
const at = fc.nat(3);
const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('delete pod', 'release pod', 'spoil pod'), name, at }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('scale' as const), name, replicas: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('roll' as const),
      name,
      image: fc.constantFrom('nginx:1.22', 'nginx:1.23'),
    }),
  },
  {
    weight: 6,
    // Always the same node: what happens between its proxy's end and its return is what counts.
    arbitrary: fc.record({
      do: fc.constantFrom('stop on', 'start on'),
      process: fc.constant('kube-proxy' as const),
      node: fc.constant('w2' as const),
    }),
  },
) as fc.Arbitrary<Action>;

export const removal: Law<Input> = {
  name: 'removal',
  says: 'once the proxy has synced, no request goes to a removed endpoint: by cluster IP, the node port of every node and the external address',
  runs: 30,
  arbitrary: fc.record({
    replicas: fc.integer({ min: 2, max: 5 }),
    history: fc.array(fc.record({ afterMs: fc.constantFrom(0, 1000, 5000, 30_000), action }), {
      minLength: 1,
      maxLength: 12,
      size: 'max',
    }),
  }),
  check: ({ replicas, history }, ground) => {
    const world = balanced(ground, 'removal', replicas);
    for (const step of history) {
      world.play([step]);
      world.cluster.settleNow();
      askAll(world.cluster);
    }
    world.pass(30_000);
    askAll(world.cluster);
  },
  *smaller({ replicas, history }) {
    for (const less of smaller(history)) yield { replicas, history: less };
  },
  tell: ({ replicas, history }) => [
    `at once      create deployment web with ${replicas} replicas and a load balancer, and wait until all are ready`,
    ...tell(history),
  ],
};

function askAll(cluster: Cluster): void {
  const names = readyPods(cluster, 'web').map(({ metadata }) => `default/${metadata.name}`);
  // A node whose kube-proxy is stopped has not synced; any node may announce the external address.
  const isSynced = (node: string): boolean =>
    node === '' ? cluster.topology.nodes.every((one) => isSynced(one.name)) : cluster.isRunning('kube-proxy', node);
  for (const way of waysTo(cluster)) {
    if (!isSynced(way.node)) continue;
    for (let i = 0; i < REQUESTS; i++) {
      const outcome = ask(cluster, way);
      if (outcome.outcome !== 'answered') {
        if (names.length === 0) continue;
        throw new Breach(
          cluster,
          `a request to ${way.name} was not answered, with ${names.length} ready pods: ${outcome.why}`,
        );
      }
      if (names.includes(outcome.by)) continue;
      throw new Breach(
        cluster,
        `a request to ${way.name} was answered by ${outcome.by}, ${whyNot(cluster, outcome.by, 'web')}`,
      );
    }
  }
}
