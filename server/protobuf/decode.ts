import { VALUE_READERS } from './read-values.ts';
import { type Field, isMessage, messageOf, unionOf } from './table.ts';
import { ProtobufError, WIRE, WireReader } from './wire-reader.ts';

type Members = Record<string, unknown>;

/** Messages within messages. The deepest that people write are schemas of definitions, with some twenty. */
const MAX_DEPTH = 300;

/** Reads a message of the table as what Go prints of it as JSON. @throws ProtobufError of bytes that are none */
export function decodeMessage(bytes: Buffer, name: string): Members {
  const members: Members = {};
  readInto(members, bytes, name, 0);
  return members;
}

function readInto(members: Members, bytes: Buffer, name: string, depth: number): void {
  if (depth > MAX_DEPTH) throw new ProtobufError(`proto: messages nest deeper than ${MAX_DEPTH}`);
  const { byNumber } = messageOf(name);
  const reader = new WireReader(bytes, name);
  while (!reader.isDone) {
    const { number, wire } = reader.tag();
    const field = byNumber.get(number);
    if (field === undefined) reader.skip(wire);
    else readField(members, field, reader, wire, depth);
  }
}

function readField(members: Members, field: Field, reader: WireReader, wire: number, depth: number): void {
  const { name, form, type } = field;
  if (form === 'map') return readEntry((members[name] ??= Object.create(null)) as Members, field, reader, wire, depth);
  if (form === 'list') {
    const list = (members[name] ??= []) as unknown[];
    if (wire === WIRE.bytes && VALUE_READERS[type]?.wire === WIRE.varint)
      return readPacked(list, field, reader.bytes());
    list.push(readValue(field, reader, wire, depth));
    return;
  }
  if (name === '') return readInto(members, messageBytes(field, reader, wire), type, depth + 1);
  const value = readValue(field, reader, wire, depth);
  if (field.omitsZero && isZero(value)) delete members[name];
  else members[name] = value;
}

function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false;
}

/** Numbers of a list may stand in one field, one behind the other. */
function readPacked(list: unknown[], field: Field, bytes: Buffer): void {
  const reader = new WireReader(bytes, field.name);
  while (!reader.isDone) list.push(readValue(field, reader, WIRE.varint, 0));
}

/** An entry of a map: {1 key, 2 value}, of which either may be missing. */
function readEntry(map: Members, field: Field, reader: WireReader, wire: number, depth: number): void {
  const inner = new WireReader(messageBytes(field, reader, wire), field.name);
  let key = '';
  let value = isMessage(field.type) ? readStruct(Buffer.alloc(0), field.type, depth) : emptyOf(field.type);
  while (!inner.isDone) {
    const tag = inner.tag();
    if (tag.number === 1 && tag.wire === WIRE.bytes) key = inner.bytes().toString('utf8');
    else if (tag.number === 2) value = readValue(field, inner, tag.wire, depth);
    else inner.skip(tag.wire);
  }
  map[key] = value;
}

/** What a type is without a byte written of it. */
function emptyOf(type: string): unknown {
  const nothing = new WireReader(Buffer.from([0]), type);
  return VALUE_READERS[type]?.read(nothing);
}

function readValue(field: Field, reader: WireReader, wire: number, depth: number): unknown {
  const value = VALUE_READERS[field.type];
  if (value === undefined) return readStruct(messageBytes(field, reader, wire), field.type, depth + 1);
  if (wire !== value.wire) throw wrongWire(field, wire);
  return value.read(reader);
}

function readStruct(bytes: Buffer, type: string, depth: number): unknown {
  const members: Members = {};
  readInto(members, bytes, type, depth);
  const union = unionOf(type);
  if (union !== undefined) return members[union.find((name) => members[name] !== undefined) ?? ''] ?? false;
  const [first] = messageOf(type).fields;
  return first?.name === '' && first.form === 'list' ? (members[''] ?? []) : members;
}

function messageBytes(field: Field, reader: WireReader, wire: number): Buffer {
  if (wire !== WIRE.bytes) throw wrongWire(field, wire);
  return reader.bytes();
}

/** Go calls the field by the name it has there. */
function wrongWire({ name, type }: Field, wire: number): ProtobufError {
  const go = type === 'meta.v1.ObjectMeta' ? 'ObjectMeta' : `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  return new ProtobufError(`proto: wrong wireType = ${wire} for field ${go}`);
}
