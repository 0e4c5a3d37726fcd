import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib';
import { badRequest } from '../../engine/index.ts';
import { ChannelInput } from './channel-input.ts';
import type { Channels, StreamRequest } from './channels.ts';
import { SPDY_DICTIONARY } from './spdy-dictionary.ts';

const PROTOCOL = 'v4.channel.k8s.io';
const FRAME_HEADER = 8;
const FIN = 1;
const SYN_STREAM = 1;
const SYN_REPLY = 2;
const PING = 6;
/** Frames of at most this size go out, and none larger than the other comes in. */
const CHUNK_BYTES = 16 * 1024;
const MAX_FRAME_BYTES = 1024 * 1024;

interface Stream {
  readonly id: number;
  readonly type: string;
}

/** A container's streams over SPDY/3.1: the client opens one for errors and one for each of stdin, stdout, stderr and resize. */
export class SpdyChannels implements Channels {
  readonly #socket: Socket;
  readonly #asked: StreamRequest;
  readonly #inflate: Inflate = createInflate({ dictionary: SPDY_DICTIONARY, finishFlush: constants.Z_SYNC_FLUSH });
  readonly #deflate: Deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
  readonly #streams = new Map<number, Stream>();
  readonly input: ChannelInput = new ChannelInput();
  readonly #opened = Promise.withResolvers<void>();
  #rest: Buffer;
  #work: Promise<void> = Promise.resolve();

  constructor(request: IncomingMessage, socket: Socket, head: Buffer, asked: StreamRequest) {
    const offered = (request.headersDistinct['x-stream-protocol-version'] ?? []).flatMap((text) => text.split(/,\s*/));
    if (!offered.includes(PROTOCOL)) throw badRequest(`of the stream protocols only ${PROTOCOL} is served`);
    this.#socket = socket;
    this.#asked = asked;
    this.#rest = head;
    this.#opened.promise.catch(() => undefined); // A connection that ends before is no crash.
  }

  accept(): void {
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: SPDY/3.1',
      'Connection: Upgrade',
      `X-Stream-Protocol-Version: ${PROTOCOL}`,
    ];
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    this.#socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#socket.once('close', () => {
      this.#opened.reject(new Error('the client left'));
      this.input.abort();
    });
    this.#receive(Buffer.alloc(0));
  }

  opened(): Promise<void> {
    return this.#opened.promise;
  }

  write(stdout: string, stderr: string): void {
    this.#send('stdout', stdout);
    this.#send('stderr', stderr);
  }

  finish(status: object): void {
    this.#send('error', JSON.stringify(status));
    for (const type of ['stdout', 'stderr', 'error']) this.#end(type);
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
    if (type === SYN_STREAM) return await this.#openedStream(body, flags);
    if (type === PING) this.#socket.write(frame);
  }

  async #openedStream(body: Buffer, flags: number): Promise<void> {
    const id = body.readUInt32BE(0);
    const headers = headersOf(await through(this.#inflate, body.subarray(10)));
    this.#streams.set(id, { id, type: headers.get('streamtype') ?? '' });
    const block = await through(this.#deflate, Buffer.alloc(4));
    const reply = Buffer.alloc(4);
    reply.writeUInt32BE(id);
    this.#socket.write(controlFrame(SYN_REPLY, Buffer.concat([reply, block])));
    this.#data(id, flags, Buffer.alloc(0));
  }

  #data(id: number, flags: number, body: Buffer): void {
    const stream = this.#streams.get(id);
    if (this.#hasAll()) this.#opened.resolve();
    if (stream?.type !== 'stdin') return;
    this.input.push(body);
    if ((flags & FIN) !== 0) this.input.end();
  }

  #hasAll(): boolean {
    const { stdin, stdout, stderr } = this.#asked;
    const wanted = ['error', ...(stdin ? ['stdin'] : []), ...(stdout ? ['stdout'] : []), ...(stderr ? ['stderr'] : [])];
    const open = [...this.#streams.values()].map((stream) => stream.type);
    return wanted.every((type) => open.includes(type));
  }

  #stream(type: string): Stream | undefined {
    return [...this.#streams.values()].find((one) => one.type === type);
  }

  #send(type: string, text: string): void {
    const stream = this.#stream(type);
    if (stream === undefined) return;
    const bytes = Buffer.from(text, 'utf8');
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      this.#socket.write(dataFrame(stream.id, 0, bytes.subarray(at, at + CHUNK_BYTES)));
    }
  }

  #end(type: string): void {
    const stream = this.#stream(type);
    if (stream !== undefined) this.#socket.write(dataFrame(stream.id, FIN, Buffer.alloc(0)));
  }
}

function controlFrame(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(FRAME_HEADER);
  header.writeUInt16BE(0x8003, 0);
  header.writeUInt16BE(type, 2);
  header.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([header, body]);
}

function dataFrame(id: number, flags: number, body: Buffer): Buffer {
  const header = Buffer.alloc(FRAME_HEADER);
  header.writeUInt32BE(id, 0);
  header.writeUInt8(flags, 4);
  header.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([header, body]);
}

/** Count, then length and text of each name and value. */
function headersOf(block: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 4;
  const text = (): string => {
    const length = block.readUInt32BE(at);
    at += 4 + length;
    return block.toString('utf8', at - length, at);
  };
  for (let left = block.readUInt32BE(0); left > 0; left -= 1) headers.set(text().toLowerCase(), text());
  return headers;
}

/** One block through a compression that goes on: written and flushed. */
function through(stream: Inflate | Deflate, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const collect = (chunk: Buffer): void => void chunks.push(chunk);
    stream.on('data', collect);
    stream.once('error', reject);
    stream.write(bytes);
    stream.flush(constants.Z_SYNC_FLUSH, () => {
      stream.off('data', collect);
      stream.off('error', reject);
      resolve(Buffer.concat(chunks));
    });
  });
}
