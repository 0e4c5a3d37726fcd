import { utf8Bytes } from '../utf8.ts';
import { type Der, der, oid, readAll, sameBytes, sequence, setOf, TAG, textOf } from './der.ts';

/** An attribute of a name by OpenSSL's short name for it. */
export type Attribute = readonly [name: string, value: string];

const IDS: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  L: '2.5.4.7',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  street: '2.5.4.9',
  postalCode: '2.5.4.17',
  serialNumber: '2.5.4.5',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',
};
/** What OpenSSL calls them by as well. */
const LONG: Readonly<Record<string, string>> = {
  countryName: 'C',
  stateOrProvinceName: 'ST',
  localityName: 'L',
  organizationName: 'O',
  organizationalUnitName: 'OU',
  commonName: 'CN',
};
const IA5 = 0x16;

/** OpenSSL's short name of an attribute; undefined: there is none of that name. */
export function attributeName(text: string): string | undefined {
  const name = LONG[text] ?? text;
  return Object.hasOwn(IDS, name) ? name : undefined;
}

/** A name in the order and with the kinds of text that OpenSSL writes. */
export function writtenName(attributes: readonly Attribute[]): Uint8Array {
  return sequence(
    ...attributes.map(([name, value]) => setOf([sequence(oid(IDS[name] ?? ''), der(tagOf(name), utf8Bytes(value)))])),
  );
}

function tagOf(name: string): number {
  if (name === 'C' || name === 'serialNumber') return TAG.printable;
  return name === 'emailAddress' || name === 'DC' ? IA5 : TAG.utf8;
}

/** All attributes of a name in their order. @throws DerError */
export function attributesOf(value: Der): readonly Attribute[] {
  return readAll(value.content)
    .flatMap((set) => readAll(set.content))
    .flatMap((pair): readonly Attribute[] => {
      const [type, said] = readAll(pair.content);
      if (type === undefined || said === undefined) return [];
      const name = Object.keys(IDS).find((each) => sameBytes(oid(IDS[each] ?? ''), type.whole));
      return [[name ?? 'unknown', textOf(said)]];
    });
}
