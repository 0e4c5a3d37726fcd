import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { createDeflate } from 'node:zlib';
import { SPDY_DICTIONARY } from '../../server/streams/spdy-dictionary.ts';
import { controlFrame, dataFrame, FIN, FRAME_HEADER, SYN_STREAM, through } from '../../server/streams/spdy-frames.ts';
import { BINARY, frame as wrapped, frameSize, payload } from '../../server/streams/web-socket-frames.ts';
import { withServer } from './serving.ts';

const PODS = '/api/v1/namespaces/default/pods';
const POD = { metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'nginx:1.23.1' }] } };
const GET = 'GET / HTTP/1.1\r\nHost: pod\r\n\r\n';

function text(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value)]);
}

type Carrier = 'socket' | 'tunnel';

/** How a client asks: kubectl up to v1.30 for SPDY/3.1 itself, later ones for a WebSocket that carries it. */
const UPGRADES: Readonly<Record<Carrier, Readonly<Record<string, string>>>> = {
  socket: { upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'portforward.k8s.io' },
  tunnel: {
    upgrade: 'websocket',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-version': '13',
    'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io',
  },
};

function upgraded(url: string, carrier: Carrier): Promise<Socket> {
  const asking = request(url, { method: 'POST', headers: { connection: 'Upgrade', ...UPGRADES[carrier] } });
  asking.end();
  return new Promise((resolve, reject) => {
    asking.once('upgrade', (_response, socket) => resolve(socket));
    asking.once('error', reject);
  });
}

/** A client of port-forward. */
class Client {
  readonly #socket: Socket;
  readonly #carrier: Carrier;
  readonly #deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
  readonly #heard = new Map<number, string>();
  readonly #ended = new Map<number, PromiseWithResolvers<string>>();
  #messages: Buffer = Buffer.alloc(0);
  #rest: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, carrier: Carrier) {
    this.#socket = socket;
    this.#carrier = carrier;
    socket.on('data', (bytes: Buffer) => (carrier === 'socket' ? this.#take(bytes) : this.#unwrap(bytes)));
  }

  /** Opens a stream; resolves with all that came over it once the server has ended it. */
  async stream(id: number, type: string, port: number, sent: string): Promise<() => Promise<string>> {
    const headers = { streamtype: type, port: String(port), requestid: String(port) };
    const count = Buffer.alloc(4);
    count.writeUInt32BE(Object.keys(headers).length);
    const block = Buffer.concat([
      count,
      ...Object.entries(headers).flatMap(([name, value]) => [text(name), text(value)]),
    ]);
    const head = Buffer.alloc(10);
    head.writeUInt32BE(id);
    const over = Promise.withResolvers<string>();
    this.#ended.set(id, over);
    const frames = [
      controlFrame(SYN_STREAM, Buffer.concat([head, await through(this.#deflate, block)])),
      dataFrame(id, type === 'error' ? FIN : 0, Buffer.from(sent)),
    ];
    // In two parts, neither of which is whole frames.
    const bytes = Buffer.concat(frames);
    for (const part of [bytes.subarray(0, 5), bytes.subarray(5)])
      this.#socket.write(this.#carrier === 'socket' ? part : wrapped(BINARY, part));
    return () => over.promise;
  }

  close(): Promise<unknown> {
    this.#socket.destroy();
    return new Promise((resolve) => this.#socket.once('close', resolve));
  }

  #unwrap(bytes: Buffer): void {
    this.#messages = Buffer.concat([this.#messages, bytes]);
    for (let size = frameSize(this.#messages); size !== undefined && size <= this.#messages.length;) {
      this.#take(payload(this.#messages.subarray(0, size)));
      this.#messages = this.#messages.subarray(size);
      size = frameSize(this.#messages);
    }
  }

  #take(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= FRAME_HEADER) {
      const size = FRAME_HEADER + this.#rest.readUIntBE(5, 3);
      if (this.#rest.length < size) return;
      this.#frame(this.#rest.subarray(0, size));
      this.#rest = this.#rest.subarray(size);
    }
  }

  #frame(frame: Buffer): void {
    const id = frame.readUInt32BE(0);
    if (id >= 0x8000_0000) return;
    this.#heard.set(id, (this.#heard.get(id) ?? '') + frame.toString('utf8', FRAME_HEADER));
    if ((frame.readUInt8(4) & FIN) !== 0) this.#ended.get(id)?.resolve(this.#heard.get(id) ?? '');
  }
}

async function withClient(carrier: Carrier, use: (client: Client) => Promise<void>): Promise<void> {
  await withServer(async ({ ask, served, cluster }) => {
    await ask('POST', PODS, { body: POD });
    cluster.advance(60_000);
    const client = new Client(await upgraded(`${served.url}${PODS}/web/portforward`, carrier), carrier);
    await use(client);
    await client.close();
  });
}

const LAST = GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');

for (const carrier of ['socket', 'tunnel'] as const) {
  test(`several connections go through one ${carrier}, each with an end of its own`, async () => {
    await withClient(carrier, async (client) => {
      const errors = [await client.stream(1, 'error', 80, ''), await client.stream(3, 'error', 81, '')];
      const closed = await client.stream(5, 'data', 81, '');
      const data = await client.stream(7, 'data', 80, LAST);
      assert.match(await data(), /^HTTP\/1\.1 200 OK\r\nServer: nginx\/1\.23\.1\r\n[^]*<\/html>\n$/);
      assert.equal(await closed(), '');
      const [fine = '', refused = ''] = await Promise.all(errors.map((ended) => ended()));
      assert.equal(fine, '');
      assert.match(refused, /^error forwarding port 81 to pod [0-9a-f]{64}, uid : .* connection refused $/);
    });
  });

  test(`a connection through a ${carrier} that stays serves one request after the other`, async () => {
    await withClient(carrier, async (client) => {
      await client.stream(1, 'error', 80, '');
      const data = await client.stream(3, 'data', 80, `${GET}HEAD /nope HTTP/1.1\r\nHost: pod\r\n\r\n${LAST}`);
      const answers = (await data()).match(/^HTTP\/1\.1 \d+/gm);
      assert.deepEqual(answers, ['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
    });
  });
}

test('connections that are open end with the server', async () => {
  const over = Promise.withResolvers<void>();
  await withServer(async ({ ask, served, cluster }) => {
    await ask('POST', PODS, { body: POD });
    cluster.advance(60_000);
    const socket = await upgraded(`${served.url}${PODS}/web/portforward`, 'socket');
    socket.once('close', () => over.resolve());
    socket.resume();
  });
  await over.promise;
});
