import { ParseError } from '../parse-error.ts';
import { parseTimestamp, toTimestamp } from '../time.ts';
import { utf8Bytes, utf8Text } from '../utf8.ts';

/** One value of DER: its tag, its content, and all of its bytes. */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** What is no DER, or not that which was expected. */
export class DerError extends Error {}

/** What is read; undefined where it is no DER, or not that which was expected. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return undefined;
  }
}

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  printable: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The values that stand one after another. @throws DerError */
export function readAll(bytes: Uint8Array): readonly Der[] {
  const values: Der[] = [];
  for (let at = 0; at < bytes.length;) {
    const value = readAt(bytes, at);
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

/** The values inside of the one value that the bytes are. @throws DerError */
export function readSequence(bytes: Uint8Array, tag: number = TAG.sequence): readonly Der[] {
  const [value, more] = readAll(bytes);
  if (value === undefined || more !== undefined || value.tag !== tag) throw new DerError('one sequence was expected');
  return readAll(value.content);
}

function readAt(bytes: Uint8Array, at: number): Der {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || first === 0x80 || first > 0x83) throw new DerError('truncated');
  const count = first < 0x80 ? 0 : first & 0x7f;
  let length = count === 0 ? first : 0;
  for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const begin = at + 2 + count;
  if (begin + length > bytes.length) throw new DerError('truncated');
  return { tag, content: bytes.subarray(begin, begin + length), whole: bytes.subarray(at, begin + length) };
}

/** A value of this tag whose content is these bytes. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const digits = bytesOf(BigInt(length));
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | digits.length, ...digits];
  return joined([Uint8Array.from(head), ...parts]);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return der(TAG.sequence, ...parts);
}

/** The members of a set stand in the order of their bytes. */
export function setOf(parts: readonly Uint8Array[]): Uint8Array {
  return der(TAG.set, ...parts.toSorted(byBytes));
}

export function integer(value: bigint): Uint8Array {
  const bytes = bytesOf(value);
  return der(TAG.integer, (bytes[0] ?? 0) < 0x80 ? bytes : joined([Uint8Array.of(0), bytes]));
}

/** `1.2.840.113549.1.1.11` */
export function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(TAG.oid, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): readonly number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

export function bitString(bytes: Uint8Array, unused = 0): Uint8Array {
  return der(TAG.bitString, Uint8Array.of(unused), bytes);
}

/** PrintableString where its letters are enough, as Go chooses (encoding/asn1). */
export function text(value: string): Uint8Array {
  return der(/^[A-Za-z0-9 '()+,./:=?-]*$/.test(value) ? TAG.printable : TAG.utf8, utf8Bytes(value));
}

export function textOf({ content }: Der): string {
  return utf8Text(content);
}

/** UTCTime up to 2049, GeneralizedTime from then on. */
export function time(ms: number): Uint8Array {
  const full = toTimestamp(ms).replaceAll(/[-:TZ]/g, '');
  return full < '2050'
    ? der(TAG.utcTime, utf8Bytes(`${full.slice(2)}Z`))
    : der(TAG.generalizedTime, utf8Bytes(`${full}Z`));
}

/** Milliseconds since the epoch. @throws DerError */
export function timeOf(value: Der): number {
  const written = textOf(value);
  const full = value.tag === TAG.utcTime ? `${written < '50' ? '20' : '19'}${written}` : written;
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full);
  if (found === null) throw new DerError('no time');
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = found;
  try {
    return parseTimestamp(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new DerError(error.message);
  }
}

/** Big-endian, without zeros before it. */
export function bytesOf(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from({ length: even.length / 2 }, (_, i) => Number.parseInt(even.slice(i * 2, i * 2 + 2), 16));
}

export function bigOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') || '0'}`);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && byBytes(left, right) === 0;
}

function byBytes(left: Uint8Array, right: Uint8Array): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = (left[i] ?? 0) - (right[i] ?? 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
