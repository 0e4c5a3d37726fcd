/** One line that a container printed. */
export interface LogLine {
  readonly atMs: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

const MAX_LINES = 5000;

/** What one container instance printed; the oldest lines go when it is full (10 MiB rotation on a real node). */
export class LogBuffer {
  #lines: LogLine[] = [];

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  append(line: LogLine): void {
    this.#lines.push(line);
    if (this.#lines.length > 2 * MAX_LINES) this.#lines = this.#lines.slice(-MAX_LINES);
  }

  copy(): LogBuffer {
    const copy = new LogBuffer();
    copy.#lines = [...this.#lines];
    return copy;
  }
}
