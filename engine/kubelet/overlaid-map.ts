/**
 * One map seen through another: the upper map's entries first, then those of the lower that the upper does not have. Neither is copied
 * until somebody walks over all of it, so that many upper maps can share one large lower map.
 */
export class OverlaidMap<K, V> implements ReadonlyMap<K, V> {
  readonly #lower: ReadonlyMap<K, V>;
  #upper: ReadonlyMap<K, V> | (() => ReadonlyMap<K, V>);

  /** `upper` may be made when somebody first asks for something. */
  constructor(upper: ReadonlyMap<K, V> | (() => ReadonlyMap<K, V>), lower: ReadonlyMap<K, V>) {
    this.#upper = upper;
    this.#lower = lower;
  }

  get size(): number {
    return this.#merged().size;
  }

  get(key: K): V | undefined {
    const upper = this.#top();
    return upper.has(key) ? upper.get(key) : this.#lower.get(key);
  }

  has(key: K): boolean {
    return this.#top().has(key) || this.#lower.has(key);
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.#merged()) visit(value, key, this);
  }

  entries(): MapIterator<[K, V]> {
    return this.#merged().entries();
  }

  keys(): MapIterator<K> {
    return this.#merged().keys();
  }

  values(): MapIterator<V> {
    return this.#merged().values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.#merged()[Symbol.iterator]();
  }

  #top(): ReadonlyMap<K, V> {
    if (typeof this.#upper === 'function') this.#upper = this.#upper();
    return this.#upper;
  }

  #merged(): Map<K, V> {
    const all = new Map(this.#top());
    for (const [key, value] of this.#lower) if (!all.has(key)) all.set(key, value);
    return all;
  }
}
