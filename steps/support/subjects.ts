import type { Pod } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation, Objects } from './expect.ts';
import { describePod, describePods, isIn, podsOf } from './pods.ts';

/** `deployment "web" of namespace x` reads better without the namespace where it is the usual one. */
export function inNamespace(world: SeatrialWorld): string {
  return world.namespace === 'default' ? '' : ` in namespace ${world.namespace}`;
}

/** That exactly so many pods of a workload satisfy a condition. */
export function countOf(
  world: SeatrialWorld,
  name: string,
  count: number,
  state: string,
  holds: (pod: Pod) => boolean = (pod) => isIn(pod, state),
): Expectation {
  const { view } = world.cluster;
  const { namespace } = world;
  return {
    what: `pods of "${name}"${inNamespace(world)}`,
    expected: `${count} ${state}`,
    unlike: () => {
      const pods = podsOf(view, namespace, name);
      const found = pods.filter(holds).length;
      return found === count ? undefined : `${found} ${state}: ${describePods(pods)}`;
    },
    about: { namespace, name, wantedPods: { count, orMore: false } },
    objects: () => podList(name, count, state, podsOf(view, namespace, name), holds),
  };
}

/** That so many pods of a workload are in a state, or more. */
export function atLeast(world: SeatrialWorld, name: string, count: number, state: string): Expectation {
  const { cluster, namespace } = world;
  return {
    what: `pods of "${name}"${inNamespace(world)}`,
    expected: `at least ${count} ${state}`,
    unlike: () => {
      const pods = podsOf(cluster.view, namespace, name);
      const found = pods.filter((pod) => isIn(pod, state)).length;
      return found >= count ? undefined : `${found} ${state}: ${describePods(pods)}`;
    },
    about: { namespace, name, wantedPods: { count, orMore: true } },
  };
}

/** So many pods in the state that is wanted, against the pods that are there. */
function podList(
  name: string,
  count: number,
  state: string,
  pods: readonly Pod[],
  holds: (pod: Pod) => boolean,
): Objects {
  const wanted = `- ${state}`;
  const found = pods.map((pod) => (holds(pod) ? wanted : `- ${describePod(pod)}`));
  const list = (lines: readonly string[]): string => [`pods of ${name}:`, ...lines].join('\n');
  return { desired: list(Array.from({ length: count }, () => wanted)), actual: list(found) };
}
