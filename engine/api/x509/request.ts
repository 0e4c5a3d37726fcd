import { type Der, DerError, oid, readAll, readSequence, sameBytes, TAG } from './der.ts';
import { type Name, readName } from './name.ts';
import { fromPem } from './pem.ts';
import { isSignedByRsa, rsaKeyOf, SHA256_WITH_RSA } from './rsa.ts';

/** A certificate signing request (PKCS #10). */
export interface SigningRequest {
  readonly subject: Name;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** The GeneralNames of subjectAltName, by what they are. */
  readonly alternativeNames: AlternativeNames;
  /** False: what it says was not signed by its own key. Known of RSA with SHA-256 only; others are believed. */
  readonly isSound: boolean;
}

export interface AlternativeNames {
  readonly dns: readonly Uint8Array[];
  readonly emails: readonly Uint8Array[];
  readonly addresses: readonly Uint8Array[];
  readonly uris: readonly Uint8Array[];
}

const EXTENSION_REQUEST = oid('1.2.840.113549.1.9.14');
const ALTERNATIVE_NAMES = oid('2.5.29.17');
const GENERAL_NAME = { email: 0x81, dns: 0x82, uri: 0x86, address: 0x87 } as const;

/** Reads the PEM text of a request. @throws DerError for what is none */
export function readSigningRequest(pem: string): SigningRequest {
  const bytes = fromPem(pem, 'CERTIFICATE REQUEST');
  if (bytes === undefined) throw new DerError('no PEM block of a request');
  const [info, algorithm, signature] = readSequence(bytes);
  if (info === undefined || algorithm === undefined || signature === undefined) throw new DerError('no request');
  const [, subject, publicKey, attributes] = readAll(info.content);
  if (subject === undefined || publicKey === undefined) throw new DerError('no subject or no key');
  const rsa = rsaKeyOf(publicKey.whole);
  const isKnown = rsa !== undefined && sameBytes(algorithm.whole, SHA256_WITH_RSA);
  return {
    subject: readName(subject),
    publicKey: publicKey.whole,
    alternativeNames: alternativeNamesIn(attributes),
    isSound: !isKnown || isSignedByRsa(info.whole, signature.content.subarray(1), rsa),
  };
}

function alternativeNamesIn(attributes: Der | undefined): AlternativeNames {
  const names = (attributes === undefined ? [] : readAll(attributes.content))
    .map((attribute) => readAll(attribute.content))
    .filter(([type]) => type !== undefined && sameBytes(type.whole, EXTENSION_REQUEST))
    .flatMap(([, values]) => (values === undefined ? [] : readAll(values.content)))
    .flatMap((list) => readAll(list.content))
    .map((extension) => readAll(extension.content))
    .filter(([type]) => type !== undefined && sameBytes(type.whole, ALTERNATIVE_NAMES))
    .flatMap((parts) => {
      const value = parts.find(({ tag }) => tag === TAG.octetString);
      return value === undefined ? [] : readSequence(value.content);
    });
  const all = (tag: number): readonly Uint8Array[] => names.flatMap((name) => (name.tag === tag ? [name.whole] : []));
  return {
    dns: all(GENERAL_NAME.dns),
    emails: all(GENERAL_NAME.email),
    addresses: all(GENERAL_NAME.address),
    uris: all(GENERAL_NAME.uri),
  };
}
