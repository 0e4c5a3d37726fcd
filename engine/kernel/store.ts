/**
 * The revisioned store (what etcd and the watch cache are to Kubernetes): items in buckets, spaces and under names, one counter for all
 * writes, a log of changes that watches resume from. Items are immutable; the store keeps and hands out the same references.
 */
import { Bucket, type Held, type IndexValues } from './bucket.ts';

export interface Change<T> {
  readonly revision: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly bucket: string;
  /** Where it is kept, or was until now. */
  readonly held: Held<T>;
  /** The new item; for DELETED its last state. */
  readonly item: T;
  readonly old?: T;
}

/** A watch asked for changes that compaction has taken away. */
export class CompactedError extends Error {
  readonly revision: number;
  readonly oldest: number;

  constructor(revision: number, oldest: number) {
    super(`too old resource version: ${revision} (${oldest})`);
    this.revision = revision;
    this.oldest = oldest;
  }
}

export interface StoreOptions {
  /** How many changes the log keeps before the oldest are compacted. */
  readonly logSize: number;
}

export class Store<T> {
  readonly #buckets = new Map<string, Bucket<T>>();
  /** Names of the buckets that copies of this store, or the one that it is a copy of, have too. */
  readonly #shared = new Set<string>();
  readonly #log: Change<T>[] = [];
  readonly #options: StoreOptions;
  readonly #listeners: ((change: Change<T>) => void)[] = [];
  #revision = 0;
  #logFrom = 0;

  constructor(options: StoreOptions = { logSize: 100_000 }) {
    this.#options = options;
  }

  /** The revision of the last write. */
  get revision(): number {
    return this.#revision;
  }

  /** The space '' is for items that have none. */
  get(bucket: string, space: string, name: string): T | undefined {
    return this.#buckets.get(bucket)?.find(space, name)?.item;
  }

  /** Every item of a bucket by `space/name` in code-unit order. The list is shared: whoever asks again gets it again. */
  list(bucket: string): readonly T[] {
    return this.#buckets.get(bucket)?.list() ?? [];
  }

  /** Those of one space by name, likewise. */
  listIn(bucket: string, space: string): readonly T[] {
    return this.#buckets.get(bucket)?.sortedIn(space) ?? [];
  }

  /** Those of one space in order of their coming, likewise. */
  inOrderOfComing(bucket: string, space: string): readonly T[] {
    return this.#buckets.get(bucket)?.inOrderOfComing(space) ?? [];
  }

  count(bucket: string): number {
    return this.#buckets.get(bucket)?.count ?? 0;
  }

  /** Names of the buckets that were ever written, in the order of their first write. */
  buckets(): string[] {
    return [...this.#buckets.keys()];
  }

  /** Items that an index finds under a value, in order of their coming. The list is shared: whoever asks again gets it again. */
  by(bucket: string, index: string, value: string): readonly T[] {
    const held = this.#buckets.get(bucket);
    if (held === undefined) return [];
    const found = held.by(index, value);
    if (found === undefined) throw new Error(`bucket ${bucket} has no index ${index}`);
    return found;
  }

  /** Declares an index; items that are there already enter it. */
  defineIndex(bucket: string, name: string, values: IndexValues<T>): void {
    this.#bucket(bucket).defineIndex(name, values);
  }

  /** Stores what `make` builds for the next revision. One write, one revision, one change. */
  put(bucket: string, space: string, name: string, make: (revision: number) => T): T {
    const into = this.#bucket(bucket);
    const held = into.find(space, name);
    const revision = this.#revision + 1;
    const item = make(revision);
    this.#revision = revision;
    if (held === undefined) {
      this.#record({ revision, type: 'ADDED', bucket, held: into.add(space, name, item), item });
      return item;
    }
    const old = held.item;
    into.replace(held, item);
    this.#record({ revision, type: 'MODIFIED', bucket, held, item, old });
    return item;
  }

  /** Takes an item away; `make` builds its last state, which carries the revision of the removal. */
  delete(bucket: string, space: string, name: string, make: (revision: number, item: T) => T): T {
    const from = this.#bucket(bucket);
    const held = from.find(space, name);
    if (held === undefined) throw new Error(`${bucket} ${space}/${name} is not in the store`);
    const old = held.item;
    const revision = this.#revision + 1;
    const item = make(revision, old);
    this.#revision = revision;
    from.remove(held);
    this.#record({ revision, type: 'DELETED', bucket, held, item, old });
    return item;
  }

  /** Calls `listener` at every change, at the instant of the write, in order of subscription, until the returned function is called. */
  subscribe(listener: (change: Change<T>) => void): () => void {
    this.#listeners.push(listener);
    return () => {
      const at = this.#listeners.indexOf(listener);
      if (at >= 0) this.#listeners.splice(at, 1);
    };
  }

  /** The changes after `revision`. Throws CompactedError when some of them are gone from the log. */
  changesSince(revision: number): Change<T>[] {
    const oldest = this.#revision - (this.#log.length - this.#logFrom);
    if (revision < oldest) throw new CompactedError(revision, oldest);
    return this.#log.slice(this.#log.length - (this.#revision - revision));
  }

  /** Forgets all changes up to and including `revision`. */
  compact(revision: number): void {
    const oldest = this.#revision - (this.#log.length - this.#logFrom);
    const drop = Math.min(revision, this.#revision) - oldest;
    if (drop > 0) this.#logFrom += drop;
    this.#trimLog();
  }

  /** Becomes a copy of `other`: same items and indexes, same revision, an empty log before it. */
  adopt(other: Store<T>): void {
    this.#revision = other.#revision;
    for (const [name, theirs] of other.#buckets) {
      this.#buckets.set(name, theirs);
      this.#shared.add(name);
      other.#shared.add(name);
    }
  }

  #record(change: Change<T>): void {
    this.#log.push(change);
    if (this.#log.length - this.#logFrom > this.#options.logSize) this.#logFrom += 1;
    this.#trimLog();
    for (const listener of this.#listeners) listener(change);
  }

  #trimLog(): void {
    if (this.#logFrom < 4096 || this.#logFrom * 2 < this.#log.length) return;
    this.#log.splice(0, this.#logFrom);
    this.#logFrom = 0;
  }

  /** The bucket to write to. One that a copy of this store reads too becomes two. */
  #bucket(name: string): Bucket<T> {
    const found = this.#buckets.get(name);
    if (found !== undefined && !this.#shared.has(name)) return found;
    const own = new Bucket<T>();
    if (found !== undefined) own.adopt(found);
    this.#buckets.set(name, own);
    this.#shared.delete(name);
    return own;
  }
}
