import type { View } from '../../component/view.ts';
import type { Node, Pod, PodSpec, PodStatus, Volume } from '../../kinds/types.ts';
import type { Machine } from '../machine/machine.ts';
import type { ContainerRecord, Sandbox } from '../machine/records.ts';
import type { ProbeState } from '../probes/state.ts';
import type { PodMemory } from './memory.ts';
import type { Turn } from './turn.ts';

/** What a sync looked at that left nothing to do. Containers and sandbox stand in `PodMemory.observed`. */
export interface Settled {
  readonly spec: PodSpec;
  /** Another one may ask for another report, and for nothing else. */
  readonly status: PodStatus;
  readonly volumes: unknown;
  readonly waiting: unknown;
  /** The API objects that its volumes follow, and the state of the directory they lie in; none: nothing is followed. */
  readonly sources: readonly unknown[];
  /** Set when a turn found all of the above at rest: as long as these are the same, the next sync has nothing to say either. */
  readonly rest?: Rest;
}

/** The very objects that a turn saw: they are immutable, so that the same ones mean that nothing changed. */
interface Rest {
  readonly pod: Pod;
  readonly records: readonly ContainerRecord[];
  readonly sandbox: Sandbox | undefined;
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
  return isSame(sourcesOf(turn), settled.sources);
}

/** Do volumes that follow objects show what these were when the volumes were last filled? */
export function isUpToDate(turn: Turn): boolean {
  const { shown } = turn.memory;
  return shown !== undefined && isSame(sourcesOf(turn), shown);
}

function isSame(sources: readonly unknown[], others: readonly unknown[]): boolean {
  if (sources.length !== others.length) return false;
  for (let i = 0; i < sources.length; i++) if (sources[i] !== others[i]) return false;
  return true;
}

/** What was seen by a turn that found the pod at rest, for `sleepsOn`. A pod that ends or must end by itself is never at rest. */
export function atRest(turn: Turn): Rest | undefined {
  const { pod, memory, records, sandbox } = turn;
  const { deletionTimestamp } = pod.metadata;
  if (!memory.isAdmitted || memory.verdict !== undefined || memory.work !== undefined) return undefined;
  if (deletionTimestamp !== undefined || pod.spec.activeDeadlineSeconds !== undefined) return undefined;
  if (memory.storageAtMs !== undefined) return undefined;
  if (records.some(({ state, stopping }) => state !== 'running' || stopping !== undefined)) return undefined;
  return { pod, records, sandbox };
}

/**
 * Is a sync due that is known to have nothing to do, without looking at the pod at all? Everything that a turn would look at is compared
 * with what was there when the pod came to rest. In doubt: no, and the turn looks for itself.
 */
export function sleepsOn(memory: PodMemory, pod: Pod, machine: Machine, view: View, nowMs: number): boolean {
  const { settled, syncAtMs, observeAtMs, probes } = memory;
  const rest = settled?.rest;
  if (settled === undefined || rest === undefined || rest.pod !== pod) return false;
  if (syncAtMs === undefined || syncAtMs > nowMs || observeAtMs !== undefined) return false;
  const { records, sandbox } = rest;
  if (machine.containersOf(memory.uid) !== records || machine.sandboxes.get(memory.uid) !== sandbox) return false;
  if (!machine.isRunning('containerd') || machine.evictions.has(memory.uid)) return false;
  if (settled.volumes !== memory.volumes || settled.waiting !== memory.waiting) return false;
  for (const key in probes) if (!isAnsweredForGood(records, key, probes[key])) return false;
  const { uid } = memory;
  const now = followed({ pod, memory, machine, view, podIP: sandbox?.address ?? '' }, machine.disk.revisionOf(uid));
  return isSame(now, settled.sources);
}

/** See `isSettled` of the probes: the prober has stopped asking, and nobody has stepped into the container since. */
function isAnsweredForGood(records: readonly ContainerRecord[], key: string, state: ProbeState | undefined): boolean {
  if (state?.result !== 'success' || state.nextMs !== Number.POSITIVE_INFINITY) return false;
  const record = records.find(({ id }) => id === state.containerId);
  return record?.process?.isSteady === true || record?.logs.repeats(key) === true;
}

type Followed = Pick<Turn, 'pod' | 'memory' | 'machine' | 'view' | 'podIP'>;

/** What was found once in a turn, in which no API object changes. */
export interface Sources {
  readonly volumes: PodMemory['volumes'];
  readonly podIP: string;
  readonly revision: number;
  readonly list: readonly unknown[];
}

/** What the volumes of the turn's pod that follow objects are filled from. */
export function sourcesOf(turn: Turn): readonly unknown[] {
  const { memory, podIP, sources: found } = turn;
  const { volumes } = memory;
  const revision = turn.machine.disk.revisionOf(memory.uid);
  if (found !== undefined && found.volumes === volumes && found.podIP === podIP && found.revision === revision)
    return found.list;
  const list = followed(turn, revision);
  turn.sources = { volumes, podIP, revision, list };
  return list;
}

function followed(turn: Followed, revision: number): readonly unknown[] {
  const { pod, memory } = turn;
  const sources: unknown[] = [];
  for (const volume of pod.spec.volumes ?? NO_VOLUMES) {
    if (memory.volumes[volume.name]?.isProjection === true) followedBy(turn, volume, sources);
  }
  if (sources.length > 0) sources.push(revision);
  return sources;
}

const NO_VOLUMES: readonly Volume[] = [];

type DownwardItems = NonNullable<Volume['downwardAPI']>['items'];

/** Adds the objects whose content a volume shows. */
function followedBy(turn: Followed, volume: Volume, sources: unknown[]): void {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap !== undefined) sources.push(objectOf(turn, 'ConfigMap', configMap.name));
  if (secret !== undefined) sources.push(objectOf(turn, 'Secret', secret.secretName));
  if (downwardAPI !== undefined) followDownward(turn, downwardAPI.items, sources);
  if (projected?.sources === undefined) return;
  for (const source of projected.sources) {
    if (source.configMap !== undefined) sources.push(objectOf(turn, 'ConfigMap', source.configMap.name));
    if (source.secret !== undefined) sources.push(objectOf(turn, 'Secret', source.secret.name));
    if (source.downwardAPI !== undefined) followDownward(turn, source.downwardAPI.items, sources);
    if (source.serviceAccountToken !== undefined)
      sources.push(objectOf(turn, 'ServiceAccount', turn.pod.spec.serviceAccountName ?? 'default'));
  }
}

function objectOf({ view, pod }: Followed, kind: string, name: string | undefined): unknown {
  return view.get(kind, pod.metadata.namespace, name ?? '');
}

/** All of a pod and its node that `field-ref.ts` reads and that can change while the pod lives. */
function followDownward(turn: Followed, items: DownwardItems, sources: unknown[]): void {
  const { view, pod, machine } = turn;
  for (const { fieldRef, resourceFieldRef } of items ?? []) {
    if (fieldRef?.fieldPath.startsWith('metadata.labels') === true) sources.push(pod.metadata.labels);
    if (fieldRef?.fieldPath.startsWith('metadata.annotations') === true) sources.push(pod.metadata.annotations);
    if (fieldRef?.fieldPath.startsWith('status.') === true) sources.push(turn.podIP);
    if (resourceFieldRef !== undefined)
      sources.push(view.get<Node>('Node', undefined, machine.name)?.status.allocatable);
  }
}
