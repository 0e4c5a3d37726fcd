import { bitString, der, integer, oid, readAll, readSequence, sequence, TAG } from '../../../../api/x509/der.ts';
import { type Extension, keyIdOf, oidText } from '../../../../api/x509/written.ts';
import { utf8Bytes, utf8Text } from '../../../../api/utf8.ts';
import { NotSimulated } from '../../work.ts';
import { OpensslError } from './options.ts';
import { sectionOf, type Settings } from './settings.ts';

/** Whose key is certified, and by whom. */
export interface Parties {
  readonly subjectKey: Uint8Array;
  /** subjectKeyIdentifier of the authority's certificate. */
  readonly issuerKeyId?: Uint8Array;
}

const ID: Readonly<Record<string, string>> = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
};

const TITLES: Readonly<Record<string, string>> = {
  '2.5.29.14': 'X509v3 Subject Key Identifier',
  '2.5.29.15': 'X509v3 Key Usage',
  '2.5.29.17': 'X509v3 Subject Alternative Name',
  '2.5.29.19': 'X509v3 Basic Constraints',
  '2.5.29.35': 'X509v3 Authority Key Identifier',
  '2.5.29.37': 'X509v3 Extended Key Usage',
};

/** The bits of keyUsage in their order, and how OpenSSL prints them. */
const USAGES: readonly (readonly [name: string, title: string])[] = [
  ['digitalSignature', 'Digital Signature'],
  ['nonRepudiation', 'Non Repudiation'],
  ['keyEncipherment', 'Key Encipherment'],
  ['dataEncipherment', 'Data Encipherment'],
  ['keyAgreement', 'Key Agreement'],
  ['keyCertSign', 'Certificate Sign'],
  ['cRLSign', 'CRL Sign'],
];

const PURPOSES: readonly (readonly [name: string, id: string, title: string])[] = [
  ['serverAuth', '1.3.6.1.5.5.7.3.1', 'TLS Web Server Authentication'],
  ['clientAuth', '1.3.6.1.5.5.7.3.2', 'TLS Web Client Authentication'],
  ['codeSigning', '1.3.6.1.5.5.7.3.3', 'Code Signing'],
  ['emailProtection', '1.3.6.1.5.5.7.3.4', 'E-mail Protection'],
];

const GENERAL_NAMES: Readonly<Record<string, number>> = { email: 0x81, DNS: 0x82, URI: 0x86, IP: 0x87 };

/** Extensions as a section of a configuration, or -addext, writes them. */
export function extensionsFrom(
  settings: readonly (readonly [name: string, value: string])[],
  all: Settings,
  parties: Parties,
): readonly Extension[] {
  return settings.flatMap(([name, value]) => {
    const id = ID[name];
    if (id === undefined) throw new NotSimulated(`openssl: the extension ${name}`);
    const isCritical = /^critical\s*(?:,|$)/.test(value);
    const said = value.replace(/^critical\s*,?\s*/, '');
    const written = valueOf(name, said, all, parties);
    return written === undefined ? [] : [{ id, isCritical, value: written }];
  });
}

function valueOf(name: string, said: string, all: Settings, parties: Parties): Uint8Array | undefined {
  const words = said.split(',').map((word) => word.trim());
  switch (name) {
    case 'subjectKeyIdentifier':
      return der(TAG.octetString, keyIdOf(parties.subjectKey));
    case 'authorityKeyIdentifier': {
      const keyId = parties.issuerKeyId;
      return keyId === undefined ? undefined : sequence(der(0x80, keyId));
    }
    case 'basicConstraints':
      return basicConstraints(words);
    case 'keyUsage':
      return usageBits(words);
    case 'extendedKeyUsage':
      return sequence(...words.map((word) => oid(purposeOf(word))));
    default:
      return sequence(...alternativeNames(said, all));
  }
}

