import { resolveIntOrPercent } from '../../api/intstr.ts';
import { controllerOf, type KubeObject, type OwnerReference } from '../../api/object.ts';
import type { View } from '../../component/view.ts';
import type { Pod, PodDisruptionBudget } from '../../kinds/types.ts';

export interface Expected {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
}

interface Scaled extends KubeObject {
  readonly spec?: { readonly replicas?: number };
}

/** The controllers of pods that have a size. */
const SCALABLE: ReadonlySet<string> = new Set(['ReplicaSet', 'ReplicationController', 'StatefulSet', 'Deployment']);

/** The object whose size a pod is part of: a ReplicaSet's deployment, else the pod's own controller if it has a size. */
function scaledOwner(reference: OwnerReference, view: View): Scaled | undefined {
  const owner: Scaled | undefined = view.withUid(reference.uid);
  if (owner?.kind !== 'ReplicaSet') return owner?.spec?.replicas === undefined ? undefined : owner;
  const above = controllerOf(owner);
  const deployment: Scaled | undefined = above?.kind === 'Deployment' ? view.withUid(above.uid) : undefined;
  return deployment ?? owner;
}

/** Why a pod cannot be reckoned with: its controller is gone, or is of a kind without a size. */
function unscaled(pod: Pod, { apiVersion, kind }: OwnerReference): string {
  if (SCALABLE.has(kind)) return `found no controllers for pod "${pod.metadata.name}"`;
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [];
  return `${kind.toLowerCase()}s${group === undefined ? '' : `.${group}`} does not implement the scale subresource`;
}

/** The sizes of all controllers of the pods; pods without one do not count. A text says why that cannot be known (getExpectedScale, v1.25). */
function expectedScale(pods: readonly Pod[], view: View): number | string {
  const sizes = new Map<string, number>();
  for (const pod of pods) {
    const reference = controllerOf(pod);
    if (reference === undefined || sizes.has(reference.uid)) continue;
    const owner = scaledOwner(reference, view);
    if (owner === undefined) return unscaled(pod, reference);
    sizes.set(owner.metadata.uid ?? '', owner.spec?.replicas ?? 1);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** How many pods there should be, and how many of them healthy; or why that is not known (getExpectedPodCount, v1.25). */
export function expectedPods(budget: PodDisruptionBudget, pods: readonly Pod[], view: View): Expected | string {
  const { maxUnavailable, minAvailable } = budget.spec;
  if (maxUnavailable === undefined && typeof minAvailable === 'number')
    return { expectedPods: pods.length, desiredHealthy: minAvailable };
  if (maxUnavailable === undefined && minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0 };
  const total = expectedScale(pods, view);
  if (typeof total === 'string') return total;
  const desiredHealthy =
    maxUnavailable === undefined
      ? resolveIntOrPercent(minAvailable ?? 0, total, 'up')
      : Math.max(0, total - resolveIntOrPercent(maxUnavailable, total, 'up'));
  return { expectedPods: total, desiredHealthy };
}
