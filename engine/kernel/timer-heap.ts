import type { Slot } from './lane.ts';

export interface Timer {
  readonly dueMs: number;
  /** Order of setting: timers due together fire in it. */
  readonly seq: number;
  readonly slot: Slot;
}

/** A binary heap of timers by due time, then by order of setting. */
export class TimerHeap {
  #heap: Timer[] = [];
  #seq = 0;

  peek(): Timer | undefined {
    return this.#heap[0];
  }

  push(dueMs: number, slot: Slot): void {
    const timer: Timer = { dueMs, seq: this.#seq++, slot };
    const heap = this.#heap;
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(timer, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  pop(): Timer | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return top;
  }

  /** Becomes a copy of `other`; `slotOf` gives this loop's slot for one of the other's. */
  adopt(other: TimerHeap, slotOf: (slot: Slot) => Slot): void {
    this.#heap = other.#heap.map(({ dueMs, seq, slot }) => ({ dueMs, seq, slot: slotOf(slot) }));
    this.#seq = other.#seq;
  }

  #sink(timer: Timer): void {
    const heap = this.#heap;
    const half = heap.length >> 1;
    let at = 0;
    while (at < half) {
      let child = 2 * at + 1;
      let below = heap[child];
      const right = heap[child + 1];
      if (below !== undefined && right !== undefined && before(right, below)) {
        child += 1;
        below = right;
      }
      if (below === undefined || !before(below, timer)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = timer;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.seq < b.seq);
}
