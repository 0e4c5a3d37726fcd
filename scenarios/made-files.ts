import type { FileAccess } from '../kubectl/environment.ts';
import { MemoryFiles } from './files.ts';

/** Characters that the lines of a transcript may write to files, all together. */
const MAX_MADE = 4 * 1024 * 1024;

/** Files of a folder, and what the lines of a transcript write (`kubectl ... > FILE`): that is kept in memory for the lines that follow. */
export class MadeFiles implements FileAccess {
  readonly #given: FileAccess;
  readonly #made = new MemoryFiles();
  #length = 0;

  constructor(given: FileAccess) {
    this.#given = given;
  }

  read(path: string): string | undefined {
    return this.#given.read(path) ?? this.#made.read(path);
  }

  list(path: string): readonly string[] | undefined {
    const given = this.#given.list(path);
    const made = this.#made.list(path);
    return given === undefined && made === undefined
      ? undefined
      : [...new Set([...(given ?? []), ...(made ?? [])])].sort();
  }

  kind(path: string): 'file' | 'directory' | undefined {
    return this.#given.kind(path) ?? this.#made.kind(path);
  }

  write(path: string, content: string): string | undefined {
    return this.#given.write(path, content);
  }

  /** Whether it was there before any line wrote. */
  isGiven(path: string): boolean {
    return this.#given.kind(path) !== undefined;
  }

  /** Forgets what lines wrote to a file, or to all below a folder. */
  drop(path: string): void {
    this.#made.drop(path);
  }

  /**
   * Keeps what a line writes; undefined: kept, else why not. A file that was there before stays as it is: who hands in the file that came of
   * `--dry-run=client -o yaml > web.yaml` has changed it since.
   */
  make(path: string, content: string, append: boolean): string | undefined {
    if (this.isGiven(path)) return `${path} is there already and stays as it is`;
    this.#length += content.length;
    if (this.#length > MAX_MADE) return `${path} is not written: more than ${MAX_MADE} characters`;
    this.#made.put(path, append ? `${this.#made.read(path) ?? ''}${content}` : content);
    return undefined;
  }
}
