import { BrokenPipe, NotSimulated, type Wait, type Work } from './work.ts';

/** Where text goes. */
export interface Output {
  write(text: string): void;
}

/** Where text comes from. `poll`: the next piece, '' when it must be waited for, undefined at the end. */
export interface InputSource {
  poll(): string | undefined;
  /** The reader has gone away. */
  close?(): void;
}

const MAX_CAPTURE = 4 * 1024 * 1024;
/** Beyond it there is room for the last words of what was stopped because of it. */
const MAX_LAST_WORDS = 4096;

/** Collects text: command substitution, the output of exec. */
export class Capture implements Output {
  #parts: string[] = [];
  #size = 0;
  #isFull = false;
  #isOpen = true;

  get text(): string {
    return this.#parts.join('');
  }

  /** What is written from now on is lost. */
  close(): void {
    this.#isOpen = false;
  }

  write(text: string): void {
    if (!this.#isOpen) return;
    const size = this.#size + text.length;
    if (size > MAX_CAPTURE && !this.#isFull) {
      this.#isFull = true;
      throw new NotSimulated(`more than ${MAX_CAPTURE} characters of output`);
    }
    if (size > MAX_CAPTURE + MAX_LAST_WORDS) return;
    this.#size = size;
    this.#parts.push(text);
  }
}

/** Text split into lines; the last one waits for its newline. */
export class LineOutput implements Output {
  readonly #line: (line: string) => void;
  #rest = '';

  constructor(line: (line: string) => void) {
    this.#line = line;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  /** A text of one line that is written as it is, where nothing waits before it. */
  writeLine(line: string): void {
    if (this.#rest === '' && !line.includes('\n')) this.#line(line);
    else this.write(`${line}\n`);
  }

  flush(): void {
    if (this.#rest !== '') this.#line(this.#rest);
    this.#rest = '';
  }
}

export const NOWHERE: Output = { write: () => undefined };

/** A pipe between two tasks. */
export class Pipe implements Output, InputSource {
  #text = '';
  #isOpen = true;
  #hasReader = true;

  write(text: string): void {
    if (!this.#hasReader) throw new BrokenPipe('Broken pipe');
    this.#text += text;
  }

  /** The writer has ended. */
  end(): void {
    this.#isOpen = false;
  }

  close(): void {
    this.#hasReader = false;
  }

  poll(): string | undefined {
    if (this.#text === '') return this.#isOpen ? '' : undefined;
    const text = this.#text;
    this.#text = '';
    return text;
  }
}

function textSource(text: string): InputSource {
  let rest: string | undefined = text === '' ? undefined : text;
  return {
    poll: () => {
      const piece = rest;
      rest = undefined;
      return piece;
    },
  };
}

/** Standard input of a command: shared by the commands that read from it one after the other. */
export class Input {
  readonly #source: InputSource;
  #buffer = '';
  #isAtEnd = false;

  constructor(source: InputSource) {
    this.#source = source;
  }

  static of(text: string): Input {
    return new Input(textSource(text));
  }

  close(): void {
    this.#source.close?.();
  }

  /** The next line without its newline; undefined at the end. */
  *line(): Work<string | undefined> {
    for (;;) {
      const end = this.#buffer.indexOf('\n');
      if (end >= 0) return this.#take(end, 1);
      if (!(yield* this.#fill())) return this.#buffer === '' ? undefined : this.#take(this.#buffer.length, 0);
    }
  }

  /** Everything there is, as it comes; undefined at the end. */
  *piece(): Work<string | undefined> {
    if (this.#buffer === '' && !(yield* this.#fill())) return undefined;
    return this.#take(this.#buffer.length, 0);
  }

  *rest(): Work<string> {
    while (yield* this.#fill());
    return this.#take(this.#buffer.length, 0);
  }

  #take(length: number, skipped: number): string {
    const text = this.#buffer.slice(0, length);
    this.#buffer = this.#buffer.slice(length + skipped);
    return text;
  }

  *#fill(): Work<boolean> {
    for (;;) {
      if (this.#isAtEnd) return false;
      const piece = this.#source.poll();
      if (piece === undefined) this.#isAtEnd = true;
      else if (piece !== '') {
        this.#buffer += piece;
        return true;
      } else {
        const { wait, keep } = this.#look();
        yield wait;
        const found = keep();
        this.#buffer += found;
        if (found !== '') return true;
      }
    }
  }

  /** A wait that keeps what it finds while it looks. */
  #look(): { readonly wait: Wait; readonly keep: () => string } {
    let found = '';
    const ready = (): boolean => {
      const piece = this.#source.poll();
      if (piece === undefined) this.#isAtEnd = true;
      else found += piece;
      return this.#isAtEnd || found !== '';
    };
    return { wait: { ready }, keep: () => found };
  }
}
