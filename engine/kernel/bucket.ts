/** What stands at a place of the store: the same object for as long as something stands there, whatever is written to it. */
export interface Held<T> {
  /** `SPACE/NAME`, or the bare name in the space ''. */
  readonly key: string;
  readonly item: T;
}

/** The values of an index under which an item is found. */
export type IndexValues<T> = (item: T) => readonly string[];

/** A place with its item, and the entries of each index (by position) that lead to it. */
class Slot<T> implements Held<T> {
  readonly space: string;
  readonly name: string;
  readonly key: string;
  /** Where it stands in the order of coming. */
  readonly turn: number;
  item: T;
  filed: (readonly Entry<T>[])[];

  constructor(
    space: string,
    name: string,
    key: string,
    turn: number,
    item: T,
    filed: readonly (readonly Entry<T>[])[],
  ) {
    this.space = space;
    this.name = name;
    this.key = key;
    this.turn = turn;
    this.item = item;
    // A copy of its length: an array that grows item by item takes room for seventeen.
    this.filed = filed.slice();
  }
}

/** Slots by name, in order of coming. */
class Space<T> {
  readonly slots: Map<string, Slot<T>> = new Map();
  /** The items in order of coming; undefined when something changed since it was made. */
  inOrder: readonly T[] | undefined;
  /** By name, likewise. */
  sorted: readonly T[] | undefined;
}

/** What an index finds under one value, in order of coming. */
class Entry<T> {
  readonly value: string;
  readonly slots: Map<string, Slot<T>> = new Map();
  /** The items as a list, for those who ask; undefined when something changed since it was made. */
  list: readonly T[] | undefined;

  constructor(value: string) {
    this.value = value;
  }
}

interface Index<T> {
  readonly position: number;
  readonly values: IndexValues<T>;
  readonly entries: Map<string, Entry<T>>;
}

const NOTHING: readonly never[] = [];
const NOT_FILED: readonly (readonly never[])[] = [];

/** The items of one kind, by space and name, with their indexes. Lists are shared: whoever asks again gets the same. */
export class Bucket<T> {
  readonly #spaces = new Map<string, Space<T>>();
  readonly #indexes = new Map<string, Index<T>>();
  /** What a new slot is filed under: nothing, index by index. */
  readonly #unfiled: (readonly Entry<T>[])[] = [];
  #count = 0;
  #turns = 0;
  /** In code-unit order of keys; undefined when an item came or went since it was made. */
  #sorted: readonly Slot<T>[] | undefined;
  /** The items in that order; undefined when something changed since it was made. */
  #list: readonly T[] | undefined;

  get count(): number {
    return this.#count;
  }

  find(space: string, name: string): Held<T> | undefined {
    return this.#spaces.get(space)?.slots.get(name);
  }

