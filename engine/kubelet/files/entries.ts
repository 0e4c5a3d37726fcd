/**
 * The entries of a directory by name. Most directories on a node's disk hold exactly one other (`pods/UID/volumes/TYPE/NAME`): a single entry
 * needs no map.
 */
export class Entries<T> {
  #name: string | undefined;
  #entry: T | undefined;
  /** All entries, from the second on. */
  #map: Map<string, T> | undefined;

  get size(): number {
    return this.#map === undefined ? (this.#name === undefined ? 0 : 1) : this.#map.size;
  }

  get(name: string): T | undefined {
    if (this.#map !== undefined) return this.#map.get(name);
    return this.#name === name ? this.#entry : undefined;
  }

  set(name: string, entry: T): void {
    if (this.#map !== undefined) this.#map.set(name, entry);
    else if (this.#name === undefined || this.#name === name) {
      this.#name = name;
      this.#entry = entry;
    } else {
      this.#map = new Map(this.#only());
      this.#map.set(name, entry);
      this.#name = undefined;
      this.#entry = undefined;
    }
  }

  delete(name: string): void {
    if (this.#map !== undefined) this.#map.delete(name);
    else if (this.#name === name) {
      this.#name = undefined;
      this.#entry = undefined;
    }
  }

  keys(): Iterable<string> {
    return this.#map?.keys() ?? (this.#name === undefined ? [] : [this.#name]);
  }

  values(): Iterable<T> {
    return this.#map?.values() ?? this.#only().map(([, entry]) => entry);
  }

  [Symbol.iterator](): Iterator<[string, T]> {
    return (this.#map ?? this.#only())[Symbol.iterator]();
  }

  copy(): Entries<T> {
    const copy = new Entries<T>();
    if (this.#map !== undefined) copy.#map = new Map(this.#map);
    copy.#name = this.#name;
    copy.#entry = this.#entry;
    return copy;
  }

  #only(): readonly [string, T][] {
    return this.#name === undefined ? [] : [[this.#name, this.#entry as T]];
  }
}
