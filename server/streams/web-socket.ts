import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ChannelInput } from './channel-input.ts';
import type { Channels, StreamRequest } from './channels.ts';
import { WebSocketConnection, webSocketProtocol } from './web-socket-connection.ts';

/** v5 can say that standard input has ended; before it, silence has to do. */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const SILENCE_MS = 300;
const [STDIN, STDOUT, STDERR, STATUS, CLOSE_STREAM] = [0, 1, 2, 3, 255];

/** A container's streams over one WebSocket: the first byte of a message is the channel. */
export class WebSocketChannels implements Channels {
  readonly #connection: WebSocketConnection;
  readonly #asked: StreamRequest;
  readonly #protocol: string;
  readonly input: ChannelInput = new ChannelInput();
  #silence: NodeJS.Timeout | undefined;

  constructor(request: IncomingMessage, socket: Socket, head: Buffer, asked: StreamRequest) {
    this.#protocol = webSocketProtocol(request, PROTOCOLS);
    this.#connection = new WebSocketConnection(request, socket, head);
    this.#asked = asked;
  }

  accept(): void {
    this.#listen();
    this.#connection.accept(this.#protocol, {
      message: (bytes) => this.#heard(bytes),
      close: () => {
        clearTimeout(this.#silence);
        this.input.abort();
      },
    });
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
    this.#connection.end();
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
    if (text !== '') this.#connection.send(Buffer.concat([Buffer.from([channel ?? 0]), Buffer.from(text)]));
  }

  #heard(message: Buffer): void {
    if (message[0] === STDIN) {
      this.input.push(message.subarray(1));
      this.#listen();
    } else if (message[0] === CLOSE_STREAM && message[1] === STDIN) this.#inputDone();
  }
}
