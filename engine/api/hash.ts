import { utf8Bytes } from './utf8.ts';

const OFFSET = 2166136261;
const PRIME = 16777619;

/** The state of an FNV hash before its first byte. */
export const FNV_OFFSET: number = OFFSET;

/** FNV-1a, 32 bits: xor, then multiply. Over the UTF-8 bytes of a text; `state` continues an earlier hash. */
export function fnv1a32(data: string | Uint8Array, state: number = OFFSET): number {
  if (typeof data === 'string') return fnv1a32Text(data, state);
  let hash = state;
  for (const byte of data) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** Most texts are ASCII: no array of bytes until the first character that is not. */
function fnv1a32Text(text: string, state: number): number {
  let hash = state;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return fnv1a32(utf8Bytes(text.slice(i)), hash);
    hash = Math.imul(hash ^ code, PRIME);
  }
  return hash >>> 0;
}

/** FNV-1, 32 bits: multiply, then xor. */
export function fnv132(data: string | Uint8Array, state: number = OFFSET): number {
  let hash = state;
  for (const byte of typeof data === 'string' ? utf8Bytes(data) : data) hash = Math.imul(hash, PRIME) ^ byte;
  return hash >>> 0;
}
