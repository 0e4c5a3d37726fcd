import { isCriticalPod } from './critical.ts';
import { addQuantities, formatQuantity, parseQuantity, signOfQuantity, value } from '../../api/quantity.ts';
import type { Container, Pod, Volume } from '../../kinds/types.ts';
import { rootNames } from '../machine/machine.ts';
import type { ContainerRecord } from '../machine/records.ts';
import type { Verdict } from '../status/pod-status.ts';
import type { Turn } from './turn.ts';

/** How often the eviction manager looks (v1.25), and how often the sizes of volumes are measured (VolumeStatsAggPeriod). */
const LOOK_MS = 10_000;
const VOLUMES_MS = 60_000;
const STORAGE = 'ephemeral-storage';

/** When a pod that was just let in is looked at first; undefined: it has no limits that it could exceed, or is critical. */
export function firstStorageLookMs({ pod, nowMs }: Turn): number | undefined {
  return isLimited(pod) && !isCriticalPod(pod) ? nowMs + LOOK_MS : undefined;
}

/** Looked at for every pod: most have no such member, and nothing is read of those. */
function isLimited(pod: Pod): boolean {
  const { containers, volumes } = pod.spec;
  for (const { emptyDir } of volumes ?? NO_VOLUMES)
    if (emptyDir?.sizeLimit !== undefined && limitedVolumes(pod).length > 0) return true;
  for (const { resources } of containers)
    if (resources?.limits?.[STORAGE] !== undefined && limitedContainers(pod).length > 0) return true;
  return false;
}

const NO_VOLUMES: readonly Volume[] = [];

function limitedVolumes({ spec }: Pod): readonly Volume[] {
  return (spec.volumes ?? []).filter(({ emptyDir }) => signOfQuantity(emptyDir?.sizeLimit ?? '0') > 0);
}

function limitedContainers({ spec }: Pod): readonly Container[] {
  return spec.containers.filter(({ resources }) => signOfQuantity(resources?.limits?.[STORAGE] ?? '0') > 0);
}

/**
 * Why a pod must go for what it has written, if it is time to look: more in an emptyDir than its size limit, or more in its containers than
 * their limits of ephemeral storage (localStorageEviction, v1.25).
 */
export function storageVerdict(turn: Turn): Verdict | undefined {
  const { memory, nowMs, pod } = turn;
  if (memory.storageAtMs === undefined || memory.storageAtMs > nowMs) return undefined;
  turn.remember({ storageAtMs: nowMs + LOOK_MS });
  const isMeasured = (nowMs - memory.seenMs) % VOLUMES_MS < LOOK_MS;
  const message =
    (isMeasured ? (volumeExcess(turn, pod) ?? podExcess(turn, pod)) : undefined) ?? containerExcess(turn, pod);
  return message === undefined ? undefined : { reason: 'Evicted', message };
}

function volumeExcess(turn: Turn, pod: Pod): string | undefined {
  for (const { name, emptyDir } of limitedVolumes(pod)) {
    const limit = emptyDir?.sizeLimit ?? '0';
    if (sizeOfVolume(turn, name) > value(limit))
      return `Usage of EmptyDir volume "${name}" exceeds the limit "${limit}". `;
  }
  return undefined;
}

/** What the containers write, with their logs and all volumes on the disk, against the sum of their limits. */
function podExcess(turn: Turn, pod: Pod): string | undefined {
  const limits = limitedContainers(pod).map(({ resources }) => parseQuantity(resources?.limits?.[STORAGE] ?? '0'));
  if (limits.length === 0) return undefined;
  const limit = limits.reduce((sum, each) => addQuantities(sum, each));
  const volumes = (pod.spec.volumes ?? []).filter(
    ({ emptyDir }) => emptyDir !== undefined && emptyDir.medium !== 'Memory',
  );
  const sizes = [
    ...volumes.map(({ name }) => sizeOfVolume(turn, name)),
    ...pod.spec.containers.map(({ name }) => sizeOfContainer(turn, name)),
  ];
  if (sizes.reduce((sum, size) => sum + size, 0) <= value(limit)) return undefined;
  return `Pod ephemeral local storage usage exceeds the total limit of containers ${formatQuantity(limit)}. `;
}

function containerExcess(turn: Turn, pod: Pod): string | undefined {
  for (const { name, resources } of limitedContainers(pod)) {
    const limit = resources?.limits?.[STORAGE] ?? '0';
    if (sizeOfContainer(turn, name) > value(limit))
      return `Container ${name} exceeded its local ephemeral storage limit "${limit}". `;
  }
  return undefined;
}

function sizeOfVolume({ machine, memory }: Turn, name: string): number {
  const source = memory.volumes[name];
  return source === undefined ? 0 : machine.disk.sizeOf(source.path);
}

/** Its root and its logs. The root holds the image's files too, which a real node does not count. */
function sizeOfContainer(turn: Turn, name: string): number {
  const records = turn.records.filter((record) => record.name === name);
  const latest = records.at(-1);
  const root = latest === undefined ? 0 : turn.machine.disk.sizeOf(rootNames(latest.id));
  return records.reduce((sum, record) => sum + sizeOfLogs(record, turn.nowMs), root);
}

/** What stands before each line of a log on the disk: `2022-10-03T00:00:00.000000000Z stdout F `, and the newline behind it. */
const LINE_BYTES = 41;

function sizeOfLogs({ logs }: ContainerRecord, nowMs: number): number {
  return logs.linesAt(nowMs).reduce((sum, { text }) => sum + text.length + LINE_BYTES, 0);
}
