import { type Constant, type Expr, type MapEntry, qualifiedName, Uint } from './ast.ts';
import { bytesValue, integerValue, textValue } from './literals.ts';
import { expandMacro } from './macros.ts';
import { type Follow, TokenReader } from './recovery.ts';
import { type Issue, nowhere, Source } from './source.ts';
import { type Token, tokensOf, type TokenType } from './tokens.ts';

export interface Parsed {
  readonly source: Source;
  readonly expr: Expr;
  /** What is wrong with it; then `expr` means nothing. */
  readonly issues: readonly Issue[];
}

const LONGEST = 100_000;
/** Rules within rules (cel-go v0.12 stops there); a pair of parentheses takes six. */
const DEEPEST = 250;

/** Parses an expression of CEL (grammar and messages of cel-go v0.12). */
export function parse(text: string): Parsed {
  const source = new Source(text);
  const size = source.points.length;
  const none: Expr = { kind: 'constant', offset: 0, value: null };
  if (size > LONGEST) {
    const why = `expression code point size exceeds limit: size: ${size}, limit ${LONGEST}`;
    return { source, expr: none, issues: [nowhere(why)] };
  }
  const parser = new Parser(text, source);
  try {
    const expr = parser.start();
    return { source, expr, issues: parser.issues };
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { source, expr: none, issues: [...parser.issues, nowhere('max recursion depth exceeded')] };
  }
}

class TooDeep extends Error {}

const follow = (types: readonly TokenType[], isOptional: boolean): Follow => ({ types: new Set(types), isOptional });

const MEMBER_START: readonly TokenType[] = [
  ...(['[', '{', '(', '.', '-', 'true', 'false', 'null'] as const),
  ...(['NUM_FLOAT', 'NUM_INT', 'NUM_UINT', 'STRING', 'BYTES', 'IDENTIFIER'] as const),
];
const START: ReadonlySet<TokenType> = new Set([...MEMBER_START, '!'] as const);
const MEMBER: ReadonlySet<TokenType> = new Set(MEMBER_START);
const NEGATED: ReadonlySet<TokenType> = new Set([...MEMBER_START, '!'] as const);
const RELATIONS: readonly TokenType[] = ['<', '<=', '>=', '>', '==', '!=', 'in'];
const PRODUCTS: readonly TokenType[] = ['*', '/', '%'];
const SUMS: readonly TokenType[] = ['+', '-'];
const SUFFIXES: readonly TokenType[] = ['.', '[', '{'];

const AFTER_CALC = follow([...PRODUCTS, ...SUMS], true);
const AFTER_RELATION = follow(RELATIONS, true);
const AFTER_MEMBER = follow(SUFFIXES, true);
const NOTHING = follow([], true);
const must = (...types: readonly TokenType[]): Follow => follow(types, false);

const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else false for function if import in let loop package namespace null return true var void while'.split(
    ' ',
  ),
);

class Parser {
  readonly #source: Source;
  readonly #text: string;
  readonly #reader: TokenReader;
  /** What the tokens say is said first, then what the reader says, then what the built tree says. */
  readonly #lexical: readonly Issue[];
  readonly #built: Issue[] = [];
  readonly #depths = new WeakMap<Expr, number>();

  constructor(text: string, source: Source) {
    const { tokens, issues } = tokensOf(text, source);
    this.#text = text;
    this.#source = source;
    this.#lexical = issues;
    this.#reader = new TokenReader(tokens, source);
  }

  get issues(): readonly Issue[] {
    return [...this.#lexical, ...this.#reader.issues, ...this.#built];
  }

  start(): Expr {
    return this.#reader.rule(
      () => {
        const expr = this.#reader.within(must('<EOF>'), () => this.#expr(1));
        this.#reader.match('<EOF>', NOTHING);
        return expr;
      },
      (start) => this.#nothing(start),
    );
  }

