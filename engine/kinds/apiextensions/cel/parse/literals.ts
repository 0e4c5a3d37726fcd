import { utf8Bytes } from '../../../../api/utf8.ts';
import { type ConstantValue, Uint } from './ast.ts';
import type { TokenType } from './tokens.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What a text literal stands for, or why it stands for nothing (unescape, cel-go v0.12). */
function textValue(literal: string): string | { readonly refused: string } {
  const { body, isRaw } = unquoted(literal);
  if (isRaw) return body;
  let refused: string | undefined;
  const value = body.replace(ESCAPES, (escape, hex: string | undefined, octal: string | undefined) => {
    if (hex === undefined && octal === undefined) return SIMPLE[escape.charAt(1)] ?? escape.charAt(1);
    const point = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) {
      refused = 'invalid unicode code point';
      return '';
    }
    return String.fromCodePoint(point);
  });
  return refused === undefined ? value : { refused };
}

const ESCAPES = /\\(?:[xXuU]([\da-fA-F]+)|([0-3][0-7]{2})|[^])/g;

/** What a bytes literal stands for: `\x` and octal escapes are bytes, the rest is UTF-8. */
function bytesValue(literal: string): Uint8Array | { readonly refused: string } {
  const { body, isRaw } = unquoted(literal.slice(1));
  if (isRaw) return utf8Bytes(body);
  if (/\\[uU]/.test(body.replaceAll('\\\\', ''))) return { refused: 'unable to unescape string' };
  const parts = body.split(/(\\(?:[xX][\da-fA-F]{2}|[0-3][0-7]{2}|[^]))/);
  const bytes = parts.flatMap((part, i) => (i % 2 === 0 ? [...utf8Bytes(part)] : escapedByte(part)));
  return Uint8Array.from(bytes);
}

function escapedByte(escape: string): readonly number[] {
  const rest = escape.slice(1);
  if (/^[xX]/.test(rest)) return [Number.parseInt(rest.slice(1), 16)];
  if (/^\d/.test(rest)) return [Number.parseInt(rest, 8)];
  return [...utf8Bytes(SIMPLE[rest] ?? rest)];
}

function unquoted(literal: string): { readonly body: string; readonly isRaw: boolean } {
  const isRaw = /^[rR]/.test(literal);
  const quoted = isRaw ? literal.slice(1) : literal;
  const width = /^("""|''')/.test(quoted) && quoted.length >= 6 ? 3 : 1;
  const body = quoted.slice(width, quoted.length - width);
  return { body: isRaw ? body : body.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), isRaw };
}

/** The number of an int or uint literal, or undefined beyond `least` and `most`. */
function integerValue(text: string, isNegative: boolean, least: bigint, most: bigint): bigint | undefined {
  const value = BigInt(text);
  const signed = isNegative ? -value : value;
  return signed < least || signed > most ? undefined : signed;
}

const INT64 = 2n ** 63n;

/** What the token of a literal stands for, or why it stands for nothing. */
export function literalValue(
  type: TokenType,
  text: string,
  isNegative: boolean,
): ConstantValue | { readonly refused: string } {
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
