import type { ScenarioRun } from '../reports/run-value.ts';
import { fitted, painter, type Terminal } from './terminal.ts';

/** Shows a run as it goes: one line that changes where the terminal can, else dots, eighty to a line. */
export class Progress {
  readonly #terminal: Terminal;
  #planned = 0;
  #done = 0;
  #failed = 0;
  #lastDrawnMs = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  plan(scenarios: number): void {
    this.#planned = scenarios;
  }

  /** `nowMs` is the wall clock: a fast run redraws only now and then. */
  scenario({ status, uri }: ScenarioRun, nowMs: number): void {
    this.#done += 1;
    if (status !== 'passed') this.#failed += 1;
    if (this.#terminal.isLive) this.#draw(uri, nowMs);
    else this.#dot(status);
  }

  /** Leaves the line to what follows. */
  end(): void {
    if (this.#terminal.isLive) this.#terminal.write('\r\u001b[K');
    else if (this.#done % DOTS_A_LINE !== 0) this.#terminal.write('\n');
  }

  #draw(uri: string, nowMs: number): void {
    if (nowMs - this.#lastDrawnMs < 50) return;
    this.#lastDrawnMs = nowMs;
    const failed = this.#failed === 0 ? '' : `, ${this.#failed} failed`;
    const text = `${this.#done} of ${this.#planned}${failed}  ${uri}`;
    this.#terminal.write(`\r${fitted(text, Math.max(20, this.#terminal.width - 1))}`);
  }

  #dot(status: string): void {
    const paint = painter(this.#terminal);
    this.#terminal.write(status === 'passed' ? '.' : paint('red', 'F'));
    if (this.#done % DOTS_A_LINE === 0) this.#terminal.write('\n');
  }
}

const DOTS_A_LINE = 80;
