import { decodeMessage } from './decode.ts';
import { encodeMessage } from './encode.ts';
import { messageOfKind } from './table.ts';
import { ProtobufError, WIRE, WireReader } from './wire-reader.ts';
import { lengthField, textField } from './wire-writer.ts';

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** What every body begins with (protobuf.go, v1.25). */
const PREFIX = Buffer.from('k8s\0', 'latin1');

/** What an object or a list says of itself. */
export interface KubeLike {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: object;
  readonly items?: readonly object[];
}

/** A body that is refused; `kind` and `version` where it says of what kind it wants to be. */
export class BodyError extends Error {
  readonly kind: string;
  readonly version: string;

  constructor(message: string, kind = '', version = '') {
    super(message);
    this.kind = kind;
    this.version = version;
  }
}

/**
 * Reads a body: the prefix, then runtime.Unknown{1 TypeMeta{1 apiVersion, 2 kind}, 2 raw}, where raw is the object.
 * @throws BodyError in the words of the API server
 */
export function decodeBody(bytes: Buffer): object {
  if (bytes.length === 0) throw new BodyError('empty data');
  if (!bytes.subarray(0, PREFIX.length).equals(PREFIX))
    throw new BodyError(
      `provided data does not appear to be a protobuf message, expected prefix [${[...PREFIX].join(' ')}]`,
    );
  if (bytes.length === PREFIX.length) throw new BodyError('empty body');
  const { apiVersion, kind, raw } = asBodyError('', '', () => readUnknown(bytes.subarray(PREFIX.length)));
  const message = messageOfKind(apiVersion, kind);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  if (message === undefined)
    throw new BodyError(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"`,
      kind,
      version,
    );
  return asBodyError(kind, version, () => ({ apiVersion, kind, ...decodeMessage(raw, message) }));
}

interface Unknown {
  readonly apiVersion: string;
  readonly kind: string;
  readonly raw: Buffer;
}

function readUnknown(bytes: Buffer): Unknown {
  const outer = bytesOf(bytes, 'Unknown');
  const type = bytesOf(outer.get(1) ?? Buffer.alloc(0), 'TypeMeta');
  const text = (number: number): string => (type.get(number) ?? '').toString();
  return { apiVersion: text(1), kind: text(2), raw: outer.get(2) ?? Buffer.alloc(0) };
}

function bytesOf(bytes: Buffer, message: string): Map<number, Buffer> {
  const reader = new WireReader(bytes, message);
  const found = new Map<number, Buffer>();
  while (!reader.isDone) {
    const { number, wire } = reader.tag();
    if (wire === WIRE.bytes) found.set(number, reader.bytes());
    else reader.skip(wire);
  }
  return found;
}

function asBodyError<T>(kind: string, version: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtobufError) throw new BodyError(error.message, kind, version);
    throw error;
  }
}

/** An object or a list as a body; undefined where its kind has no protobuf form (custom kinds, Tables). */
export function encodeObject(object: KubeLike): Buffer | undefined {
  const { apiVersion, kind } = object;
  const raw = rawOf(object);
  if (raw === undefined) return undefined;
  const type = Buffer.concat([textField(1, apiVersion), textField(2, kind)]);
  return Buffer.concat([PREFIX, lengthField(1, type), lengthField(2, raw), textField(3, ''), textField(4, '')]);
}

/** Lists of every kind are XList{1 metadata, 2 items}. */
function rawOf(object: KubeLike): Buffer | undefined {
  const { apiVersion, kind, metadata, items } = object;
  const name = messageOfKind(apiVersion, kind);
  if (name !== undefined) return encodeMessage({ ...object }, name);
  const element = kind.endsWith('List') ? messageOfKind(apiVersion, kind.slice(0, -'List'.length)) : undefined;
  if (element === undefined || items === undefined) return undefined;
  const head = lengthField(1, encodeMessage({ ...metadata }, 'meta.v1.ListMeta'));
  return Buffer.concat([head, ...items.map((item) => lengthField(2, encodeMessage({ ...item }, element)))]);
}

/** The length of a frame of a watch is written in so many bytes before it. */
const FRAME_BYTES = 4;

/** An event of a watch: a frame with WatchEvent{1 type, 2 object{1 raw}}, where raw is a body. */
export function watchFrame(type: string, body: Buffer): Buffer {
  const event = Buffer.concat([textField(1, type), lengthField(2, lengthField(1, body))]);
  const length = Buffer.alloc(FRAME_BYTES);
  length.writeUInt32BE(event.length);
  return Buffer.concat([length, event]);
}
