import type { Issue, Source } from './source.ts';

/** The tokens of CEL's grammar, in the order in which its parser names what it expects. */
export const TOKEN_TYPES = [
  '<EOF>',
  '==',
  '!=',
  'in',
  '<',
  '<=',
  '>=',
  '>',
  '&&',
  '||',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '.',
  ',',
  '-',
  '!',
  '?',
  ':',
  '+',
  '*',
  '/',
  '%',
  'true',
  'false',
  'null',
  'NUM_FLOAT',
  'NUM_INT',
  'NUM_UINT',
  'STRING',
  'BYTES',
  'IDENTIFIER',
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

export interface Token {
  readonly type: TokenType;
  readonly text: string;
  /** In code points. */
  readonly offset: number;
}

const WORDS: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null']);
const PUNCTUATION: readonly TokenType[] = TOKEN_TYPES.filter((type) => /^[^\w<]|^<=?$/.test(type));
const BLANK = /[\t \r\n\f]+|\/\/[^\n]*/y;
const NUMBER_OR_NAME: readonly (readonly [TokenType, RegExp])[] = [
  ['NUM_FLOAT', /(?:\d+\.\d+|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+/y],
  ['NUM_UINT', /(?:0x[\da-fA-F]+|\d+)[uU]/y],
  ['NUM_INT', /0x[\da-fA-F]+|\d+/y],
  ['IDENTIFIER', /[A-Za-z_]\w*/y],
];

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?\u0060]|[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-3][0-7]{2})`;
/** Texts, the triple quoted ones first: of two readings the longer one counts. */
const TEXTS: readonly RegExp[] = [
  ...['"""', "'''"].map((quote) => new RegExp(`${quote}(?:${ESCAPE}|[^\\\\])*?${quote}`, 'yu')),
  ...['"', "'"].map((quote) => new RegExp(`${quote}(?:${ESCAPE}|[^\\\\${quote}\\n\\r])*${quote}`, 'yu')),
];
const RAW_TEXTS: readonly RegExp[] = [
  ...['"""', "'''"].map((quote) => new RegExp(`[rR]${quote}[^]*?${quote}`, 'yu')),
  ...['"', "'"].map((quote) => new RegExp(`[rR]${quote}[^${quote}\\n\\r]*${quote}`, 'yu')),
];
/** What a text that is never closed uses up before it is given up. */
const BROKEN_TEXT: readonly RegExp[] = ['"', "'"].map(
  (quote) =>
    new RegExp(`${quote}(?:${ESCAPE}|[^\\\\${quote}\\n\\r])*(?:\\\\(?:[xX][\\da-fA-F]?|[uU][\\da-fA-F]*)?)?`, 'yu'),
);

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly issues: readonly Issue[];
}

/** The tokens of an expression; what is none is an issue and left out (CEL.g4, cel-go v0.12). */
export function tokensOf(text: string, source: Source): Tokens {
  const tokens: Token[] = [];
  const issues: Issue[] = [];
  let at = 0;
  let offset = 0;
  const advance = (length: number): void => {
    offset += codePoints(text.slice(at, at + length));
    at += length;
  };
  while (at < text.length) {
    const blank = matched(BLANK, text, at);
    if (blank !== undefined) {
      advance(blank.length);
      continue;
    }
    const [type, found] = tokenAt(text, at);
    if (type === undefined)
      issues.push(source.issueAt(offset, `Syntax error: token recognition error at: '${shown(found)}'`));
    else tokens.push({ type, text: found, offset });
    advance(found.length);
  }
  return { tokens: [...tokens, { type: '<EOF>', text: '<EOF>', offset }], issues };
}

/** A token's text in a message. */
export function shown(text: string): string {
  return text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
}

function tokenAt(text: string, at: number): readonly [TokenType | undefined, string] {
  const literal = textAt(text, at);
  if (literal !== undefined) return literal;
  for (const [type, pattern] of NUMBER_OR_NAME) {
    const found = matched(pattern, text, at);
    if (found !== undefined) return [WORDS.has(found) ? (found as TokenType) : type, found];
  }
  const sign = PUNCTUATION.filter((type) => text.startsWith(type, at)).sort((a, b) => b.length - a.length)[0];
  return sign === undefined ? [undefined, brokenAt(text, at)] : [sign, sign];
}

function textAt(text: string, at: number): readonly [TokenType, string] | undefined {
  const isBytes = text[at] === 'b' || text[at] === 'B';
  const start = isBytes ? at + 1 : at;
  const found = longest([...TEXTS, ...RAW_TEXTS], text, start);
  if (found === undefined) return undefined;
  return isBytes ? ['BYTES', text.slice(at, start + found.length)] : ['STRING', found];
}

/** What cannot begin a token, with the character that showed it. */
function brokenAt(text: string, at: number): string {
  const begun = longest(BROKEN_TEXT, text, at) ?? (/[=&|]/.test(text[at] ?? '') ? (text[at] ?? '') : '');
  const end = at + begun.length;
  return text.slice(at, end + String.fromCodePoint(text.codePointAt(end) ?? 0).length);
}

function longest(patterns: readonly RegExp[], text: string, at: number): string | undefined {
  const found = patterns.map((pattern) => matched(pattern, text, at)).filter((one) => one !== undefined);
  return found.sort((a, b) => b.length - a.length)[0];
}

const codePoints = (text: string): number => Array.from(text).length;

function matched(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
