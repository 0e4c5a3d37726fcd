/** Something with a queue of keys: one component, or one component's instance on a node. */
export interface Worker {
  readonly name: string;
  /** One of its keys stands for a queue of its own: its turns are not counted by key. */
  readonly ownQueue?: boolean;
  /** Handles one key at one instant of virtual time. */
  process(key: string): void;
}

/** No timer is set. */
export const NEVER: number = Number.POSITIVE_INFINITY;

/** One key of one worker: whether it waits for its turn, and when its timer is due. The loop's timers point at it. */
export interface Slot {
  readonly lane: Lane;
  readonly key: string;
  isWaiting: boolean;
  dueMs: number;
  /** Its turns at a long instant, and at which one; see Budget. */
  turns: number;
  instant: number;
}

/** Fewer slots than this are not worth a look at which of them are still needed. */
const LEAST_SLOTS = 64;

/** A worker's queue and timers. */
export class Lane {
  readonly worker: Worker;
  stopped = false;
  /** It stands in the loop's list of those that are ready. */
  ready = false;
  #slots = new Map<string, Slot>();
  /** The slot that was asked for last: a turn asks for its own again and again. */
  #latest: Slot | undefined;
  #sweepAt = LEAST_SLOTS;
  #queue: Slot[] = [];
  #from = 0;

  constructor(worker: Worker) {
    this.worker = worker;
  }

  get isEmpty(): boolean {
    return this.#from === this.#queue.length;
  }

  /** Keys that wait, in order of arrival, each once. */
  waiting(most: number = this.#queue.length): readonly string[] {
    return this.#queue.slice(this.#from, this.#from + most).map(({ key }) => key);
  }

  /** Slots with a timer. */
  timed(): readonly Slot[] {
    return [...this.#slots.values()].filter(({ dueMs }) => dueMs !== NEVER);
  }

  slot(key: string): Slot {
    if (this.#latest?.key === key) return this.#latest;
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      if (this.#slots.size >= this.#sweepAt) this.#sweep();
      slot = { lane: this, key, isWaiting: false, dueMs: NEVER, turns: 0, instant: 0 };
      this.#slots.set(key, slot);
    }
    this.#latest = slot;
    return slot;
  }

  /** A key that waits already keeps its place. */
  add(slot: Slot): void {
    if (slot.isWaiting) return;
    slot.isWaiting = true;
    this.#queue.push(slot);
  }

  /** The key whose turn it is. Throws when none waits. */
  take(): Slot {
    const slot = this.#queue[this.#from];
    if (slot === undefined) throw new Error('an empty queue was ready');
    this.#from += 1;
    if (this.#from === this.#queue.length) {
      this.#queue = [];
      this.#from = 0;
    } else if (this.#from > 1024 && this.#from * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#from);
      this.#from = 0;
    }
    slot.isWaiting = false;
    this.#latest = slot;
    return slot;
  }

  /** Forgets everything that waits; timers that still point here are stale. */
  clear(): void {
    for (const slot of this.#slots.values()) slot.dueMs = NEVER;
    this.#slots = new Map();
    this.#latest = undefined;
    this.#queue = [];
    this.#from = 0;
  }

  /** Forgets the slots that nothing waits for, once there are twice as many as were needed the last time. */
  #sweep(): void {
    for (const slot of this.#slots.values()) if (!slot.isWaiting && slot.dueMs === NEVER) this.#slots.delete(slot.key);
    this.#sweepAt = Math.max(LEAST_SLOTS, this.#slots.size * 2);
  }
}
