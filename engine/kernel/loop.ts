import { Budget, HotLoopError, type LoopLimits } from './budget.ts';
import { Lane, NEVER, type Slot, type Worker } from './lane.ts';
import type { Random } from './random.ts';
import { TimerHeap } from './timer-heap.ts';

/** How a ready worker is picked: 'fair' takes turns in order of readiness, 'explore' asks the seeded random. */
export type Order = 'fair' | 'explore';

/**
 * Virtual time and the turns of everything that runs in it. Each worker has a queue in which a key stands at most once; ready workers take
 * turns, one key a turn, until nobody has work; then time steps to the next timer. All of its state is data, so a loop can be copied.
 */
export class Loop {
  readonly #random: Random;
  readonly #order: Order;
  readonly #budget: Budget;
  readonly #lanes = new Map<string, Lane>();
  readonly #timers = new TimerHeap();
  #ready: Lane[] = [];
  #readyFrom = 0;
  #nowMs: number;
  #steps = 0;

  constructor(startMs: number, random: Random, order: Order = 'fair', limits: Partial<LoopLimits> = {}) {
    this.#nowMs = startMs;
    this.#random = random;
    this.#order = order;
    this.#budget = new Budget(limits);
  }

  /** Virtual time in milliseconds since the epoch. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Keys processed so far. */
  get steps(): number {
    return this.#steps;
  }

