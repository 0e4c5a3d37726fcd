/** What a frame is (RFC 6455, 5.2). */
export const CONTINUATION = 0;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;
export const FIN = 0x80;

/** The size of the frame that begins here, once its header is there. */
export function frameSize(bytes: Buffer): number | undefined {
  if (bytes.length < 2) return undefined;
  const { headerSize, bodySize } = shapeOf(bytes) ?? {};
  return headerSize === undefined || bodySize === undefined ? undefined : headerSize + bodySize;
}

function shapeOf(
  bytes: Buffer,
): { readonly headerSize: number; readonly bodySize: number; readonly mask: boolean } | undefined {
  const second = bytes.readUInt8(1);
  const mask = second >= 0x80;
  const short = second % 0x80;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + extra) return undefined;
  const bodySize = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { headerSize: 2 + extra + (mask ? 4 : 0), bodySize, mask };
}

export function payload(bytes: Buffer): Buffer {
  const shape = shapeOf(bytes);
  if (shape === undefined) return Buffer.alloc(0);
  const body = Buffer.from(bytes.subarray(shape.headerSize));
  if (!shape.mask) return body;
  const key = bytes.subarray(shape.headerSize - 4, shape.headerSize);
  for (let at = 0; at < body.length; at += 1) body[at] = (body[at] ?? 0) ^ (key[at % 4] ?? 0);
  return body;
}

export function frame(opcode: number, body: Buffer): Buffer {
  const long = body.length > 0xffff;
  const header = Buffer.alloc(body.length < 126 ? 2 : long ? 10 : 4);
  header.writeUInt8(FIN + opcode, 0);
  header.writeUInt8(body.length < 126 ? body.length : long ? 127 : 126, 1);
  if (long) header.writeBigUInt64BE(BigInt(body.length), 2);
  else if (header.length === 4) header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}
