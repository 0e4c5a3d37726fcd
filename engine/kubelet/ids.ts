import { fnv1a32 } from '../api/hash.ts';

/** `words` hexadecimal words of 8 digits that depend on the text alone: ids of sandboxes, containers and boots. */
export function hexId(text: string, words = 8): string {
  let id = '';
  let state = fnv1a32(text);
  for (let i = 0; i < words; i++) {
    state = fnv1a32(`${i}/${text}`, state);
    id += state.toString(16).padStart(8, '0');
  }
  return id;
}

/** A UUID that depends on the text alone. */
export function uuidOf(text: string): string {
  const hex = hexId(text, 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
