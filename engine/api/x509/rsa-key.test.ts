import assert from 'node:assert/strict';
import { test } from 'node:test';
import { integer, sequence } from './der.ts';
import { toPem } from './pem.ts';
import { generateRsaKey, privateKeyPem, readPrivateKey } from './rsa-key.ts';

const KEY = generateRsaKey(512, 'seed');

function pemOf(...numbers: readonly bigint[]): string {
  return toPem(sequence(...[0n, ...numbers].map(integer)), 'RSA PRIVATE KEY');
}

test('a key is read as it was written', () => {
  assert.deepEqual(readPrivateKey(privateKeyPem(KEY)), KEY);
});

const {
  modulus,
  exponent,
  privateExponent,
  primes: [p, q],
} = KEY;

const NO_KEYS: Readonly<Record<string, readonly bigint[]>> = {
  'a factor is one': [modulus, exponent, privateExponent, modulus, 1n],
  'other factors': [modulus, exponent, privateExponent, p, q + 2n],
  'an exponent of a hundred thousand bits': [modulus, exponent, (1n << 100_000n) - 1n, p, q],
  'no exponent': [modulus, exponent, 0n, p, q],
  nothing: [],
};

for (const [why, numbers] of Object.entries(NO_KEYS))
  test(`${why}: no key, for nothing could be reckoned with it`, () => {
    assert.equal(readPrivateKey(pemOf(...numbers)), undefined);
  });
