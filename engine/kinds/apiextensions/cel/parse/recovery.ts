import type { Issue, Source } from './source.ts';
import { shown, type Token, TOKEN_TYPES, type TokenType } from './tokens.ts';

type Types = ReadonlySet<TokenType>;

/** What may come when the rule at hand is done: `isOptional` if the rule outside may be done then, too. */
export interface Follow {
  readonly types: Types;
  readonly isOptional: boolean;
}

/** A rule cannot go on: it was said, and the rules outside carry on behind it. */
export class Stuck extends Error {}

/**
 * The tokens with the default way of ANTLR 4 to go on behind a mistake: leave one token out, take one for given, or skip to what any of
 * the rules at hand may be followed by. What it says is what people know from API servers.
 */
export class TokenReader {
  readonly issues: Issue[] = [];
  readonly #tokens: readonly Token[];
  readonly #source: Source;
  readonly #follows: Follow[] = [];
  #at = 0;
  /** Until a token fits again nothing more is said. */
  #isRecovering = false;
  #stuckAt = -1;

  constructor(tokens: readonly Token[], source: Source) {
    this.#tokens = tokens;
    this.#source = source;
  }

  get token(): Token {
    return this.#peek(0);
  }

  get next(): Token {
    return this.#peek(1);
  }

  is(...types: readonly TokenType[]): boolean {
    return types.includes(this.token.type);
  }

  /** Runs a rule below the one at hand, which goes on with `follow`. */
  within<T>(follow: Follow, rule: () => T): T {
    this.#follows.push(follow);
    try {
      return rule();
    } finally {
      this.#follows.pop();
    }
  }

  /** Runs the body of a rule; where it gets stuck, skips to where the rules outside can carry on. */
  rule<T>(body: () => T, instead: (start: Token) => T): T {
    const start = this.token;
    try {
      return body();
    } catch (error) {
      if (!(error instanceof Stuck)) throw error;
      this.#skipToFollow();
      return instead(start);
    }
  }

  /** Takes the token, whatever it is: the caller looked. */
  take(): Token {
    const { token } = this;
    this.#isRecovering = false;
    if (token.type !== '<EOF>') this.#at += 1;
    return token;
  }

  /** Takes a token of that type, and otherwise recovers; `after`: what may come behind it. */
  match(type: TokenType, after: Follow): Token {
    if (this.is(type)) return this.take();
    const expected: Types = new Set([type]);
    if (expected.has(this.next.type)) {
      this.#unwanted(expected);
      this.#drop();
      return this.take();
    }
    if (this.#allowed(after).has(this.token.type)) {
      this.#say(`missing ${nameOf(type)} at ${this.#display()}`);
      return { type, text: `<missing ${type}>`, offset: this.token.offset };
    }
    return this.#stuck(expected);
  }

  /** Before a choice: the token is one of these, or left out, or nothing goes on. `isOptional`: the rule can go on without. */
  choose(expected: Types, isOptional = false): void {
    if (expected.has(this.token.type)) return;
    if (this.#isRecovering) {
      if (isOptional) return;
      throw new Stuck();
    }
    if (!expected.has(this.next.type)) this.#stuck(expected);
    this.#unwanted(expected);
    this.#drop();
    this.#isRecovering = false;
  }

  /** At the end of a loop that has to be followed by one of these. */
  leaveLoop(expected: Types): void {
    if (expected.has(this.token.type) || this.#isRecovering) return;
    this.#unwanted(expected);
    this.#skipTo(new Set([...expected, ...this.#follow()]));
  }

  /** No alternative fits the token at hand and the next one. */
  noAlternative(between: string): never {
    const { next } = this;
    this.#sayAt(next.offset, `no viable alternative at input '${shown(between)}'`);
    throw new Stuck();
  }

  #stuck(expected: Types): never {
    this.#say(`mismatched input ${this.#display()} expecting ${listed(expected)}`);
    throw new Stuck();
  }

  #unwanted(expected: Types): void {
    this.#say(`extraneous input ${this.#display()} expecting ${listed(expected)}`);
  }

  #say(message: string): void {
    this.#sayAt(this.token.offset, message);
  }

  #sayAt(offset: number, message: string): void {
    if (!this.#isRecovering) this.issues.push(this.#source.issueAt(offset, asFormat(`Syntax error: ${message}`)));
    this.#isRecovering = true;
  }

  #display(): string {
    return `'${shown(this.token.text)}'`;
  }

  /** What may come after something that `follow` tells of, with all the rules outside. */
  #allowed(follow: Follow): Types {
    const allowed = new Set(follow.types);
    let isOpen = follow.isOptional;
    for (const outer of this.#follows.toReversed()) {
      if (!isOpen) return allowed;
      for (const type of outer.types) allowed.add(type);
      isOpen = outer.isOptional;
    }
    return allowed;
  }

  #follow(): Types {
    return new Set(this.#follows.flatMap(({ types }) => [...types]));
  }

  #skipToFollow(): void {
    if (this.#stuckAt === this.#at) this.#drop();
    this.#stuckAt = this.#at;
    this.#skipTo(this.#follow());
  }

  #skipTo(types: Types): void {
    while (!this.is('<EOF>') && !types.has(this.token.type)) this.#drop();
  }

  #drop(): void {
    if (!this.is('<EOF>')) this.#at += 1;
  }

  #peek(ahead: number): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('tokens end in <EOF>');
    return token;
  }
}

/** cel-go hands the message to Go's Sprintf as if it were a format. */
function asFormat(message: string): string {
  return message.replace(/%[+\-# 0]*(?:\d+)?(?:\.\d*)?([^]?)/gu, (_all, verb: string) => {
    if (verb === '') return '%!(NOVERB)';
    return verb === '%' ? '%' : `%!${verb}(MISSING)`;
  });
}

const nameOf = (type: TokenType): string => (/^[A-Z_]+$|^<EOF>$/.test(type) ? type : `'${type}'`);

/** `')'`, or `{']', ','}`. */
function listed(types: Types): string {
  const names = TOKEN_TYPES.filter((type) => types.has(type)).map(nameOf);
  return names.length === 1 ? (names[0] ?? '') : `{${names.join(', ')}}`;
}
