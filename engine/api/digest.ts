import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { utf8Bytes } from './utf8.ts';

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 in hexadecimal: image digests, token ids. */
export function sha256Hex(data: string | Uint8Array): string {
  return hex(sha256(typeof data === 'string' ? utf8Bytes(data) : data));
}

/** MD5 in hexadecimal: no secret, but what some names in Kubernetes are made of. */
export function md5Hex(data: string | Uint8Array): string {
  return hex(md5(typeof data === 'string' ? utf8Bytes(data) : data));
}
