import { ProtobufError, WIRE, WireReader } from './wire-reader.ts';

/** How a type that is no message of the table is read: its wire type, and what JSON has for it. */
export interface ValueReader {
  readonly wire: number;
  read(reader: WireReader): unknown;
}

/** Texts of JSON within a message: deeper ones could be read, but not written again. */
const MAX_JSON_DEPTH = 1000;
const FIRST_SECOND = Date.parse('0000-01-01T00:00:00Z') / 1000;
const LAST_SECOND = Date.parse('9999-12-31T23:59:59Z') / 1000;

/** Scalars, and the types that Kubernetes writes to JSON as one value (their generated.proto has them as messages). */
export const VALUE_READERS: Readonly<Record<string, ValueReader>> = {
  string: { wire: WIRE.bytes, read: (reader) => reader.bytes().toString('utf8') },
  bytes: { wire: WIRE.bytes, read: (reader) => reader.bytes().toString('base64') },
  bool: { wire: WIRE.varint, read: (reader) => reader.varint() !== 0n },
  int32: { wire: WIRE.varint, read: (reader) => integer(reader, 32) },
  int64: { wire: WIRE.varint, read: (reader) => integer(reader, 64) },
  double: { wire: WIRE.fixed64, read: (reader) => reader.double() },
  quantity: { wire: WIRE.bytes, read: (reader) => textOf(parts(reader, 'Quantity').get(1)) || '0' },
  intOrString: { wire: WIRE.bytes, read: intOrString },
  raw: { wire: WIRE.bytes, read: raw },
  time: { wire: WIRE.bytes, read: (reader) => time(reader, 'Time') },
  microTime: { wire: WIRE.bytes, read: (reader) => time(reader, 'MicroTime') },
};

function integer(reader: WireReader, bits: 32 | 64): number {
  return Number(BigInt.asIntN(bits, reader.varint()));
}

type Part = Buffer | bigint | undefined;

/** The fields of a small message by their numbers; the last of each counts. */
function parts(reader: WireReader, name: string): Map<number, Part> {
  const inner = new WireReader(reader.bytes(), name);
  const found = new Map<number, Part>();
  while (!inner.isDone) {
    const { number, wire } = inner.tag();
    if (wire === WIRE.varint) found.set(number, inner.varint());
    else if (wire === WIRE.bytes) found.set(number, inner.bytes());
    else inner.skip(wire);
  }
  return found;
}

function textOf(part: Part): string {
  return part instanceof Buffer ? part.toString('utf8') : '';
}

function numberOf(part: Part, bits: 32 | 64): number {
  return typeof part === 'bigint' ? Number(BigInt.asIntN(bits, part)) : 0;
}

/** IntOrString{1 type (0 int, 1 string), 2 intVal, 3 strVal}. */
function intOrString(reader: WireReader): number | string {
  const found = parts(reader, 'IntOrString');
  return numberOf(found.get(1), 64) === 1 ? textOf(found.get(3)) : numberOf(found.get(2), 32);
}

/** RawExtension, FieldsV1, JSON: {1 raw}, which is JSON text. */
function raw(reader: WireReader): unknown {
  const text = textOf(parts(reader, 'RawExtension').get(1));
  if (text === '') return null;
  if (nesting(text) > MAX_JSON_DEPTH) throw new ProtobufError(`json: a raw value nests deeper than ${MAX_JSON_DEPTH}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtobufError('json: a raw value is no JSON text');
  }
}

/** No less than the depth of a JSON text: brackets in its strings count too. */
function nesting(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}

/** Timestamp{1 seconds, 2 nanos}; without either it is no time at all. Time knows whole seconds, MicroTime microseconds. */
function time(reader: WireReader, name: 'Time' | 'MicroTime'): string | null {
  const found = parts(reader, name);
  if (found.size === 0) return null;
  const seconds = numberOf(found.get(1), 64);
  if (seconds > LAST_SECOND || seconds < FIRST_SECOND)
    throw new ProtobufError(`${name}.MarshalJSON: year outside of range [0,9999]`);
  const text = new Date(seconds * 1000).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  if (name === 'Time') return `${text}Z`;
  const micros = Math.floor(numberOf(found.get(2), 32) / 1000);
  return `${text}.${String(micros).padStart(6, '0')}Z`;
}
