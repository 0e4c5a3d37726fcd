import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { badRequest, type Caller, KubeletRefusal, resourceUnknown, StatusError } from '../../engine/index.ts';
import { asStatusError } from '../answer.ts';
import { flag } from '../call.ts';
import type { Face } from '../face.ts';
import type { ResourcePath } from '../request-path.ts';
import { requestUrl } from '../request-target.ts';
import { isRelay } from '../relay/relay.ts';
import { UPGRADED } from '../resource.ts';
import { authenticated } from '../tokens.ts';
import { serveAttach } from './attach.ts';
import type { Channels, StreamRequest } from './channels.ts';
import { serveExec } from './exec.ts';
import { servePortForward } from './port-forward.ts';
import { SpdyChannels } from './spdy.ts';
import { type Upgrade, wayOf } from './upgrade-request.ts';
import { WebSocketChannels } from './web-socket.ts';

/** The code of an upgrade that came about. */
const SWITCHED = 101;

/** An upgraded connection to a container, over SPDY/3.1 or WebSocket. Everything else is refused with a Status, as an HTTP answer. */
export async function serveUpgrade(face: Face, request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
  socket.on('error', () => socket.destroy()); // The client is gone: there is nobody left to tell.
  socket.once('end', () => socket.end()); // HTTP servers leave their half open: a client that has gone would stay for ever.
  const { method = 'GET', url = '/' } = request;
  let count: (code: number) => void = () => undefined;
  try {
    const { searchParams: query, pathname } = requestUrl(url);
    count = (code) => face.rest.count({ method, path: pathname, query, contentType: undefined }, code);
    const caller = authenticated(face.cluster, request);
    const path = streamPath(face, caller, method, pathname);
    const upgrade = { request, socket, head, query };
    if (path.subresource === 'portforward') servePortForward(face, upgrade, path);
    else await serveContainer(face, upgrade, path, caller);
    face.clock.touched();
    count(SWITCHED);
  } catch (error) {
    count(socket.bytesWritten === 0 ? asStatusError(error).code : SWITCHED);
    refuse(socket, error);
  }
}

async function serveContainer(face: Face, upgrade: Upgrade, path: ResourcePath, caller: Caller): Promise<void> {
  const { query } = upgrade;
  const asked = requestOf(path, query);
  const channels = channelsOf(upgrade, asked);
  if (path.subresource === 'attach') await serveAttach(face, channels, asked);
  else await serveExec(face, channels, asked, { command: query.getAll('command'), caller });
}

function streamPath(face: Face, caller: Caller, method: string, pathname: string): ResourcePath {
  const path = face.rest.resource(pathname);
  if (path !== undefined && isRelay(path))
    throw badRequest(`an upgraded connection through ${path.kind.plural}/proxy is not simulated by seatrial`);
  if (path?.kind.plural !== 'pods' || path.name === undefined) throw resourceUnknown();
  const { subresource = '' } = path;
  if (!UPGRADED.has(subresource)) throw badRequest(`pods/${subresource} takes no upgraded connection`);
  const refusal = face.rest.whyNot(caller, method === 'GET' ? 'get' : 'create', path);
  if (refusal !== undefined) throw refusal;
  return path;
}

function requestOf({ namespace = '', name = '', subresource = '' }: ResourcePath, query: URLSearchParams) {
  const tty = flag(query, 'tty');
  const container = query.get('container') ?? '';
  return {
    namespace,
    name,
    container: container === '' ? undefined : container,
    stdin: flag(query, 'stdin'),
    stdout: flag(query, 'stdout'),
    stderr: flag(query, 'stderr') && !tty,
    tty,
    readsToEnd: subresource === 'exec',
  };
}

function channelsOf(upgrade: Upgrade, asked: StreamRequest): Channels {
  const { request, socket, head } = upgrade;
  return wayOf(upgrade) === 'spdy/3.1'
    ? new SpdyChannels(request, socket, head, asked)
    : new WebSocketChannels(request, socket, head, asked);
}

/**
 * The refusal of an upgrade is a plain HTTP answer; after the upgrade only the end of the connection is left. What a kubelet refuses is
 * handed on as it says it.
 */
function refuse(socket: Socket, error: unknown): void {
  if (socket.bytesWritten > 0 && !(error instanceof StatusError)) return void socket.destroy();
  const status = asStatusError(error);
  const isPlain = status instanceof KubeletRefusal;
  const body = `${isPlain ? status.message : JSON.stringify(status.toStatus())}\n`;
  const lines = [
    `HTTP/1.1 ${status.code} ${status.reason}`,
    `Content-Type: ${isPlain ? 'text/plain; charset=utf-8' : 'application/json'}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
