import { type Expr, type MapEntry, qualifiedName } from './ast.ts';
import { AFTER_MEMBER, follow, MEMBER, must, NEGATED_NUMBER, NOTHING, RESERVED, START, SUFFIXES } from './grammar.ts';
import { OperatorParser, TooDeep } from './operator-parser.ts';
import { literalValue } from './literals.ts';
import { expandMacro } from './macros.ts';
import { type Issue, nowhere, Source } from './source.ts';

export interface Parsed {
  readonly source: Source;
  readonly expr: Expr;
  /** What is wrong with it; then `expr` means nothing. */
  readonly issues: readonly Issue[];
}

const LONGEST = 100_000;
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

/** What operators stand between: names, literals, calls, selections. */
class Parser extends OperatorParser {
  protected override member(depth: number): Expr {
    const reader = this.reader;
    let expr: Expr | undefined;
    return reader.rule(
      () => {
        expr = reader.within(AFTER_MEMBER, () => this.primary(depth));
        while (reader.is(...SUFFIXES)) {
          if (reader.is('.')) expr = this.selection(expr, depth);
          else if (reader.is('[')) expr = this.index(expr, depth);
          else expr = this.message(expr, depth);
        }
        return expr;
      },
      (start) => expr ?? this.nothing(start),
    );
  }

  protected selection(operand: Expr, depth: number): Expr {
    const reader = this.reader;
    const { offset } = reader.take();
    const name = reader.match('IDENTIFIER', follow(['(', ...SUFFIXES], true));
    if (!reader.is('(')) {
      const select: Expr = { kind: 'select', offset, operand, field: name.text, testOnly: false };
      return this.deep(select, 1, operand);
    }
    return this.invocation(name.text, operand, depth);
  }

  /** The arguments of a call. What is wrong with a macro is said even where the parenthesis behind them is missing. */
  protected invocation(name: string, target: Expr | undefined, depth: number): Expr {
    const reader = this.reader;
    const { offset } = reader.take();
    reader.choose(new Set([...START, ')']), true);
    const args = START.has(reader.token.type) ? reader.within(must(')'), () => this.list(depth)) : [];
    const call = RESERVED.has(name) && target === undefined ? undefined : this.call(offset, name, target, args);
    reader.match(')', AFTER_MEMBER);
    return call ?? { kind: 'constant', offset, value: null };
  }

  protected call(offset: number, name: string, target: Expr | undefined, args: readonly Expr[]): Expr {
    const inner = target === undefined ? args : [target, ...args];
    const expanded = expandMacro(name, offset, target, args);
    if (expanded === undefined) return this.deep({ kind: 'call', offset, name, target, args }, 1, ...inner);
    if (!('refused' in expanded)) return this.deep(expanded, 1, ...inner);
    this.report(expanded.offset, expanded.refused);
    return { kind: 'constant', offset, value: null };
  }

  protected index(operand: Expr, depth: number): Expr {
    const { offset } = this.reader.take();
    const index = this.reader.within(must(']'), () => this.expr(depth + 1));
    this.reader.match(']', AFTER_MEMBER);
    return this.binary(offset, '_[_]', operand, index);
  }

  protected message(operand: Expr, depth: number): Expr {
    const reader = this.reader;
    const { offset } = reader.take();
    const name = qualifiedName(operand);
    if (name === undefined) this.report(rootOf(operand).offset, 'expected a qualified name');
    reader.choose(new Set(['}', ',', 'IDENTIFIER'] as const), true);
    const values = reader.is('IDENTIFIER') ? reader.within(must(',', '}'), () => this.fields(depth)) : [];
    this.closing('}');
    return { kind: 'message', offset, name: name ?? '', values };
  }

  protected fields(depth: number): readonly Expr[] {
    const reader = this.reader;
    const values: Expr[] = [];
    return reader.rule(
      () => {
        do {
          if (values.length > 0) reader.take();
          reader.match('IDENTIFIER', must(':'));
          reader.match(':', must(...START));
          values.push(reader.within(follow([','], true), () => this.expr(depth + 1)));
        } while (reader.is(',') && reader.next.type === 'IDENTIFIER');
        return values;
      },
      () => values,
    );
  }

  /** A comma perhaps, and the bracket. */
  protected closing(bracket: ']' | '}'): void {
    const reader = this.reader;
    reader.choose(new Set([',', bracket] as const), true);
    if (reader.is(',')) reader.take();
    reader.match(bracket, AFTER_MEMBER);
  }