  #nothing(start: Token): Expr {
    return { kind: 'constant', offset: start.offset, value: '<<error>>' };
  }

  #report(offset: number, message: string): void {
    this.#built.push(this.#source.issueAt(offset, message));
  }

  /** Notes how deep a tree is, and gives up where it is too deep for the parser of the API server. */
  #deep(expr: Expr, own: number, ...inner: readonly Expr[]): Expr {
    const depth = own + Math.max(0, ...inner.map((one) => this.#depths.get(one) ?? 0));
    if (depth > DEEPEST) throw new TooDeep();
    this.#depths.set(expr, depth);
    return expr;
  }

  #expr(depth: number): Expr {
    if (depth * 6 > DEEPEST) throw new TooDeep();
    const reader = this.#reader;
    return reader.rule(
      () => {
        const first = reader.within(follow(['?'], true), () => this.#joined('||', '_||_', depth));
        if (!reader.is('?')) return first;
        const { offset } = reader.take();
        const second = reader.within(must(':'), () => this.#joined('||', '_||_', depth));
        reader.match(':', must(...START));
        const third = reader.within(NOTHING, () => this.#expr(depth + 1));
        const args = [first, second, third];
        return this.#deep({ kind: 'call', offset, name: '_?_:_', target: undefined, args }, 1, ...args);
      },
      (start) => this.#nothing(start),
    );
  }

  /** Terms of `||`, each of them terms of `&&`: as a balanced tree, which is what messages point into. */
  #joined(type: '||' | '&&', name: string, depth: number): Expr {
    const reader = this.#reader;
    const one = (): Expr =>
      reader.within(follow([type], true), () =>
        type === '||' ? this.#joined('&&', '_&&_', depth) : this.#relation(1, depth),
      );
    return reader.rule(
      () => {
        const terms = [one()];
        const offsets: number[] = [];
        while (reader.is(type)) {
          offsets.push(reader.take().offset);
          terms.push(one());
        }
        return balanced(terms, offsets, (offset, left, right) =>
          this.#deep({ kind: 'call', offset, name, target: undefined, args: [left, right] }, 0, left, right),
        );
      },
      (start) => this.#nothing(start),
    );
  }

  #relation(least: number, depth: number): Expr {
    const reader = this.#reader;
    return reader.rule(
      () => {
        let left = reader.within(AFTER_RELATION, () => this.#calc(1, depth));
        while (least <= 1 && reader.is(...RELATIONS)) {
          const { type, offset } = reader.take();
          const right = reader.within(AFTER_RELATION, () => this.#relation(2, depth));
          const name = type === 'in' ? '@in' : `_${type}_`;
          left = this.#binary(offset, name, left, right);
        }
        return left;
      },
      (start) => this.#nothing(start),
    );
  }

  #calc(least: number, depth: number): Expr {
    const reader = this.#reader;
    return reader.rule(
      () => {
        let left = reader.within(AFTER_CALC, () => this.#unary(depth));
        for (;;) {
          const isProduct = least <= 2 && reader.is(...PRODUCTS);
          if (!isProduct && !(least <= 1 && reader.is(...SUMS))) return left;
          const { type, offset } = reader.take();
          const right = reader.within(AFTER_CALC, () => this.#calc(isProduct ? 3 : 2, depth));
          left = this.#binary(offset, `_${type}_`, left, right);
        }
      },
      (start) => this.#nothing(start),
    );
  }

  #binary(offset: number, name: string, left: Expr, right: Expr): Expr {
    return this.#deep({ kind: 'call', offset, name, target: undefined, args: [left, right] }, 1, left, right);
  }

  #unary(depth: number): Expr {
    const reader = this.#reader;
    return reader.rule(
      () => {
        reader.choose(START);
        if (reader.is('-') && !NEGATED_NUMBER.has(reader.next.type)) {
          if (!MEMBER.has(reader.next.type)) reader.noAlternative(this.#textThrough(reader.token, reader.next));
          return this.#prefixed('-', '-_', MEMBER, depth);
        }
        if (reader.is('!')) return this.#prefixed('!', '!_', NEGATED, depth);
        return reader.within(NOTHING, () => this.#member(depth));
      },
      (start) => this.#nothing(start),
    );
  }

  /** What `-` and the token behind it look like; the end of the text is no part of it. */
  #textThrough(from: Token, to: Token): string {
    const end = to.type === '<EOF>' ? from.offset + 1 : to.offset + [...to.text].length;
    return [...this.#text].slice(from.offset, end).join('');
  }

  #prefixed(type: '-' | '!', name: string, expected: ReadonlySet<TokenType>, depth: number): Expr {
    const reader = this.#reader;
    const { offset } = reader.take();
    let count = 1;
    while (reader.is(type) && !(type === '-' && NEGATED_NUMBER.has(reader.next.type))) {
      reader.take();
      count += 1;
    }
    reader.leaveLoop(expected);
    const operand = reader.within(NOTHING, () => this.#member(depth));
    if (count % 2 === 0) return operand;
    return this.#deep({ kind: 'call', offset, name, target: undefined, args: [operand] }, 1, operand);
  }

  #member(depth: number): Expr {
    const reader = this.#reader;
    let expr: Expr | undefined;
    return reader.rule(
      () => {
        expr = reader.within(AFTER_MEMBER, () => this.#primary(depth));
        while (reader.is(...SUFFIXES)) {
          if (reader.is('.')) expr = this.#selection(expr, depth);
          else if (reader.is('[')) expr = this.#index(expr, depth);
          else expr = this.#message(expr, depth);
        }
        return expr;
      },
      (start) => expr ?? this.#nothing(start),
    );
  }

  #selection(operand: Expr, depth: number): Expr {
    const reader = this.#reader;
    const { offset } = reader.take();
    const name = reader.match('IDENTIFIER', follow(['(', ...SUFFIXES], true));
    if (!reader.is('(')) {
      const select: Expr = { kind: 'select', offset, operand, field: name.text, testOnly: false };
      return this.#deep(select, 1, operand);
    }
    const open = reader.take();
    const args = this.#arguments(depth);
    return this.#call(open.offset, name.text, operand, args);
  }

  /** The arguments of a call, and the parenthesis behind them. */
  #arguments(depth: number): readonly Expr[] {
    const reader = this.#reader;
    reader.choose(new Set([...START, ')']));
    const args = reader.is(')') ? [] : reader.within(must(')'), () => this.#list(depth));
    reader.match(')', AFTER_MEMBER);
    return args;
  }

  #call(offset: number, name: string, target: Expr | undefined, args: readonly Expr[]): Expr {
    const inner = target === undefined ? args : [target, ...args];
    const expanded = expandMacro(name, offset, target, args);
    if (expanded === undefined) return this.#deep({ kind: 'call', offset, name, target, args }, 1, ...inner);
    if (!('refused' in expanded)) return this.#deep(expanded, 1, ...inner);
    this.#report(expanded.offset, expanded.refused);
    return { kind: 'constant', offset, value: null };
  }

  #index(operand: Expr, depth: number): Expr {
    const { offset } = this.#reader.take();
    const index = this.#reader.within(must(']'), () => this.#expr(depth + 1));
    this.#reader.match(']', AFTER_MEMBER);
    return this.#binary(offset, '_[_]', operand, index);
  }

  #message(operand: Expr, depth: number): Expr {
    const reader = this.#reader;
    const { offset } = reader.take();
    reader.choose(new Set(['}', ',', 'IDENTIFIER'] as const));
    const values: Expr[] = [];
    while (reader.is('IDENTIFIER')) {
      reader.take();
      reader.match(':', must(...START));
      values.push(reader.within(follow([',', '}'], false), () => this.#expr(depth + 1)));
      if (!reader.is(',') || reader.next.type !== 'IDENTIFIER') break;
      reader.take();
    }
    if (reader.is(',')) reader.take();
    reader.match('}', AFTER_MEMBER);
    const name = qualifiedName(operand);
    if (name === undefined) this.#report(operand.offset, 'expected a qualified name');
    return { kind: 'message', offset, name: name ?? '', values };
  }

  #list(depth: number): readonly Expr[] {
    const reader = this.#reader;
    const element = (): Expr => reader.within(follow([','], true), () => this.#expr(depth + 1));
    const elements = [element()];
    while (reader.is(',') && reader.next.type !== ']') {
      reader.take();
      elements.push(element());
    }
    return elements;
  }

  #primary(depth: number): Expr {
    const reader = this.#reader;
    let isChosen = false;
    return reader.rule(
      () => {
        reader.choose(MEMBER);
        isChosen = true;
        const { type } = reader.token;
        if (type === '.' || type === 'IDENTIFIER') return this.#name(depth);
        if (type === '(') return this.#nested(depth);
        if (type === '[') return this.#listLiteral(depth);
        if (type === '{') return this.#mapLiteral(depth);
        return this.#literal();
      },
      (start) => {
        if (!isChosen) this.#report(start.offset, 'invalid primary expression');
        return this.#nothing(start);
      },
    );
  }

  #name(depth: number): Expr {
    const reader = this.#reader;
    const start = reader.token;
    const dot = reader.is('.') ? reader.take().text : '';
    const { text, offset } = reader.match('IDENTIFIER', follow(['(', ...SUFFIXES], true));
    if (RESERVED.has(text)) this.#report(start.offset, `reserved identifier: ${text}`);
    if (!reader.is('(')) return this.#deep({ kind: 'ident', offset, name: `${dot}${text}` }, 1);
    const open = reader.take();
    const args = this.#arguments(depth);
    return RESERVED.has(text) ? this.#nothing(start) : this.#call(open.offset, `${dot}${text}`, undefined, args);
  }

  #nested(depth: number): Expr {
    const reader = this.#reader;
    reader.take();
    const inner = reader.within(must(')'), () => this.#expr(depth + 1));
    reader.match(')', AFTER_MEMBER);
    return this.#deep(inner, 0, inner);
  }

  #listLiteral(depth: number): Expr {
    const reader = this.#reader;
    const { offset } = reader.take();
    reader.choose(new Set([...START, ',', ']']));
    const elements = reader.is(',', ']') ? [] : reader.within(must(',', ']'), () => this.#list(depth));
    reader.choose(new Set([',', ']'] as const));
    if (reader.is(',')) reader.take();
    reader.match(']', AFTER_MEMBER);
    return this.#deep({ kind: 'list', offset, elements }, 1, ...elements);
  }

  #mapLiteral(depth: number): Expr {
    const reader = this.#reader;
    const { offset } = reader.take();
    reader.choose(new Set([...START, ',', '}']));
    const entries = reader.is(',', '}') ? [] : reader.within(must(',', '}'), () => this.#entries(depth));
    reader.choose(new Set([',', '}'] as const));
    if (reader.is(',')) reader.take();
    reader.match('}', AFTER_MEMBER);
    const inner = entries.flatMap(({ key, value }) => [key, value]);
    return this.#deep({ kind: 'map', offset, entries }, 1, ...inner);
  }

  #entries(depth: number): readonly MapEntry[] {
    const reader = this.#reader;
    const entries: MapEntry[] = [];
    do {
      if (entries.length > 0) reader.take();
      const key = reader.within(must(':'), () => this.#expr(depth + 1));
      reader.match(':', must(...START));
      entries.push({ key, value: reader.within(follow([','], true), () => this.#expr(depth + 1)) });
    } while (reader.is(',') && reader.next.type !== '}');
    return entries;
  }

  #literal(): Expr {
    const reader = this.#reader;
    const start = reader.token;
    const isNegative = reader.is('-');
    if (isNegative) reader.take();
    const { type, text } = reader.take();
    const value = literalValue(type, text, isNegative);
    const isWrong = typeof value === 'object' && value !== null && 'refused' in value;
    if (isWrong) this.#report(start.offset, value.refused);
    return this.#deep({ kind: 'constant', offset: start.offset, value: isWrong ? null : value }, 1);
  }
}

/** What makes of `-` the sign of a number. */
const NEGATED_NUMBER: ReadonlySet<TokenType> = new Set(['NUM_INT', 'NUM_FLOAT'] as const);

const INT64 = 2n ** 63n;

function literalValue(
  type: TokenType,
  text: string,
  isNegative: boolean,
): Constant['value'] | { readonly refused: string } {
  switch (type) {
    case 'true':
    case 'false':
      return type === 'true';
    case 'NUM_INT':
      return integerValue(text, isNegative, -INT64, INT64 - 1n) ?? { refused: 'invalid int literal' };
    case 'NUM_UINT': {
      const value = integerValue(text.slice(0, -1), false, 0n, 2n * INT64 - 1n);
      return value === undefined ? { refused: 'invalid uint literal' } : new Uint(value);
    }
    case 'NUM_FLOAT': {
      const value = Number(text) * (isNegative ? -1 : 1);
      return Number.isFinite(value) ? value : { refused: 'invalid double literal' };
    }
    case 'STRING':
      return textValue(text);
    case 'BYTES':
      return bytesValue(text);
    default:
      return null;
  }
}

/** Terms of one operator as a tree that is as flat as can be (cel-go's balancer). */
function balanced(
  terms: readonly Expr[],
  offsets: readonly number[],
  join: (offset: number, left: Expr, right: Expr) => Expr,
): Expr {
  const term = (at: number): Expr => terms[at] as Expr;
  const tree = (low: number, high: number): Expr => {
    const middle = Math.floor((low + high + 1) / 2);
    const left = middle === low ? term(middle) : tree(low, middle - 1);
    const right = middle === high ? term(middle + 1) : tree(middle + 1, high);
    return join(offsets[middle] ?? 0, left, right);
  };
  return offsets.length === 0 ? term(0) : tree(0, offsets.length - 1);
}