  /** By space, in order of coming. */
  all(): Slot<T>[] {
    return [...this.#spaces.values()].flatMap(({ slots }) => [...slots.values()]);
  }

  list(): readonly T[] {
    this.#sorted ??= this.all().sort((a, b) => byCodeUnit(a.key, b.key));
    this.#list ??= this.#sorted.map(({ item }) => item);
    return this.#list;
  }

  sortedIn(space: string): readonly T[] {
    const found = this.#spaces.get(space);
    if (found === undefined) return NOTHING;
    found.sorted ??= [...found.slots.values()].sort((a, b) => byCodeUnit(a.name, b.name)).map(({ item }) => item);
    return found.sorted;
  }

  inOrderOfComing(space: string): readonly T[] {
    const found = this.#spaces.get(space);
    if (found === undefined) return NOTHING;
    found.inOrder ??= itemsOf(found.slots);
    return found.inOrder;
  }

  /** Undefined: there is no such index. */
  by(index: string, value: string): readonly T[] | undefined {
    const found = this.#indexes.get(index);
    if (found === undefined) return undefined;
    const entry = found.entries.get(value);
    if (entry === undefined) return NOTHING;
    entry.list ??= itemsOf(entry.slots);
    return entry.list;
  }

  defineIndex(name: string, values: IndexValues<T>): void {
    const index: Index<T> = { position: this.#indexes.size, values, entries: new Map() };
    this.#indexes.set(name, index);
    this.#unfiled.push(NOTHING);
    for (const slot of this.all().sort((a, b) => a.turn - b.turn)) file(index, slot);
  }

  add(space: string, name: string, item: T): Held<T> {
    const slot = new Slot(space, name, keyIn(space, name), this.#turns++, item, this.#unfiled);
    const into = this.#space(space);
    this.#changed(into);
    into.slots.set(name, slot);
    this.#count += 1;
    this.#sorted = undefined;
    for (const index of this.#indexes.values()) file(index, slot);
    return slot;
  }

  /** `held` is of this bucket. */
  replace(held: Held<T>, item: T): void {
    const slot = held as Slot<T>;
    slot.item = item;
    this.#changed(this.#space(slot.space));
    for (const index of this.#indexes.values()) file(index, slot);
  }

  /** `held` is of this bucket. */
  remove(held: Held<T>): void {
    const slot = held as Slot<T>;
    const space = this.#space(slot.space);
    this.#changed(space);
    space.slots.delete(slot.name);
    this.#count -= 1;
    this.#sorted = undefined;
    for (const { position, entries } of this.#indexes.values()) leave(entries, slot, slot.filed[position] ?? NOTHING);
  }

  /** Becomes a copy of `other`, which has the same indexes or more. */
  adopt(other: Bucket<T>): void {
    this.#count = other.#count;
    this.#turns = other.#turns;
    this.#list = other.#list;
    for (const [name, theirs] of other.#spaces) {
      const space = this.#space(name);
      space.inOrder = theirs.inOrder;
      space.sorted = theirs.sorted;
      for (const slot of theirs.slots.values())
        space.slots.set(slot.name, new Slot(slot.space, slot.name, slot.key, slot.turn, slot.item, NOT_FILED));
    }
    for (const [name, theirs] of other.#indexes) this.#adoptIndex(name, theirs);
  }

  #adoptIndex(name: string, theirs: Index<T>): void {
    const index: Index<T> = { position: theirs.position, values: theirs.values, entries: new Map() };
    this.#indexes.set(name, index);
    this.#unfiled.push(NOTHING);
    for (const { value, list } of theirs.entries.values()) {
      const entry = new Entry<T>(value);
      entry.list = list;
      index.entries.set(value, entry);
    }
    for (const { value, slots } of theirs.entries.values()) {
      for (const { space, name: itsName, key, filed } of slots.values()) {
        const own = this.#space(space).slots.get(itsName);
        const entry = index.entries.get(value);
        if (own === undefined || entry === undefined) throw new Error(`index ${name} has ${key}, which is not there`);
        entry.slots.set(key, own);
        own.filed[index.position] ??= (filed[index.position] ?? NOTHING).flatMap(
          (each) => index.entries.get(each.value) ?? [],
        );
      }
    }
  }

  #changed(space: Space<T>): void {
    space.inOrder = undefined;
    space.sorted = undefined;
    this.#list = undefined;
  }

  #space(name: string): Space<T> {
    let space = this.#spaces.get(name);
    if (space === undefined) {
      space = new Space<T>();
      this.#spaces.set(name, space);
    }
    return space;
  }
}

/** Joined by `join`, which makes a flat text: maps look up the two halves of a concatenation many times slower. */
function keyIn(space: string, name: string): string {
  return space === '' ? name : [space, name].join('/');
}

/** Code-unit order, the only order of keys in the engine. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function itemsOf<T>(slots: ReadonlyMap<string, Slot<T>>): readonly T[] {
  const items: T[] = [];
  for (const { item } of slots.values()) items.push(item);
  return items;
}

/** Most writes leave an item under the values where it is: then only the lists that hold it are out of date. */
function file<T>({ position, values: valuesOf, entries }: Index<T>, slot: Slot<T>): void {
  const values = valuesOf(slot.item);
  const before = slot.filed[position] ?? NOTHING;
  if (isFiledUnder(before, values)) {
    for (const entry of before) entry.list = undefined;
    return;
  }
  leave(
    entries,
    slot,
    before.filter(({ value }) => !values.includes(value)),
  );
  slot.filed[position] = values.map((value) => enter(entries, value, slot));
}

function isFiledUnder<T>(entries: readonly Entry<T>[], values: readonly string[]): boolean {
  if (entries.length !== values.length) return false;
  for (let i = 0; i < values.length; i++) if (entries[i]?.value !== values[i]) return false;
  return true;
}

function enter<T>(entries: Map<string, Entry<T>>, value: string, slot: Slot<T>): Entry<T> {
  let entry = entries.get(value);
  if (entry === undefined) {
    entry = new Entry<T>(value);
    entries.set(value, entry);
  }
  entry.slots.set(slot.key, slot);
  entry.list = undefined;
  return entry;
}

function leave<T>(entries: Map<string, Entry<T>>, slot: Slot<T>, gone: readonly Entry<T>[]): void {
  for (const entry of gone) {
    entry.slots.delete(slot.key);
    entry.list = undefined;
    if (entry.slots.size === 0) entries.delete(entry.value);
  }
}
