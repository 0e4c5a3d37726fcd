import { GoYamlError, type Mark } from './mark.ts';

/** Reads a text character by character and knows the line and column. '' stands for the end of the text. */
export class Cursor {
  readonly text: string;
  index = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    this.text = text;
  }

  get mark(): Mark {
    return { index: this.index, line: this.line, column: this.column };
  }

  peek(offset = 0): string {
    return this.text[this.index + offset] ?? '';
  }

  atEnd(): boolean {
    return this.index >= this.text.length;
  }

  isBreak(offset = 0): boolean {
    const char = this.peek(offset);
    return char === '\n' || char === '\r' || char === '\u0085' || char === '\u2028' || char === '\u2029';
  }

  /** A space or a tab. */
  isBlank(offset = 0): boolean {
    const char = this.peek(offset);
    return char === ' ' || char === '\t';
  }

  isBreakOrEnd(offset = 0): boolean {
    return this.peek(offset) === '' || this.isBreak(offset);
  }

  isBlankOrEnd(offset = 0): boolean {
    return this.isBlank(offset) || this.isBreakOrEnd(offset);
  }

  skip(count = 1): void {
    this.index += count;
    this.column += count;
  }

  /** Steps over one line break; `\r\n` is one. */
  skipLine(): void {
    this.index += this.peek() === '\r' && this.peek(1) === '\n' ? 2 : 1;
    this.line += 1;
    this.column = 0;
  }

  /** `---` or `...` at the start of a line, followed by a blank. */
  isDocumentIndicator(indicator?: '---' | '...'): boolean {
    if (this.column !== 0 || !this.isBlankOrEnd(3)) return false;
    const three = this.text.slice(this.index, this.index + 3);
    return indicator === undefined ? three === '---' || three === '...' : three === indicator;
  }

  fail(problem: string, contextMark?: Mark): never {
    throw new GoYamlError('scanner', problem, this.mark, contextMark);
  }
}
