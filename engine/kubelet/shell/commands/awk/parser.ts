import { AwkProblem, type Token, tokensOf } from './lexer.ts';

export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'regex'; readonly source: string }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'field'; readonly index: Expression }
  | { readonly type: 'item'; readonly array: string; readonly keys: readonly Expression[] }
  | { readonly type: 'in'; readonly array: string; readonly key: Expression }
  | { readonly type: 'assign'; readonly operator: string; readonly target: Expression; readonly value: Expression }
  | { readonly type: 'step'; readonly by: number; readonly isPrefix: boolean; readonly target: Expression }
  | { readonly type: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] };

export type Statement =
  | { readonly type: 'print'; readonly isFormatted: boolean; readonly items: readonly Expression[] }
  | { readonly type: 'expression'; readonly value: Expression }
  | { readonly type: 'block'; readonly body: readonly Statement[] }
  | { readonly type: 'if'; readonly test: Expression; readonly yes: Statement; readonly no?: Statement }
  | {
      readonly type: 'loop';
      readonly test?: Expression;
      readonly update?: Statement;
      readonly body: Statement;
      readonly isTestedLast: boolean;
    }
  | { readonly type: 'each'; readonly name: string; readonly array: string; readonly body: Statement }
  | { readonly type: 'delete'; readonly array: string; readonly keys: readonly Expression[] }
  | { readonly type: 'next' | 'break' | 'continue' }
  | { readonly type: 'exit'; readonly value?: Expression };

export interface Rule {
  readonly when: 'BEGIN' | 'END' | 'line';
  readonly pattern?: Expression;
  /** The last line of a range. */
  readonly until?: Expression;
  /** Absent: the line is printed. */
  readonly body?: Statement;
}

