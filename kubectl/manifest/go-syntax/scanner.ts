import { Cursor } from './cursor.ts';
import { GoYamlError, type Mark } from './mark.ts';
import { skipBlockScalar, skipPlain, skipQuoted } from './scalars.ts';
import type { Token, TokenType } from './token.ts';

/** A place where a key without `?` may have begun; it becomes one when its `:` is found on the same line. */
interface SimpleKey {
  possible: boolean;
  required: boolean;
  tokenNumber: number;
  mark: Mark;
}

const maxSimpleKeyLength = 1024;
const noMark: Mark = { index: 0, line: 0, column: 0 };
const flowStarts: Readonly<Record<string, TokenType>> = { '[': 'flow-sequence-start', '{': 'flow-mapping-start' };
const flowEnds: Readonly<Record<string, TokenType>> = { ']': 'flow-sequence-end', '}': 'flow-mapping-end' };

function noSimpleKey(): SimpleKey {
  return { possible: false, required: false, tokenNumber: 0, mark: noMark };
}

/**
 * Cuts YAML into tokens with the rules, the look-ahead and the complaints of go-yaml v2, the reader inside kubectl.
 * It keeps no values: it is here to say where and how Go would object, in time linear in the text and without recursion.
 */
export class Scanner {
  readonly #cursor: Cursor;
  readonly #queue: Token[] = [];
  #head = 0;
  #taken = 0;
  #indent = -1;
  readonly #indents: number[] = [];
  #flowLevel = 0;
  #simpleKeyAllowed = true;
  readonly #simpleKeys: SimpleKey[] = [noSimpleKey()];
  #ended = false;

