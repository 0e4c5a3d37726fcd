/** A piece of an awk program. */
export interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'call' | 'operator' | 'end';
  /** Of an operator itself, `;` for the end of a row. */
  readonly text: string;
}

/** What is no program of awk, or more than is known here. */
export class AwkProblem extends Error {}

const KEYWORDS: ReadonlySet<string> = new Set(
  'if while for do else print printf in return exit getline delete next function BEGIN END'.split(' '),
);
/** In the order in which they are tried. */
const PIECES: readonly (readonly [kind: Token['kind'] | 'space' | 'row', pattern: RegExp])[] = [
  ['space', /(?:[ \t\r]|\\\n|#[^\n]*)+/y],
  ['row', /\n+/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y],
  ['string', /"(?:[^"\\\n]|\\[^])*"/y],
  ['regex', /\/(?:[^/\\\n[]|\\.|\[\^?\]?[^\]\n]*\])*\//y],
  ['call', /[A-Za-z_]\w*(?=\()/y],
  ['name', /[A-Za-z_]\w*/y],
  ['operator', /\|\||&&|==|!=|<=|>=|!~|\+\+|--|\+=|-=|\*=|\/=|%=|\^=|[-+*/%^!<>~?:=,;(){}[\]$|]/y],
];
/** Behind one of these a slash divides. */
const VALUE_END: ReadonlySet<string> = new Set([')', ']', '++', '--']);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '/': '/', '\\': '\\' };

/** @throws AwkProblem */
export function tokensOf(program: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < program.length;) {
    const divides = mayDivide(tokens.at(-1));
    const [kind, text] = pieceAt(program, at, divides);
    at += text.length;
    if (kind === 'row') tokens.push({ kind: 'operator', text: ';' });
    else if (kind !== 'space') tokens.push(tokenOf(kind, text));
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function pieceAt(program: string, at: number, divides: boolean): readonly [Token['kind'] | 'space' | 'row', string] {
  for (const [kind, pattern] of PIECES) {
    if (kind === 'regex' && divides) continue;
    pattern.lastIndex = at;
    const [text] = pattern.exec(program) ?? [];
    if (text !== undefined) return [kind, text];
  }
  throw new AwkProblem(`at ${program.slice(at, at + 10)}`);
}

function tokenOf(kind: Token['kind'], text: string): Token {
  if (kind === 'string') return { kind, text: unescaped(text.slice(1, -1)) };
  if (kind === 'regex') return { kind, text: text.slice(1, -1).replaceAll('\\/', '/') };
  return kind === 'call' && KEYWORDS.has(text) ? { kind: 'name', text } : { kind, text };
}

function mayDivide(before: Token | undefined): boolean {
  if (before === undefined) return false;
  if (before.kind === 'name') return !KEYWORDS.has(before.text);
  return before.kind === 'number' || before.kind === 'string' || VALUE_END.has(before.text);
}

export function unescaped(text: string): string {
  return text.replaceAll(/\\([^])/g, (whole, char: string) => ESCAPES[char] ?? whole);
}