/** By how strongly they bind; the one that stands for nothing joins texts. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['in'],
  ['~', '!~'],
  ['<', '<=', '==', '!=', '>', '>='],
  [''],
  ['+', '-'],
  ['*', '/', '%'],
];
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^='];
const MAX_DEPTH = 100;

/** @throws AwkProblem */
export function parseAwk(program: string): readonly Rule[] {
  return new Parser(tokensOf(program)).rules();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  /** Within print, `>` would write to a file. */
  #isPrinting = false;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  rules(): readonly Rule[] {
    const rules: Rule[] = [];
    for (this.#skipRows(); this.#token.kind !== 'end'; this.#skipRows()) rules.push(this.#rule());
    return rules;
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #is(...texts: readonly string[]): boolean {
    const { kind, text } = this.#token;
    return (kind === 'operator' || kind === 'name') && texts.includes(text);
  }

  #takes(...texts: readonly string[]): boolean {
    if (!this.#is(...texts)) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw new AwkProblem(`${text} was expected before ${this.#token.text}`);
  }

  #skipRows(): void {
    while (this.#takes(';'));
  }

  #name(): string {
    const { kind, text } = this.#token;
    if (kind !== 'name') throw new AwkProblem(`a name was expected before ${text}`);
    this.#at += 1;
    return text;
  }

  #rule(): Rule {
    if (this.#is('function')) throw new AwkProblem('function');
    for (const when of ['BEGIN', 'END'] as const) if (this.#takes(when)) return { when, body: this.#block() };
    const pattern = this.#is('{') ? undefined : this.#expression();
    const until = pattern !== undefined && this.#takes(',') ? this.#expression() : undefined;
    return {
      when: 'line',
      ...(pattern === undefined ? {} : { pattern }),
      ...(until === undefined ? {} : { until }),
      ...(this.#is('{') ? { body: this.#block() } : {}),
    };
  }

  #block(): Statement {
    this.#expect('{');
    const body: Statement[] = [];
    for (this.#skipRows(); !this.#takes('}'); this.#skipRows()) body.push(this.#statement());
    return { type: 'block', body };
  }

  #statement(): Statement {
    this.#deeper();
    const statement = this.#statementItself();
    this.#depth -= 1;
    return statement;
  }

  #deeper(): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new AwkProblem(`more than ${MAX_DEPTH} levels`);
  }

  #statementItself(): Statement {
    if (this.#is('{')) return this.#block();
    if (this.#takes('if')) return this.#if();
    if (this.#takes('for')) return this.#for();
    if (this.#takes('while')) {
      const test = this.#inParentheses();
      if (this.#takes(';')) return { type: 'loop', test, body: NOTHING, isTestedLast: false };
      return { type: 'loop', test, body: this.#body(), isTestedLast: false };
    }
    if (this.#takes('do')) {
      const body = this.#body();
      this.#skipRows();
      this.#expect('while');
      return { type: 'loop', test: this.#inParentheses(), body, isTestedLast: true };
    }
    const simple = this.#simple();
    if (!this.#is(';', '}') && this.#token.kind !== 'end') throw new AwkProblem(`before ${this.#token.text}`);
    return simple;
  }

  #body(): Statement {
    this.#skipRows();
    return this.#statement();
  }

  #inParentheses(): Expression {
    this.#expect('(');
    const value = this.#expression();
    this.#expect(')');
    return value;
  }

  #if(): Statement {
    const test = this.#inParentheses();
    const yes = this.#body();
    const back = this.#at;
    this.#skipRows();
    if (this.#takes('else')) return { type: 'if', test, yes, no: this.#body() };
    this.#at = back;
    return { type: 'if', test, yes };
  }

  #for(): Statement {
    this.#expect('(');
    const back = this.#at;
    if (this.#token.kind === 'name') {
      const name = this.#name();
      if (this.#takes('in')) {
        const array = this.#name();
        if (this.#takes(')')) return { type: 'each', name, array, body: this.#body() };
      }
      this.#at = back;
    }
    const first = this.#is(';') ? NOTHING : this.#simple();
    this.#expect(';');
    const test = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    const update = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    const loop: Statement = {
      type: 'loop',
      ...(test === undefined ? {} : { test }),
      ...(update === undefined ? {} : { update }),
      body: this.#body(),
      isTestedLast: false,
    };
    return { type: 'block', body: [first, loop] };
  }

  #simple(): Statement {
    for (const type of ['next', 'break', 'continue'] as const) if (this.#takes(type)) return { type };
    if (this.#takes('exit')) return this.#ends() ? { type: 'exit' } : { type: 'exit', value: this.#expression() };
    if (this.#takes('print')) return this.#print(false);
    if (this.#takes('printf')) return this.#print(true);
    if (this.#takes('delete')) {
      const array = this.#name();
      return { type: 'delete', array, keys: this.#takes('[') ? this.#list(']') : [] };
    }
    return { type: 'expression', value: this.#expression() };
  }

  #ends(): boolean {
    return this.#is(';', '}') || this.#token.kind === 'end';
  }

  #print(isFormatted: boolean): Statement {
    this.#isPrinting = true;
    const items: Expression[] = [];
    if (!this.#ends()) {
      do items.push(...this.#printed());
      while (this.#takes(','));
    }
    this.#isPrinting = false;
    if (this.#is('>', '|')) throw new AwkProblem(`print ${this.#token.text}`);
    return { type: 'print', isFormatted, items };
  }

  /** `print (a, b)` prints both. */
  #printed(): readonly Expression[] {
    const back = this.#at;
    if (this.#takes('(')) {
      const items = this.#grouped(() => this.#list(')'));
      if (this.#ends()) return items;
      this.#at = back;
    }
    return [this.#expression()];
  }

  /** Between parentheses `>` compares again. */
  #grouped<T>(read: () => T): T {
    const outer = this.#isPrinting;
    this.#isPrinting = false;
    const found = read();
    this.#isPrinting = outer;
    return found;
  }

  #list(end: string): readonly Expression[] {
    const items: Expression[] = [];
    if (this.#takes(end)) return items;
    do items.push(this.#expression());
    while (this.#takes(','));
    this.#expect(end);
    return items;
  }

  #expression(): Expression {
    this.#deeper();
    const left = this.#choice();
    const operator = this.#token.text;
    const isAssignment = this.#token.kind === 'operator' && ASSIGNMENTS.includes(operator);
    if (isAssignment && !['variable', 'field', 'item'].includes(left.type)) throw new AwkProblem(`before ${operator}`);
    if (isAssignment) this.#at += 1;
    this.#depth -= 1;
    return isAssignment ? { type: 'assign', operator, target: left, value: this.#expression() } : left;
  }

  #choice(): Expression {
    const test = this.#level(0);
    if (!this.#takes('?')) return test;
    const yes = this.#expression();
    this.#expect(':');
    return { type: 'choice', test, yes, no: this.#expression() };
  }

  #level(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#level(level + 1);
    for (let operator = this.#operatorOf(operators); operator !== undefined; operator = this.#operatorOf(operators)) {
      if (operator === 'in') left = { type: 'in', array: this.#name(), key: left };
      else left = { type: 'binary', operator, left, right: this.#level(level + 1) };
    }
    return left;
  }

  #operatorOf(operators: readonly string[]): string | undefined {
    if (operators[0] === '') return this.#beginsValue() ? '' : undefined;
    const { text } = this.#token;
    if (!this.#is(...operators) || (text === '>' && this.#isPrinting)) return undefined;
    this.#at += 1;
    return text;
  }

  #beginsValue(): boolean {
    const { kind, text } = this.#token;
    if (kind === 'name') return text !== 'in';
    return kind === 'operator' ? ['$', '(', '!', '++', '--'].includes(text) : kind !== 'end';
  }

  #unary(): Expression {
    for (const operator of ['!', '-', '+'])
      if (this.#takes(operator)) return { type: 'unary', operator, operand: this.#unary() };
    const base = this.#postfix();
    if (!this.#takes('^')) return base;
    return { type: 'binary', operator: '^', left: base, right: this.#unary() };
  }

  #postfix(): Expression {
    for (const operator of ['++', '--'])
      if (this.#takes(operator))
        return { type: 'step', by: operator === '++' ? 1 : -1, isPrefix: true, target: this.#primary() };
    const target = this.#primary();
    if (!['variable', 'field', 'item'].includes(target.type) || !this.#is('++', '--')) return target;
    const by = this.#takes('++') ? 1 : -1;
    if (by === -1) this.#at += 1;
    return { type: 'step', by, isPrefix: false, target };
  }

  #primary(): Expression {
    const { kind, text } = this.#token;
    this.#at += 1;
    switch (kind) {
      case 'number':
        return { type: 'number', value: Number(text) };
      case 'string':
        return { type: 'string', value: text };
      case 'regex':
        return { type: 'regex', source: text };
      case 'call':
        this.#expect('(');
        return { type: 'call', name: text, args: this.#grouped(() => this.#list(')')) };
      case 'name':
        if (text === 'length') return { type: 'call', name: text, args: [] };
        if (text === 'getline') throw new AwkProblem('getline');
        if (!this.#takes('[')) return { type: 'variable', name: text };
        return { type: 'item', array: text, keys: this.#grouped(() => this.#list(']')) };
      case 'operator':
        if (text === '$') return { type: 'field', index: this.#is('++', '--', '-') ? this.#unary() : this.#primary() };
        if (text === '(') return this.#parenthesis();
        throw new AwkProblem(`before ${text}`);
      case 'end':
        throw new AwkProblem('the end came too soon');
    }
  }

  /** `(a, b) in c` asks for a key of two parts. */
  #parenthesis(): Expression {
    const items = this.#grouped(() => this.#list(')'));
    const [only] = items;
    if (only !== undefined && items.length === 1) return only;
    throw new AwkProblem('a list in parentheses');
  }
}

const NOTHING: Statement = { type: 'block', body: [] };