  constructor(text: string) {
    this.#cursor = new Cursor(text);
    if (this.#cursor.peek() === '\uFEFF') this.#cursor.index = 1;
  }

  /** How many block collections and flow brackets are open at the place read so far. */
  get openCollections(): number {
    return this.#indents.length + this.#flowLevel;
  }

  peek(): Token {
    while (this.#needsMore()) this.#fetch();
    const token = this.#queue[this.#head];
    if (token === undefined) throw new GoYamlError('parser', 'unexpected end of the tokens', this.#cursor.mark);
    return token;
  }

  take(): Token {
    const token = this.peek();
    this.#head += 1;
    this.#taken += 1;
    if (this.#head > 1024) {
      this.#queue.splice(0, this.#head);
      this.#head = 0;
    }
    return token;
  }

  /** The head of the queue is settled only when no key can be put before it any more. */
  #needsMore(): boolean {
    if (this.#ended && this.#head < this.#queue.length) return false;
    if (this.#head >= this.#queue.length) return true;
    return this.#simpleKeys.some((key) => key.tokenNumber === this.#taken && this.#isValid(key));
  }

  #fetch(): void {
    this.#skipToToken();
    this.#unrollIndent(this.#cursor.column);
    const char = this.#cursor.peek();
    if (char === '') return this.#fetchEnd();
    if (this.#cursor.column === 0 && char === '%') return this.#fetchDirective();
    if (this.#cursor.isDocumentIndicator())
      return this.#fetchDocumentIndicator(char === '-' ? 'document-start' : 'document-end');
    if (flowStarts[char] !== undefined) return this.#fetchFlowStart(flowStarts[char]);
    if (flowEnds[char] !== undefined) return this.#fetchFlowEnd(flowEnds[char]);
    if (char === ',') return this.#fetchFlowEntry();
    if (char === '-' && this.#cursor.isBlankOrEnd(1)) return this.#fetchBlockEntry();
    if (char === '?' && (this.#flowLevel > 0 || this.#cursor.isBlankOrEnd(1))) return this.#fetchKey();
    if (char === ':' && (this.#flowLevel > 0 || this.#cursor.isBlankOrEnd(1))) return this.#fetchValue();
    if (char === '*' || char === '&') return this.#fetchAnchor(char === '*' ? 'alias' : 'anchor');
    if (char === '!') return this.#fetchTag();
    if ((char === '|' || char === '>') && this.#flowLevel === 0) return this.#fetchBlockScalar();
    if (char === "'" || char === '"') return this.#fetchQuoted();
    if (this.#startsPlain(char)) return this.#fetchPlain();
    this.#cursor.fail('found character that cannot start any token');
  }

  #startsPlain(char: string): boolean {
    if (!this.#cursor.isBlankOrEnd() && !'-?:,[]{}#&*!|>\'"%@`'.includes(char)) return true;
    if (char === '-') return !this.#cursor.isBlank(1);
    return this.#flowLevel === 0 && (char === '?' || char === ':') && !this.#cursor.isBlankOrEnd(1);
  }

  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      while (cursor.peek() === ' ' || (cursor.peek() === '\t' && (this.#flowLevel > 0 || !this.#simpleKeyAllowed)))
        cursor.skip();
      if (cursor.peek() === '#') while (!cursor.isBreakOrEnd()) cursor.skip();
      if (!cursor.isBreak()) return;
      cursor.skipLine();
      if (this.#flowLevel === 0) this.#simpleKeyAllowed = true;
    }
  }

  #add(type: TokenType, mark: Mark, text?: string): void {
    this.#queue.push(text === undefined ? { type, mark } : { type, mark, text });
  }

  #insert(tokenNumber: number, type: TokenType, mark: Mark): void {
    this.#queue.splice(this.#head + tokenNumber - this.#taken, 0, { type, mark });
  }

  get #nextTokenNumber(): number {
    return this.#taken + this.#queue.length - this.#head;
  }

  get #lastSimpleKey(): SimpleKey {
    return this.#simpleKeys.at(-1) ?? noSimpleKey();
  }

  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.mark.line === this.#cursor.line && this.#cursor.index <= key.mark.index + maxSimpleKeyLength) return true;
    if (key.required) this.#cursor.fail("could not find expected ':'", key.mark);
    key.possible = false;
    return false;
  }

  #saveSimpleKey(): void {
    const required = this.#flowLevel === 0 && this.#indent === this.#cursor.column;
    if (!this.#simpleKeyAllowed) return;
    this.#removeSimpleKey();
    this.#simpleKeys[this.#simpleKeys.length - 1] = {
      possible: true,
      required,
      tokenNumber: this.#nextTokenNumber,
      mark: this.#cursor.mark,
    };
  }

  #removeSimpleKey(): void {
    const key = this.#lastSimpleKey;
    if (key.possible && key.required) this.#cursor.fail("could not find expected ':'", key.mark);
    key.possible = false;
  }

  #rollIndent(column: number, type: TokenType, mark: Mark, tokenNumber = this.#nextTokenNumber): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    this.#insert(tokenNumber, type, mark);
  }

  #unrollIndent(column: number): void {
    if (this.#flowLevel > 0) return;
    while (this.#indent > column) {
      this.#add('block-end', this.#cursor.mark);
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  #fetchEnd(): void {
    if (this.#cursor.column !== 0) {
      this.#cursor.column = 0;
      this.#cursor.line += 1;
    }
    this.#unrollIndent(-1);
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#add('stream-end', this.#cursor.mark);
    this.#ended = true;
  }

  #fetchDirective(): void {
    this.#unrollIndent(-1);
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = false;
    const mark = this.#cursor.mark;
    const name = /^%([A-Za-z0-9_-]*)/.exec(this.#cursor.text.slice(mark.index, mark.index + 64))?.[1] ?? '';
    this.#cursor.skip(1 + name.length);
    if (name === '') this.#cursor.fail('could not find expected directive name', mark);
    if (!this.#cursor.isBlankOrEnd()) this.#cursor.fail('found unexpected non-alphabetical character', mark);
    if (name !== 'YAML' && name !== 'TAG') this.#cursor.fail('found unknown directive name', mark);
    while (!this.#cursor.isBreakOrEnd()) this.#cursor.skip();
    this.#add('directive', mark);
  }

  #fetchDocumentIndicator(type: TokenType): void {
    this.#unrollIndent(-1);
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = false;
    this.#add(type, this.#cursor.mark);
    this.#cursor.skip(3);
  }

  #fetchFlowStart(type: TokenType): void {
    this.#saveSimpleKey();
    this.#simpleKeys.push(noSimpleKey());
    this.#flowLevel += 1;
    this.#simpleKeyAllowed = true;
    this.#add(type, this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchFlowEnd(type: TokenType): void {
    this.#removeSimpleKey();
    if (this.#flowLevel > 0) {
      this.#flowLevel -= 1;
      this.#simpleKeys.pop();
    }
    this.#simpleKeyAllowed = false;
    this.#add(type, this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchFlowEntry(): void {
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = true;
    this.#add('flow-entry', this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchBlockEntry(): void {
    if (this.#flowLevel === 0) {
      if (!this.#simpleKeyAllowed) this.#cursor.fail('block sequence entries are not allowed in this context');
      this.#rollIndent(this.#cursor.column, 'block-sequence-start', this.#cursor.mark);
    }
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = true;
    this.#add('block-entry', this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchKey(): void {
    if (this.#flowLevel === 0) {
      if (!this.#simpleKeyAllowed) this.#cursor.fail('mapping keys are not allowed in this context');
      this.#rollIndent(this.#cursor.column, 'block-mapping-start', this.#cursor.mark);
    }
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = this.#flowLevel === 0;
    this.#add('key', this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchValue(): void {
    const key = this.#lastSimpleKey;
    if (this.#isValid(key)) {
      this.#insert(key.tokenNumber, 'key', key.mark);
      this.#rollIndent(key.mark.column, 'block-mapping-start', key.mark, key.tokenNumber);
      key.possible = false;
      this.#simpleKeyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#simpleKeyAllowed) this.#cursor.fail('mapping values are not allowed in this context');
        this.#rollIndent(this.#cursor.column, 'block-mapping-start', this.#cursor.mark);
      }
      this.#simpleKeyAllowed = this.#flowLevel === 0;
    }
    this.#add('value', this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchAnchor(type: 'alias' | 'anchor'): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const mark = this.#cursor.mark;
    this.#cursor.skip();
    while (/^[A-Za-z0-9_-]$/.test(this.#cursor.peek())) this.#cursor.skip();
    const name = this.#cursor.text.slice(mark.index + 1, this.#cursor.index);
    const follows = this.#cursor.peek();
    if (name === '' || !(this.#cursor.isBlankOrEnd() || '?:,]}%@`'.includes(follows))) {
      this.#cursor.fail('did not find expected alphabetic or numeric character', mark);
    }
    this.#add(type, mark, name);
  }

  #fetchTag(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const mark = this.#cursor.mark;
    while (!this.#cursor.isBlankOrEnd() && !(this.#flowLevel > 0 && this.#cursor.peek() === ',')) this.#cursor.skip();
    this.#add('tag', mark, this.#cursor.text.slice(mark.index, this.#cursor.index));
  }

  #fetchBlockScalar(): void {
    this.#removeSimpleKey();
    this.#simpleKeyAllowed = true;
    const mark = this.#cursor.mark;
    skipBlockScalar(this.#cursor, { indent: this.#indent, flowLevel: this.#flowLevel });
    this.#add('scalar', mark);
  }

  #fetchQuoted(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const mark = this.#cursor.mark;
    skipQuoted(this.#cursor);
    this.#add('scalar', mark);
  }

  #fetchPlain(): void {
    this.#saveSimpleKey();
    this.#simpleKeyAllowed = false;
    const mark = this.#cursor.mark;
    if (skipPlain(this.#cursor, { indent: this.#indent, flowLevel: this.#flowLevel })) this.#simpleKeyAllowed = true;
    this.#add('scalar', mark);
  }
}
