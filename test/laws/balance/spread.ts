import fc from 'fast-check';
import { Breach, type Law } from '../law.ts';
import { ask, balanced, waysTo } from './cluster.ts';

/** Critical values of the chi-squared distribution at a level of 10^-9, by degrees of freedom from 1. */
const CRITICAL: readonly number[] = [37.32, 41.45, 44.84, 47.88, 50.69, 53.34, 55.87];

/** On average for each endpoint, by each way. */
const REQUESTS = 60;

interface Input {
  readonly replicas: number;
  readonly seed: number;
}

export const spread: Law<Input> = {
  name: 'spread',
  says: 'requests spread over ready endpoints as an even choice does (chi-squared, level 10^-9), by cluster IP, every node port and the external address',
  runs: 12,
  arbitrary: fc.record({ replicas: fc.integer({ min: 2, max: 7 }), seed: fc.nat(1_000_000) }),
  check: ({ replicas, seed }, ground) => {
    const { cluster } = balanced(ground, `spread ${seed}`, replicas);
    for (const way of waysTo(cluster)) {
      const counts = new Map<string, number>();
      for (let i = 0; i < REQUESTS * replicas; i++) {
        const outcome = ask(cluster, way);
        if (outcome.outcome !== 'answered')
          throw new Breach(cluster, `a request to ${way.name} was not answered: ${outcome.why}`);
        counts.set(outcome.by, (counts.get(outcome.by) ?? 0) + 1);
      }
      const statistic = chiSquared([...counts.values()], replicas);
      if (statistic <= (CRITICAL[replicas - 2] ?? 0)) continue;
      const told = [...counts].map(([by, count]) => `${by} ${count}`).join(', ');
      throw new Breach(
        cluster,
        `${way.name} is uneven (chi-squared ${statistic.toFixed(1)} of ${replicas} pods): ${told}`,
      );
    }
  },
  smaller: ({ replicas, seed }) => (replicas > 2 ? [{ replicas: replicas - 1, seed }] : []),
  tell: ({ replicas, seed }) => [
    `create deployment web with ${replicas} replicas and a load balancer, seed ${seed}`,
    `send ${REQUESTS * replicas} requests to the cluster IP, to the node port of every node and to the external address`,
  ],
};

/** Endpoints that got nothing count too. */
function chiSquared(counts: readonly number[], classes: number): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / classes;
  const squares = counts.map((count) => (count - expected) ** 2 / expected);
  return squares.reduce((sum, square) => sum + square, 0) + (classes - counts.length) * expected;
}
