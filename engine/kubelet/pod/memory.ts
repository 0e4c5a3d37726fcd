import type { Backoff } from '../backoff.ts';
import type { Pod, PodSpec, PodStatus } from '../../kinds/types.ts';
import type { ProbeState } from '../probes/state.ts';
import type { Waiting } from '../status/container-status.ts';
import type { StatusInput, Verdict } from '../status/pod-status.ts';
import type { Settled } from './settled.ts';
import type { VolumeSource } from '../volumes/index.ts';

/** What a pod worker is busy with; it does nothing else for the pod until then. */
export interface Work {
  readonly at: 'volumes' | 'sandbox' | 'containers' | 'pull' | 'start' | 'hook';
  /** When this step is over; absent: it goes on at once. */
  readonly doneAtMs: number | undefined;
  /** Containers still to be tried in this sync; the first is the one at hand. */
  readonly todo: readonly string[];
  /** Something went wrong: the next sync comes after the short delay. */
  readonly hasFailed: boolean;
  /** When the step began (pulls say how long they took). */
  readonly sinceMs: number;
  /** Why a postStart hook failed; the container is stopped for it. */
  readonly problem: string | undefined;
}

export interface MountTry {
  readonly nextMs: number;
  readonly delayMs: number;
}

export interface Told {
  readonly seen: StatusInput;
  readonly status: PodStatus;
}

/** How far the end of a pod has come. */
export interface Ending {
  /** When the last container had ended. */
  readonly endedMs?: number;
  /** When the kubelet tells of it. */
  readonly reportAtMs?: number;
  /** When the pod's object goes. */
  readonly removeAtMs?: number;
  readonly isReported?: boolean;
}

/**
 * What the kubelet remembers of one pod. Plain data, immutable from the end of the turn that made it, lost with the kubelet. Every member is
 * always there: objects of one shape are copied and read fastest, and a large cluster copies them at every turn of every pod.
 */
export interface PodMemory {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** When this kubelet first saw the pod. */
  readonly seenMs: number;
  readonly isAdmitted: boolean;
  readonly spec: PodSpec | undefined;
  readonly verdict: Verdict | undefined;
  readonly isRejected: boolean;
  readonly work: Work | undefined;
  readonly ending: Ending | undefined;
  readonly syncAtMs: number | undefined;
  /** When the pod's use of local storage is looked at; undefined: it has no limits. */
  readonly storageAtMs: number | undefined;
  /** When a change of the containers will have been noticed. */
  readonly observeAtMs: number | undefined;
  /** The state of the containers at the last sync, as one text. */
  readonly observed: string;
  /** Set while the last sync found nothing to tell and nothing to do. */
  readonly settled: Settled | undefined;
  /** The status that was told last, and of what it was made; forgotten once the API is known to have it. */
  readonly told: Told | undefined;
  readonly volumes: Readonly<Record<string, VolumeSource>>;
  /** What the volumes that follow objects were last filled from, see settled.ts. */
  readonly shown: readonly unknown[] | undefined;
  readonly mountTries: Readonly<Record<string, MountTry>>;
  readonly waiting: Readonly<Record<string, Waiting>>;
  readonly restarts: Readonly<Record<string, Backoff>>;
  readonly pulls: Readonly<Record<string, Backoff>>;
  readonly probes: Readonly<Record<string, ProbeState>>;
}

export function newMemory({ metadata }: Pod, nowMs: number): PodMemory {
  return {
    uid: metadata.uid ?? '',
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    seenMs: nowMs,
    isAdmitted: false,
    spec: undefined,
    verdict: undefined,
    isRejected: false,
    work: undefined,
    ending: undefined,
    syncAtMs: undefined,
    storageAtMs: undefined,
    observeAtMs: undefined,
    observed: '',
    settled: undefined,
    told: undefined,
    volumes: NONE,
    shown: undefined,
    mountTries: NONE,
    waiting: NONE,
    restarts: NONE,
    pulls: NONE,
    probes: NONE,
  };
}

/** Most pods never have anything to write into most of their records: they share this one. */
const NONE: Readonly<Record<string, never>> = {};

/** A copy of a record without one of its keys; the record itself where it has no such key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!Object.hasOwn(record, key)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}
