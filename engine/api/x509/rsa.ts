import { sha256 } from '@noble/hashes/sha2.js';
import { bigOf, bytesOf, DerError, der, joined, oid, readAll, readSequence, sameBytes, sequence, TAG } from './der.ts';

export interface RsaPublicKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

export interface RsaPrivateKey {
  readonly modulus: bigint;
  readonly privateExponent: bigint;
}

/** Go takes no larger exponent. */
const MAX_EXPONENT = 2n ** 31n - 1n;
/** Nobody's key is longer, and arithmetic with one that is takes for ever. */
const MAX_BITS = 16_384;

const NULL = der(TAG.null);
const RSA = '1.2.840.113549.1.1.1';
/** sha256WithRSAEncryption */
export const SHA256_WITH_RSA: Uint8Array = sequence(oid('1.2.840.113549.1.1.11'), NULL);
const SHA256: Uint8Array = sequence(oid('2.16.840.1.101.3.4.2.1'), NULL);

/** RSASSA-PKCS1-v1_5 with SHA-256: the same bytes for the same message. */
export function signRsa(message: Uint8Array, { modulus, privateExponent }: RsaPrivateKey): Uint8Array {
  const size = bytesOf(modulus).length;
  const signature = bytesOf(power(bigOf(padded(message, size)), privateExponent, modulus));
  return joined([new Uint8Array(size - signature.length), signature]);
}

export function isSignedByRsa(
  message: Uint8Array,
  signature: Uint8Array,
  { modulus, exponent }: RsaPublicKey,
): boolean {
  const size = bytesOf(modulus).length;
  const found = bytesOf(power(bigOf(signature), exponent, modulus));
  return sameBytes(joined([Uint8Array.of(0), found]), padded(message, size));
}

/** The key of a SubjectPublicKeyInfo; undefined: it is of another kind. @throws DerError for a key that no arithmetic is to be done with, too */
export function rsaKeyOf(publicKeyInfo: Uint8Array): RsaPublicKey | undefined {
  const [algorithm, key] = readSequence(publicKeyInfo);
  if (algorithm === undefined || key === undefined) throw new DerError('no public key');
  const [kind] = readAll(algorithm.content);
  if (kind === undefined || !sameBytes(kind.whole, oid(RSA))) return undefined;
  const [modulus, exponent] = readSequence(key.content.subarray(1));
  if (modulus === undefined || exponent === undefined) throw new DerError('no RSA key');
  const read = { modulus: bigOf(modulus.content), exponent: bigOf(exponent.content) };
  if (read.modulus < 1n || modulus.content.length * 8 > MAX_BITS + 8) throw new DerError('no modulus of an RSA key');
  if (read.exponent < 1n || read.exponent > MAX_EXPONENT) throw new DerError('no exponent of an RSA key');
  return read;
}

/** 00 01 FF..FF 00 DigestInfo (EMSA-PKCS1-v1_5). */
function padded(message: Uint8Array, size: number): Uint8Array {
  const info = sequence(SHA256, der(TAG.octetString, sha256(message)));
  const filling = new Uint8Array(Math.max(0, size - info.length - 3)).fill(0xff);
  return joined([Uint8Array.of(0, 1), filling, Uint8Array.of(0), info]);
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
