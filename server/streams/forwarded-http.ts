import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Cluster, HttpResponse } from '../../engine/index.ts';
import { readBytes } from '../body.ts';
import { headersOf } from '../call.ts';

/** The ports of a pod that a client is joined to. */
export type Ports = ReturnType<Cluster['runtime']['forward']>;

/** One connection of a client to a port of a pod. */
export interface ForwardedConnection {
  readonly ports: Ports;
  readonly port: number;
  readonly data: Duplex;
  /** Somebody asks: controlled time stands while the client thinks about the answer. */
  readonly touched: () => void;
  /** Says why nothing more will come, and ends the connection. */
  readonly fail: (why: string) => void;
}

const ONLY_HTTP = 'seatrial answers HTTP/1.1 there and nothing else';

/** Answers the requests of one connection as a client within the pod is answered; Node reads them and writes the answers. */
export function answerHttp(connection: ForwardedConnection): void {
  const { data, fail } = connection;
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    answer(connection, request, response).catch((error: unknown) => fail(textOf(error)));
  });
  server.on('clientError', (error: NodeJS.ErrnoException) => {
    if (isOtherProtocol(error)) fail(`${ONLY_HTTP} (${error.message})`);
    else data.destroy();
  });
  server.emit('connection', data);
}

/** Bytes that are no request; a client that leaves in the middle of one is no such thing. */
function isOtherProtocol({ code = '' }: NodeJS.ErrnoException): boolean {
  return code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE';
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function answer(
  { ports, port, touched, fail }: ForwardedConnection,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const bytes = await readBytes(request);
  touched();
  const body = bytes.length === 0 ? {} : { body: bytes.toString('utf8') };
  const outcome = ports.http(port, { method, path: url, headers: headersOf(request), ...body });
  touched();
  if (outcome.outcome === 'answered') respond(response, method, outcome.response);
  else fail(`${ONLY_HTTP}: ${outcome.why}`);
}

/** What concerns one connection only is Node's to say. */
const OF_THE_CONNECTION: readonly string[] = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

function respond(response: ServerResponse, method: string, { status, headers, body }: HttpResponse): void {
  response.sendDate = false;
  const said = Object.entries(headers);
  for (const [name, value] of said)
    if (!OF_THE_CONNECTION.includes(name.toLowerCase())) response.setHeader(name, value);
  const bytes = Buffer.from(body, 'utf8');
  const length = said.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  if (method === 'HEAD' && length !== undefined) response.setHeader('Content-Length', length);
  else if (status !== 204 && status !== 304) response.setHeader('Content-Length', String(bytes.length));
  response.writeHead(status);
  response.end(method === 'HEAD' ? undefined : bytes);
}
