import type { Duplex } from 'node:stream';
import { badRequest } from '../../engine/index.ts';
import type { Face } from '../face.ts';
import type { ResourcePath } from '../request-path.ts';
import { answerHttp, type Ports } from './forwarded-http.ts';
import { servePortChannels } from './port-channels.ts';
import { openSpdy, type SpdyStream } from './spdy-connection.ts';
import { acceptSpdy } from './spdy.ts';
import { type Upgrade, wayOf } from './upgrade-request.ts';
import { WebSocketConnection, webSocketProtocol, webSocketTunnel } from './web-socket-connection.ts';

const PROTOCOL = 'portforward.k8s.io';
/** What clients from v1.31 on ask for first: the same streams, carried by a WebSocket. */
const TUNNEL = `SPDY/3.1+${PROTOCOL}`;
/** What client libraries speak: a pair of channels for each port. */
const CHANNELS = 'v4.channel.k8s.io';

/** What a pair of streams is joined to. */
export interface Joined {
  readonly port: number;
  readonly data: Duplex;
  /** The last that the client hears of the connection; '': all went well. */
  readonly end: (failure: string) => void;
}

/**
 * Joins a client to the ports of a pod for as long as it stays: over SPDY/3.1, or over a WebSocket in the old way or as a tunnel for SPDY.
 * No time passes on its account: it waits for nothing but its own requests.
 * @throws StatusError before the upgrade
 */
export function servePortForward(face: Face, asked: Upgrade, { namespace = '', name = '' }: ResourcePath): void {
  const { request, socket, head, query } = asked;
  const ports = face.cluster.runtime.forward(namespace, name);
  const join = (joined: Joined): void => joinPort(face, ports, joined);
  if (wayOf(asked) === 'spdy/3.1') {
    acceptSpdy(request, socket, PROTOCOL);
    return openSpdy(socket, head, pairing(join));
  }
  const protocol = webSocketProtocol(request, [TUNNEL, CHANNELS]);
  const connection = new WebSocketConnection(request, socket, head);
  if (protocol === CHANNELS) return servePortChannels(connection, protocol, portsOf(query), join);
  openSpdy(webSocketTunnel(connection, protocol), Buffer.alloc(0), pairing(join));
}

/** A connection to one port, from its first byte to its last. */
function joinPort(face: Face, ports: Ports, { port, data, end }: Joined): void {
  face.clock.touched();
  const refusal = ports.connect(port);
  let failure = refusal ?? '';
  data.once('finish', () => data.destroy()); // With what the pod's side had to say all is said.
  data.once('close', () => end(failure));
  if (refusal !== undefined) return void data.end();
  const fail = (why: string): void => {
    failure = ports.failure(port, why);
    data.destroy();
  };
  answerHttp({ ports, port, data, touched: () => face.clock.touched(), fail });
}

type Half = 'error' | 'data';

/** Each connection of a client is two streams that bear one number: what goes wrong is said on the one, the other carries the bytes. */
function pairing(join: (joined: Joined) => void): (stream: SpdyStream) => void {
  const waiting = new Map<string, SpdyStream>();
  return (stream) => {
    const port = portOf(stream.headers.get('port') ?? '');
    const type = stream.headers.get('streamtype');
    if (port === undefined || (type !== 'error' && type !== 'data')) return void stream.destroy();
    const id = stream.headers.get('requestid') ?? String(type === 'error' ? stream.id : stream.id - 2);
    const other: Half = type === 'error' ? 'data' : 'error';
    const found = waiting.get(`${other} ${id}`);
    if (found === undefined) return void waiting.set(`${type} ${id}`, stream);
    waiting.delete(`${other} ${id}`);
    const [error, data] = type === 'error' ? [stream, found] : [found, stream];
    error.resume();
    join({ port, data, end: (failure) => void error.end(failure) });
  };
}

function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= 65_535 ? port : undefined;
}

/** The ports of a WebSocket are in its query (websocket.go, v1.25). @throws StatusError */
function portsOf(query: URLSearchParams): readonly number[] {
  const given = query.getAll('ports');
  if (given.length === 0) throw badRequest('query parameter "port" is required');
  return given
    .flatMap((text) => text.split(','))
    .map((text) => {
      const port = portOf(text);
      if (port === undefined) throw badRequest(`unable to parse ${JSON.stringify(text)} as a port`);
      return port;
    });
}
