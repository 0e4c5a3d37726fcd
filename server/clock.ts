import type { Cluster } from '../engine/index.ts';

/** How often a running clock moves, in real milliseconds. */
const TICK_MS = 20;
/** The most virtual time of one tick: a slow machine falls behind instead of standing still. */
const MAX_STEP_MS = 2000;

export type ClockMode =
  /** Virtual time follows real time, `speed` times as fast. */
  | { readonly kind: 'real'; readonly speed: number }
  /** Time stands, but runs while a client waits; the control call moves it. */
  | { readonly kind: 'controlled'; readonly speed: number };

/** Lets a served cluster's time pass beside the real clock. The engine itself never sees real time. */
export class ServedClock {
  readonly #cluster: Cluster;
  readonly #mode: ClockMode;
  readonly #timer: NodeJS.Timeout;
  #lastMs: number = performance.now();
  #waiting = 0;

  constructor(cluster: Cluster, mode: ClockMode) {
    this.#cluster = cluster;
    this.#mode = mode;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** A client waits (a watch is open) until the returned function is called. */
  waitBegins(): () => void {
    this.#waiting += 1;
    let open = true;
    return () => {
      if (open) this.#waiting -= 1;
      open = false;
    };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const nowMs = performance.now();
    const passedMs = (nowMs - this.#lastMs) * this.#mode.speed;
    this.#lastMs = nowMs;
    if (this.#mode.kind === 'controlled' && this.#waiting === 0) return;
    this.#cluster.advance(Math.min(Math.round(passedMs), MAX_STEP_MS * Math.max(1, this.#mode.speed)));
  }
}
