import { functionNames } from './go-template-functions.ts';
import { GoTemplateError, lexTemplate, type ActionToken, type TemplateToken } from './go-template-lexer.ts';
import type { Operand, Pipeline, TemplateNode } from './go-template-nodes.ts';
import { unquoteGo } from './quote.ts';

/** Actions of Go's templates that are refused by name. */
const notSimulated = new Set(['define', 'template', 'block']);
/** Functions of Go's templates that are refused by name. */
const functionsNotSimulated = new Set(['html', 'js', 'urlquery', 'call', 'slice']);
const maxNesting = 64;

/** Parses a template; throws GoTemplateError in the words of Go's text/template (`template: output:1: unexpected EOF`). */
export function parseGoTemplate(template: string): readonly TemplateNode[] {
  return new TemplateParser(template).parse();
}

interface Block {
  readonly body: readonly TemplateNode[];
  readonly closedBy: 'end' | 'else' | 'eof';
  /** The words after `else`: `if COND`, `with COND`. */
  readonly rest: readonly ActionToken[];
}

class TemplateParser {
  readonly #tokens: readonly TemplateToken[];
  readonly #template: string;
  readonly #variables: string[] = ['$'];
  #at = 0;
  #line = 1;
  #ranges = 0;
  #nesting = 0;

