import type { Pod } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import type { Expectation } from './expect.ts';
import { describePods, livePodsOf, podsOf } from './pods.ts';
import { absent } from './absent.ts';
import { podOf } from './terminal.ts';

/** Pods that a step let die, and who was there before: whoever comes later replaces them. */
export interface Casualty {
  readonly namespace: string;
  /** What the pods belonged to, or the pod's own name. */
  readonly owner: string;
  readonly names: readonly string[];
  readonly knownUids: ReadonlySet<string>;
  /** The node that went with them, where one did. */
  readonly node?: string;
  /** No controller looks after them. */
  readonly isAlone: boolean;
}

/** Lets the oldest `count` live pods of `owner` die: they are deleted, as by `kubectl delete pod`. */
export function letDie(world: SeatrialWorld, owner: string, count: number): void {
  const { cluster, namespace } = world;
  const live = livePodsOf(cluster.view, namespace, owner);
  if (live.length < count) {
    throw absent(world, `pods of "${owner}" that can die`, `at least ${count}`, describePods(live), { name: owner });
  }
  const pods = live.slice(0, count);
  noteCasualty(world, owner, pods);
  const client = cluster.client('scenario');
  for (const { metadata } of pods) client.delete({ kind: 'Pod', namespace, name: metadata.name });
}

/** Takes away the node of the oldest ready pod of `owner`, and with it all of its pods there. */
export function loseNode(world: SeatrialWorld, owner: string, take: (node: string) => void): void {
  const { cluster, namespace } = world;
  const node = podOf(world, owner).spec.nodeName ?? '';
  const there = livePodsOf(cluster.view, namespace, owner).filter(({ spec }) => spec.nodeName === node);
  noteCasualty(world, owner, there, node);
  take(node);
}

function noteCasualty(world: SeatrialWorld, owner: string, pods: readonly Pod[], node?: string): void {
  const { cluster, namespace } = world;
  const known = podsOf(cluster.view, namespace, owner);
  world.casualty = {
    namespace,
    owner,
    ...(node === undefined ? {} : { node }),
    names: pods.map(({ metadata }) => metadata.name),
    isAlone: pods.every(
      ({ metadata }) => !(metadata.ownerReferences ?? []).some(({ controller }) => controller === true),
    ),
    knownUids: new Set(known.map(({ metadata }) => metadata.uid ?? '')),
  };
}

/** That as many new pods as died satisfy `holds`. */
export function replacement(world: SeatrialWorld, state: string, holds: (pod: Pod) => boolean): Expectation {
  const { namespace, owner, names } = casualtyOf(world);
  return {
    what: `${names.length === 1 ? 'a replacement' : 'replacements'} for ${names.join(', ')}`,
    expected: `${names.length} new ${names.length === 1 ? 'pod' : 'pods'} ${state}`,
    unlike: () => {
      const fresh = replacements(world);
      return fresh.filter(holds).length === names.length ? undefined : describePods(fresh);
    },
    about: { namespace, name: owner },
    why: () => (casualtyOf(world).isAlone ? `pod ${owner} belonged to no controller: nobody replaces it` : undefined),
  };
}

/** Pods that came after the ones that died. */
export function replacements(world: SeatrialWorld): readonly Pod[] {
  const { namespace, owner, knownUids } = casualtyOf(world);
  return podsOf(world.cluster.view, namespace, owner).filter(({ metadata }) => !knownUids.has(metadata.uid ?? ''));
}

export function casualtyOf(world: SeatrialWorld): Casualty {
  if (world.casualty === undefined) throw new Error('no step before this one let a pod die');
  return world.casualty;
}
