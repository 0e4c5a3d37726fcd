import { resolveIntOrPercent } from '../../api/intstr.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import type { Pod, PodDisruptionBudget } from '../../kinds/types.ts';

export interface Expected {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
}

interface Scaled extends KubeObject {
  readonly spec?: { readonly replicas?: number };
}

/** The object whose size a pod is part of: a ReplicaSet's deployment, else the pod's own controller if it has a size. */
function scaledOwner(pod: Pod, view: View): Scaled | undefined {
  const reference = controllerOf(pod);
  const owner: Scaled | undefined = reference === undefined ? undefined : view.withUid(reference.uid);
  if (owner?.kind !== 'ReplicaSet') return owner?.spec?.replicas === undefined ? undefined : owner;
  const above = controllerOf(owner);
  const deployment: Scaled | undefined = above?.kind === 'Deployment' ? view.withUid(above.uid) : undefined;
  return deployment ?? owner;
}

/** How many pods there should be, and how many of them healthy (getExpectedPodCount, v1.25). Pods without a controller are not reckoned with. */
export function expectedPods(budget: PodDisruptionBudget, pods: readonly Pod[], view: View): Expected {
  const { maxUnavailable, minAvailable } = budget.spec;
  if (typeof minAvailable === 'number') return { expectedPods: pods.length, desiredHealthy: minAvailable };
  if (maxUnavailable === undefined && minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0 };
  const sizes = new Map<string, number>();
  for (const pod of pods) {
    const owner = scaledOwner(pod, view);
    if (owner !== undefined) sizes.set(owner.metadata.uid ?? '', owner.spec?.replicas ?? 1);
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const desired =
    maxUnavailable === undefined
      ? resolveIntOrPercent(minAvailable ?? 0, total, 'up')
      : Math.max(0, total - resolveIntOrPercent(maxUnavailable, total, 'up'));
  return { expectedPods: total, desiredHealthy: desired };
}
