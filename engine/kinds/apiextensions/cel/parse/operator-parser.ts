import type { Expr } from './ast.ts';
import {
  AFTER_CALC,
  AFTER_RELATION,
  balanced,
  follow,
  MEMBER,
  must,
  NEGATED,
  NEGATED_NUMBER,
  NOTHING,
  PRODUCTS,
  RELATIONS,
  START,
  SUMS,
} from './grammar.ts';
import { TokenReader } from './recovery.ts';
import type { Issue, Source } from './source.ts';
import { type Token, tokensOf, type TokenType } from './tokens.ts';

/** Rules within rules (cel-go v0.12 stops there); a pair of parentheses takes six. */
const DEEPEST = 250;

/** A tree is too deep for the API server. */
export class TooDeep extends Error {}

/** The operators of CEL's grammar, from `?:` down to the signs; what they stand between is `member`. */
export abstract class OperatorParser {
  protected readonly source: Source;
  protected readonly text: string;
  protected readonly reader: TokenReader;
  /** What the tokens say is said first, then what the reader says, then what the built tree says. */
  protected readonly lexical: readonly Issue[];
  protected readonly built: Issue[] = [];
  protected readonly depths: WeakMap<Expr, number> = new WeakMap();

  constructor(text: string, source: Source) {
    const { tokens, issues } = tokensOf(text, source);
    this.text = text;
    this.source = source;
    this.lexical = issues;
    this.reader = new TokenReader(tokens, source);
  }

  get issues(): readonly Issue[] {
    return [...this.lexical, ...this.reader.issues, ...this.built];
  }

  start(): Expr {
    return this.reader.rule(
      () => {
        const expr = this.reader.within(must('<EOF>'), () => this.expr(1));
        this.reader.match('<EOF>', NOTHING);
        return this.passed(expr);
      },
      (start) => this.nothing(start),
    );
  }

  protected nothing(start: Token): Expr {
    return { kind: 'constant', offset: start.offset, value: '<<error>>' };
  }

  protected report(offset: number, message: string): void {
    this.built.push(this.source.issueAt(offset, message));
  }

  /** Notes how many rules deep a tree is, and gives up where that is too deep for the API server. */
  protected deep(expr: Expr, own: number, ...inner: readonly Expr[]): Expr {
    const depth = own + Math.max(0, ...inner.map((one) => this.depths.get(one) ?? 0));
    if (depth > DEEPEST) throw new TooDeep();
    this.depths.set(expr, depth);
    return expr;
  }

  /** A rule that only passes on what the one below it found. */
  protected passed(expr: Expr): Expr {
    return this.deep(expr, 1, expr);
  }

  protected expr(depth: number): Expr {
    if (depth * 6 > DEEPEST) throw new TooDeep();
    const reader = this.reader;
    return reader.rule(
      () => {
        const first = reader.within(follow(['?'], true), () => this.joined('||', '_||_', depth));
        if (!reader.is('?')) return this.passed(first);
        const { offset } = reader.take();
        const second = reader.within(must(':'), () => this.joined('||', '_||_', depth));
        reader.match(':', must(...START));
        const third = reader.within(NOTHING, () => this.expr(depth + 1));
        const args = [first, second, third];
        return this.deep({ kind: 'call', offset, name: '_?_:_', target: undefined, args }, 1, ...args);
      },
      (start) => this.nothing(start),
    );
  }

  /** Terms of `||`, each of them terms of `&&`: as a balanced tree, which is what messages point into. */
  protected joined(type: '||' | '&&', name: string, depth: number): Expr {
    const reader = this.reader;
    const one = (): Expr =>
      reader.within(follow([type], true), () =>
        type === '||' ? this.joined('&&', '_&&_', depth) : this.relation(1, depth),
      );
    return reader.rule(
      () => {
        const terms = [one()];
        const offsets: number[] = [];
        while (reader.is(type)) {
          offsets.push(reader.take().offset);
          terms.push(one());
        }
        const tree = balanced(terms, offsets, (offset, left, right) =>
          this.deep({ kind: 'call', offset, name, target: undefined, args: [left, right] }, 0, left, right),
        );
        return this.passed(tree);
      },
      (start) => this.nothing(start),
    );
  }

  protected relation(least: number, depth: number): Expr {
    const reader = this.reader;
    return reader.rule(
      () => {
        let left = this.passed(reader.within(AFTER_RELATION, () => this.calc(1, depth)));
        while (least <= 1 && reader.is(...RELATIONS)) {
          const { type, offset } = reader.take();
          const right = reader.within(AFTER_RELATION, () => this.relation(2, depth));
          const name = type === 'in' ? '@in' : `_${type}_`;
          left = this.binary(offset, name, left, right);
        }
        return left;
      },
      (start) => this.nothing(start),
    );
  }

  protected calc(least: number, depth: number): Expr {
    const reader = this.reader;
    return reader.rule(
      () => {
        let left = this.passed(reader.within(AFTER_CALC, () => this.unary(depth)));
        for (;;) {
          const isProduct = least <= 2 && reader.is(...PRODUCTS);
          if (!isProduct && !(least <= 1 && reader.is(...SUMS))) return left;
          const { type, offset } = reader.take();
          const right = reader.within(AFTER_CALC, () => this.calc(isProduct ? 3 : 2, depth));
          left = this.binary(offset, `_${type}_`, left, right);
        }
      },
      (start) => this.nothing(start),
    );
  }

  protected binary(offset: number, name: string, left: Expr, right: Expr): Expr {
    return this.deep({ kind: 'call', offset, name, target: undefined, args: [left, right] }, 1, left, right);
  }

  protected unary(depth: number): Expr {
    const reader = this.reader;
    return reader.rule(
      () => {
        reader.choose(START);
        if (reader.is('-') && !NEGATED_NUMBER.has(reader.next.type)) {
          this.requireOperand();
          return this.prefixed('-', '-_', MEMBER, depth);
        }
        if (reader.is('!')) return this.prefixed('!', '!_', NEGATED, depth);
        return this.passed(reader.within(NOTHING, () => this.member(depth)));
      },
      (start) => this.nothing(start),
    );
  }

  /** A `-` has something behind it that can be negated. */
  protected requireOperand(): void {
    const { token, next } = this.reader;
    if (!MEMBER.has(next.type)) this.reader.noAlternative(this.textThrough(token, next));
  }

  /** What `-` and the token behind it look like; the end of the text is no part of it. */
  protected textThrough(from: Token, to: Token): string {
    const end = to.type === '<EOF>' ? from.offset + 1 : to.offset + [...to.text].length;
    return [...this.text].slice(from.offset, end).join('');
  }

  protected prefixed(type: '-' | '!', name: string, expected: ReadonlySet<TokenType>, depth: number): Expr {
    const reader = this.reader;
    const { offset } = reader.take();
    let count = 1;
    while (reader.is(type)) {
      if (type === '-') this.requireOperand();
      reader.take();
      count += 1;
    }
    reader.leaveLoop(expected);
    const operand = this.passed(reader.within(NOTHING, () => this.member(depth)));
    if (count % 2 === 0) return operand;
    return this.deep({ kind: 'call', offset, name, target: undefined, args: [operand] }, 1, operand);
  }

  protected abstract member(depth: number): Expr;
}
