/**
 * The one account of what happened: every change, refusal, decision, fault and marker, in order. Assertions over time, timelines,
 * explanations, comparisons and grades read it. It holds virtual time only, so the same seed gives the same bytes.
 */
export interface TraceEntry {
  /** Position in the account, from 0. */
  readonly seq: number;
  /** Virtual milliseconds since the cluster began. */
  readonly atMs: number;
  /** Who did it: 'kubectl', 'kube-scheduler', 'replicaset-controller', 'kubelet@w1-k8s', 'scenario' ... */
  readonly by: string;
  readonly type: TraceType;
  /** `Kind namespace/name` or what else the entry is about; '' where nothing is. */
  readonly about: string;
  /** Facts, JSON only, keys in the order they were given. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * request: a user's API call, as the API server got it (verb, subresource, body); change: the store took a new revision (change: ADDED|MODIFIED|DELETED,
 * revision, and the kind's brief facts); refusal: a component's write was refused (reason, message); event: a Kubernetes Event was recorded;
 * note: a decision no write shows (scheduled, rules programmed, container started); fault: something was broken or healed; marker: a
 * scenario's step began or ended; heartbeats: how many changes of nothing but a time stamp were left out since the last entry of this type.
 */
export type TraceType = 'request' | 'change' | 'refusal' | 'event' | 'note' | 'fault' | 'marker' | 'heartbeats';

type Detail = Readonly<Record<string, unknown>>;

/** What an entry tells, worked out when somebody reads it: hundreds of thousands of them are kept and never read. */
export interface Told {
  about(): string;
  detail(): Detail;
}

/** Collects entries. */
export class Trace {
  readonly #entries: Raw[];
  readonly #startMs: number;
  #heartbeats = 0;

  constructor(startMs: number, entries: readonly Raw[] = []) {
    this.#startMs = startMs;
    this.#entries = [...entries];
  }

  get length(): number {
    return this.#entries.length;
  }

  add(nowMs: number, by: string, type: TraceType, about: string, detail: Detail): void {
    this.tell(nowMs, by, type, new Given(about, detail));
  }

  /** The same for what is worked out only when somebody reads. */
  tell(nowMs: number, by: string, type: TraceType, told: Told): void {
    this.#entries.push({ atMs: nowMs - this.#startMs, by, type, told });
  }

  /** Counts a change that is left out. */
  heartbeat(): void {
    this.#heartbeats += 1;
  }

  get heartbeats(): number {
    return this.#heartbeats;
  }

  /** Takes over everything that another account holds. */
  adopt(other: Trace): void {
    for (const entry of other.#entries) this.#entries.push(entry);
    this.#heartbeats += other.#heartbeats;
  }

  /** Entries from position `from`, in order. */
  entries(from = 0): TraceEntry[] {
    return this.#entries.slice(from).map(({ atMs, by, type, told }, index) => ({
      seq: from + index,
      atMs,
      by,
      type,
      about: told.about(),
      detail: told.detail(),
    }));
  }

  /** A copy that goes on by itself. */
  copy(): Trace {
    const copy = new Trace(this.#startMs, this.#entries);
    copy.#heartbeats = this.#heartbeats;
    return copy;
  }
}

interface Raw {
  readonly atMs: number;
  readonly by: string;
  readonly type: TraceType;
  readonly told: Told;
}

/** What is known when it is told. */
class Given implements Told {
  readonly #about: string;
  readonly #detail: Detail;

  constructor(about: string, detail: Detail) {
    this.#about = about;
    this.#detail = detail;
  }

  about(): string {
    return this.#about;
  }

  detail(): Detail {
    return this.#detail;
  }
}
