import type { Pod } from '../kinds/types.ts';
import { SchedulerCache } from './cache/scheduler-cache.ts';
import { type PodEntry, priorityOf } from './cache/pod-entry.ts';
import type { Nominations } from './find-nodes.ts';
import { type QueuedPod, SchedulingQueue } from './queue/scheduling-queue.ts';

/** A pod whose node is chosen but not yet written. */
export interface Assumed {
  readonly queued: QueuedPod;
  readonly pod: Pod;
  readonly node: string;
  /** Its claims must be bound by then; undefined: it waits for no claim. */
  readonly deadlineMs?: number;
}

/**
 * What the scheduler remembers: its picture of the nodes, its queue, and who was promised a place. One object that changes in place; a
 * copied cluster takes a `copy`.
 */
export class SchedulerState implements Nominations {
  readonly cache: SchedulerCache;
  readonly queue: SchedulingQueue;
  /** Pods without a node, as last seen. */
  readonly pending: Map<string, Pod> = new Map();
  readonly assumed: Map<string, Assumed> = new Map();
  /** Pods for which others were preempted, with the node that is being freed. */
  readonly #nominated = new Map<string, PodEntry>();

  constructor(cache: SchedulerCache, queue: SchedulingQueue) {
    this.cache = cache;
    this.queue = queue;
  }

  nominate(key: string, pod: Pod, node: string): void {
    this.#nominated.set(key, { key, pod, node, podClass: this.cache.classOf(pod) });
  }

  denominate(key: string): void {
    this.#nominated.delete(key);
  }

  get hasNominated(): boolean {
    return this.#nominated.size > 0;
  }

  waitingFor(node: string, priority: number, except: string): readonly PodEntry[] {
    return [...this.#nominated.values()].filter(
      (entry) =>
        entry.node === node &&
        entry.key !== except &&
        priorityOf(entry.pod) >= priority &&
        !this.assumed.has(entry.key),
    );
  }

  /** Nominated pods of lower priority: their promise ends. */
  lowerNominated(node: string, priority: number): readonly PodEntry[] {
    return [...this.#nominated.values()].filter((entry) => entry.node === node && priorityOf(entry.pod) < priority);
  }

  /** A state of its own, for a copied cluster. */
  copy(): SchedulerState {
    const copy = new SchedulerState(this.cache.copy(), this.queue.copy());
    for (const [key, pod] of this.pending) copy.pending.set(key, pod);
    for (const [key, assumed] of this.assumed) copy.assumed.set(key, assumed);
    for (const [key, entry] of this.#nominated) copy.#nominated.set(key, entry);
    return copy;
  }
}

export function newState(nowMs: number): SchedulerState {
  return new SchedulerState(new SchedulerCache(), new SchedulingQueue(nowMs));
}
