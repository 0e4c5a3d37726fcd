import { sha1 } from '@noble/hashes/legacy.js';
import {
  bigOf,
  bitString,
  DerError,
  der,
  integer,
  oid,
  readAll,
  readSequence,
  sequence,
  TAG,
  time,
  timeOf,
} from './der.ts';
import type { Der } from './der.ts';
import { fromPem, toPem } from './pem.ts';
import { isSignedByRsa, type RsaPrivateKey, rsaKeyOf, SHA256_WITH_RSA, signRsa } from './rsa.ts';

/** An extension of a certificate or of what is asked for. */
export interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  /** DER. */
  readonly value: Uint8Array;
}

/** All that a certificate says. */
export interface WholeCertificate {
  readonly version: number;
  readonly serialNumber: bigint;
  readonly issuer: Der;
  readonly subject: Der;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly toSign: Uint8Array;
  readonly signature: Uint8Array;
}

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const TRUE = der(0x01, Uint8Array.of(0xff));

/** What somebody asks to be certified, in PEM. */
export function writeRequest(
  subject: Uint8Array,
  publicKey: Uint8Array,
  extensions: readonly Extension[],
  key: RsaPrivateKey,
): string {
  const asked =
    extensions.length === 0
      ? []
      : [sequence(oid(EXTENSION_REQUEST), der(TAG.set, sequence(...extensions.map(extensionBytes))))];
  const info = sequence(integer(0n), subject, publicKey, der(0xa0, ...asked));
  return toPem(sequence(info, SHA256_WITH_RSA, bitString(signRsa(info, key))), 'CERTIFICATE REQUEST');
}

export interface WrittenCertificate {
  readonly serialNumber: bigint;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly extensions: readonly Extension[];
}

/** A certificate in PEM, as OpenSSL writes it: of version 1 where it has no extensions. */
export function writeCertificate(certificate: WrittenCertificate, key: RsaPrivateKey): string {
  const { serialNumber, issuer, subject, publicKey, notBeforeMs, notAfterMs, extensions } = certificate;
  const toSign = sequence(
    ...(extensions.length === 0 ? [] : [der(0xa0, integer(2n))]),
    integer(serialNumber),
    SHA256_WITH_RSA,
    issuer,
    sequence(time(notBeforeMs), time(notAfterMs)),
    subject,
    publicKey,
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions.map(extensionBytes)))]),
  );
  return toPem(sequence(toSign, SHA256_WITH_RSA, bitString(signRsa(toSign, key))), 'CERTIFICATE');
}

function extensionBytes({ id, isCritical, value }: Extension): Uint8Array {
  return sequence(oid(id), ...(isCritical ? [TRUE] : []), der(TAG.octetString, value));
}

/** Reads the first certificate of a PEM text. @throws DerError */
export function readCertificate(pem: string): WholeCertificate {
  const bytes = fromPem(pem, 'CERTIFICATE');
  if (bytes === undefined) throw new DerError('no PEM block of a certificate');
  const [toSign, , signature] = readSequence(bytes);
  if (toSign === undefined || signature === undefined) throw new DerError('no certificate');
  const all = readAll(toSign.content);
  const hasVersion = all[0]?.tag === 0xa0;
  const [serial, , issuer, validity, subject, publicKey, ...rest] = hasVersion ? all.slice(1) : all;
  const [notBefore, notAfter] = readAll(validity?.content ?? new Uint8Array());
  if (serial === undefined || issuer === undefined || subject === undefined || publicKey === undefined)
    throw new DerError('no certificate');
  if (notBefore === undefined || notAfter === undefined) throw new DerError('no validity');
  const listed = rest.find(({ tag }) => tag === 0xa3);
  return {
    version: hasVersion
      ? Number(bigOf(readAll(all[0]?.content ?? new Uint8Array())[0]?.content ?? new Uint8Array())) + 1
      : 1,
    serialNumber: bigOf(serial.content),
    issuer,
    subject,
    notBeforeMs: timeOf(notBefore),
    notAfterMs: timeOf(notAfter),
    publicKey: publicKey.whole,
    extensions: listed === undefined ? [] : readSequence(listed.content).map(extensionOf),
    toSign: toSign.whole,
    signature: signature.content.subarray(1),
  };
}

function extensionOf(value: Der): Extension {
  const [id, ...rest] = readAll(value.content);
  const last = rest.at(-1);
  if (id === undefined || last === undefined) throw new DerError('no extension');
  return { id: oidText(id.content), isCritical: rest.length === 2, value: last.content };
}

/** `1.2.840.113549.1.1.11` */
export function oidText(bytes: Uint8Array): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = numbers;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

/** What a request asks for besides its name and key. @throws DerError */
export function readRequest(pem: string): {
  readonly subject: Der;
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly isSound: boolean;
  readonly signature: Uint8Array;
} {
  const bytes = fromPem(pem, 'CERTIFICATE REQUEST');
  if (bytes === undefined) throw new DerError('no PEM block of a request');
  const [info, , signature] = readSequence(bytes);
  const [, subject, publicKey, attributes] = readAll(info?.content ?? new Uint8Array());
  if (info === undefined || signature === undefined || subject === undefined || publicKey === undefined)
    throw new DerError('no request');
  const lists = (attributes === undefined ? [] : readAll(attributes.content))
    .map((attribute) => readAll(attribute.content))
    .filter(([id]) => id !== undefined && oidText(id.content) === EXTENSION_REQUEST)
    .flatMap(([, values]) => (values === undefined ? [] : readAll(values.content)));
  const key = rsaKeyOf(publicKey.whole);
  return {
    subject,
    publicKey: publicKey.whole,
    extensions: lists.flatMap((list) => readAll(list.content).map(extensionOf)),
    isSound: key === undefined || isSignedByRsa(info.whole, signature.content.subarray(1), key),
    signature: signature.content.subarray(1),
  };
}

/** The identifier of a key: SHA-1 of its bits. @throws DerError */
export function keyIdOf(publicKey: Uint8Array): Uint8Array {
  const [, bits] = readSequence(publicKey);
  if (bits === undefined) throw new DerError('no public key');
  return sha1(bits.content.subarray(1));
}
