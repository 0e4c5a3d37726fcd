import { WIRE } from './wire-reader.ts';

/** A field with a length: text, bytes or a message. */
export function lengthField(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + WIRE.bytes), varint(bytes.length), bytes]);
}

export function textField(number: number, text: string): Buffer {
  return lengthField(number, Buffer.from(text, 'utf8'));
}

/** A whole number; a negative one takes ten bytes. */
export function numberField(number: number, value: number | bigint): Buffer {
  return Buffer.concat([varint(number * 8 + WIRE.varint), varint(value)]);
}

export function doubleField(number: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([varint(number * 8 + WIRE.fixed64), bytes]);
}

function varint(value: number | bigint): Buffer {
  if (typeof value === 'number' && value >= 0 && value < 128) return Buffer.from([value]);
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}
