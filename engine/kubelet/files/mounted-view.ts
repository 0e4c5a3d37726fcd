import type { FileSystem, WriteOutcome } from '../../component/workload.ts';
import { FileTree } from './file-tree.ts';
import { below, joinPath, normalPath } from './paths.ts';

/** One line of a container's mount table: plain data, so that a machine can be copied. */
export interface Mount {
  /** Where the container sees it. Normal, absolute. */
  readonly at: string;
  /** Whose disk holds it. */
  readonly machine: string;
  /** Where it lies on that disk. */
  readonly path: string;
  readonly readOnly: boolean;
}

const READ_ONLY: WriteOutcome = { ok: false, why: 'Read-only file system' };
const BUSY: WriteOutcome = { ok: false, why: 'Device or resource busy' };
const GONE: WriteOutcome = { ok: false, why: 'Stale file handle' };

/** What a container sees: its root with volumes mounted into it. The mount with the longest prefix of a path counts. */
export class MountedView implements FileSystem {
  readonly #mounts: readonly Mount[];
  readonly #disk: (machine: string) => FileSystem | undefined;

  constructor(mounts: readonly Mount[], disk: (machine: string) => FileSystem | undefined) {
    this.#mounts = sorted(mounts);
    this.#disk = disk;
  }

  read(path: string): string | undefined {
    const { disk, inner } = this.#resolve(path);
    return disk?.read(inner);
  }

  kind(path: string): 'file' | 'directory' | undefined {
    const { disk, inner } = this.#resolve(path);
    return disk?.kind(inner) ?? (this.#hasMountsBelow(normalPath(path)) ? 'directory' : undefined);
  }

  list(path: string): readonly string[] | undefined {
    const { disk, inner } = this.#resolve(path);
    const own = disk?.list(inner);
    const mounted = this.#mountsBelow(normalPath(path));
    if (own === undefined && mounted.length === 0) return undefined;
    return [...new Set([...(own ?? []), ...mounted])].sort();
  }

  write(path: string, content: string, append: boolean): WriteOutcome {
    return this.#change(path, (disk, inner) => disk.write(inner, content, append));
  }

  mkdir(path: string, parents: boolean): WriteOutcome {
    if (this.kind(path) !== undefined) {
      return parents && this.kind(path) === 'directory' ? { ok: true } : { ok: false, why: 'File exists' };
    }
    return this.#change(path, (disk, inner) => disk.mkdir(inner, parents));
  }

  remove(path: string, recursive: boolean): WriteOutcome {
    const whole = normalPath(path);
    if (this.#mounts.some((mount) => mount.at === whole) || this.#mountsBelow(whole).length > 0) return BUSY;
    return this.#change(path, (disk, inner) => disk.remove(inner, recursive));
  }

  /**
   * Puts all files of a tree into the empty root at once. False: something is mounted at or near one of the `folders` that hold them, the
   * root is not empty or cannot be written; nothing was done.
   */
  graft(tree: FileTree, folders: readonly string[]): boolean {
    let root: Mount | undefined;
    for (const mount of this.#mounts) {
      if (mount.at === '/') root = mount;
      else if (folders.some((folder) => below(folder, mount.at) !== undefined || below(mount.at, folder) !== undefined))
        return false;
    }
    if (root === undefined || root.readOnly) return false;
    const disk = this.#disk(root.machine);
    return disk instanceof FileTree && disk.graft(root.path, tree);
  }

  #change(path: string, change: (disk: FileSystem, inner: string) => WriteOutcome): WriteOutcome {
    const { disk, inner, readOnly } = this.#resolve(path);
    if (disk === undefined) return GONE;
    return readOnly ? READ_ONLY : change(disk, inner);
  }

  #resolve(path: string): {
    readonly disk: FileSystem | undefined;
    readonly inner: string;
    readonly readOnly: boolean;
  } {
    const whole = normalPath(path);
    for (const mount of this.#mounts) {
      const rest = below(mount.at, whole);
      if (rest === undefined) continue;
      const inner = rest === '' ? mount.path : joinPath(mount.path, rest);
      return { disk: this.#disk(mount.machine), inner, readOnly: mount.readOnly };
    }
    return { disk: undefined, inner: whole, readOnly: true };
  }

  #hasMountsBelow(directory: string): boolean {
    return this.#mounts.some((mount) => (below(directory, mount.at) ?? '') !== '');
  }

  /** Names in `directory` that exist because something is mounted there or further down. */
  #mountsBelow(directory: string): readonly string[] {
    const names = this.#mounts.map((mount) => below(directory, mount.at)?.split('/')[0] ?? '');
    return [...new Set(names.filter((name) => name !== ''))];
  }
}

/** Mount tables in the order in which they are searched: a container's is looked at with every request that it gets. */
const inOrder = new WeakMap<readonly Mount[], readonly Mount[]>();

function sorted(mounts: readonly Mount[]): readonly Mount[] {
  const known = inOrder.get(mounts);
  if (known !== undefined) return known;
  const made = mounts.toSorted((a, b) => b.at.length - a.at.length || (a.at < b.at ? -1 : 1));
  inOrder.set(mounts, made);
  return made;
}
