import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { workersOf } from './nodes.ts';
import { livePodsOf } from './pods.ts';

/** How many live pods of a workload each worker has; workers without any are there with 0. */
function countsByWorker(world: SeatrialWorld, owner: string): ReadonlyMap<string, number> {
  const counts = new Map(workersOf(world).map((name) => [name, 0]));
  for (const { spec } of livePodsOf(world.cluster.view, world.namespace, owner)) {
    if (spec.nodeName !== undefined) counts.set(spec.nodeName, (counts.get(spec.nodeName) ?? 0) + 1);
  }
  return counts;
}

function expectation(
  world: SeatrialWorld,
  owner: string,
  expected: string,
  holds: (counts: ReadonlyMap<string, number>) => boolean,
): Expectation {
  return {
    what: `placement of the pods of "${owner}"`,
    expected,
    unlike: () => {
      const counts = countsByWorker(world, owner);
      return holds(counts) ? undefined : [...counts].map(([node, count]) => `${node}: ${count}`).join(', ');
    },
    about: { namespace: world.namespace, name: owner },
    objects: () => {
      const counts = [...countsByWorker(world, owner)].map(([node, count]) => `${node}: ${count}`);
      return { desired: expected, actual: counts.join('\n') };
    },
  };
}

export function everyWorkerRuns(world: SeatrialWorld, owner: string, count: number): Expectation {
  const workers = workersOf(world);
  return expectation(world, owner, `${count} on every worker`, (counts) => {
    return counts.size === workers.length && [...counts.values()].every((found) => found === count);
  });
}

/** Some pod runs, and the fullest worker has at most `difference` more than the emptiest. */
export function spread(world: SeatrialWorld, owner: string, difference: number): Expectation {
  return expectation(world, owner, `workers differ by at most ${difference}`, (counts) => {
    const values = [...counts.values()];
    return Math.max(...values) > 0 && Math.max(...values) - Math.min(...values) <= difference;
  });
}

export function noneOn(world: SeatrialWorld, owner: string, node: string): Expectation {
  return expectation(world, owner, `none on ${node}`, (counts) => (counts.get(node) ?? 0) === 0);
}
