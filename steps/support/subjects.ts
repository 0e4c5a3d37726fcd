import type { Pod } from '../../engine/index.ts';
import { lazily } from './lazily.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { describePods, isIn, podsOf } from './pods.ts';

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
    about: { namespace, name },
  };
}

/** That an object of a kind ('Service') is there, or is not. */
export function existence(world: SeatrialWorld, kind: string, name: string, wanted: boolean): Expectation {
  const { client, view } = { client: world.cluster.client(), view: world.cluster.view };
  const { namespace } = world;
  const known = client.resolve(kind);
  if (known === undefined) throw new Error(`the cluster knows no kind ${kind}`);
  const scope = known.scope === 'Namespaced' ? namespace : undefined;
  return {
    what: `${kind} "${name}"${inNamespace(world)}`,
    expected: wanted ? 'there' : 'not there',
    unlike: () =>
      (view.get(lazily.engine().kindId(known), scope, name) !== undefined) === wanted
        ? undefined
        : wanted
          ? 'not there'
          : 'there',
    about: { namespace, name },
  };
}