  /** The lane it gives may stand for the worker's name from then on. */
  register(worker: Worker): Lane {
    if (this.#lanes.has(worker.name)) throw new Error(`worker ${worker.name} is registered already`);
    const lane = new Lane(worker);
    this.#lanes.set(worker.name, lane);
    return lane;
  }

  /** Makes a key due now. A key that waits already keeps its place. */
  enqueue(worker: string | Lane, key: string): void {
    const lane = this.#lane(worker);
    if (!lane.stopped) this.#add(lane, lane.slot(key));
  }

  /** Makes a key due in `delayMs`; of two such calls the earlier time counts (workqueue AddAfter). */
  enqueueAfter(worker: string | Lane, key: string, delayMs: number): void {
    if (delayMs <= 0) return this.enqueue(worker, key);
    const lane = this.#lane(worker);
    if (lane.stopped) return;
    const dueMs = this.#nowMs + delayMs;
    const slot = lane.slot(key);
    if (slot.dueMs > dueMs) this.#setTimer(slot, dueMs);
  }

  /** Replaces the key's timer; `undefined` clears it. */
  setTimer(worker: string | Lane, key: string, delayMs: number | undefined): void {
    const lane = this.#lane(worker);
    if (lane.stopped) return;
    const slot = lane.slot(key);
    if (delayMs === undefined) slot.dueMs = NEVER;
    else this.#setTimer(slot, this.#nowMs + Math.max(0, delayMs));
  }

  /** A stopped worker loses its queue and its timers, and gets nothing until it starts. */
  stop(name: string): void {
    const lane = this.#lane(name);
    lane.stopped = true;
    lane.clear();
  }

  start(name: string): void {
    this.#lane(name).stopped = false;
  }

  isStopped(name: string): boolean {
    return this.#lane(name).stopped;
  }

  /** Works until nobody has anything to do at this instant. */
  runUntilIdle(): void {
    for (let lane = this.#next(); lane !== undefined; lane = this.#next()) this.#turn(lane);
  }

  /** When the next timer is due, or undefined. */
  nextTimerMs(): number | undefined {
    this.#dropStale();
    return this.#timers.peek()?.dueMs;
  }

  /** Works, steps to each timer that is due by `untilMs` in order, and ends with the clock at `untilMs`. */
  runUntil(untilMs: number): void {
    this.runUntilIdle();
    for (let dueMs = this.nextTimerMs(); dueMs !== undefined && dueMs <= untilMs; dueMs = this.nextTimerMs()) {
      this.stepTo(dueMs);
      this.runUntilIdle();
    }
    if (untilMs > this.#nowMs) this.#moveClock(untilMs);
  }

  /** Moves the clock to `timeMs` and makes the timers due by then ready, without working. */
  stepTo(timeMs: number): void {
    if (timeMs > this.#nowMs) this.#moveClock(timeMs);
    for (
      let timer = this.#timers.peek();
      timer !== undefined && timer.dueMs <= this.#nowMs;
      timer = this.#timers.peek()
    ) {
      this.#timers.pop();
      const { slot } = timer;
      if (slot.dueMs !== timer.dueMs) continue;
      slot.dueMs = NEVER;
      this.#add(slot.lane, slot);
    }
  }

  /** From here on at most this many steps; without a grant there is no such limit. */
  grant(steps: number): void {
    this.#budget.grant(steps);
  }

  /** What is left of the latest grant; Infinity without one. */
  get budgetLeft(): number {
    return this.#budget.left;
  }

  /** Somebody outside asks for something: as much of the budget as `steps` turns. Throws HotLoopError when it is used up. */
  spend(steps: number): void {
    const excess = this.#budget.spend(steps);
    if (excess !== undefined) throw this.#hotLoop(excess, []);
  }

  /** True when no key waits to be processed now. */
  get idle(): boolean {
    for (let i = this.#readyFrom; i < this.#ready.length; i++) if (this.#ready[i]?.isEmpty === false) return false;
    return true;
  }

  /** Takes over another loop's time, queues and timers; workers of the same names must be registered here. */
  adopt(other: Loop): void {
    this.#nowMs = other.#nowMs;
    this.#steps = other.#steps;
    for (const [name, theirs] of other.#lanes) {
      const lane = this.#lane(name);
      for (const { key, dueMs } of theirs.timed()) lane.slot(key).dueMs = dueMs;
      lane.stopped = theirs.stopped;
    }
    this.#timers.adopt(other.#timers, ({ lane, key }) => this.#lane(lane.worker.name).slot(key));
    for (const theirs of other.#ready.slice(other.#readyFrom)) {
      for (const key of theirs.waiting()) this.enqueue(theirs.worker.name, key);
    }
  }

  #add(lane: Lane, slot: Slot): void {
    lane.add(slot);
    if (lane.ready) return;
    lane.ready = true;
    this.#ready.push(lane);
  }

  #setTimer(slot: Slot, dueMs: number): void {
    slot.dueMs = dueMs;
    this.#timers.push(dueMs, slot);
  }

  #dropStale(): void {
    for (let timer = this.#timers.peek(); timer !== undefined; timer = this.#timers.peek()) {
      if (timer.slot.dueMs === timer.dueMs) return;
      this.#timers.pop();
    }
  }

  #next(): Lane | undefined {
    if (this.#readyFrom > 1024 && this.#readyFrom * 2 > this.#ready.length) {
      this.#ready = this.#ready.slice(this.#readyFrom);
      this.#readyFrom = 0;
    }
    while (this.#readyFrom < this.#ready.length) {
      if (this.#order === 'explore') this.#swapIn();
      const lane = this.#ready[this.#readyFrom++];
      if (lane === undefined) continue;
      lane.ready = false;
      if (!lane.isEmpty) return lane;
    }
    return undefined;
  }

  /** Exploration: any ready worker may be next. */
  #swapIn(): void {
    const chosen = this.#readyFrom + this.#random.below(this.#ready.length - this.#readyFrom);
    const first = this.#ready[this.#readyFrom];
    const other = this.#ready[chosen];
    if (first === undefined || other === undefined) return;
    this.#ready[this.#readyFrom] = other;
    this.#ready[chosen] = first;
  }

  #turn(lane: Lane): void {
    const slot = lane.take();
    const { key } = slot;
    this.#steps += 1;
    const excess = this.#budget.turn(slot);
    if (excess !== undefined) throw this.#hotLoop(excess, [`${lane.worker.name} ${key}`]);
    lane.worker.process(key);
    if (!lane.isEmpty && !lane.ready) {
      lane.ready = true;
      this.#ready.push(lane);
    }
  }

  #hotLoop(excess: string, last: readonly string[]): HotLoopError {
    const waiting = this.#ready
      .slice(this.#readyFrom, this.#readyFrom + 5)
      .flatMap((other) => other.waiting(2).map((next) => `${other.worker.name} ${next}`));
    return new HotLoopError(`${excess}; last keys: ${[...last, ...waiting].join(', ') || 'none'}`);
  }

  #moveClock(timeMs: number): void {
    this.#nowMs = timeMs;
    this.#budget.newInstant();
  }

  #lane(name: string | Lane): Lane {
    if (typeof name !== 'string') return name;
    const lane = this.#lanes.get(name);
    if (lane === undefined) throw new Error(`no worker is named ${name}`);
    return lane;
  }
}
