import { Duplex } from 'node:stream';
import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib';
import { SPDY_DICTIONARY } from './spdy-dictionary.ts';
import {
  controlFrame,
  dataFrame,
  FIN,
  FRAME_HEADER,
  headersOf,
  PING,
  RST_STREAM,
  SYN_REPLY,
  SYN_STREAM,
  through,
} from './spdy-frames.ts';

/** Frames of at most this size go out, and none larger than the other comes in. */
const CHUNK_BYTES = 16 * 1024;
const MAX_FRAME_BYTES = 1024 * 1024;
/** The stream is no longer wanted, and says no why (status codes of RST_STREAM). */
const CANCEL = 5;

/** One stream that the client has opened. Both ends end by themselves. */
export class SpdyStream extends Duplex {
  readonly id: number;
  /** What the client said of it, by names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  readonly #connection: Duplex;

  constructor(id: number, headers: ReadonlyMap<string, string>, connection: Duplex) {
    super({ allowHalfOpen: true });
    this.id = id;
    this.headers = headers;
    this.#connection = connection;
  }

  /** What comes is kept until somebody reads it: clients open few streams and send no window to keep to. */
  override _read(): void {
    return undefined;
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const frames: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      frames.push(dataFrame(this.id, 0, bytes.subarray(at, at + CHUNK_BYTES)));
    this.#connection.write(Buffer.concat(frames), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#connection.write(dataFrame(this.id, FIN, Buffer.alloc(0)), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.writableFinished && this.#connection.writable) {
      const reset = Buffer.alloc(8);
      reset.writeUInt32BE(this.id, 0);
      reset.writeUInt32BE(CANCEL, 4);
      this.#connection.write(controlFrame(RST_STREAM, reset));
    }
    done(error);
  }
}

/**
 * Speaks SPDY/3.1 as a server, whatever carries the bytes: a socket, or a tunnel through something else.
 * @param head what has come already
 */
export function openSpdy(socket: Duplex, head: Buffer, onStream: (stream: SpdyStream) => void): void {
  new SpdyConnection(socket, head, onStream).begin();
}

class SpdyConnection {
  readonly #socket: Duplex;
  readonly #onStream: (stream: SpdyStream) => void;
  readonly #inflate: Inflate = createInflate({ dictionary: SPDY_DICTIONARY, finishFlush: constants.Z_SYNC_FLUSH });
  readonly #deflate: Deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
  readonly #streams = new Map<number, SpdyStream>();
  #rest: Buffer;
  #work: Promise<void> = Promise.resolve();

  constructor(socket: Duplex, head: Buffer, onStream: (stream: SpdyStream) => void) {
    this.#socket = socket;
    this.#rest = head;
    this.#onStream = onStream;
  }

  begin(): void {
    this.#socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#socket.once('close', () => this.#closed());
    this.#receive(Buffer.alloc(0));
  }

  #closed(): void {
    for (const stream of this.#streams.values()) stream.destroy();
    this.#inflate.close();
    this.#deflate.close();
  }

  /** Header blocks share one compression context, so frames are taken strictly one after the other. */
  #receive(bytes: Buffer): void {
    this.#work = this.#work.then(() => this.#take(bytes)).catch(() => void this.#socket.destroy());
  }

  async #take(bytes: Buffer): Promise<void> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= FRAME_HEADER) {
      const length = this.#rest.readUIntBE(5, 3);
      if (length > MAX_FRAME_BYTES) throw new Error(`a frame of ${length} bytes`);
      if (this.#rest.length < FRAME_HEADER + length) return;
      const frame = this.#rest.subarray(0, FRAME_HEADER + length);
      this.#rest = this.#rest.subarray(FRAME_HEADER + length);
      await this.#frame(frame);
    }
  }

  async #frame(frame: Buffer): Promise<void> {
    const first = frame.readUInt32BE(0);
    const flags = frame.readUInt8(4);
    const body = frame.subarray(FRAME_HEADER);
    if (first < 0x8000_0000) return this.#data(first, flags, body);
    const type = first % 0x1_0000;
    if (type === SYN_STREAM) return await this.#opened(body, flags);
    if (type === RST_STREAM) this.#reset(body.readUInt32BE(0));
    if (type === PING) this.#socket.write(frame);
  }

  async #opened(body: Buffer, flags: number): Promise<void> {
    const id = body.readUInt32BE(0);
    const stream = new SpdyStream(id, headersOf(await through(this.#inflate, body.subarray(10))), this.#socket);
    stream.on('error', () => stream.destroy()); // The connection is gone: there is nobody left to tell.
    stream.once('close', () => this.#streams.delete(id));
    this.#streams.set(id, stream);
    const block = await through(this.#deflate, Buffer.alloc(4));
    const reply = Buffer.alloc(4);
    reply.writeUInt32BE(id);
    this.#socket.write(controlFrame(SYN_REPLY, Buffer.concat([reply, block])));
    this.#onStream(stream);
    this.#data(id, flags, Buffer.alloc(0));
  }

  #data(id: number, flags: number, body: Buffer): void {
    const stream = this.#streams.get(id);
    if (body.length > 0) stream?.push(body);
    if ((flags & FIN) !== 0) stream?.push(null);
  }

  #reset(id: number): void {
    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    stream?.push(null);
    stream?.destroy();
  }
}
