import { StringDecoder } from 'node:string_decoder';

/** Hears what a client writes to standard input, as it comes. */
export interface InputListener {
  type(text: string): void;
  end(): void;
}

/** A client's standard input. */
export class ChannelInput {
  readonly #decoder = new StringDecoder('utf8');
  readonly #whole = Promise.withResolvers<string>();
  #text = '';
  #isDone = false;
  #listener: InputListener | undefined;

  constructor() {
    this.#whole.promise.catch(() => undefined); // Not everybody asks for it; a client that leaves before its end is no crash.
  }

  push(bytes: Buffer): void {
    this.#add(this.#decoder.write(bytes));
  }

  /** The client writes no more. */
  end(): void {
    if (this.#isDone) return;
    this.#add(this.#decoder.end());
    this.#isDone = true;
    this.#whole.resolve(this.#text);
    this.#listener?.end();
  }

  /** The client has gone. */
  abort(): void {
    this.#whole.reject(new Error('the client left'));
    this.end();
  }

  /** From now on this one hears what comes, and first what has come. */
  listen(listener: InputListener): void {
    this.#listener = listener;
    if (this.#text !== '') listener.type(this.#text);
    if (this.#isDone) listener.end();
  }

  /** All of it, once it has ended. */
  whole(): Promise<string> {
    return this.#whole.promise;
  }

  #add(text: string): void {
    if (this.#isDone || text === '') return;
    if (this.#listener === undefined) this.#text += text;
    else this.#listener.type(text);
  }
}
