import { resolveIntOrPercent } from '../../api/intstr.ts';
import type { DaemonSet, Pod } from '../../kinds/types.ts';
import { isAvailable } from '../shared/pods.ts';

export interface NodePods {
  readonly node: string;
  /** The set wants a pod here; what runs elsewhere (a node that was tainted later) is updated too, and then not made again. */
  readonly isWanted: boolean;
  readonly pods: readonly Pod[];
}

export interface UpdatePlan {
  readonly remove: readonly Pod[];
  /** Nodes that get a second, new pod. */
  readonly surge: readonly string[];
}

interface Pair {
  readonly node: string;
  readonly old: Pod | undefined;
  readonly fresh: Pod | undefined;
  /** Two of a kind: the node is left alone. */
  readonly isOdd: boolean;
}

function pairOf({ node, pods }: NodePods, hash: string): Pair {
  const living = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const [fresh, anotherFresh] = living.filter((pod) => pod.metadata.labels?.['controller-revision-hash'] === hash);
  const [old, anotherOld] = living.filter((pod) => pod.metadata.labels?.['controller-revision-hash'] !== hash);
  return { node, old, fresh, isOdd: anotherFresh !== undefined || anotherOld !== undefined };
}

/** How many nodes may go without a pod, or have two, of `desired` eligible ones. */
export function updateLimits(
  set: DaemonSet,
  desired: number,
): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge = 0, maxUnavailable = 1 } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const surge = resolveIntOrPercent(maxSurge, desired, 'up');
  const unavailable = resolveIntOrPercent(maxUnavailable, desired, 'up');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** The next step of a rolling update over the nodes that want a pod or have one (rollingUpdate, v1.25). */
export function planUpdate(set: DaemonSet, nodes: readonly NodePods[], hash: string, nowMs: number): UpdatePlan {
  const { surge, unavailable } = updateLimits(set, nodes.filter(({ isWanted }) => isWanted).length);
  const pairs = nodes.map((one) => pairOf(one, hash));
  const isUp = (pod: Pod): boolean => isAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs);
  return surge === 0 ? replaceInPlace(pairs, unavailable, isUp) : replaceBySurge(pairs, surge, isUp);
}

/** An old pod that is not available is replaced in any case, and takes no available one's turn. */
function replaceInPlace(pairs: readonly Pair[], limit: number, isUp: (pod: Pod) => boolean): UpdatePlan {
  const broken: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const { old, fresh, isOdd } of pairs) {
    if (isOdd || (old === undefined) === (fresh === undefined)) unavailable++;
    else if (fresh !== undefined) unavailable += isUp(fresh) ? 0 : 1;
    else if (old !== undefined && isUp(old)) candidates.push(old);
    else if (old !== undefined) broken.push(old);
  }
  return { remove: [...broken, ...candidates.slice(0, Math.max(0, limit - unavailable))], surge: [] };
}

function replaceBySurge(pairs: readonly Pair[], limit: number, isUp: (pod: Pod) => boolean): UpdatePlan {
  const remove: Pod[] = [];
  const free: string[] = [];
  const candidates: string[] = [];
  let surged = 0;
  for (const { node, old, fresh, isOdd } of pairs) {
    if (isOdd) surged++;
    else if (old !== undefined && fresh === undefined) (isUp(old) ? candidates : free).push(node);
    else if (old !== undefined && fresh !== undefined) {
      if (isUp(fresh)) remove.push(old);
      else surged++;
    }
  }
  return { remove, surge: [...free, ...candidates.slice(0, Math.max(0, limit - surged))] };
}
