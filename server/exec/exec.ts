import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { badRequest, resourceUnknown, StatusError } from '../../engine/index.ts';
import { asStatusError } from '../answer.ts';
import { callerOf, flag } from '../call.ts';
import type { Face } from '../face.ts';
import { SpdyChannels } from './spdy.ts';
import { WebSocketChannels } from './web-socket.ts';

/** The streams of one command in a container, whichever protocol carries them. */
export interface Channels {
  /** Answers the upgrade; what the client writes comes from now on. */
  accept(): void;
  /** Resolves to the whole standard input once the client has ended it ('' where it sends none). */
  input(): Promise<string>;
  /** Writes the output and the closing status, and ends the connection's streams. */
  finish(stdout: string, stderr: string, status: object): Promise<void>;
}

/** What the request asks for. */
export interface ExecRequest {
  readonly namespace: string;
  readonly name: string;
  readonly container: string | undefined;
  readonly command: readonly string[];
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const NO_INPUT = '';

/**
 * An upgraded connection: a command in a container, over SPDY/3.1 or WebSocket. Its standard input is read to the end before it runs:
 * nothing in the simulated container could answer half a line. Everything else is refused with a Status, as an HTTP answer.
 */
export async function serveUpgrade(face: Face, request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
  socket.on('error', () => socket.destroy()); // The client is gone: there is nobody left to tell.
  try {
    const asked = requestOf(face, request);
    const channels = channelsOf(request, socket, head, asked);
    if (asked.stdin) findPod(face, request, asked);
    // Without input the command runs first, so that a refusal is still an HTTP answer.
    const early = asked.stdin ? undefined : run(face, asked, NO_INPUT);
    channels.accept();
    const input = await channels.input();
    const { stdout, stderr, status } = early ?? run(face, asked, input, true);
    await channels.finish(asked.stdout ? stdout : '', asked.stderr ? stderr : '', status);
    face.clock.touched();
  } catch (error) {
    refuse(socket, error);
  }
}

function requestOf(face: Face, request: IncomingMessage): ExecRequest {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = face.resource(url.pathname);
  if (path?.kind.plural !== 'pods' || path.name === undefined) throw resourceUnknown();
  if (path.subresource !== 'exec') throw badRequest(`pods/${path.subresource ?? ''} is not simulated by seatrial`);
  const refusal = face.whyNot(callerOf(request), 'create', path);
  if (refusal !== undefined) throw refusal;
  const query = url.searchParams;
  const command = query.getAll('command');
  if (command.length === 0) throw badRequest('you must specify at least 1 command for the container');
  const tty = flag(query, 'tty');
  const container = query.get('container') ?? '';
  return {
    namespace: path.namespace ?? '',
    name: path.name,
    container: container === '' ? undefined : container,
    command,
    stdin: flag(query, 'stdin'),
    stdout: flag(query, 'stdout'),
    stderr: flag(query, 'stderr') && !tty,
    tty,
  };
}

function findPod(face: Face, request: IncomingMessage, { namespace, name }: ExecRequest): void {
  face.api.get(callerOf(request), { kind: 'Pod', namespace, name });
}

function channelsOf(request: IncomingMessage, socket: Socket, head: Buffer, asked: ExecRequest): Channels {
  const upgrade = (request.headers.upgrade ?? '').toLowerCase();
  if (upgrade === 'spdy/3.1') return new SpdyChannels(request, socket, head, asked);
  if (upgrade === 'websocket') return new WebSocketChannels(request, socket, head, asked);
  throw badRequest(`upgrade to ${upgrade} is not served; SPDY/3.1 and websocket are`);
}

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: object;
}

/** `isOpen`: the connection is upgraded already, so that a refusal is the closing status. */
function run(face: Face, asked: ExecRequest, stdin: string, isOpen = false): Outcome {
  const { namespace, name, container, command, tty } = asked;
  try {
    const input = asked.stdin ? stdin : undefined;
    const ran: Ran = face.cluster.runtime.exec(namespace, name, container, command, input);
    const stdout = tty ? ran.stdout + ran.stderr : ran.stdout;
    return { stdout, stderr: ran.stderr, status: statusOf(ran.exitCode) };
  } catch (error) {
    if (!isOpen || !(error instanceof StatusError)) throw error;
    return { stdout: '', stderr: '', status: error.toStatus() };
  }
}

function statusOf(exitCode: number): object {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    reason: 'NonZeroExitCode',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}

/** The refusal of an upgrade is a plain HTTP answer; after the upgrade only the end of the connection is left. */
function refuse(socket: Socket, error: unknown): void {
  if (socket.bytesWritten > 0 && !(error instanceof StatusError)) return void socket.destroy();
  const status = asStatusError(error);
  const body = `${JSON.stringify(status.toStatus())}\n`;
  const lines = [
    `HTTP/1.1 ${status.code} ${status.reason}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
