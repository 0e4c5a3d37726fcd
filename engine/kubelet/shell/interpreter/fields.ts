import type { Piece } from './pattern.ts';

/** Words in the making: text is appended, and what comes unquoted from an expansion is split at white space. */
export class Fields {
  readonly #done: Piece[][] = [];
  #current: Piece[] | undefined;
  readonly #separators: string;

  constructor(separators: string) {
    this.#separators = separators;
  }

  /** Text that stays as it is; `isLiteral`: its `*` is a star. */
  add(text: string, isLiteral: boolean): void {
    (this.#current ??= []).push({ text, isLiteral });
  }

  /** The result of an unquoted expansion. */
  addSplit(text: string): void {
    if (text === '') return;
    if (this.#separators === '') return this.add(text, false);
    let word = '';
    for (const char of text) {
      if (!this.#separators.includes(char)) word += char;
      else {
        if (word !== '') this.add(word, false);
        else if (!/\s/.test(char) && this.#current === undefined) this.add('', true);
        word = '';
        this.break();
      }
    }
    if (word !== '') this.add(word, false);
  }

  /** Ends the word. */
  break(): void {
    if (this.#current !== undefined) this.#done.push(this.#current);
    this.#current = undefined;
  }

  all(): readonly (readonly Piece[])[] {
    this.break();
    return this.#done;
  }
}

export const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');
