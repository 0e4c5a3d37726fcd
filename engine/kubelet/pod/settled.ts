import type { PodSpec, PodStatus, Volume } from '../../kinds/types.ts';
import type { Turn } from './turn.ts';

/** What a sync looked at that left nothing to do. Containers and sandbox stand in `PodMemory.observed`. */
export interface Settled {
  readonly spec: PodSpec;
  /** Another one may ask for another report, and for nothing else. */
  readonly status: PodStatus;
  readonly volumes: unknown;
  readonly waiting: unknown;
  /** The API objects that its volumes follow, and the state of the disk they lie on; none: nothing is followed. */
  readonly sources: readonly unknown[];
}

/** What a sync of this pod looks at now. */
export function lookedAt(turn: Turn): Settled {
  const { pod, memory } = turn;
  return {
    spec: pod.spec,
    status: pod.status,
    volumes: memory.volumes,
    waiting: memory.waiting,
    sources: sourcesOf(turn),
  };
}

/**
 * Would a sync find what the last one found, which had nothing to do? The caller compares containers, sandbox and status. A pod of which one probe
 * does not succeed is never settled: each sync may probe it again.
 */
export function isSettled(turn: Turn): boolean {
  const { pod, memory } = turn;
  const { settled, probes } = memory;
  if (settled === undefined || settled.spec !== pod.spec) return false;
  if (settled.volumes !== memory.volumes || settled.waiting !== memory.waiting) return false;
  for (const key of Object.keys(probes)) if (probes[key]?.result !== 'success') return false;
  const sources = sourcesOf(turn);
  return sources.length === settled.sources.length && sources.every((source, at) => source === settled.sources[at]);
}

function sourcesOf(turn: Turn): readonly unknown[] {
  const { pod, memory, machine } = turn;
  const sources: unknown[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    if (memory.volumes[volume.name]?.isProjection === true) followedBy(turn, volume, sources);
  }
  if (sources.length > 0) sources.push(machine.disk.revision);
  return sources;
}

/** Adds the objects whose content a volume shows. */
function followedBy(turn: Turn, volume: Volume, sources: unknown[]): void {
  const { view, pod } = turn;
  const { namespace } = pod.metadata;
  const object = (kind: string, name: string | undefined): unknown => view.get(kind, namespace, name ?? '');
  const downward = (): number => sources.push(pod.metadata, turn.node, turn.podIP);
  if (volume.configMap !== undefined) sources.push(object('ConfigMap', volume.configMap.name));
  if (volume.secret !== undefined) sources.push(object('Secret', volume.secret.secretName));
  if (volume.downwardAPI !== undefined) downward();
  for (const { configMap, secret, downwardAPI, serviceAccountToken } of volume.projected?.sources ?? []) {
    if (configMap !== undefined) sources.push(object('ConfigMap', configMap.name));
    if (secret !== undefined) sources.push(object('Secret', secret.name));
    if (downwardAPI !== undefined) downward();
    if (serviceAccountToken !== undefined)
      sources.push(object('ServiceAccount', pod.spec.serviceAccountName ?? 'default'));
  }
}
