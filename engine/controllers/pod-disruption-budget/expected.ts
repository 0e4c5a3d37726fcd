import { goQuote } from '../../api/go-format.ts';
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

/** What cannot be reckoned with: pods of a kind without a size, as a DaemonSet's or a Job's are, or of an owner that is gone. */
function uncountable(pod: Pod, view: View): string | undefined {
  const reference = controllerOf(pod);
  if (reference === undefined || scaledOwner(pod, view) !== undefined) return undefined;
  if (view.withUid(reference.uid) === undefined) return `found no controllers for pod ${goQuote(pod.metadata.name)}`;
  const [group = '', version] = reference.apiVersion.split('/');
  const plural = `${reference.kind.toLowerCase()}s`;
  return `${version === undefined ? plural : `${plural}.${group}`} does not implement the scale subresource`;
}

/** How many pods there should be, and how many of them healthy (getExpectedPodCount, v1.25). Pods without a controller are not reckoned with. */
export function expectedPods(
  budget: PodDisruptionBudget,
  pods: readonly Pod[],
  view: View,
): Expected | { readonly failure: string } {
  const { maxUnavailable, minAvailable } = budget.spec;
  if (typeof minAvailable === 'number') return { expectedPods: pods.length, desiredHealthy: minAvailable };
  if (maxUnavailable === undefined && minAvailable === undefined) return { expectedPods: 0, desiredHealthy: 0 };
  const sizes = new Map<string, number>();
  for (const pod of pods) {
    const failure = uncountable(pod, view);
    if (failure !== undefined) return { failure };
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
