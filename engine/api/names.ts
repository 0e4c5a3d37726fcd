/** Letters of generated names: no vowels (no words), no digits that look like letters (rand.String of apimachinery, v1.25). */
export const SUFFIX_ALPHABET: string = 'bcdfghjklmnpqrstvwxz2456789';

const SUFFIX_LENGTH = 5;
const MAX_NAME_LENGTH = 63;

/** `length` letters of the alphabet; `next(bound)` draws a uniform integer in [0, bound). */
export function randomSuffix(length: number, next: (bound: number) => number): string {
  let suffix = '';
  for (let i = 0; i < length; i++) suffix += SUFFIX_ALPHABET.charAt(next(SUFFIX_ALPHABET.length));
  return suffix;
}

/** The name that the API server makes of `metadata.generateName`: the base cut to 58 characters and five random ones. */
export function generateName(base: string, next: (bound: number) => number): string {
  return [base.slice(0, MAX_NAME_LENGTH - SUFFIX_LENGTH), randomSuffix(SUFFIX_LENGTH, next)].join('');
}

/**
 * rand.SafeEncodeString (v1.25): every byte becomes a letter of the alphabet, so that a hash spells no word. Its callers pass
 * decimal numbers, hence ASCII.
 */
export function safeEncode(text: string): string {
  let encoded = '';
  for (let i = 0; i < text.length; i++) encoded += SUFFIX_ALPHABET.charAt(text.charCodeAt(i) % SUFFIX_ALPHABET.length);
  return encoded;
}

const HEX_BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hexByte = (byte: number): string => HEX_BYTES[byte & 255] ?? '';

/** A 32-bit word as eight hexadecimal digits. */
export function hex32(word: number): string {
  return hexByte(word >>> 24) + hexByte(word >>> 16) + hexByte(word >>> 8) + hexByte(word);
}

/** A version 4 UUID of four random 32-bit words. Joined by `join`, which makes a flat text: a concatenation keeps all its parts. */
export function uuidFrom(next32: () => number): string {
  const a = hex32(next32());
  const b = hex32((next32() & 0xffff0fff) | 0x00004000);
  const c = hex32((next32() & 0x3fffffff) | 0x80000000);
  const d = hex32(next32());
  return [a, b.slice(0, 4), b.slice(4), c.slice(0, 4), c.slice(4) + d].join('-');
}
