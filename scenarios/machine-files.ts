import { posix } from 'node:path';
import { type FileSystem, HOME, type WriteOutcome } from '../engine/index.ts';
import type { FileAccess } from '../kubectl/environment.ts';
import type { MadeFiles } from './made-files.ts';

/** A path of the terminal's machine as the working folder of the session has it: what lies in the home folder stands beside the transcript. */
export function inHome(path: string, cwd: string = HOME): string {
  const full = posix.resolve(cwd, path);
  if (full === HOME) return '.';
  return full.startsWith(`${HOME}/`) ? full.slice(HOME.length + 1) : full;
}

/** The same files seen from another folder. What is not there may have been handed in without its folder. */
export function seenFrom(files: FileAccess, cwd: string): FileAccess {
  const at = (path: string): string => {
    if (cwd === HOME && !path.startsWith(HOME)) return path;
    const full = inHome(path, cwd);
    return files.kind(full) === undefined && files.kind(path) === 'file' ? path : full;
  };
  return {
    read: (path) => files.read(at(path)),
    list: (path) => files.list(at(path)),
    kind: (path) => files.kind(at(path)),
    write: (path, content) => files.write(at(path), content),
  };
}

/**
 * The files of a session as the shell of its terminal has them. What was handed in stays as it is, as for any line of a transcript, and `kept` is
 * told of it; what is made lies in memory.
 */
export class MachineFiles implements FileSystem {
  readonly #files: MadeFiles;
  readonly #kept: (why: string) => void;
  readonly #folders = new Set<string>();

  constructor(files: MadeFiles, kept: (why: string) => void) {
    this.#files = files;
    this.#kept = kept;
  }

  read(path: string): string | undefined {
    return this.#files.read(inHome(path));
  }

  list(path: string): readonly string[] | undefined {
    const known = this.#files.list(inHome(path));
    const inside = [...this.#folders]
      .filter((folder) => posix.dirname(folder) === path)
      .map((folder) => posix.basename(folder));
    if (known === undefined && inside.length === 0 && !this.#folders.has(path)) return undefined;
    return [...new Set([...(known ?? []), ...inside])].filter((name) => name !== '').sort();
  }

  kind(path: string): 'file' | 'directory' | undefined {
    return path === '/' || path === HOME || this.#folders.has(path) ? 'directory' : this.#files.kind(inHome(path));
  }

  write(path: string, content: string, append: boolean): WriteOutcome {
    if (this.kind(path) === 'directory') return { ok: false, why: 'Is a directory' };
    if (this.kind(posix.dirname(path)) !== 'directory') return { ok: false, why: 'No such file or directory' };
    if (this.#isKept(path)) return { ok: true };
    const why = this.#files.make(inHome(path), content, append);
    return why === undefined ? { ok: true } : { ok: false, why };
  }

  mkdir(path: string, parents: boolean): WriteOutcome {
    const known = this.kind(path);
    if (known === 'file' || (known === 'directory' && !parents)) return { ok: false, why: 'File exists' };
    const above = posix.dirname(path);
    if (this.kind(above) !== 'directory') {
      if (!parents) return { ok: false, why: 'No such file or directory' };
      const made = this.mkdir(above, true);
      if (!made.ok) return made;
    }
    if (known === undefined) this.#folders.add(path);
    return { ok: true };
  }

  remove(path: string, recursive: boolean): WriteOutcome {
    const known = this.kind(path);
    if (known === undefined) return { ok: false, why: 'No such file or directory' };
    if (known === 'directory' && (this.list(path) ?? []).length > 0 && !recursive)
      return { ok: false, why: 'Directory not empty' };
    for (const folder of this.#folders)
      if (folder === path || folder.startsWith(`${path}/`)) this.#folders.delete(folder);
    this.#files.drop(inHome(path));
    if (this.#files.kind(inHome(path)) !== undefined) this.#isKept(path);
    return { ok: true };
  }

  #isKept(path: string): boolean {
    const isGiven = this.#files.isGiven(inHome(path));
    if (isGiven) this.#kept(`${inHome(path)} is there already and stays as it is`);
    return isGiven;
  }
}
