import type { TimedLine } from '../../component/workload.ts';
import { clockText } from '../shell/commands/date.ts';

/** One line that a container printed. */
export interface LogLine {
  readonly atMs: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** A line of standard output that comes again every period, for as long as nobody says otherwise. */
export interface Repeated {
  /** The first time. */
  readonly nextMs: number;
  readonly periodMs: number;
  readonly line: TimedLine;
}

/** One that is kept, and by what name. */
interface Series extends Repeated {
  readonly key: string;
}

const MAX_LINES = 5000;

/** What one container instance printed; the oldest lines go when it is full (10 MiB rotation on a real node). */
export class LogBuffer {
  #lines: LogLine[] = [];
  /** Lines that were there and are gone. */
  #dropped = 0;
  /** Lines that are written out only when somebody looks: what a server prints at every probe. */
  #repeated: readonly Series[] = NONE;

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** With everything that repeats until then, that instant included. */
  linesAt(nowMs: number): readonly LogLine[] {
    this.#writeOut(nowMs);
    return this.#lines;
  }

  /** How many lines were ever printed until then. */
  countAt(nowMs: number): number {
    return this.#dropped + this.linesAt(nowMs).length;
  }

  /** The lines behind the first so many that were ever printed; of those that are gone there is nothing. */
  linesSince(count: number, nowMs: number): readonly LogLine[] {
    const lines = this.linesAt(nowMs);
    return lines.slice(Math.max(0, count - this.#dropped));
  }

  append(line: LogLine): void {
    this.#writeOut(line.atMs);
    this.#push(line);
  }

  /** From `nextMs` on this line comes every period. */
  repeat(key: string, repeated: Repeated): void {
    const series: Series = { key, ...repeated };
    const at = this.#repeated.findIndex((one) => one.key === key);
    this.#repeated = at < 0 ? [...this.#repeated, series] : this.#repeated.with(at, series);
  }

  repeats(key: string): boolean {
    return this.#repeated.some((one) => one.key === key);
  }

  /** Nothing repeats any longer. False: nothing did. */
  stopRepeating(nowMs: number): boolean {
    if (this.#repeated.length === 0) return false;
    this.#writeOut(nowMs);
    this.#repeated = NONE;
    return true;
  }

  copy(): LogBuffer {
    const copy = new LogBuffer();
    copy.#lines = [...this.#lines];
    copy.#dropped = this.#dropped;
    copy.#repeated = this.#repeated;
    return copy;
  }

  #push(line: LogLine): void {
    this.#lines.push(line);
    if (this.#lines.length <= 2 * MAX_LINES) return;
    this.#dropped += this.#lines.length - MAX_LINES;
    this.#lines = this.#lines.slice(-MAX_LINES);
  }

  #writeOut(nowMs: number): void {
    if (this.#repeated.length === 0) return;
    const due: { readonly atMs: number; readonly line: TimedLine }[] = [];
    const left: Series[] = [];
    for (const { key, nextMs, periodMs, line } of this.#repeated) {
      const times = nowMs < nextMs ? 0 : Math.floor((nowMs - nextMs) / periodMs) + 1;
      left.push({ key, nextMs: nextMs + times * periodMs, periodMs, line });
      for (let i = 0; i < times; i++) due.push({ atMs: nextMs + i * periodMs, line });
    }
    if (due.length === 0) return;
    this.#repeated = left;
    for (const { atMs, line } of due.toSorted((a, b) => a.atMs - b.atMs))
      this.#push({ atMs, stream: 'stdout', text: `${line.before}${clockText(atMs, line.clock)}${line.after}` });
  }
}

const NONE: readonly Series[] = [];
