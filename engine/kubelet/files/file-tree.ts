import type { FileSystem, WriteOutcome } from '../../component/workload.ts';
import { Entries } from './entries.ts';
import { type Content, textOf } from './late-text.ts';
import { type Path, segmentsOf } from './paths.ts';

/** What a path can be, as hostPath's types tell them apart. */
export type FileType = 'file' | 'directory' | 'socket' | 'charDevice' | 'blockDevice';

interface Leaf {
  readonly type: Exclude<FileType, 'directory'>;
  readonly content: Content;
  readonly mode: number;
}

interface Directory {
  readonly type: 'directory';
  readonly entries: Entries<Entry>;
  readonly mode: number;
  /** The tree that made it and may change it, until the tree is copied. */
  readonly owner: Owner | undefined;
  /**
   * What was looked for below it, by the rest of the path. Only where nobody may change the directory any more, nor what lies below it: a
   * tree that changes something first takes copies of all directories above. An image's files are found here by all its containers.
   */
  found: Map<string, Entry | undefined> | undefined;
  /** Its names in order, likewise. */
  names: readonly string[] | undefined;
}

/** Stands for one tree between two copies of it. */
type Owner = object;

type Entry = Leaf | Directory;

/** A file of a directory, for `fill`. */
export interface FlatFile {
  readonly name: string;
  readonly content: Content;
  readonly mode: number;
}

const NO_ENTRIES = new Entries<Entry>();

export interface DiskLimits {
  /** UTF-16 units of all contents together. */
  readonly maxSize: number;
  /** Files and directories made. */
  readonly maxEntries: number;
}

/** How many paths are remembered between two writes, or of one directory that nobody changes. */
const MAX_FOUND = 256;

const DEFAULT_LIMITS: DiskLimits = { maxSize: 64 * 1024 * 1024, maxEntries: 200_000 };
const OK: WriteOutcome = { ok: true };
const no = (why: string): WriteOutcome => ({ ok: false, why });
const EMPTY: Directory = {
  type: 'directory',
  entries: new Entries(),
  mode: 0o755,
  owner: undefined,
  found: undefined,
  names: undefined,
};

/**
 * A disk in memory. What two copies share is never changed: the first write after a copy copies the directories along its path, later
 * ones change these, so that neither `copy` nor a write costs more than the path is long. Refusals carry the words of a Linux shell.
 */
export class FileTree implements FileSystem {
  readonly #limits: DiskLimits;
  #root: Directory = EMPTY;
  #owner: Owner = {};
  /** What was read since the last write: servers read the same few files again and again. */
  readonly #found = new Map<string, Entry>();
  /** The directory below which was read last, and what it was: `undefined` for the path after each write. */
  #base: string | undefined;
  #atBase: Entry | undefined;
  #size = 0;
  /** The directory whose changes are counted, by its names. */
  readonly #counted: readonly string[];
  /** How often it changed as a whole, and how often each of its entries did. */
  #wholeRevision = 0;
  readonly #revisions = new Map<string, number>();
  #entries = 0;

  constructor(limits: DiskLimits = DEFAULT_LIMITS, counted = '/') {
    this.#limits = limits;
    this.#counted = segmentsOf(counted);
  }

  /** Another number means that something may have changed in this entry of the counted directory; a copy begins with its original's. */
  revisionOf(entry: string): number {
    return this.#wholeRevision + (this.#revisions.get(entry) ?? 0);
  }