function basicConstraints(words: readonly string[]): Uint8Array {
  const isAuthority = words.some((word) => /^CA:true$/i.test(word));
  const [, length] = words.map((word) => /^pathlen:(\d{1,4})$/.exec(word)).find((found) => found !== null) ?? [];
  return sequence(
    ...(isAuthority ? [der(0x01, Uint8Array.of(0xff))] : []),
    ...(length === undefined ? [] : [integer(BigInt(length))]),
  );
}

function usageBits(words: readonly string[]): Uint8Array {
  const places = words.map((word) => {
    const place = USAGES.findIndex(([name, title]) => name === word || title === word);
    if (place < 0) throw new OpensslError(`unknown bit string argument ${word}`);
    return place;
  });
  const byte = places.reduce((bits, place) => bits | (0x80 >> place), 0);
  return bitString(Uint8Array.of(byte), 7 - Math.max(...places));
}

function purposeOf(word: string): string {
  const found = PURPOSES.find(([name]) => name === word)?.[1] ?? (/^\d+(?:\.\d+)+$/.test(word) ? word : undefined);
  if (found === undefined) throw new OpensslError(`invalid object identifier ${word}`);
  return found;
}

/** `DNS:a,IP:10.0.0.1`, or `@section` with DNS.1, DNS.2, IP.1. */
function alternativeNames(said: string, all: Settings): readonly Uint8Array[] {
  const pairs = said.startsWith('@')
    ? sectionOf(all, said.slice(1)).map(([name, value]) => [name.replace(/\.\d+$/, ''), value] as const)
    : said.split(',').map((word) => {
        const at = word.indexOf(':');
        return [word.slice(0, at).trim(), word.slice(at + 1).trim()] as const;
      });
  return pairs.map(([kind, value]) => {
    const tag = GENERAL_NAMES[kind];
    if (tag === undefined) throw new OpensslError(`unsupported option ${kind || said}`);
    return der(tag, kind === 'IP' ? addressBytes(value) : utf8Bytes(value));
  });
}

function addressBytes(text: string): Uint8Array {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    throw new NotSimulated(`openssl: the address ${text}`);
  return Uint8Array.from(parts);
}

/** Rows of an extension as -text prints it, without indentation. */
export function extensionText({ id, isCritical, value }: Extension): readonly [title: string, text: string] {
  return [`${TITLES[id] ?? id}:${isCritical ? ' critical' : ''}`, bodyOf(id, value)];
}

function bodyOf(id: string, value: Uint8Array): string {
  switch (id) {
    case ID['subjectKeyIdentifier']:
      return colons(readAll(value)[0]?.content ?? value);
    case ID['authorityKeyIdentifier']: {
      const keyId = readSequence(value).find(({ tag }) => tag === 0x80);
      return keyId === undefined ? '' : `keyid:${colons(keyId.content)}\n`;
    }
    case ID['basicConstraints']: {
      const [isAuthority, length] = readSequence(value);
      const pathLength = length === undefined ? '' : `, pathlen:${length.content.at(-1) ?? 0}`;
      return `CA:${isAuthority?.tag === 0x01 ? 'TRUE' : 'FALSE'}${pathLength}`;
    }
    case ID['keyUsage']: {
      const bits = readAll(value)[0]?.content ?? new Uint8Array();
      return USAGES.flatMap(([, title], place) => (((bits[1] ?? 0) & (0x80 >> place)) === 0 ? [] : [title])).join(', ');
    }
    case ID['extendedKeyUsage']:
      return readSequence(value)
        .map(({ content }) => oidText(content))
        .map((purpose) => PURPOSES.find(([, each]) => each === purpose)?.[2] ?? purpose)
        .join(', ');
    case ID['subjectAltName']:
      return readSequence(value)
        .map(({ tag, content }) =>
          tag === GENERAL_NAMES['IP']
            ? `IP Address:${content.join('.')}`
            : `${Object.keys(GENERAL_NAMES).find((kind) => GENERAL_NAMES[kind] === tag) ?? 'othername'}:${utf8Text(content)}`,
        )
        .join(', ');
    default:
      return colons(value);
  }
}

/** `0A:1B` */
export function colons(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}
