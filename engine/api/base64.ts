import { ParseError } from './parse-error.ts';
import { utf8Bytes, utf8Text } from './utf8.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SIXTETS: ReadonlyMap<string, number> = new Map(Array.from(ALPHABET, (letter, value) => [letter, value]));

/** Standard base64 with padding. */
export function encodeBase64(data: string | Uint8Array): string {
  const bytes = typeof data === 'string' ? utf8Bytes(data) : data;
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.subarray(i, i + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += letter(bits >> 18) + letter(bits >> 12);
    text += (b === undefined ? '=' : letter(bits >> 6)) + (c === undefined ? '=' : letter(bits));
  }
  return text;
}

const letter = (bits: number): string => ALPHABET.charAt(bits & 0x3f);

const corrupt = (at: number): ParseError => new ParseError(`illegal base64 data at input byte ${at}`);

const isNewline = (character: string | undefined): boolean => character === '\n' || character === '\r';

function skipNewlines(text: string, at: number): number {
  let next = at;
  while (isNewline(text[next])) next++;
  return next;
}

/** Checks what follows the first `=` of a group that has `count` sixtets so far; only the end of the text may. */
function checkPadding(text: string, at: number, count: number): void {
  if (count < 2) throw corrupt(at - 1);
  let next = at;
  if (count === 2) {
    next = skipNewlines(text, next);
    if (next === text.length) throw corrupt(text.length);
    if (text[next] !== '=') throw corrupt(next - 1);
    next++;
  }
  next = skipNewlines(text, next);
  if (next < text.length) throw corrupt(next);
}

/**
 * Decodes as Go's encoding/base64 does, which reads the `data` of secrets: newlines are skipped, padding is required, and the
 * error names the same byte. Throws ParseError.
 */
export function decodeBase64(text: string): Uint8Array {
  const bytes: number[] = [];
  let group: number[] = [];
  const flush = (): void => {
    const [a = 0, b = 0, c = 0, d = 0] = group;
    const bits = (a << 18) | (b << 12) | (c << 6) | d;
    bytes.push(...[(bits >> 16) & 0xff, (bits >> 8) & 0xff, bits & 0xff].slice(0, Math.max(0, group.length - 1)));
    group = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (isNewline(character)) continue;
    const sixtet = SIXTETS.get(character);
    if (sixtet !== undefined) {
      if (group.push(sixtet) === 4) flush();
      continue;
    }
    if (character !== '=') throw corrupt(at);
    checkPadding(text, at + 1, group.length);
    flush();
    return Uint8Array.from(bytes);
  }
  if (group.length > 0) throw corrupt(text.length - group.length);
  return Uint8Array.from(bytes);
}

/** Decodes to text; bytes that are no UTF-8 become U+FFFD. */
export function decodeBase64Text(text: string): string {
  return utf8Text(decodeBase64(text));
}
