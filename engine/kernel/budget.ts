import type { Slot } from './lane.ts';

/** What a loop may spend before it is called endless. */
export interface LoopLimits {
  /** Keys processed at one instant. */
  readonly stepsPerInstant: number;
  /** Turns of one worker's key at one instant, counted when an instant has become suspiciously long. */
  readonly turnsPerKey: number;
}

/** A thousand pods that start together take some 10^5 steps at one instant. */
export const DEFAULT_LIMITS: LoopLimits = { stepsPerInstant: 2_000_000, turnsPerKey: 5000 };

/** Where an instant begins to look long, and turns are counted by key. */
const LONG_INSTANT_STEPS = 20_000;

/** The engine's budget ran out: components keep waking each other, or somebody waits for ever. The message names the last keys. */
export class HotLoopError extends Error {}

/** Counts what a loop spends, and says when it is too much. */
export class Budget {
  readonly #limits: LoopLimits;
  #here = 0;
  #instant = 0;
  #granted = Number.POSITIVE_INFINITY;
  #left = Number.POSITIVE_INFINITY;

  constructor(limits: Partial<LoopLimits>) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Time has passed: a new instant. */
  newInstant(): void {
    if (this.#here > LONG_INSTANT_STEPS) this.#instant += 1;
    this.#here = 0;
  }

  /** From here on at most this many steps, at however many instants. */
  grant(steps: number): void {
    this.#granted = steps;
    this.#left = steps;
  }

  /** What is left of the latest grant; Infinity without one. */
  get left(): number {
    return this.#left;
  }

  /** Somebody outside asks for something: costs as much as that many turns. Answers what is wrong, or undefined. */
  spend(steps: number): string | undefined {
    this.#left -= steps;
    return this.#left < 0
      ? `the engine's budget of ${this.#granted} turns is used up: does this wait for ever?`
      : undefined;
  }

  /** One more turn of a key. Answers what is wrong, or undefined. */
  turn(slot: Slot): string | undefined {
    const { worker } = slot.lane;
    this.#here += 1;
    const limit = this.#limits.stepsPerInstant;
    if (this.#here > limit) return `the cluster did not settle within ${limit} steps at one instant`;
    if (this.#here > LONG_INSTANT_STEPS && worker.ownQueue !== true) {
      slot.turns = slot.instant === this.#instant ? slot.turns + 1 : 1;
      slot.instant = this.#instant;
      if (slot.turns > this.#limits.turnsPerKey)
        return `the cluster does not settle: ${worker.name} ${slot.key} had more than ${this.#limits.turnsPerKey} turns at one instant`;
    }
    return this.spend(1);
  }
}
