import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { badRequest } from '../../engine/index.ts';
import { ChannelInput } from './channel-input.ts';
import type { Channels, StreamRequest } from './channels.ts';
import { openSpdy, type SpdyStream } from './spdy-connection.ts';

const PROTOCOL = 'v4.channel.k8s.io';

/**
 * Answers an upgrade to SPDY/3.1.
 * @param protocol what the streams carry; refused where the client does not offer it
 * @throws StatusError
 */
export function acceptSpdy(request: IncomingMessage, socket: Socket, protocol: string): void {
  refuseOther(request, protocol);
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: SPDY/3.1',
    'Connection: Upgrade',
    `X-Stream-Protocol-Version: ${protocol}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
}

function refuseOther(request: IncomingMessage, protocol: string): void {
  const offered = (request.headersDistinct['x-stream-protocol-version'] ?? []).flatMap((text) => text.split(/,\s*/));
  if (!offered.includes(protocol)) throw badRequest(`of the stream protocols only ${protocol} is served`);
}

/** A container's streams over SPDY/3.1: the client opens one for errors and one for each of stdin, stdout, stderr and resize. */
export class SpdyChannels implements Channels {
  readonly #request: IncomingMessage;
  readonly #socket: Socket;
  readonly #head: Buffer;
  readonly #asked: StreamRequest;
  readonly #streams = new Map<string, SpdyStream>();
  readonly input: ChannelInput = new ChannelInput();
  readonly #opened = Promise.withResolvers<void>();

  constructor(request: IncomingMessage, socket: Socket, head: Buffer, asked: StreamRequest) {
    refuseOther(request, PROTOCOL);
    this.#request = request;
    this.#socket = socket;
    this.#head = head;
    this.#asked = asked;
    this.#opened.promise.catch(() => undefined); // A connection that ends before is no crash.
  }

  accept(): void {
    acceptSpdy(this.#request, this.#socket, PROTOCOL);
    this.#socket.once('close', () => {
      this.#opened.reject(new Error('the client left'));
      this.input.abort();
    });
    openSpdy(this.#socket, this.#head, (stream) => this.#add(stream));
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
    for (const type of ['stdout', 'stderr', 'error']) this.#streams.get(type)?.end();
  }

  #add(stream: SpdyStream): void {
    const type = stream.headers.get('streamtype') ?? '';
    this.#streams.set(type, stream);
    if (type === 'stdin') {
      stream.on('data', (bytes: Buffer) => this.input.push(bytes));
      stream.once('end', () => this.input.end());
    }
    if (this.#hasAll()) this.#opened.resolve();
  }

  #hasAll(): boolean {
    const { stdin, stdout, stderr } = this.#asked;
    const wanted = ['error', ...(stdin ? ['stdin'] : []), ...(stdout ? ['stdout'] : []), ...(stderr ? ['stderr'] : [])];
    return wanted.every((type) => this.#streams.has(type));
  }

  #send(type: string, text: string): void {
    if (text !== '') this.#streams.get(type)?.write(text);
  }
}
