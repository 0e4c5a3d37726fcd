import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JOHN } from '../../controllers/certificate-signing/testing.ts';
import { AUTHORITY } from '../../topology/ca.ts';
import { endOf } from './certificate.ts';
import { bytesOf, DerError, der, integer, joined, oid, sequence, TAG } from './der.ts';
import { fromPem, toPem } from './pem.ts';
import { readSigningRequest } from './request.ts';
import { rsaKeyOf } from './rsa.ts';

/** A SubjectPublicKeyInfo of RSA, of whatever numbers somebody writes. */
function publicKey(modulus: bigint, exponent: bigint): Uint8Array {
  const key = sequence(integer(modulus), integer(exponent));
  const kind = sequence(oid('1.2.840.113549.1.1.1'), der(TAG.null));
  return sequence(kind, der(TAG.bitString, Uint8Array.of(0), key));
}

const KEYS: readonly (readonly [name: string, modulus: bigint, exponent: bigint])[] = [
  ['no modulus', 0n, 65_537n],
  ['a modulus as long as a book', 2n ** 100_000n, 65_537n],
  ['no exponent', 35n, 0n],
  ['an exponent beyond 31 bits', 35n, 2n ** 31n],
];

for (const [name, modulus, exponent] of KEYS)
  test(`no key to reckon with: ${name}`, () => {
    assert.throws(() => rsaKeyOf(publicKey(modulus, exponent)), DerError);
  });

test('a key of usual numbers', () => {
  assert.deepEqual(rsaKeyOf(publicKey(35n, 2n ** 31n - 1n)), { modulus: 35n, exponent: 2n ** 31n - 1n });
});

const request = fromPem(JOHN, 'CERTIFICATE REQUEST') ?? new Uint8Array();
const TEXTS: readonly (readonly [name: string, pem: string])[] = [
  ['nothing', ''],
  ['no base64', '-----BEGIN CERTIFICATE REQUEST-----\n!!!\n-----END CERTIFICATE REQUEST-----\n'],
  ['a certificate', AUTHORITY.certificate],
  ['half of one', toPem(request.subarray(0, request.length >> 1), 'CERTIFICATE REQUEST')],
  ['one with something behind it', toPem(joined([request, bytesOf(7n)]), 'CERTIFICATE REQUEST')],
];

for (const [name, pem] of TEXTS)
  test(`no request: ${name}`, () => assert.throws(() => readSigningRequest(pem), DerError));

test('a certificate whose end is no day', () => {
  const bytes = Uint8Array.from(fromPem(AUTHORITY.certificate, 'CERTIFICATE') ?? []);
  const month = Buffer.from(bytes).indexOf('320929') + 2;
  bytes.set(new TextEncoder().encode('99'), month);
  assert.throws(() => endOf(toPem(bytes, 'CERTIFICATE')), DerError);
});
