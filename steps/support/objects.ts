import type { KubeObject, Pod } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { lazily } from './lazily.ts';
import { livePodsOf } from './pods.ts';
import { inNamespace } from './subjects.ts';

/** That an object of a kind ('Service') is there, or is not. */
export function existence(world: SeatrialWorld, kind: string, name: string, wanted: boolean): Expectation {
  const find = finder(world, kind, name);
  const isThere = (): boolean => find() !== undefined;
  return {
    what: `${kind} "${name}"${inNamespace(world)}`,
    expected: wanted ? 'there' : 'not there',
    unlike: () => (isThere() === wanted ? undefined : wanted ? 'not there' : 'there'),
    about: { namespace: world.namespace, name, kind },
  };
}

/** What a step says of one object, which has to be there. */
interface ObjectExpectation {
  /** 'labels': of the object, which the message names. */
  readonly what: string;
  readonly expected: string;
  unlike(object: KubeObject): string | undefined;
  /** The reason, where the object itself gives one. */
  why?(object: KubeObject): string | undefined;
}

export function ofObject(
  world: SeatrialWorld,
  kind: string,
  name: string,
  expectation: ObjectExpectation,
): Expectation {
  const find = finder(world, kind, name);
  return {
    what: `${expectation.what} of ${kind} "${name}"${inNamespace(world)}`,
    expected: expectation.expected,
    unlike: () => {
      const object = find();
      return object === undefined ? `there is no such ${kind}` : expectation.unlike(object);
    },
    why: () => {
      const object = find();
      return object === undefined ? undefined : expectation.why?.(object);
    },
    about: { namespace: world.namespace, name, kind },
  };
}

/** What a step says of every live pod of a workload; there has to be one. */
interface PodExpectation {
  /** 'labels of': the pods, which the message names. */
  readonly what: string;
  readonly expected: string;
  holds(pod: Pod): boolean;
  /** What a pod of which it does not hold has instead: 'pod web-x runs httpd'. */
  unlike(pod: Pod): string;
  /** Why that pod is so, where that is known. */
  why(pod: Pod): string | undefined;
}

export function ofEveryPod(world: SeatrialWorld, owner: string, expectation: PodExpectation): Expectation {
  const { namespace, cluster } = world;
  const pods = (): readonly Pod[] => livePodsOf(cluster.view, namespace, owner);
  const other = (): Pod | undefined => pods().find((pod) => !expectation.holds(pod));
  return {
    what: `${expectation.what} the pods of "${owner}"${inNamespace(world)}`,
    expected: expectation.expected,
    unlike: () => {
      if (pods().length === 0) return 'there are no such pods';
      const found = other();
      return found === undefined ? undefined : expectation.unlike(found);
    },
    why: () => {
      const found = other();
      return found === undefined ? undefined : expectation.why(found);
    },
    about: { namespace, name: owner },
  };
}

/** That an object is there and nobody but its author looks after it. */
export function ownedByNone(world: SeatrialWorld, kind: string, name: string): Expectation {
  return ofObject(world, kind, name, {
    what: 'controller',
    expected: 'none',
    unlike: (object) => {
      const owner = lazily.engine().controllerOf(object);
      return owner === undefined ? undefined : `${owner.kind} ${owner.name}`;
    },
  });
}

/** Looks an object up by its kind as people write it; kinds of the whole cluster have no namespace. */
function finder(world: SeatrialWorld, kind: string, name: string): () => KubeObject | undefined {
  const { cluster, namespace } = world;
  const known = cluster.client().resolve(kind);
  if (known === undefined) throw new Error(`the cluster knows no kind ${kind}`);
  const scope = known.scope === 'Namespaced' ? namespace : undefined;
  const id = lazily.engine().kindId(known);
  return () => cluster.view.get(id, scope, name);
}
