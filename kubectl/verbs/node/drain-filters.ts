import { type Client, controllerOf, isStatusError, type Pod } from '../../../engine/index.ts';

export interface DrainOptions {
  readonly force: boolean;
  readonly ignoreDaemonSets: boolean;
  readonly deleteEmptyDirData: boolean;
  /** Pods that have been terminating for longer than this are not waited for; 0: all are. */
  readonly skipWaitSeconds: number;
}

/** What a drain does with a pod, and what it says about it. */
export interface Verdict {
  readonly pod: Pod;
  readonly evict: boolean;
  readonly warning?: string;
  readonly error?: string;
}

type Judgement = Omit<Verdict, 'pod'>;

const EVICT: Judgement = { evict: true };
const SKIP: Judgement = { evict: false };
const MIRROR = 'kubernetes.io/config.mirror';

/** The filters of drain one after the other; the first that spares the pod ends, else the last word counts (filters.go, v1.25). */
export function judge(pod: Pod, options: DrainOptions, client: Client, nowMs: number): Verdict {
  let judgement: Judgement = EVICT;
  for (const filter of [longDeleted, ofDaemonSet, mirror, localStorage, unmanaged]) {
    judgement = filter(pod, options, client, nowMs);
    if (!judgement.evict) break;
  }
  return { pod, ...judgement };
}

function longDeleted({ metadata }: Pod, options: DrainOptions, _client: Client, nowMs: number): Judgement {
  const { deletionTimestamp } = metadata;
  if (options.skipWaitSeconds <= 0 || deletionTimestamp === undefined) return EVICT;
  return nowMs - Date.parse(deletionTimestamp) > options.skipWaitSeconds * 1000 ? SKIP : EVICT;
}

function ofDaemonSet(pod: Pod, options: DrainOptions, client: Client): Judgement {
  const controller = controllerOf(pod);
  if (controller?.kind !== 'DaemonSet' || isFinished(pod)) return EVICT;
  try {
    client.get({ kind: 'DaemonSet', namespace: pod.metadata.namespace, name: controller.name });
  } catch (error) {
    if (!isStatusError(error)) throw error;
    if (error.reason === 'NotFound' && options.force) return { evict: true, warning: error.message };
    return { evict: false, error: error.message };
  }
  return options.ignoreDaemonSets
    ? { evict: false, warning: 'ignoring DaemonSet-managed Pods' }
    : { evict: false, error: 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
}

function mirror({ metadata }: Pod): Judgement {
  return metadata.annotations?.[MIRROR] === undefined ? EVICT : SKIP;
}

function localStorage(pod: Pod, options: DrainOptions): Judgement {
  const isLocal = (pod.spec.volumes ?? []).some((volume) => volume.emptyDir !== undefined);
  if (!isLocal || isFinished(pod)) return EVICT;
  return options.deleteEmptyDirData
    ? { evict: true, warning: 'deleting Pods with local storage' }
    : { evict: false, error: 'cannot delete Pods with local storage (use --delete-emptydir-data to override)' };
}

function unmanaged(pod: Pod, options: DrainOptions): Judgement {
  if (isFinished(pod) || controllerOf(pod) !== undefined) return EVICT;
  return options.force
    ? { evict: true, warning: 'deleting Pods that declare no controller' }
    : { evict: false, error: 'cannot delete Pods declare no controller (use --force to override)' };
}

function isFinished({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

/** One text for all pods of the same word: `ignoring DaemonSet-managed Pods: kube-system/a, kube-system/b`. */
export function grouped(verdicts: readonly Verdict[], field: 'warning' | 'error'): readonly string[] {
  const pods = new Map<string, string[]>();
  for (const verdict of verdicts) {
    const text = verdict[field];
    if (text === undefined) continue;
    const { namespace = '', name } = verdict.pod.metadata;
    pods.set(text, [...(pods.get(text) ?? []), `${namespace}/${name}`]);
  }
  return [...pods].map(([text, names]) => `${text}: ${names.join(', ')}`);
}
