import { Input, Pipe } from '../io.ts';

/** Ctrl-D, as a terminal sends it. */
const END_OF_TRANSMISSION = '\u0004';
/** Ctrl-C. */
const INTERRUPT = '\u0003';

/**
 * The main process's standard input. The container runtime keeps it open for whoever attaches where the pod says `stdin`; a terminal is
 * always open. Without either there is nothing to read.
 */
export class StandardInput {
  readonly input: Input;
  readonly #pipe: Pipe | undefined;
  readonly #isTerminal: boolean;

  constructor({ stdin, tty }: { readonly stdin: boolean; readonly tty: boolean }) {
    this.#isTerminal = tty;
    this.#pipe = stdin || tty ? new Pipe() : undefined;
    this.input = this.#pipe === undefined ? Input.of('') : new Input(this.#pipe);
  }

  /** What somebody attached types. True: a terminal's Ctrl-C was in it. */
  type(text: string): boolean {
    if (!this.#isTerminal) {
      this.#pipe?.write(text);
      return false;
    }
    const end = text.indexOf(END_OF_TRANSMISSION);
    const typed = (end < 0 ? text : text.slice(0, end)).replaceAll('\r', '\n');
    this.#pipe?.write(typed.replaceAll(INTERRUPT, ''));
    if (end >= 0) this.#pipe?.end();
    return typed.includes(INTERRUPT);
  }

  /** Nobody will write to it any more. */
  end(): void {
    this.#pipe?.end();
  }
}
