import type { Cluster } from '../engine/index.ts';

/** How often a running clock moves, in real milliseconds. */
const TICK_MS = 10;
/** The most virtual time of one tick at speed 1: a slow machine falls behind instead of standing still. */
const MAX_STEP_MS = 2000;
/** Of controlled time: how long a client that has just been told something may think before time goes on, in real milliseconds. */
const THINK_MS = 120;
/** Of controlled time: what follows at once from a request happens when nothing more was asked for this long, in real milliseconds. */
const SETTLE_MS = 20;
/** Of controlled time: a client that asks again and again is silent for longer than this between two questions, in real milliseconds. */
const POLL_MS = 400;
/** Of controlled time: the most virtual time that one tick looks ahead for news. */
const LEAP_MS = 30_000;

export type ClockMode =
  /** Virtual time follows real time, `speed` times as fast. */
  | { readonly kind: 'real'; readonly speed: number }
  /** Time stands, but runs from event to event while a client waits; the control call moves it. */
  | { readonly kind: 'controlled' };

const NO_NEWS = (): boolean => false;

/** Lets a served cluster's time pass beside the real clock. The engine itself never sees real time. */
export class ServedClock {
  readonly #cluster: Cluster;
  readonly #mode: ClockMode;
  readonly #timer: NodeJS.Timeout;
  #lastMs: number = performance.now();
  #heardMs: number = performance.now();
  #waiting = 0;
  readonly #news = new Set<() => boolean>();
  #told = false;
  /** Of controlled time: what follows from the last requests at this very instant has happened. */
  #isSettled = true;
  #budgetMs = Number.POSITIVE_INFINITY;
  #client: 'none' | 'starting' | 'running' = 'none';

  constructor(cluster: Cluster, mode: ClockMode) {
    this.#cluster = cluster;
    this.#mode = mode;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /**
   * A client waits (a watch is open) until the returned function is called.
   * @param news of controlled time: asked after every instant; true when the client has been told something
   */
  waitBegins(news: () => boolean = NO_NEWS): () => void {
    this.#waiting += 1;
    this.#news.add(news);
    this.touched();
    let open = true;
    return () => {
      if (open) this.#waiting -= 1;
      this.#news.delete(news);
      open = false;
      this.touched();
    };
  }

  /** A waiting client has been told something. */
  told(): void {
    this.#told = true;
    this.touched();
  }

  /** A client has asked or been answered: it may think before controlled time goes on. */
  touched(): void {
    this.#heardMs = performance.now();
    this.#isSettled = false;
    if (this.#client === 'starting') this.#client = 'running';
  }

  /**
   * Of controlled time: a client program runs from now on. While it is silent between two questions, time follows the real one; a wait
   * of it ends after `waitLimitMs` of virtual time (its own --timeout, which it measures in real time).
   */
  clientBegins(waitLimitMs: number = Number.POSITIVE_INFINITY): void {
    this.#client = 'starting';
    this.#budgetMs = waitLimitMs;
  }

  clientEnds(): void {
    this.#client = 'none';
    this.#budgetMs = Number.POSITIVE_INFINITY;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const nowMs = performance.now();
    const passedMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (this.#mode.kind === 'real') {
      const { speed } = this.#mode;
      this.#cluster.advance(Math.round(Math.min(passedMs, MAX_STEP_MS) * speed));
      return;
    }
    const silentMs = nowMs - this.#heardMs;
    if (this.#waiting > 0) {
      if (silentMs >= THINK_MS) this.#leap();
    } else if (this.#client === 'running') {
      if (silentMs >= POLL_MS) this.#cluster.advance(Math.round(Math.min(passedMs, MAX_STEP_MS)));
    } else if (this.#client === 'none' && !this.#isSettled && silentMs >= SETTLE_MS) {
      this.#isSettled = true;
      this.#cluster.settleNow();
    }
  }

  #hasTold(): boolean {
    for (const news of this.#news) if (news()) this.told();
    return this.#told;
  }

  /** From event to event, until a waiting client is told something. */
  #leap(): void {
    const beforeMs = this.#cluster.nowMs;
    this.#told = false;
    this.#cluster.waitUntil(() => this.#hasTold(), Math.min(LEAP_MS, this.#budgetMs));
    this.#budgetMs -= this.#cluster.nowMs - beforeMs;
  }
}
