import { Heap } from './heap.ts';

/** A pod that waits for a node (framework.QueuedPodInfo, v1.25). */
export interface QueuedPod {
  /** `namespace/name`. */
  readonly key: string;
  readonly uid: string;
  readonly priority: number;
  /** When it was added, or put back after its last failure. */
  readonly timestampMs: number;
  readonly attempts: number;
  /** Order of arrival, for equal timestamps. */
  readonly sequence: number;
  /** Plugins that rejected it; none: any event may help. */
  readonly rejectedBy: readonly string[];
}

type Place = 'active' | 'backoff' | 'unschedulable';

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 10_000;
/** backoffQ is looked through this often, counted from the scheduler's start. */
const BACKOFF_TICK_MS = 1_000;
/** Pods that nothing helped are tried again after five minutes; looked for every 30 s. */
const LONGEST_UNSCHEDULABLE_MS = 300_000;
const FLUSH_TICK_MS = 30_000;

/** Higher priority first, then who waits longest (queuesort.PrioritySort, v1.25). */
const isBefore = (a: QueuedPod, b: QueuedPod): boolean => {
  if (a.priority !== b.priority) return a.priority > b.priority;
  if (a.timestampMs !== b.timestampMs) return a.timestampMs < b.timestampMs;
  return a.sequence < b.sequence;
};

/** 1 s, 2, 4, 8, then 10 s. */
export function backoffMs(attempts: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** Math.max(0, attempts - 1), LONGEST_BACKOFF_MS);
}

const backoffEndMs = (pod: QueuedPod): number => pod.timestampMs + backoffMs(pod.attempts);

/**
 * activeQ, backoffQ and the pods that nothing helps for now. A pod that could not be placed waits for an event that may cure what its
 * rejecting plugins saw; then it waits for the end of its back-off, and is tried again (internal/queue/scheduling_queue.go, v1.25).
 */
export class SchedulingQueue {
  readonly #startMs: number;
  readonly #pods = new Map<string, { readonly pod: QueuedPod; readonly place: Place }>();
  /** May hold pods that have left or changed since; `#pods` knows. */
  readonly #active = new Heap<QueuedPod>(isBefore);
  readonly #backoff = new Set<string>();
  readonly #unschedulable = new Set<string>();
  #sequence = 0;
  #version = 0;

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** Whether a pod waits to be tried now. */
  get hasActive(): boolean {
    return this.#front() !== undefined;
  }

  get(key: string): QueuedPod | undefined {
    return this.#pods.get(key)?.pod;
  }

  placeOf(key: string): Place | undefined {
    return this.#pods.get(key)?.place;
  }

