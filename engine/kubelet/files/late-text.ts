/**
 * A text whose length is known and which is made when somebody first reads it: a token that most pods are given and few look at. It stands
 * for the same text for ever, so that trees and their copies may share it.
 */
export class LateText {
  readonly length: number;
  readonly #make: () => string;
  #text: string | undefined;

  constructor(length: number, make: () => string) {
    this.length = length;
    this.#make = make;
  }

  get text(): string {
    if (this.#text !== undefined) return this.#text;
    const text = this.#make();
    if (text.length !== this.length)
      throw new Error(`a text of ${this.length} characters was made with ${text.length}`);
    this.#text = text;
    return text;
  }
}

/** What a file holds. */
export type Content = string | LateText;

export function textOf(content: Content): string {
  return typeof content === 'string' ? content : content.text;
}
