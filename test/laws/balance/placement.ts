import fc from 'fast-check';
import { deployment } from '../history/manifests.ts';
import { fleet } from '../history/topology.ts';
import { World } from '../history/world.ts';
import { Breach, type Law } from '../law.ts';

interface Input {
  readonly workers: number;
  readonly replicas: number;
  readonly seed: number;
}

export const placement: Law<Input> = {
  name: 'placement',
  says: 'equal pods on equal nodes: no node gets two more than another',
  runs: 40,
  arbitrary: fc.record({
    workers: fc.integer({ min: 2, max: 6 }),
    replicas: fc.integer({ min: 1, max: 24 }),
    seed: fc.nat(1_000_000),
  }),
  check: ({ workers, replicas, seed }, ground) => {
    const cluster = ground.start(fleet(workers), { seed: `placement ${seed}` });
    const world = new World(cluster);
    const bounds = { surge: 1, unavailable: 0, minReadySeconds: 0 };
    world.client.create('Deployment', 'default', deployment('web', replicas, bounds));
    cluster.advance(5000);
    const counts = new Map<string, number>();
    for (const { name, controlPlane } of cluster.topology.nodes) if (!controlPlane) counts.set(name, 0);
    for (const { spec } of world.podsOf('web')) {
      if (spec.nodeName !== undefined) counts.set(spec.nodeName, (counts.get(spec.nodeName) ?? 0) + 1);
    }
    const all = [...counts.values()];
    const sum = all.reduce((total, count) => total + count, 0);
    const told = [...counts].map(([node, count]) => `${node} ${count}`).join(', ');
    if (sum !== replicas) throw new Breach(cluster, `of ${replicas} pods ${sum} were placed: ${told}`);
    if (Math.max(...all) - Math.min(...all) > 1)
      throw new Breach(cluster, `${replicas} pods are placed unevenly: ${told}`);
  },
  *smaller({ workers, replicas, seed }) {
    if (replicas > 1) yield { workers, replicas: replicas - 1, seed };
    if (workers > 2) yield { workers: workers - 1, replicas, seed };
  },
  tell: ({ workers, replicas, seed }) => [
    `on ${workers} equal empty nodes create deployment web with ${replicas} replicas, seed ${seed}`,
  ],
};