  /** A pod that is new to the scheduler. */
  add(key: string, uid: string, priority: number, nowMs: number): void {
    this.remove(key);
    const sequence = (this.#sequence += 1);
    this.#put({ key, uid, priority, timestampMs: nowMs, attempts: 0, sequence, rejectedBy: [] }, 'active');
  }

  remove(key: string): void {
    if (!this.#pods.delete(key)) return;
    this.#version += 1;
    this.#backoff.delete(key);
    this.#unschedulable.delete(key);
  }

  /** The pod whose turn it is; it counts as tried once more. */
  pop(): QueuedPod | undefined {
    const pod = this.#front();
    if (pod === undefined) return undefined;
    this.#active.pop();
    this.#pods.delete(pod.key);
    this.#version += 1;
    return { ...pod, attempts: pod.attempts + 1 };
  }

  /** Puts a pod back that found no node. */
  park(pod: QueuedPod, rejectedBy: readonly string[], nowMs: number): void {
    this.#put({ ...pod, timestampMs: nowMs, sequence: (this.#sequence += 1), rejectedBy }, 'unschedulable');
  }

  /** Puts a pod back whose attempt failed for a reason that no event will cure. */
  retry(pod: QueuedPod, nowMs: number): void {
    this.#put({ ...pod, timestampMs: nowMs, sequence: (this.#sequence += 1), rejectedBy: [] }, 'backoff');
  }

  /** The pod itself changed, not only its status: it may fit now. */
  updated(key: string, nowMs: number): void {
    const queued = this.#pods.get(key);
    if (queued?.place === 'unschedulable') this.#release(queued.pod, nowMs);
  }

  /** Something happened: pods that it may help go on. */
  move(mayHelp: (pod: QueuedPod) => boolean, nowMs: number): void {
    for (const key of this.#unschedulable) {
      const pod = this.#pods.get(key)?.pod;
      if (pod !== undefined && mayHelp(pod)) this.#release(pod, nowMs);
    }
  }

  isBackingOff(key: string, nowMs: number): boolean {
    const pod = this.get(key);
    return pod !== undefined && backoffEndMs(pod) > nowMs;
  }

  get hasUnschedulable(): boolean {
    return this.#unschedulable.size > 0;
  }

  /** Moves on whose back-off or patience has ended. */
  tick(nowMs: number): void {
    for (const key of this.#backoff) {
      const pod = this.#pods.get(key)?.pod;
      if (pod !== undefined && this.#tickAfter(backoffEndMs(pod), BACKOFF_TICK_MS) <= nowMs) this.#put(pod, 'active');
    }
    this.move((pod) => this.#tickAfter(pod.timestampMs + LONGEST_UNSCHEDULABLE_MS + 1, FLUSH_TICK_MS) <= nowMs, nowMs);
  }

  /** How long until `tick` has something to do; undefined: nobody waits. */
  untilTickMs(nowMs: number): number | undefined {
    let dueMs = Number.MAX_SAFE_INTEGER;
    for (const key of this.#backoff) {
      const pod = this.#pods.get(key)?.pod;
      if (pod !== undefined) dueMs = Math.min(dueMs, this.#tickAfter(backoffEndMs(pod), BACKOFF_TICK_MS));
    }
    // They were put there in order of time: the first waits longest.
    for (const key of this.#unschedulable) {
      const endMs = (this.#pods.get(key)?.pod.timestampMs ?? 0) + LONGEST_UNSCHEDULABLE_MS + 1;
      dueMs = Math.min(dueMs, this.#tickAfter(endMs, FLUSH_TICK_MS));
      break;
    }
    return dueMs === Number.MAX_SAFE_INTEGER ? undefined : Math.max(0, dueMs - nowMs);
  }

  copy(): SchedulingQueue {
    const copy = new SchedulingQueue(this.#startMs);
    for (const { pod, place } of this.#pods.values()) copy.#put(pod, place);
    copy.#sequence = this.#sequence;
    return copy;
  }

  /** Out of the unschedulable ones: into back-off if that has not ended yet. */
  #release(pod: QueuedPod, nowMs: number): void {
    this.#put(pod, backoffEndMs(pod) > nowMs ? 'backoff' : 'active');
  }

  #put(pod: QueuedPod, place: Place): void {
    this.remove(pod.key);
    this.#version += 1;
    this.#pods.set(pod.key, { pod, place });
    if (place === 'active') this.#active.push(pod);
    else if (place === 'backoff') this.#backoff.add(pod.key);
    else this.#unschedulable.add(pod.key);
  }

  /** The first of activeQ that is still what it was when it was put there. */
  #front(): QueuedPod | undefined {
    for (let pod = this.#active.peek(); pod !== undefined; pod = this.#active.peek()) {
      const queued = this.#pods.get(pod.key);
      if (queued?.place === 'active' && queued.pod === pod) return pod;
      this.#active.pop();
    }
    return undefined;
  }

  /** The first tick of a periodic job at or after a time. */
  #tickAfter(timeMs: number, everyMs: number): number {
    return this.#startMs + Math.ceil((timeMs - this.#startMs) / everyMs) * everyMs;
  }
}
