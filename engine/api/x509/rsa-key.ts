import { sha256 } from '@noble/hashes/sha2.js';
import { utf8Bytes } from '../utf8.ts';
import { bigOf, bitString, der, integer, joined, oid, readable, readSequence, sequence, TAG } from './der.ts';
import { fromPem, toPem } from './pem.ts';
import { power, type RsaPrivateKey, type RsaPublicKey } from './rsa.ts';

/** A key with all that a file of it says. */
export interface RsaKey extends RsaPublicKey, RsaPrivateKey {
  readonly primes: readonly [bigint, bigint];
}

const EXPONENT = 65_537n;
const RSA_ENCRYPTION = sequence(oid('1.2.840.113549.1.1.1'), der(TAG.null));
const SMALL_PRIMES = primesBelow(2000);
/** Of a number nobody chose, these witnesses tell a prime with certainty enough (Miller and Rabin). */
const WITNESSES = [2n, 3n, 5n, 7n, 11n, 13n];

/** A key of so many bits: the same for the same seed. Nothing here is made for secrets. */
export function generateRsaKey(bits: number, seed: string): RsaKey {
  const numbers = numbersOf(seed);
  const half = Math.ceil(bits / 2);
  const p = nextPrime(numbers, half);
  for (;;) {
    const q = nextPrime(numbers, bits - half);
    if (p !== q && bitLength(p * q) === bits) return keyOf(p, q);
  }
}

function keyOf(p: bigint, q: bigint, exponent: bigint = EXPONENT): RsaKey {
  const primes = p > q ? ([p, q] as const) : ([q, p] as const);
  return { modulus: p * q, exponent, privateExponent: inverse(exponent, (p - 1n) * (q - 1n)), primes };
}

/** PEM as `openssl genrsa` writes it (PKCS #1). */
export function privateKeyPem({ modulus, exponent, privateExponent: d, primes: [p, q] }: RsaKey): string {
  const numbers = [0n, modulus, exponent, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)];
  return toPem(sequence(...numbers.map(integer)), 'RSA PRIVATE KEY');
}

/** The key in a PEM text, PKCS #1 or #8; undefined: there is none of RSA. */
export function readPrivateKey(pem: string): RsaKey | undefined {
  return readable(() => {
    const wrapped = fromPem(pem, 'PRIVATE KEY');
    const bytes = wrapped === undefined ? fromPem(pem, 'RSA PRIVATE KEY') : readSequence(wrapped)[2]?.content;
    if (bytes === undefined) return undefined;
    const [, modulus = 0n, exponent = 0n, privateExponent = 0n, p = 0n, q = 0n] = readSequence(bytes).map(
      ({ content }) => bigOf(content),
    );
    if (p < 2n || q < 2n || p * q !== modulus || bitLength(modulus) > MAX_BITS) return undefined;
    if (privateExponent === 0n || privateExponent >= modulus) return undefined; // Its length is what signing takes.
    return { modulus, exponent, privateExponent, primes: [p, q] };
  });
}

/** Longer keys take too long. */
export const MAX_BITS = 4096;

/** SubjectPublicKeyInfo. */
export function publicKeyInfo({ modulus, exponent }: RsaPublicKey): Uint8Array {
  return sequence(RSA_ENCRYPTION, bitString(sequence(integer(modulus), integer(exponent))));
}

/** The same key with its primes, which follow from it: somewhere below `exponent * d - 1` is a root of one that is no other. */
export function withPrimes({ modulus, privateExponent }: RsaPrivateKey, exponent: bigint = EXPONENT): RsaKey {
  let odd = exponent * privateExponent - 1n;
  while (odd % 2n === 0n) odd /= 2n;
  for (let base = 2n; ; base++) {
    let root = power(base, odd, modulus);
    let square = (root * root) % modulus;
    while (square !== 1n && square !== modulus - 1n) [root, square] = [square, (square * square) % modulus];
    if (square !== 1n || root === 1n || root === modulus - 1n) continue;
    const p = gcd(root - 1n, modulus);
    return { ...keyOf(p, modulus / p, exponent), privateExponent };
  }
}

export function bitLength(value: bigint): number {
  return value.toString(2).length;
}

/** Numbers of any size from a seed: SHA-256 of the seed and a count. */
function numbersOf(seed: string): (bits: number) => bigint {
  let count = 0;
  return (bits) => {
    const blocks = Array.from({ length: Math.ceil(bits / 256) }, () => sha256(utf8Bytes(`${seed} ${count++}`)));
    return bigOf(joined(blocks)) & ((1n << BigInt(bits)) - 1n);
  };
}

/** The first prime from an odd number on whose two highest bits are set, so that the product of two is as long as both. */
function nextPrime(numbers: (bits: number) => bigint, bits: number): bigint {
  for (let found = numbers(bits) | (3n << BigInt(bits - 2)) | 1n; ; found += 2n)
    if (isPrime(found) && (found - 1n) % EXPONENT !== 0n) return found;
}

function isPrime(value: bigint): boolean {
  return SMALL_PRIMES.every((prime) => value % prime !== 0n) && WITNESSES.every((witness) => passes(value, witness));
}

function passes(value: bigint, witness: bigint): boolean {
  let odd = value - 1n;
  let twos = 0;
  for (; odd % 2n === 0n; odd /= 2n) twos += 1;
  let root = power(witness, odd, value);
  if (root === 1n || root === value - 1n) return true;
  for (let i = 1; i < twos; i++) {
    root = (root * root) % value;
    if (root === value - 1n) return true;
  }
  return false;
}

function primesBelow(limit: number): readonly bigint[] {
  const numbers = Array.from({ length: limit }, (_, i) => i).slice(2);
  return numbers.filter((n) => numbers.every((m) => m * m > n || n % m !== 0)).map(BigInt);
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** Euclid's algorithm, extended. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b] = [value % modulus, modulus];
  let [x, y] = [1n, 0n];
  while (b !== 0n) {
    const times = a / b;
    [a, b] = [b, a - times * b];
    [x, y] = [y, x - times * y];
  }
  return ((x % modulus) + modulus) % modulus;
}
