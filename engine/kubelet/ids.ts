import { FNV_OFFSET, fnv1a32 } from '../api/hash.ts';
import { hex32 } from '../api/names.ts';

/** The digits of hexadecimal numbers as characters' codes. */
const DIGITS: Uint8Array = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const [ZERO, SLASH, FIRST_WIDE] = [48, 47, 0x80];
const PRIME = 16777619;

/** Room for the bytes of one text and the codes of one id, used within one call only: every pod needs several ids. */
const bytes = new Uint8Array(256);
const codes: number[] = Array.from({ length: 64 }, () => ZERO);

/**
 * `words` hexadecimal words of 8 digits that depend on the text alone: ids of sandboxes, containers and boots. Each word is the state of one
 * FNV-1a hash (api/hash.ts) over the text, `0/`, the text, `1/`, the text and so on.
 */
export function hexId(text: string, words = 8): string {
  const length = words === 8 ? readBytes(text) : -1;
  return length < 0 ? anyId(text, words) : shortId(length);
}

/** Reads an ASCII text into `bytes` and gives its length; -1: it is another text, or too long. */
function readBytes(text: string): number {
  if (text.length > bytes.length) return -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= FIRST_WIDE) return -1;
    bytes[i] = code;
  }
  return text.length;
}

/** The id of the text in `bytes`, as one flat text. */
function shortId(length: number): string {
  let state = over(length, FNV_OFFSET);
  for (let word = 0, at = 0; word < 8; word++) {
    state = Math.imul(state ^ (ZERO + word), PRIME);
    state = over(length, Math.imul(state ^ SLASH, PRIME));
    for (let shift = 28; shift >= 0; shift -= 4) codes[at++] = DIGITS[(state >>> shift) & 15] ?? ZERO;
  }
  return String.fromCharCode.apply(null, codes);
}

function over(length: number, state: number): number {
  let hash = state;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), PRIME);
  return hash;
}

function anyId(text: string, words: number): string {
  const parts: string[] = [];
  let state = fnv1a32(text, FNV_OFFSET);
  for (let i = 0; i < words; i++) {
    state = fnv1a32(text, fnv1a32(`${i}/`, state));
    parts.push(hex32(state));
  }
  return parts.join('');
}

/** A UUID that depends on the text alone. */
export function uuidOf(text: string): string {
  const hex = hexId(text, 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
