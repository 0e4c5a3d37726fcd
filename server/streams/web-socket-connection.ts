import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { badRequest } from '../../engine/index.ts';
import { BINARY, CLOSE, CONTINUATION, FIN, frame, frameSize, payload, PING, PONG } from './web-socket-frames.ts';

const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const NORMAL_END = 1000;
const MAX_FRAME_BYTES = 1024 * 1024;

/** Whole messages that come over a WebSocket, and its end. */
export interface MessageListener {
  message(bytes: Buffer): void;
  close(): void;
}

/**
 * The protocol that both ends speak: the first of ours that the client offers.
 * @throws StatusError where it offers none
 */
export function webSocketProtocol(request: IncomingMessage, ours: readonly string[]): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/);
  const protocol = ours.find((one) => offered.includes(one));
  if (protocol === undefined) throw badRequest(`of the stream protocols ${ours.join(' and ')} are served`);
  return protocol;
}

/** The server's end of one WebSocket. */
export class WebSocketConnection {
  readonly #request: IncomingMessage;
  readonly #socket: Socket;
  #rest: Buffer;
  #message: Buffer[] = [];
  #listener: MessageListener | undefined;

  /** @param head what has come already */
  constructor(request: IncomingMessage, socket: Socket, head: Buffer) {
    this.#request = request;
    this.#socket = socket;
    this.#rest = head;
  }

  /** Answers the upgrade; the listener hears what comes from now on. */
  accept(protocol: string, listener: MessageListener): void {
    const key = `${this.#request.headers['sec-websocket-key'] ?? ''}${ACCEPT_SUFFIX}`;
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}`,
      `Sec-WebSocket-Protocol: ${protocol}`,
    ];
    this.#listener = listener;
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    this.#socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#socket.once('close', () => listener.close());
    this.#receive(Buffer.alloc(0));
  }

  send(message: Buffer, done?: (error?: Error | null) => void): void {
    this.#socket.write(frame(BINARY, message), done);
  }

  /** Says that this was all, and closes. */
  end(): void {
    const code = Buffer.alloc(2);
    code.writeUInt16BE(NORMAL_END);
    this.#socket.end(frame(CLOSE, code));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #receive(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const size = frameSize(this.#rest);
      if (size !== undefined && size > MAX_FRAME_BYTES) return this.destroy();
      if (size === undefined || this.#rest.length < size) return;
      const whole = this.#rest.subarray(0, size);
      this.#rest = this.#rest.subarray(size);
      this.#frame(whole);
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
      if (first >= FIN) this.#listener?.message(Buffer.concat(this.#message));
    }
  }
}

/** A stream of bytes over the messages of a WebSocket, however they are cut. Answers the upgrade. */
export function webSocketTunnel(connection: WebSocketConnection, protocol: string): Duplex {
  const tunnel = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => connection.send(bytes, done),
    final: (done) => {
      connection.end();
      done();
    },
    destroy: (error, done) => {
      connection.destroy();
      done(error);
    },
  });
  connection.accept(protocol, {
    message: (bytes) => void tunnel.push(bytes),
    close: () => void tunnel.destroy(),
  });
  return tunnel;
}
