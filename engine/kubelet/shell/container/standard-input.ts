import { Input, Pipe } from '../io.ts';

/** Keys that a terminal acts on by itself (termios' defaults). */
const INTERRUPT = '\u0003';
const END_OF_TRANSMISSION = '\u0004';
const ERASE: ReadonlySet<string> = new Set(['\u007f', '\b']);
const KILL_LINE = '\u0015';

/**
 * The main process's standard input. The container runtime keeps it open for whoever attaches where the pod says `stdin`; a terminal is
 * always open. Without either there is nothing to read.
 */
export class StandardInput {
  readonly input: Input;
  readonly #pipe: Pipe | undefined;
  readonly #isTerminal: boolean;
  /** What stands on a terminal's line before Enter. */
  #line = '';

  constructor({ stdin, tty }: { readonly stdin: boolean; readonly tty: boolean }) {
    this.#isTerminal = tty;
    this.#pipe = stdin || tty ? new Pipe() : undefined;
    this.input = this.#pipe === undefined ? Input.of('') : new Input(this.#pipe);
  }

  /** What somebody attached types. True: a terminal's Ctrl-C was in it. */
  type(text: string): boolean {
    if (!this.#isTerminal) this.#pipe?.write(text);
    else for (const key of text) this.#press(key);
    return this.#isTerminal && text.includes(INTERRUPT);
  }

  /** Nobody will write to it any more. */
  end(): void {
    this.#pipe?.end();
  }

  /** A terminal hands on whole lines; Ctrl-D hands on what stands on the line, and on an empty one it is the end. */
  #press(key: string): void {
    if (key === '\r' || key === '\n') this.#enter('\n');
    else if (key === END_OF_TRANSMISSION && this.#line === '') this.end();
    else if (key === END_OF_TRANSMISSION) this.#enter('');
    else if (key === INTERRUPT || key === KILL_LINE) this.#line = '';
    else if (ERASE.has(key)) this.#line = [...this.#line].slice(0, -1).join('');
    else this.#line += key;
  }

  #enter(end: string): void {
    this.#pipe?.write(this.#line + end);
    this.#line = '';
  }
}
