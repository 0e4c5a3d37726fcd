/** Bytes that are no message, in the words of Go's decoders. */
export class ProtobufError extends Error {}

/** How a value lies in the bytes. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, groupStart: 3, groupEnd: 4, fixed32: 5 } as const;

const MAX_VARINT_BYTES = 10;
/** Groups are skipped, one within the other no deeper than this. */
const MAX_GROUPS = 100;

interface Tag {
  readonly number: number;
  readonly wire: number;
}

/** Reads one message field by field. Every read goes forward or throws, so no input makes it loop. */
export class WireReader {
  readonly #bytes: Buffer;
  readonly #message: string;
  #at = 0;

  /** @param message named in errors */
  constructor(bytes: Buffer, message: string) {
    this.#bytes = bytes;
    this.#message = message.slice(message.lastIndexOf('.') + 1);
  }

  get isDone(): boolean {
    return this.#at >= this.#bytes.length;
  }

  tag(): Tag {
    const value = Number(BigInt.asUintN(35, this.varint()));
    const [number, wire] = [Math.floor(value / 8), value % 8];
    if (wire === WIRE.groupEnd) throw new ProtobufError(`proto: ${this.#message}: wiretype end group for non-group`);
    if (number === 0) throw new ProtobufError(`proto: ${this.#message}: illegal tag ${number} (wire type ${wire})`);
    return { number, wire };
  }

  varint(): bigint {
    let value = 0n;
    for (let index = 0; index < MAX_VARINT_BYTES; index++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new ProtobufError('unexpected EOF');
      value |= BigInt(byte & 127) << BigInt(7 * index);
      if (byte < 128) return value;
    }
    throw new ProtobufError('proto: integer overflow');
  }

  double(): number {
    return this.#take(8).readDoubleLE();
  }

  bytes(): Buffer {
    const length = this.varint();
    if (length > BigInt(this.#bytes.length)) throw new ProtobufError('unexpected EOF');
    return this.#take(Number(length));
  }

  /** Passes over the value of a field that nobody knows. */
  skip(wire: number, depth = 0): void {
    if (wire === WIRE.varint) this.varint();
    else if (wire === WIRE.fixed64) this.#take(8);
    else if (wire === WIRE.bytes) this.bytes();
    else if (wire === WIRE.fixed32) this.#take(4);
    else if (wire === WIRE.groupStart) this.#skipGroup(depth + 1);
    else throw new ProtobufError(`proto: illegal wireType ${wire}`);
  }

  #skipGroup(depth: number): void {
    if (depth > MAX_GROUPS) throw new ProtobufError(`proto: groups nest deeper than ${MAX_GROUPS}`);
    for (;;) {
      const wire = Number(this.varint() & 7n);
      if (wire === WIRE.groupEnd) return;
      this.skip(wire, depth);
    }
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new ProtobufError('unexpected EOF');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