  copy(): FileTree {
    const copy = new FileTree(this.#limits, `/${this.#counted.join('/')}`);
    copy.#root = this.#root;
    copy.#size = this.#size;
    copy.#wholeRevision = this.#wholeRevision;
    for (const [entry, revision] of this.#revisions) copy.#revisions.set(entry, revision);
    copy.#entries = this.#entries;
    // From now on neither tree owns what both have.
    this.#owner = {};
    return copy;
  }

  read(path: string): string | undefined {
    const entry = this.#find(path);
    return contentOf(entry);
  }

  kind(path: string): 'file' | 'directory' | undefined {
    return kindOf(this.#find(path));
  }

  typeOf(path: string): FileType | undefined {
    return this.#find(path)?.type;
  }

  modeOf(path: string): number | undefined {
    return this.#find(path)?.mode;
  }

  list(path: string): readonly string[] | undefined {
    return this.#namesIn(this.#find(path));
  }

  /** The same three for `rest` (normal, with no slash in front; '' is the place itself) below the place `base`: how containers read. */
  readBelow(base: string, rest: string): string | undefined {
    return contentOf(this.#below(base, rest));
  }

  kindBelow(base: string, rest: string): 'file' | 'directory' | undefined {
    return kindOf(this.#below(base, rest));
  }

  listBelow(base: string, rest: string): readonly string[] | undefined {
    return this.#namesIn(this.#below(base, rest));
  }

  /** Characters that a file, or all that lies below a directory, holds. */
  sizeOf(path: Path): number {
    const entry = this.#walk(segmentsOf(path));
    return entry === undefined ? 0 : sizeOf(entry).size;
  }

  write(path: string, content: string, append: boolean): WriteOutcome {
    const names = segmentsOf(path);
    const parent = this.#walk(names.slice(0, -1));
    if (parent === undefined) return no('No such file or directory');
    if (parent.type !== 'directory') return no('Not a directory');
    const old = names.length === 0 ? this.#root : parent.entries.get(names.at(-1) ?? '');
    if (old?.type === 'directory') return no('Is a directory');
    const text = append && old !== undefined ? textOf(old.content) + content : content;
    if (this.#full(text.length - (old?.content.length ?? 0), old === undefined ? 1 : 0))
      return no('No space left on device');
    this.#set(names, { type: old?.type ?? 'file', content: text, mode: old?.mode ?? 0o644 });
    return OK;
  }

  mkdir(path: Path, parents: boolean): WriteOutcome {
    return this.#makeDirectory(segmentsOf(path), parents);
  }

  #makeDirectory(names: readonly string[], parents: boolean): WriteOutcome {
    let last: Entry = this.#root;
    let depth = 0;
    for (; depth < names.length && last.type === 'directory'; depth++) {
      const next: Entry | undefined = last.entries.get(names[depth] ?? '');
      if (next === undefined) break;
      last = next;
    }
    if (depth === names.length) return parents && last.type === 'directory' ? OK : no('File exists');
    if (!parents && depth < names.length - 1) return no('No such file or directory');
    if (last.type !== 'directory') return no('Not a directory');
    if (this.#full(0, names.length)) return no('No space left on device');
    this.#set(names, EMPTY);
    return OK;
  }

  /** Makes a directory of all that another tree holds, which is shared until one of the two changes it. False: there is something, or no room. */
  graft(path: Path, tree: FileTree): boolean {
    const names = segmentsOf(path);
    const there = this.#walk(names);
    if (there !== undefined && (there.type !== 'directory' || there.entries.size > 0)) return false;
    if (names.length === 0 || this.#full(tree.#size, names.length + tree.#entries)) return false;
    if (there === undefined && !this.#makeDirectory(names, true).ok) return false;
    tree.#owner = {};
    this.#set(names, tree.#root);
    this.#size += tree.#size;
    this.#entries += tree.#entries;
    return true;
  }

  /**
   * Makes a directory hold exactly these files, none of which lies deeper. False: it holds something else than such files, or there is no
   * room, and nothing was done.
   */
  fill(path: Path, files: readonly FlatFile[]): boolean {
    const names = segmentsOf(path);
    const there = this.#walk(names);
    if (there !== undefined && there.type !== 'directory') return false;
    const before = there?.entries ?? NO_ENTRIES;
    for (const entry of before.values()) if (entry.type !== 'file') return false;
    const entries = new Entries<Entry>();
    for (const { name, content, mode } of files) entries.set(name, { type: 'file', content, mode });
    if (there !== undefined && isSame(before, entries)) return true;
    const size = sizeOfAll(entries) - sizeOfAll(before);
    if (this.#full(size, names.length + entries.size)) return false;
    if (there === undefined && !this.#makeDirectory(names, true).ok) return false;
    const mode = there?.mode ?? EMPTY.mode;
    this.#set(names, { type: 'directory', entries, mode, owner: this.#owner, found: undefined, names: undefined });
    this.#size += size;
    this.#entries += entries.size - before.size;
    return true;
  }

  remove(path: Path, recursive: boolean): WriteOutcome {
    const names = segmentsOf(path);
    const entry = this.#walk(names);
    if (entry === undefined) return no('No such file or directory');
    if (names.length === 0) return no('Device or resource busy');
    if (entry.type === 'directory' && !recursive) return no('Is a directory');
    this.#unset(names);
    const gone = sizeOf(entry);
    this.#size -= gone.size;
    this.#entries -= gone.entries;
    return OK;
  }

  /** Puts a file with the directories above it, whatever was there (how a node agent fills its volumes). */
  put(path: string, content: string, mode = 0o644, type: Leaf['type'] = 'file'): WriteOutcome {
    const names = segmentsOf(path);
    const old = this.#walk(names);
    if (old?.type === 'directory') return no('Is a directory');
    if (old !== undefined && textOf(old.content) === content && old.mode === mode && old.type === type) return OK;
    const made = this.#makeDirectory(names.slice(0, -1), true);
    if (!made.ok) return made;
    if (this.#full(content.length - (old?.content.length ?? 0), old === undefined ? 1 : 0))
      return no('No space left on device');
    this.#set(names, { type, content, mode });
    return OK;
  }

  #count(names: readonly string[]): void {
    const counted = this.#counted;
    for (let at = 0; at < counted.length; at++) if (at < names.length && counted[at] !== names[at]) return;
    const entry = names[counted.length];
    if (entry === undefined) this.#wholeRevision += 1;
    else this.#revisions.set(entry, (this.#revisions.get(entry) ?? 0) + 1);
  }

  #full(size: number, entries: number): boolean {
    return this.#size + size > this.#limits.maxSize || this.#entries + entries > this.#limits.maxEntries;
  }

  #find(path: string): Entry | undefined {
    const known = this.#found.get(path);
    if (known !== undefined) return known;
    const entry = this.#walk(segmentsOf(path));
    if (entry === undefined) return undefined;
    if (this.#found.size >= MAX_FOUND) this.#found.clear();
    this.#found.set(path, entry);
    return entry;
  }

  #walk(names: readonly string[]): Entry | undefined {
    return walkFrom(this.#root, names);
  }

  /** The entry at `rest` below the place `base`. A container reads several files in a row, and most of them are its image's. */
  #below(base: string, rest: string): Entry | undefined {
    if (this.#base !== base) {
      this.#atBase = this.#walk(segmentsOf(base));
      this.#base = base;
    }
    const from = this.#atBase;
    if (rest === '' || from === undefined) return from;
    if (from.type !== 'directory') return undefined;
    return from.owner === this.#owner ? walkFrom(from, rest.split('/')) : findBelow(from, rest);
  }

  #namesIn(entry: Entry | undefined): readonly string[] | undefined {
    if (entry?.type !== 'directory') return undefined;
    if (entry.owner === this.#owner) return [...entry.entries.keys()].sort();
    entry.names ??= [...entry.entries.keys()].sort();
    return entry.names;
  }

  /** Something changes: nothing that was found before counts any more. */
  #forget(): void {
    if (this.#found.size > 0) this.#found.clear();
    this.#base = undefined;
    this.#atBase = undefined;
  }

  #set(names: readonly string[], entry: Entry): void {
    this.#forget();
    this.#count(names);
    this.#root = this.#with(this.#root, names, 0, entry);
  }

  #with(directory: Directory, names: readonly string[], depth: number, entry: Entry): Directory {
    const name = names[depth] ?? '';
    const old = directory.entries.get(name);
    const own = this.#own(directory);
    if (depth === names.length - 1) {
      const before = old === undefined || old.type === 'directory' ? 0 : old.content.length;
      this.#size += (entry.type === 'directory' ? 0 : entry.content.length) - before;
      if (old === undefined) this.#entries += 1;
      own.entries.set(name, entry);
    } else {
      if (old === undefined) this.#entries += 1;
      const next = this.#with(old?.type === 'directory' ? old : EMPTY, names, depth + 1, entry);
      if (next !== old) own.entries.set(name, next);
    }
    return own;
  }

  /** The directory itself if no other tree can have it, else a copy. */
  #own(directory: Directory): Directory {
    if (directory.owner === this.#owner) return directory;
    const { type, entries, mode } = directory;
    return { type, entries: entries.copy(), mode, owner: this.#owner, found: undefined, names: undefined };
  }

  #unset(names: readonly string[]): void {
    this.#forget();
    this.#count(names);
    const without = (directory: Directory, depth: number): Directory => {
      const name = names[depth] ?? '';
      const own = this.#own(directory);
      const old = own.entries.get(name);
      if (depth === names.length - 1) own.entries.delete(name);
      else if (old?.type === 'directory') own.entries.set(name, without(old, depth + 1));
      return own;
    };
    this.#root = without(this.#root, 0);
  }
}

function walkFrom(directory: Directory, names: readonly string[]): Entry | undefined {
  let entry: Entry | undefined = directory;
  for (const name of names) {
    if (entry?.type !== 'directory') return undefined;
    entry = entry.entries.get(name);
  }
  return entry;
}

/** Looks below a directory that nobody changes any more. */
function findBelow(directory: Directory, rest: string): Entry | undefined {
  const found = (directory.found ??= new Map());
  const known = found.get(rest);
  if (known !== undefined || found.has(rest)) return known;
  const entry = walkFrom(directory, rest.split('/'));
  if (found.size >= MAX_FOUND) found.clear();
  found.set(rest, entry);
  return entry;
}

function contentOf(entry: Entry | undefined): string | undefined {
  return entry === undefined || entry.type === 'directory' ? undefined : textOf(entry.content);
}

function kindOf(entry: Entry | undefined): 'file' | 'directory' | undefined {
  const type = entry?.type;
  return type === undefined || type === 'directory' ? type : 'file';
}

function isSame(some: Entries<Entry>, others: Entries<Entry>): boolean {
  if (some.size !== others.size) return false;
  for (const [name, entry] of some) {
    const other = others.get(name);
    if (entry.type === 'directory' || other === undefined || other.type !== entry.type) return false;
    if (textOf(entry.content) !== textOf(other.content) || entry.mode !== other.mode) return false;
  }
  return true;
}

function sizeOfAll(entries: Entries<Entry>): number {
  let size = 0;
  for (const entry of entries.values()) size += sizeOf(entry).size;
  return size;
}

function sizeOf(entry: Entry): { readonly size: number; readonly entries: number } {
  if (entry.type !== 'directory') return { size: entry.content.length, entries: 1 };
  let size = 0;
  let entries = 1;
  for (const child of entry.entries.values()) {
    const inner = sizeOf(child);
    size += inner.size;
    entries += inner.entries;
  }
  return { size, entries };
}
