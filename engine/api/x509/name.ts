import { type Der, oid, readAll, sameBytes, sequence, setOf, text, textOf } from './der.ts';

/** A distinguished name as Go's pkix.Name has it. */
export interface Name {
  readonly commonName: string;
  readonly organizations: readonly string[];
  /** The attributes as they are written: object identifier and value. */
  readonly attributes: readonly (readonly [id: string, value: string])[];
}

/** Attributes in the order in which Go writes them (pkix.Name.ToRDNSequence): C, O, OU, L, ST, street, postal code, CN, serial number. */
const ORDER = [
  '2.5.4.6',
  '2.5.4.10',
  '2.5.4.11',
  '2.5.4.7',
  '2.5.4.8',
  '2.5.4.9',
  '2.5.4.17',
  '2.5.4.3',
  '2.5.4.5',
] as const;
const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
/** Of these a name has one: the last one counts. */
const SINGLE: readonly string[] = [COMMON_NAME, '2.5.4.5'];

const KNOWN = ORDER.map((id) => ({ id, bytes: oid(id) }));

/** Reads an RDNSequence; attributes that Go's names do not have are left out, as Go leaves them out. @throws DerError */
export function readName(value: Der): Name {
  const attributes = readAll(value.content)
    .flatMap((set) => readAll(set.content))
    .flatMap((pair): readonly (readonly [string, string])[] => {
      const [type, said] = readAll(pair.content);
      const id = KNOWN.find(({ bytes }) => type !== undefined && sameBytes(bytes, type.whole))?.id;
      return id === undefined || said === undefined ? [] : [[id, textOf(said)]];
    });
  const all = (wanted: string): readonly string[] => attributes.flatMap(([id, said]) => (id === wanted ? [said] : []));
  return { commonName: all(COMMON_NAME).at(-1) ?? '', organizations: all(ORGANIZATION), attributes };
}

export function nameBytes({ attributes }: Pick<Name, 'attributes'>): Uint8Array {
  return sequence(
    ...ORDER.flatMap((id) => {
      const values = attributes.flatMap(([known, value]) => (known === id ? [value] : []));
      const written = SINGLE.includes(id) ? values.slice(-1) : values;
      return written.length === 0 ? [] : [setOf(written.map((value) => sequence(oid(id), text(value))))];
    }),
  );
}
