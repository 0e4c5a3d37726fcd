import { utf8Bytes } from '../../../../api/utf8.ts';

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
export function textValue(literal: string): string | { readonly refused: string } {
  const { body, isRaw } = unquoted(literal);
  if (isRaw) return body;
  let refused: string | undefined;
  const value = body.replace(ESCAPES, (escape, digits: string | undefined) => {
    if (digits === undefined) return SIMPLE[escape.charAt(1)] ?? escape.charAt(1);
    const isOctal = /^[0-3]/.test(escape.slice(1, 2));
    const point = Number.parseInt(isOctal ? escape.slice(1) : digits, isOctal ? 8 : 16);
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
export function bytesValue(literal: string): Uint8Array | { readonly refused: string } {
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
export function integerValue(text: string, isNegative: boolean, least: bigint, most: bigint): bigint | undefined {
  const value = BigInt(text);
  const signed = isNegative ? -value : value;
  return signed < least || signed > most ? undefined : signed;
}
