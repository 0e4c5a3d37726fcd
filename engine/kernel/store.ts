/**
 * The revisioned store (what etcd and the watch cache are to Kubernetes): items in buckets under keys, one counter for all writes, a log of
 * changes that watches resume from. Items are immutable; the store keeps and hands out the same references.
 */

export interface Change<T> {
  readonly revision: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly bucket: string;
  readonly key: string;
  /** The new item; for DELETED its last state. */
  readonly item: T;
  readonly old?: T;
}

/** The values of an index under which an item is found. */
export type IndexValues<T> = (item: T) => readonly string[];

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

/** Items under one value of an index, in order of their coming. */
interface Entry<T> {
  items: Map<string, T>;
  /** A copy of this store has the same map: the next write takes one of its own. */
  isShared: boolean;
  /** The items as a list, for those who ask; undefined when something changed since it was made. */
  list: readonly T[] | undefined;
}

interface Index<T> {
  readonly values: IndexValues<T>;
  readonly entries: Map<string, Entry<T>>;
}

class Bucket<T> {
  readonly items = new Map<string, T>();
  readonly indexes = new Map<string, Index<T>>();
  /** Keys in code-unit order; undefined when an item came or went since it was made. */
  sortedKeys: readonly string[] | undefined;
  /** The items in that order; undefined when something changed since it was made. */
  list: readonly T[] | undefined;
}

export class Store<T> {
  readonly #buckets = new Map<string, Bucket<T>>();
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

  get(bucket: string, key: string): T | undefined {
    return this.#buckets.get(bucket)?.items.get(key);
  }

  /** Every item of a bucket by key in code-unit order. The list is shared: whoever asks again gets it again. */
  list(bucket: string): readonly T[] {
    const held = this.#buckets.get(bucket);
    if (held === undefined) return [];
    if (held.list !== undefined) return held.list;
    held.sortedKeys ??= [...held.items.keys()].sort(byCodeUnit);
    const items: T[] = [];
    for (const key of held.sortedKeys) {
      const item = held.items.get(key);
      if (item !== undefined) items.push(item);
    }
    held.list = items;
    return items;
  }

  count(bucket: string): number {
    return this.#buckets.get(bucket)?.items.size ?? 0;
  }

  /** Names of the buckets that were ever written, in the order of their first write. */
  buckets(): string[] {
    return [...this.#buckets.keys()];
  }

  /** Items that an index finds under a value, in order of their coming. The list is shared: whoever asks again gets it again. */
  by(bucket: string, index: string, value: string): readonly T[] {
    const held = this.#buckets.get(bucket);
    if (held === undefined) return [];
    const found = held.indexes.get(index);
    if (found === undefined) throw new Error(`bucket ${bucket} has no index ${index}`);
    const entry = found.entries.get(value);
    if (entry === undefined) return [];
    entry.list ??= [...entry.items.values()];
    return entry.list;
  }

  /** Declares an index; items that are there already enter it. */
  defineIndex(bucket: string, name: string, values: IndexValues<T>): void {
    const held = this.#bucket(bucket);
    const index: Index<T> = { values, entries: new Map() };
    held.indexes.set(name, index);
    for (const [key, item] of held.items) enter(index, key, item);
  }

  /** Stores what `make` builds for the next revision. One write, one revision, one change. */
  put(bucket: string, key: string, make: (revision: number) => T): T {
    const held = this.#bucket(bucket);
    const old = held.items.get(key);
    const revision = this.#revision + 1;
    const item = make(revision);
    this.#revision = revision;
    held.items.set(key, item);
    held.list = undefined;
    if (old === undefined) held.sortedKeys = undefined;
    for (const index of held.indexes.values()) reindex(index, key, item, old);
    this.#record(
      old === undefined
        ? { revision, type: 'ADDED', bucket, key, item }
        : { revision, type: 'MODIFIED', bucket, key, item, old },
    );
    return item;
  }

  /** Takes an item away; `make` builds its last state, which carries the revision of the removal. */
  delete(bucket: string, key: string, make: (revision: number, item: T) => T): T {
    const held = this.#bucket(bucket);
    const old = held.items.get(key);
    if (old === undefined) throw new Error(`${bucket} ${key} is not in the store`);
    const revision = this.#revision + 1;
    const item = make(revision, old);
    this.#revision = revision;
    held.items.delete(key);
    held.list = undefined;
    held.sortedKeys = undefined;
    for (const index of held.indexes.values()) leave(index, key, index.values(old));
    this.#record({ revision, type: 'DELETED', bucket, key, item, old });
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

  /** Becomes a copy of `other`: same items, same revision, an empty log before it. Indexes must have been defined here. */
  adopt(other: Store<T>): void {
    this.#revision = other.#revision;
    for (const [name, theirs] of other.#buckets) {
      const held = this.#bucket(name);
      for (const [key, item] of theirs.items) held.items.set(key, item);
      held.sortedKeys = theirs.sortedKeys;
      held.list = theirs.list;
      for (const [indexName, theirIndex] of theirs.indexes) {
        const index = held.indexes.get(indexName) ?? {
          values: theirIndex.values,
          entries: new Map<string, Entry<T>>(),
        };
        held.indexes.set(indexName, index);
        for (const [value, entry] of theirIndex.entries) {
          entry.isShared = true;
          index.entries.set(value, { ...entry });
        }
      }
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

  #bucket(name: string): Bucket<T> {
    let bucket = this.#buckets.get(name);
    if (bucket === undefined) {
      bucket = new Bucket<T>();
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }
}

/** Code-unit order, the only order of keys in the engine. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function enter<T>(index: Index<T>, key: string, item: T): void {
  for (const value of index.values(item)) set(index, value, key, item);
}

function set<T>(index: Index<T>, value: string, key: string, item: T): void {
  const entry = index.entries.get(value);
  if (entry === undefined) {
    index.entries.set(value, { items: new Map([[key, item]]), isShared: false, list: undefined });
    return;
  }
  own(entry).items.set(key, item);
}

/** The entry, ready to be changed. */
function own<T>(entry: Entry<T>): Entry<T> {
  if (entry.isShared) {
    entry.items = new Map(entry.items);
    entry.isShared = false;
  }
  entry.list = undefined;
  return entry;
}

function leave<T>(index: Index<T>, key: string, values: readonly string[]): void {
  for (const value of values) {
    const entry = index.entries.get(value);
    if (entry === undefined) continue;
    own(entry).items.delete(key);
    if (entry.items.size === 0) index.entries.delete(value);
  }
}

function reindex<T>(index: Index<T>, key: string, item: T, old: T | undefined): void {
  if (old === undefined) return enter(index, key, item);
  const before = index.values(old);
  const after = index.values(item);
  for (const value of before) if (!after.includes(value)) leave(index, key, [value]);
  for (const value of after) set(index, value, key, item);
}
