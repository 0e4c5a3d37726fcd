import type { FileSystem, WriteOutcome } from '../../component/workload.ts';
import type { FileTree } from './file-tree.ts';
import { below, isWithin, joinPath, normalPath } from './paths.ts';

/** One line of a container's mount table: plain data, so that a machine can be copied. */
export interface Mount {
  /** Where the container sees it. Normal, absolute. */
  readonly at: string;
  /** Whose disk holds it. */
  readonly machine: string;
  /** Where it lies on that disk. */
  readonly path: string;
  readonly readOnly: boolean;
  /** All that lies below `path` of the disk has to fit into so many bytes: a volume in memory. */
  readonly limit?: { readonly path: string; readonly maxBytes: number };
}

const READ_ONLY: WriteOutcome = { ok: false, why: 'Read-only file system' };
const BUSY: WriteOutcome = { ok: false, why: 'Device or resource busy' };
const NO_SPACE: WriteOutcome = { ok: false, why: 'No space left on device' };
const GONE: WriteOutcome = { ok: false, why: 'Stale file handle' };

/** What a container sees: its root with volumes mounted into it. The mount with the longest prefix of a path counts. */
export class MountedView implements FileSystem {
  readonly #mounts: readonly Mount[];
  readonly #disk: (machine: string) => FileTree | undefined;

  constructor(mounts: readonly Mount[], disk: (machine: string) => FileTree | undefined) {
    this.#mounts = inOrder(mounts);
    this.#disk = disk;
  }

  read(path: string): string | undefined {
    const whole = normalPath(path);
    const mount = this.#mountOf(whole);
    return mount === undefined ? undefined : this.#disk(mount.machine)?.readBelow(mount.path, restOf(mount, whole));
  }

  kind(path: string): 'file' | 'directory' | undefined {
    const whole = normalPath(path);
    const mount = this.#mountOf(whole);
    const kind =
      mount === undefined ? undefined : this.#disk(mount.machine)?.kindBelow(mount.path, restOf(mount, whole));
    return kind ?? (this.#hasMountsBelow(whole) ? 'directory' : undefined);
  }

  list(path: string): readonly string[] | undefined {
    const whole = normalPath(path);
    const mount = this.#mountOf(whole);
    const own =
      mount === undefined ? undefined : this.#disk(mount.machine)?.listBelow(mount.path, restOf(mount, whole));
    if (!this.#hasMountsBelow(whole)) return own;
    const mounted = this.#mountsBelow(whole);
    return [...new Set([...(own ?? []), ...mounted])].sort();
  }

  write(path: string, content: string, append: boolean): WriteOutcome {
    return this.#change(path, (disk, inner, { limit }) => {
      const size = content.length - (append || limit === undefined ? 0 : disk.sizeOf(inner));
      if (limit !== undefined && disk.sizeOf(limit.path) + size > limit.maxBytes) return NO_SPACE;
      return disk.write(inner, content, append);
    });
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
    return disk !== undefined && disk.graft(root.path, tree);
  }

  #change(path: string, change: (disk: FileTree, inner: string, mount: Mount) => WriteOutcome): WriteOutcome {
    const whole = normalPath(path);
    const mount = this.#mountOf(whole);
    const disk = mount === undefined ? undefined : this.#disk(mount.machine);
    if (mount === undefined || disk === undefined) return GONE;
    const rest = restOf(mount, whole);
    return mount.readOnly ? READ_ONLY : change(disk, rest === '' ? mount.path : joinPath(mount.path, rest), mount);
  }

  /** The mount that holds a normal path. */
  #mountOf(whole: string): Mount | undefined {
    for (const mount of this.#mounts) if (isWithin(mount.at, whole)) return mount;
    return undefined;
  }

  #hasMountsBelow(directory: string): boolean {
    for (const { at } of this.#mounts) if (at.length > directory.length && isWithin(directory, at)) return true;
    return false;
  }

  /** Names in `directory` that exist because something is mounted there or further down. */
  #mountsBelow(directory: string): readonly string[] {
    const names = this.#mounts.map((mount) => below(directory, mount.at)?.split('/')[0] ?? '');
    return [...new Set(names.filter((name) => name !== ''))];
  }
}

/** The rest of a path below the mount that holds it. */
function restOf(mount: Mount, whole: string): string {
  return below(mount.at, whole) ?? '';
}

/** Mounts in the order in which they are searched, of two at one place the earlier first. A container's table has it from the start. */
export function inOrder(mounts: readonly Mount[]): readonly Mount[] {
  return isInOrder(mounts) ? mounts : mounts.toSorted(compare);
}

function isInOrder(mounts: readonly Mount[]): boolean {
  for (let i = 1; i < mounts.length; i++) {
    const [before, mount] = [mounts[i - 1], mounts[i]];
    if (before !== undefined && mount !== undefined && compare(before, mount) >= 0) return false;
  }
  return true;
}

function compare(a: Mount, b: Mount): number {
  return b.at.length - a.at.length || (a.at < b.at ? -1 : a.at === b.at ? 0 : 1);
}
