import { givenTimestamp } from '../../api/time.ts';
import { controllerReference, type KubeObject } from '../../api/object.ts';
import { isPodReady, podCondition } from '../../kinds/core/pod-facts.ts';
import type { Pod, PodTemplateSpec } from '../../kinds/types.ts';

/** When the Ready condition last changed, in milliseconds; undefined without one. */
export function readySinceMs(pod: Pod): number | undefined {
  return givenTimestamp(podCondition(pod, 'Ready')?.lastTransitionTime);
}

/** Ready for `minReadySeconds`, strictly (podutil.IsPodAvailable, v1.25). */
export function isAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  if (!isPodReady(pod)) return false;
  if (minReadySeconds === 0) return true;
  const sinceMs = readySinceMs(pod);
  return sinceMs !== undefined && sinceMs + minReadySeconds * 1000 < nowMs;
}

/** Milliseconds until the next of the ready pods has been ready for long enough; undefined when there is none to wait for. */
export function untilAvailableMs(pods: readonly Pod[], minReadySeconds: number, nowMs: number): number | undefined {
  let earliestMs: number | undefined;
  if (minReadySeconds === 0) return undefined;
  for (const pod of pods) {
    const sinceMs = isPodReady(pod) ? readySinceMs(pod) : undefined;
    if (sinceMs === undefined || isAvailable(pod, minReadySeconds, nowMs)) continue;
    const waitMs = sinceMs + minReadySeconds * 1000 + 1 - nowMs;
    if (earliestMs === undefined || waitMs < earliestMs) earliestMs = waitMs;
  }
  return earliestMs;
}

/** The highest restart count of the pod's regular containers. */
export function maxRestarts(pod: Pod): number {
  return (pod.status.containerStatuses ?? []).reduce((max, status) => Math.max(max, status.restartCount), 0);
}

/** A pod from a template, owned by `owner` (controller.GetPodFromTemplate, v1.25). The API server draws the name. */
export function podFromTemplate(template: PodTemplateSpec | undefined, owner: KubeObject, generateName?: string): Pod {
  const { labels, annotations, finalizers } = template?.metadata ?? {};
  const { namespace, name } = owner.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: generateName ?? podNamePrefix(name),
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template?.spec ?? { containers: [] },
    status: {},
  };
}

/** `<owner>-`; the dash falls away where the prefix would be no valid name (longer than 253). */
export function podNamePrefix(owner: string): string {
  return owner.length + 1 > 253 ? owner : `${owner}-`;
}
