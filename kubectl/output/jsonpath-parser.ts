import { JsonPathError, type PathNode, type SliceParameter } from './jsonpath-nodes.ts';
import { unquoteGo } from './quote.ts';

const dictionaryKey = /^'([^']*)'$/;
const slicePattern = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const comparison = /^([^!<>=]+)([!<>=]+)(.+?)$/;
/** Nested filters and unions each need a parse of their own; nobody writes this many. */
const maxNesting = 32;

/** Parses a kubectl JSONPath template: text with actions in braces. Throws JsonPathError with client-go's text. */
export function parseTemplate(template: string): readonly PathNode[] {
  return new PathParser(template, 0).template();
}

function parseAction(action: string, nesting: number): readonly PathNode[] {
  if (nesting > maxNesting) throw new JsonPathError('the template is nested too deeply');
  const [first] = new PathParser(`{${action}}`, nesting).template();
  return first?.type === 'list' ? first.nodes : [];
}

function isTerminator(char: string): boolean {
  return char === '' || ' \t\r\n.,[]$@{}'.includes(char);
}

class PathParser {
  readonly #input: string;
  readonly #nesting: number;
  #at = 0;

  constructor(input: string, nesting: number) {
    this.#input = input;
    this.#nesting = nesting;
  }

  template(): PathNode[] {
    const nodes: PathNode[] = [];
    while (this.#at < this.#input.length) {
      const brace = this.#input.indexOf('{', this.#at);
      const end = brace === -1 ? this.#input.length : brace;
      if (end > this.#at) nodes.push({ type: 'text', text: this.#input.slice(this.#at, end) });
      this.#at = end + 1;
      if (brace !== -1) nodes.push({ type: 'list', nodes: this.#action() });
    }
    return nodes;
  }

  #next(): string {
    const char = this.#input[this.#at] ?? '';
    this.#at += 1;
    return char;
  }

  #action(): PathNode[] {
    const nodes: PathNode[] = [];
    for (;;) {
      if (this.#input.startsWith('}', this.#at)) {
        this.#at += 1;
        return nodes;
      }
      this.#step(nodes);
    }
  }

  #step(nodes: PathNode[]): void {
    const start = this.#at;
    if (this.#input.startsWith('[?(', start)) {
      nodes.push(this.#filter());
      return;
    }
    if (this.#input.startsWith('..', start)) {
      this.#recursive(nodes);
      return;
    }
    const char = this.#next();
    if (char === '' || char === '\r' || char === '\n') throw new JsonPathError('unclosed action');
    if (char === ' ' || char === '@' || char === '$') return;
    if (char === '[') nodes.push(...this.#brackets(start));
    else if (char === '"' || char === "'") nodes.push(this.#quoted(char, start));
    else if (char === '.') nodes.push(this.#field());
    else if (/[-+0-9]/.test(char)) nodes.push(this.#number(start));
    else if (/[\p{L}\p{Nd}_]/u.test(char)) nodes.push(this.#identifier(start));
    else throw new JsonPathError(`unrecognized character in action: ${unicodeForm(char)}`);
  }

  #recursive(nodes: PathNode[]): void {
    if (nodes.at(-1)?.type === 'recursive') throw new JsonPathError('invalid multiple recursive descent');
    this.#at += 2;
    nodes.push({ type: 'recursive' });
    if (/[\p{L}\p{Nd}_]/u.test(this.#input[this.#at] ?? '')) nodes.push(this.#field());
  }

  #field(): PathNode {
    const start = this.#at;
    while (!isTerminator(this.#input[this.#at] ?? '')) this.#at += this.#input[this.#at] === '\\' ? 2 : 1;
    const name = this.#input.slice(start, this.#at);
    return name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') };
  }

  #number(start: number): PathNode {
    while (/[.0-9]/.test(this.#input[this.#at] ?? '')) this.#at += 1;
    const text = this.#input.slice(start, this.#at);
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(text)) throw new JsonPathError(`cannot parse number ${text}`);
    return { type: 'value', value: Number(text) };
  }

  #identifier(start: number): PathNode {
    while (!isTerminator(this.#input[this.#at] ?? '')) this.#at += 1;
    const name = this.#input.slice(start, this.#at);
    return name === 'true' || name === 'false'
      ? { type: 'value', value: name === 'true' }
      : { type: 'identifier', name };
  }

  #quoted(quote: string, start: number): PathNode {
    for (;;) {
      const char = this.#next();
      if (char === '' || char === '\n') throw new JsonPathError('unterminated quoted string');
      if (char === quote && this.#input[this.#at - 2] !== '\\') break;
    }
    const literal = this.#input.slice(start, this.#at);
    const text = unquoteGo(literal);
    if (text === undefined) throw new JsonPathError(`unquote string ${literal} error invalid syntax`);
    return { type: 'text', text };
  }

  #brackets(start: number): readonly PathNode[] {
    for (;;) {
      const char = this.#next();
      if (char === '' || char === '\n') throw new JsonPathError('unterminated array');
      if (char === ']') break;
    }
    const inside = this.#input.slice(start + 1, this.#at - 1);
    const text = inside === '*' ? ':' : inside;
    const parts = text.split(',');
    if (parts.length > 1) {
      return [
        {
          type: 'union',
          branches: parts.map((part) => parseAction(`[${part.replaceAll(/^ +| +$/g, '')}]`, this.#nesting + 1)),
        },
      ];
    }
    const key = dictionaryKey.exec(text)?.[1];
    if (key !== undefined) return parseAction(`.${key}`, this.#nesting + 1);
    return [slice(text)];
  }

  #filter(): PathNode {
    this.#at += 3;
    const start = this.#at;
    let quote = '';
    let closed = true;
    for (;;) {
      const char = this.#next();
      if (char === '' || char === '\n') throw new JsonPathError('unterminated filter');
      if (char === ')' && closed) break;
      if (char !== '"' && char !== "'") continue;
      if (quote === '') {
        quote = char;
        closed = false;
      } else if (this.#input[this.#at - 2] !== '\\' && char === quote) {
        closed = true;
      }
    }
    if (this.#next() !== ']') throw new JsonPathError('unclosed array expect ]');
    const text = this.#input.slice(start, this.#at - 2);
    const [, left, operator, right] = comparison.exec(text) ?? [];
    if (left === undefined || operator === undefined || right === undefined) {
      return { type: 'filter', left: parseAction(text, this.#nesting + 1), operator: 'exists', right: [] };
    }
    return {
      type: 'filter',
      left: parseAction(left, this.#nesting + 1),
      operator,
      right: parseAction(right, this.#nesting + 1),
    };
  }
}

function slice(text: string): PathNode {
  const match = slicePattern.exec(text);
  if (match === null) throw new JsonPathError(`invalid array index ${text}`);
  const start = parameter(match[1] ?? '');
  const end: SliceParameter =
    match[2] === undefined ? { known: true, value: start.value + 1, derived: true } : parameter(match[2].slice(1));
  const step = parameter((match[3] ?? ':').slice(1));
  return { type: 'slice', parameters: [start, end, step] };
}

function parameter(text: string): SliceParameter {
  if (text === '') return { known: false, value: 0 };
  if (text === '-') throw new JsonPathError(`array index ${text} is not a number`);
  return { known: true, value: Number(text) };
}

/** `U+0023 '#'`: Go's %#U. */
function unicodeForm(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${char}'`;
}
