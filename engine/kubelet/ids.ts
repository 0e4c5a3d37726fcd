import { FNV_OFFSET, fnv1a32 } from '../api/hash.ts';
import { hex32 } from '../api/names.ts';

/** `0/` to `7/`: what sets the words of an id apart. */
const PREFIXES = ['0/', '1/', '2/', '3/', '4/', '5/', '6/', '7/'];

/** `words` hexadecimal words of 8 digits that depend on the text alone: ids of sandboxes, containers and boots. */
export function hexId(text: string, words = 8): string {
  const parts: string[] = [];
  let state = fnv1a32(text, FNV_OFFSET);
  for (let i = 0; i < words; i++) {
    state = fnv1a32(text, fnv1a32(PREFIXES[i] ?? `${i}/`, state));
    parts.push(hex32(state));
  }
  // Joined, it is one flat text: ids are kept for as long as what they name.
  return parts.join('');
}

/** A UUID that depends on the text alone. */
export function uuidOf(text: string): string {
  const hex = hexId(text, 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