  protected list(depth: number): readonly Expr[] {
    const reader = this.reader;
    const element = (): Expr => reader.within(follow([','], true), () => this.expr(depth + 1));
    const elements = [element()];
    while (reader.is(',') && START.has(reader.next.type)) {
      reader.take();
      elements.push(element());
    }
    return elements;
  }

  protected primary(depth: number): Expr {
    const reader = this.reader;
    let isChosen = false;
    return reader.rule(
      () => {
        reader.choose(MEMBER);
        isChosen = true;
        const { type } = reader.token;
        if (type === '.' || type === 'IDENTIFIER') return this.name(depth);
        if (type === '(') return this.nested(depth);
        if (type === '[') return this.listLiteral(depth);
        if (type === '{') return this.mapLiteral(depth);
        return this.literal();
      },
      (start) => {
        if (!isChosen) this.report(start.offset, 'invalid primary expression');
        return this.nothing(start);
      },
    );
  }

  protected name(depth: number): Expr {
    const reader = this.reader;
    const start = reader.token;
    const dot = reader.is('.') ? reader.take().text : '';
    const { text, offset } = reader.match('IDENTIFIER', follow(['(', ...SUFFIXES], true));
    if (RESERVED.has(text)) this.report(start.offset, `reserved identifier: ${text}`);
    if (!reader.is('(')) return this.deep({ kind: 'ident', offset, name: `${dot}${text}` }, 0);
    return this.invocation(`${dot}${text}`, undefined, depth);
  }

  protected nested(depth: number): Expr {
    const reader = this.reader;
    reader.take();
    const inner = reader.within(must(')'), () => this.expr(depth + 1));
    reader.match(')', AFTER_MEMBER);
    return this.deep(inner, 0, inner);
  }

  protected listLiteral(depth: number): Expr {
    const reader = this.reader;
    const { offset } = reader.take();
    reader.choose(new Set([...START, ',', ']']), true);
    const elements = START.has(reader.token.type) ? reader.within(must(',', ']'), () => this.list(depth)) : [];
    this.closing(']');
    return this.deep({ kind: 'list', offset, elements }, 0, ...elements);
  }

  protected mapLiteral(depth: number): Expr {
    const reader = this.reader;
    const { offset } = reader.take();
    reader.choose(new Set([...START, ',', '}']), true);
    const entries = START.has(reader.token.type) ? reader.within(must(',', '}'), () => this.entries(depth)) : [];
    this.closing('}');
    const inner = entries.flatMap(({ key, value }) => [key, value]);
    return this.deep({ kind: 'map', offset, entries }, 1, ...inner);
  }

  protected entries(depth: number): readonly MapEntry[] {
    const reader = this.reader;
    const entries: MapEntry[] = [];
    return reader.rule(
      () => {
        do {
          if (entries.length > 0) reader.take();
          const key = reader.within(must(':'), () => this.expr(depth + 1));
          reader.match(':', must(...START));
          entries.push({ key, value: reader.within(follow([','], true), () => this.expr(depth + 1)) });
        } while (reader.is(',') && START.has(reader.next.type));
        return entries;
      },
      () => entries,
    );
  }

  protected literal(): Expr {
    const reader = this.reader;
    return reader.within(NOTHING, () =>
      reader.rule(
        () => this.constant(),
        (start) => {
          this.report(start.offset, 'invalid literal');
          return this.nothing(start);
        },
      ),
    );
  }

  protected constant(): Expr {
    const reader = this.reader;
    const start = reader.token;
    const isNegative = reader.is('-');
    if (isNegative && !NEGATED_NUMBER.has(reader.next.type)) reader.noAlternative(this.textThrough(start, reader.next));
    if (isNegative) reader.take();
    const { type, text } = reader.take();
    const value = literalValue(type, text, isNegative);
    const isWrong = typeof value === 'object' && value !== null && 'refused' in value;
    if (isWrong) this.report(start.offset, value.refused);
    return this.deep({ kind: 'constant', offset: start.offset, value: isWrong ? null : value }, 0);
  }
}

/** What selections are made from. */
function rootOf(expr: Expr): Expr {
  return expr.kind === 'select' ? rootOf(expr.operand) : expr;
}