  constructor(template: string) {
    this.#template = template;
    this.#tokens = lexTemplate(template, (message, at) => {
      this.#line = template.slice(0, at).split('\n').length;
      return this.#fail(message);
    });
  }

  parse(): readonly TemplateNode[] {
    const block = this.#block();
    if (block.closedBy !== 'eof') this.#fail(`unexpected {{${block.closedBy}}}`);
    return block.body;
  }

  #fail(message: string): never {
    throw new GoTemplateError(`template: output:${this.#line}: ${message}`);
  }

  #block(): Block {
    const body: TemplateNode[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined) return { body, closedBy: 'eof', rest: [] };
      this.#at += 1;
      if (token.type === 'text') {
        body.push(token);
        continue;
      }
      this.#line = token.line;
      const [first, ...rest] = token.tokens;
      if (first === undefined) this.#fail('missing value for command');
      if (first.type === 'word' && (first.text === 'end' || first.text === 'else'))
        return { body, closedBy: first.text, rest };
      body.push(this.#action(first, rest));
    }
  }

  #action(first: ActionToken, rest: readonly ActionToken[]): TemplateNode {
    if (first.type === 'word') {
      if (first.text === 'if' || first.text === 'with' || first.text === 'range')
        return this.#control(first.text, rest);
      if (first.text === 'break' || first.text === 'continue') {
        if (this.#ranges === 0) this.#fail(`{{${first.text}}} outside {{range}}`);
        return { type: first.text };
      }
      if (notSimulated.has(first.text)) this.#fail(`{{${first.text}}} is not simulated`);
    }
    return { type: 'action', pipeline: this.#pipeline([first, ...rest], 'command') };
  }

  #control(type: 'if' | 'with' | 'range', condition: readonly ActionToken[]): TemplateNode {
    this.#nesting += 1;
    if (this.#nesting > maxNesting) this.#fail(`nested deeper than ${maxNesting} levels`);
    const known = this.#variables.length;
    const pipeline = this.#pipeline(condition, type);
    if (type === 'range') this.#ranges += 1;
    const body = this.#block();
    if (type === 'range') this.#ranges -= 1;
    const otherwise = body.closedBy === 'else' ? this.#otherwise(body.rest) : [];
    if (body.closedBy === 'eof') this.#fail('unexpected EOF');
    this.#variables.length = known;
    this.#nesting -= 1;
    return { type, pipeline, body: body.body, otherwise };
  }

  #otherwise(rest: readonly ActionToken[]): readonly TemplateNode[] {
    const [word, ...condition] = rest;
    if (word !== undefined && word.type === 'word' && (word.text === 'if' || word.text === 'with'))
      return [this.#control(word.text, condition)];
    if (word !== undefined) this.#fail(`unexpected <${word.text}> in else`);
    const block = this.#block();
    if (block.closedBy === 'eof') this.#fail('unexpected EOF');
    if (block.closedBy === 'else') this.#fail('expected end; found {{else}}');
    return block.body;
  }

  #pipeline(tokens: readonly ActionToken[], context: string): Pipeline {
    const reader = new TokenReader(tokens);
    const declaration = this.#declaration(reader, context);
    const commands: Operand[] = [];
    do commands.push(this.#command(reader, context));
    while (reader.takeSymbol('|'));
    const extra = reader.peek();
    if (extra !== undefined) this.#fail(`unexpected ${JSON.stringify(extra.text)} in ${context}`);
    if (!declaration.assigns) this.#variables.push(...declaration.declares);
    return { ...declaration, commands };
  }

  #declaration(
    reader: TokenReader,
    context: string,
  ): { readonly declares: readonly string[]; readonly assigns: boolean } {
    const [first, second, third, fourth] = reader.rest();
    if (first?.type !== 'variable') return { declares: [], assigns: false };
    if (second?.text === ':=' || second?.text === '=') {
      reader.skip(2);
      if (second.text === '=') this.#known(first.text);
      return { declares: [first.text], assigns: second.text === '=' };
    }
    if (context !== 'range' || second?.text !== ',' || third?.type !== 'variable' || fourth?.text !== ':=')
      return { declares: [], assigns: false };
    reader.skip(4);
    return { declares: [first.text, third.text], assigns: false };
  }

  #known(variable: string): void {
    if (!this.#variables.includes(variable)) this.#fail(`undefined variable "${variable}"`);
  }

  #command(reader: TokenReader, context: string): Operand {
    const first = reader.peek();
    if (first === undefined) this.#fail(`missing value for ${context}`);
    if (first.type !== 'word' || ['true', 'false', 'nil'].includes(first.text)) {
      const operand = this.#operand(reader, context);
      const next = reader.peek();
      if (next !== undefined && next.text !== '|' && next.text !== ')')
        this.#fail(`unexpected ${JSON.stringify(next.text)} in operand`);
      return operand;
    }
    reader.skip(1);
    this.#checkFunction(first.text);
    const args: Operand[] = [];
    let next = reader.peek();
    while (next !== undefined && next.text !== '|' && next.text !== ')') {
      args.push(this.#operand(reader, context));
      next = reader.peek();
    }
    return { type: 'call', name: first.text, args, at: first.at, source: this.#source(first.at, reader) };
  }

  #checkFunction(name: string): void {
    if (functionsNotSimulated.has(name)) this.#fail(`function "${name}" is not simulated`);
    if (!functionNames.has(name)) this.#fail(`function "${name}" not defined`);
  }

  #source(at: number, reader: TokenReader): string {
    return this.#template.slice(at, reader.endOfLast()).trim();
  }

  #operand(reader: TokenReader, context: string): Operand {
    const token = reader.take();
    if (token === undefined) return this.#fail(`missing value for ${context}`);
    const fields: ActionToken[] = [];
    const start = this.#operandStart(token, reader, context);
    if (token.type === 'field') fields.push(token);
    let next = reader.peek();
    while (next?.type === 'field' && !next.spaced) {
      fields.push(next);
      reader.skip(1);
      next = reader.peek();
    }
    const names = fields.map(({ text }) => text.slice(1));
    const source = this.#source(token.at, reader);
    // Go counts from what follows the first part of a chain: of `$.a` from `.a`, of `.a.b` from `.b`.
    const at = fields[token.type === 'field' ? 1 : 0]?.at ?? token.at;
    if (start === 'dot') return { type: 'path', base: 'dot', fields: names, at, source };
    if (start.type === 'variable') return { ...start, fields: names, at, source };
    return names.length === 0 ? start : { type: 'path', base: start, fields: names, at, source };
  }

  #operandStart(token: ActionToken, reader: TokenReader, context: string): Operand | 'dot' {
    const { at, text } = token;
    switch (token.type) {
      case 'field':
      case 'dot':
        return 'dot';
      case 'variable':
        this.#known(text);
        return { type: 'variable', name: text, fields: [], at, source: text };
      case 'string':
        return { type: 'constant', value: this.#text(text), at, source: text };
      case 'number':
        return { type: 'constant', value: this.#number(text), at, source: text };
      case 'word':
        if (text === 'true' || text === 'false') return { type: 'constant', value: text === 'true', at, source: text };
        if (text === 'nil') return { type: 'nil', at, source: text };
        this.#checkFunction(text);
        return { type: 'call', name: text, args: [], at, source: text };
      case 'symbol':
        if (text !== '(') return this.#fail(`unexpected ${JSON.stringify(text)} in ${context}`);
        return this.#parenthesis(token, reader);
    }
  }

  #parenthesis(open: ActionToken, reader: TokenReader): Operand {
    const commands: Operand[] = [];
    this.#nesting += 1;
    if (this.#nesting > maxNesting) this.#fail(`nested deeper than ${maxNesting} levels`);
    do commands.push(this.#command(reader, 'parenthesized pipeline'));
    while (reader.takeSymbol('|'));
    this.#nesting -= 1;
    if (!reader.takeSymbol(')')) this.#fail('unclosed left paren');
    const pipeline: Pipeline = { declares: [], assigns: false, commands };
    return { type: 'pipeline', pipeline, at: open.at, source: this.#source(open.at, reader) };
  }

  #text(literal: string): unknown {
    if (literal.startsWith('`')) return literal.slice(1, -1);
    const text = unquoteGo(literal);
    if (text === undefined) return this.#fail('invalid syntax');
    return literal.startsWith("'") ? (text.codePointAt(0) ?? 0) : text;
  }

  #number(text: string): number {
    const value = Number(text.replaceAll('_', ''));
    return Number.isNaN(value) ? this.#fail(`bad number syntax: ${JSON.stringify(text)}`) : value;
  }
}

class TokenReader {
  readonly #tokens: readonly ActionToken[];
  #at = 0;

  constructor(tokens: readonly ActionToken[]) {
    this.#tokens = tokens;
  }

  peek(): ActionToken | undefined {
    return this.#tokens[this.#at];
  }

  take(): ActionToken | undefined {
    const token = this.peek();
    if (token !== undefined) this.#at += 1;
    return token;
  }

  takeSymbol(text: string): boolean {
    const matches = this.peek()?.type === 'symbol' && this.peek()?.text === text;
    if (matches) this.#at += 1;
    return matches;
  }

  skip(count: number): void {
    this.#at += count;
  }

  rest(): readonly ActionToken[] {
    return this.#tokens.slice(this.#at);
  }

  endOfLast(): number {
    const last = this.#tokens[this.#at - 1];
    return last === undefined ? 0 : last.at + last.text.length;
  }
}
