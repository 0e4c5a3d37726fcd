import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { badRequest } from '../../engine/index.ts';
import { ChannelInput } from './channel-input.ts';
import type { Channels, StreamRequest } from './channels.ts';

/** v5 can say that standard input has ended; before it, silence has to do. */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const SILENCE_MS = 300;
const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const CONTINUATION = 0;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const BINARY = 2;
const FIN = 0x80;
const NORMAL_END = 1000;
const MAX_FRAME_BYTES = 1024 * 1024;
const [STDIN, STDOUT, STDERR, STATUS, CLOSE_STREAM] = [0, 1, 2, 3, 255];

/** A container's streams over one WebSocket: the first byte of a message is the channel. */
export class WebSocketChannels implements Channels {
  readonly #request: IncomingMessage;
  readonly #socket: Socket;
  readonly #asked: StreamRequest;
  readonly #protocol: string;
  readonly input: ChannelInput = new ChannelInput();
  #rest: Buffer;
  #message: Buffer[] = [];
  #silence: NodeJS.Timeout | undefined;

  constructor(request: IncomingMessage, socket: Socket, head: Buffer, asked: StreamRequest) {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/);
    const protocol = PROTOCOLS.find((one) => offered.includes(one));
    if (protocol === undefined) throw badRequest(`of the stream protocols ${PROTOCOLS.join(' and ')} are served`);
    this.#request = request;
    this.#socket = socket;
    this.#asked = asked;
    this.#protocol = protocol;
    this.#rest = head;
  }

  accept(): void {
    const key = `${this.#request.headers['sec-websocket-key'] ?? ''}${ACCEPT_SUFFIX}`;
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}`,
      `Sec-WebSocket-Protocol: ${this.#protocol}`,
    ];
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    this.#socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#socket.once('close', () => {
      clearTimeout(this.#silence);
      this.input.abort();
    });
    this.#listen();
    this.#receive(Buffer.alloc(0));
  }

  /** All channels are there from the start. */
  opened(): Promise<void> {
    return Promise.resolve();
  }

  write(stdout: string, stderr: string): void {
    this.#send(STDOUT, stdout);
    this.#send(STDERR, stderr);
  }

  finish(status: object): void {
    this.#send(STATUS, JSON.stringify(status));
    const code = Buffer.alloc(2);
    code.writeUInt16BE(NORMAL_END);
    this.#socket.end(frame(CLOSE, code));
  }

  #listen(): void {
    const { stdin, readsToEnd } = this.#asked;
    if (!stdin || !readsToEnd || this.#protocol === PROTOCOLS[0]) return;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#inputDone(), SILENCE_MS);
  }

  #inputDone(): void {
    clearTimeout(this.#silence);
    this.input.end();
  }

  #send(channel: number | undefined, text: string): void {
    if (text !== '') this.#socket.write(frame(BINARY, Buffer.concat([Buffer.from([channel ?? 0]), Buffer.from(text)])));
  }

  #receive(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const size = frameSize(this.#rest);
      if (size === undefined || this.#rest.length < size) return;
      if (size > MAX_FRAME_BYTES) return void this.#socket.destroy();
      this.#frame(this.#rest.subarray(0, size));
      this.#rest = this.#rest.subarray(size);
    }
  }

  #frame(bytes: Buffer): void {
    const first = bytes.readUInt8(0);
    const opcode = first & 0x0f;
    const body = payload(bytes);
    if (opcode === PING) this.#socket.write(frame(PONG, body));
    else if (opcode === CLOSE) this.#socket.end(frame(CLOSE, body.subarray(0, 2)));
    else if (opcode <= BINARY) {
      if (opcode !== CONTINUATION) this.#message = [];
      this.#message.push(body);
      if (first >= FIN) this.#whole(Buffer.concat(this.#message));
    }
  }

  #whole(message: Buffer): void {
    if (message[0] === STDIN) {
      this.input.push(message.subarray(1));
      this.#listen();
    } else if (message[0] === CLOSE_STREAM && message[1] === STDIN) this.#inputDone();
  }
}

/** The size of the frame that begins here, once its header is there. */
function frameSize(bytes: Buffer): number | undefined {
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

function payload(bytes: Buffer): Buffer {
  const shape = shapeOf(bytes);
  if (shape === undefined) return Buffer.alloc(0);
  const body = Buffer.from(bytes.subarray(shape.headerSize));
  if (!shape.mask) return body;
  const key = bytes.subarray(shape.headerSize - 4, shape.headerSize);
  for (let at = 0; at < body.length; at += 1) body[at] = (body[at] ?? 0) ^ (key[at % 4] ?? 0);
  return body;
}

function frame(opcode: number, body: Buffer): Buffer {
  const long = body.length > 0xffff;
  const header = Buffer.alloc(body.length < 126 ? 2 : long ? 10 : 4);
  header.writeUInt8(FIN + opcode, 0);
  header.writeUInt8(body.length < 126 ? body.length : long ? 127 : 126, 1);
  if (long) header.writeBigUInt64BE(BigInt(body.length), 2);
  else if (header.length === 4) header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}
