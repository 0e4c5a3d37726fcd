import type { FileReport, LimitHit } from '../grade.ts';

/** No report says more about one file: who has read so many lines of the same has understood. */
const MAX_PROBLEMS = 20;

interface Entry {
  kind: FileReport['kind'];
  readonly problems: { readonly message: string; readonly line?: number }[];
  /** Problems beyond those that are told. */
  more: number;
}

/** What is noted about a submission and its files while it is read. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #limits = new Map<string, LimitHit>();

  /** Says what became of a file. */
  file(path: string, kind: FileReport['kind']): void {
    const entry = this.#entries.get(path);
    if (entry === undefined) this.#entries.set(path, { kind, problems: [], more: 0 });
    else entry.kind = kind;
  }

  /** Notes what is wrong with a file that has been reported. */
  problem(path: string, message: string, line?: number): void {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new Error(`${path}: a problem of a file that was never reported`);
    if (entry.problems.length >= MAX_PROBLEMS) entry.more += 1;
    else entry.problems.push(line === undefined ? { message } : { message, line });
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  refuse(path: string, message: string, line?: number): void {
    this.file(path, 'refused');
    this.problem(path, message, line);
  }

  /** Notes a limit where it is hit first; later hits stand with the files only. */
  limit(limit: string, where: string, message: string): void {
    if (!this.#limits.has(limit)) this.#limits.set(limit, { limit, message: `${where}: ${message}` });
  }

  /** Reports in the order of the paths. */
  get reports(): readonly FileReport[] {
    return [...this.#entries.keys()].sort().map((path): FileReport => {
      const { kind, problems, more } = this.#entries.get(path) as Entry;
      const rest = more === 0 ? [] : [{ message: `and ${more} more problems of this file` }];
      return { path, kind, problems: [...problems, ...rest] };
    });
  }

  get limits(): readonly LimitHit[] {
    return [...this.#limits.values()];
  }
}
