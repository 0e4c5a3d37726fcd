import type { Cluster, KubeObject, Pod } from '../../engine/index.ts';

export type View = Cluster['view'];

/** Kinds whose objects have pods of their own, in the order in which a bare name is looked up. */
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'] as const;

/** What a step means by a bare name: a workload, or a pod. */
export function workloadNamed(view: View, namespace: string, name: string): KubeObject | undefined {
  for (const kind of WORKLOADS) {
    const found = view.get(kind, namespace, name);
    if (found !== undefined) return found;
  }
  return view.get<Pod>('Pod', namespace, name);
}

/**
 * The pods of `name`, oldest first: those below the workload of that name, the pod of that name, or, when its owner is gone, what is still
 * named after it. Pods that ended are among them.
 */
export function podsOf(view: View, namespace: string, name: string): readonly Pod[] {
  const owner = workloadNamed(view, namespace, name);
  if (owner === undefined) {
    return view.list<Pod>('Pod', namespace).filter(({ metadata }) => metadata.name.startsWith(`${name}-`));
  }
  return owner.kind === 'Pod' ? [owner as Pod] : podsBelow(view, owner);
}

/** Each object counts once: somebody may have written owners that meet again below, or go round in a ring. */
function podsBelow(view: View, owner: KubeObject, seen: Set<KubeObject> = new Set([owner])): readonly Pod[] {
  return view.ownedBy(owner.metadata.uid ?? '').flatMap((object) => {
    if (seen.has(object)) return [];
    seen.add(object);
    return object.kind === 'Pod' ? [object as Pod] : podsBelow(view, object, seen);
  });
}

/** Pods that still have their job to do: neither ended nor being deleted. */
export function livePodsOf(view: View, namespace: string, name: string): readonly Pod[] {
  return podsOf(view, namespace, name).filter(isLive);
}

export function readyPodsOf(view: View, namespace: string, name: string): readonly Pod[] {
  return podsOf(view, namespace, name).filter(isReady);
}

export function isLive({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && status.phase !== 'Succeeded' && status.phase !== 'Failed';
}

export function isReady(pod: Pod): boolean {
  return (
    isLive(pod) && pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true
  );
}

/** Words in which a step may speak of a pod: its phase, Ready, NotReady, Terminating, or the reason why a container waits or the pod failed. */
export function isIn(pod: Pod, state: string): boolean {
  const { metadata, status } = pod;
  if (state === 'Terminating') return metadata.deletionTimestamp !== undefined;
  if (state === 'Ready') return isReady(pod);
  if (state === 'NotReady') return isLive(pod) && !isReady(pod);
  if (status.reason === state || waitingReasons(pod).includes(state)) return true;
  return status.phase === state && metadata.deletionTimestamp === undefined;
}

export function waitingReasons({ status }: Pod): readonly string[] {
  return (status.containerStatuses ?? []).flatMap(({ state }) => state?.waiting?.reason ?? []);
}

/** `web-1 Running on w1-k8s, web-2 Pending`: pods in one line of a message. */
export function describePods(pods: readonly Pod[]): string {
  return pods.length === 0 ? 'no pods' : pods.map(describePod).join(', ');
}

export function describePod(pod: Pod): string {
  const { metadata, spec, status } = pod;
  const waiting = waitingReasons(pod)[0];
  const state = metadata.deletionTimestamp === undefined ? (waiting ?? status.phase ?? '') : 'Terminating';
  const ready = state === 'Running' && !isReady(pod) ? ' (not ready)' : '';
  return `${metadata.name} ${state}${ready}${spec.nodeName === undefined ? '' : ` on ${spec.nodeName}`}`;
}
