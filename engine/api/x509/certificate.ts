import {
  bitString,
  DerError,
  der,
  integer,
  oid,
  readable,
  readAll,
  readSequence,
  sameBytes,
  sequence,
  TAG,
  time,
  timeOf,
} from './der.ts';
import { type Name, nameBytes, readName } from './name.ts';
import { fromPem, toPem } from './pem.ts';
import type { AlternativeNames } from './request.ts';
import { isSignedByRsa, type RsaPrivateKey, rsaKeyOf, SHA256_WITH_RSA, signRsa } from './rsa.ts';

/** What a certificate is to say. */
export interface CertificateTemplate {
  readonly serialNumber: bigint;
  readonly subject: Pick<Name, 'attributes'>;
  readonly publicKey: Uint8Array;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** The bits of keyUsage, the first one highest (digitalSignature: 0x8000). */
  readonly keyUsage: number;
  /** Object identifiers of extKeyUsage. */
  readonly extendedKeyUsages: readonly string[];
  readonly alternativeNames: AlternativeNames;
}

/** An authority of which everything is known. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  readonly key: RsaPrivateKey;
}

/** A certificate as far as somebody is known by it. */
export interface Certificate {
  readonly subject: Name;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

const VERSION_TAG = 0xa0;
const VERSION_3 = der(VERSION_TAG, integer(2n));
const TRUE = der(0x01, Uint8Array.of(0xff));
const ID = {
  keyUsage: oid('2.5.29.15'),
  extendedKeyUsage: oid('2.5.29.37'),
  basicConstraints: oid('2.5.29.19'),
  subjectKeyId: oid('2.5.29.14'),
  authorityKeyId: oid('2.5.29.35'),
  alternativeNames: oid('2.5.29.17'),
} as const;

/** A certificate of the authority in PEM, its extensions in the order of Go's x509.CreateCertificate. @throws DerError */
export function signedCertificate(template: CertificateTemplate, { certificate, key }: Authority): string {
  const { serialNumber, subject, publicKey, notBeforeMs, notAfterMs } = template;
  const authority = partsOf(certificate);
  const toSign = sequence(
    VERSION_3,
    integer(serialNumber),
    SHA256_WITH_RSA,
    authority.subject.whole,
    sequence(time(notBeforeMs), time(notAfterMs)),
    nameBytes(subject),
    publicKey,
    der(0xa3, sequence(...extensionsOf(template, authority.keyId))),
  );
  return toPem(sequence(toSign, SHA256_WITH_RSA, bitString(signRsa(toSign, key))), 'CERTIFICATE');
}

function extensionsOf(template: CertificateTemplate, keyId: Uint8Array | undefined): readonly Uint8Array[] {
  const { keyUsage, extendedKeyUsages, alternativeNames, subject } = template;
  const { dns, emails, addresses, uris } = alternativeNames;
  const names = [...dns, ...emails, ...addresses, ...uris];
  return [
    ...(keyUsage === 0 ? [] : [extension(ID.keyUsage, usageBits(keyUsage), true)]),
    ...(extendedKeyUsages.length === 0
      ? []
      : [extension(ID.extendedKeyUsage, sequence(...extendedKeyUsages.map(oid)), false)]),
    extension(ID.basicConstraints, sequence(), true),
    ...(keyId === undefined ? [] : [extension(ID.authorityKeyId, sequence(der(0x80, keyId)), false)]),
    ...(names.length === 0
      ? []
      : [extension(ID.alternativeNames, sequence(...names), subject.attributes.length === 0)]),
  ];
}

function extension(id: Uint8Array, value: Uint8Array, isCritical: boolean): Uint8Array {
  return sequence(id, ...(isCritical ? [TRUE] : []), der(TAG.octetString, value));
}

/** Without zeros at the end. */
function usageBits(usage: number): Uint8Array {
  const [high, low] = [usage >> 8, usage & 0xff];
  const last = low === 0 ? high : low;
  const unused = 31 - Math.clz32(last & -last);
  return bitString(low === 0 ? Uint8Array.of(high) : Uint8Array.of(high, low), unused);
}

/** The certificate in a PEM text, if this authority has signed it; undefined where it has not, or the text is no certificate. */
export function certificateOf(pem: string, authority: string): Certificate | undefined {
  return readable(() => {
    const { subject, toSign, signature, validity } = partsOf(pem);
    const key = rsaKeyOf(partsOf(authority).publicKey);
    const [notBefore, notAfter] = readAll(validity);
    if (key === undefined || notBefore === undefined || notAfter === undefined) return undefined;
    if (!isSignedByRsa(toSign, signature, key)) return undefined;
    return { subject: readName(subject), notBeforeMs: timeOf(notBefore), notAfterMs: timeOf(notAfter) };
  });
}

/** When a certificate of PEM ends. @throws DerError */
export function endOf(pem: string): number {
  const [, notAfter] = readAll(partsOf(pem).validity);
  if (notAfter === undefined) throw new DerError('no validity');
  return timeOf(notAfter);
}

function partsOf(pem: string) {
  const bytes = fromPem(pem, 'CERTIFICATE');
  if (bytes === undefined) throw new DerError('no PEM block of a certificate');
  const [toSign, , signature] = readSequence(bytes);
  if (toSign === undefined || signature === undefined) throw new DerError('no certificate');
  const all = readAll(toSign.content);
  // A certificate of version 1 does not say its version.
  const [, , , validity, subject, publicKey, ...rest] = all[0]?.tag === VERSION_TAG ? all.slice(1) : all;
  if (validity === undefined || subject === undefined || publicKey === undefined) throw new DerError('no certificate');
  return {
    toSign: toSign.whole,
    signature: signature.content.subarray(1),
    validity: validity.content,
    subject,
    publicKey: publicKey.whole,
    keyId: keyIdIn(rest.at(-1)?.content),
  };
}

/** The subjectKeyIdentifier among the extensions. */
function keyIdIn(extensions: Uint8Array | undefined): Uint8Array | undefined {
  const all = extensions === undefined ? [] : readSequence(extensions).map(({ content }) => readAll(content));
  const value = all.find(([id]) => id !== undefined && sameBytes(id.whole, ID.subjectKeyId))?.at(-1);
  return value === undefined ? undefined : readAll(value.content)[0]?.content;
}
