import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest, type Caller, impersonatedGroups } from '../engine/index.ts';
import { mediaType, readBytes } from './body.ts';
import { PROTOBUF } from './protobuf/envelope.ts';
import { requestUrl } from './request-target.ts';

/** What a request asks for, apart from the connection that it came over. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was written, with its question mark; '' without one. */
  readonly search: string;
  readonly caller: Caller;
  /** Media types of the answer and of the body, as the headers say them. */
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  /** All that the client says, by names as it writes them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The client's own address. */
  readonly peer: string;
  /** The server's own address, as the client calls it. */
  readonly host: string;
  /** The whole body; '' where it is no text. */
  readonly text: string;
  /** The body of a protobuf request, if it has one. */
  readonly bytes?: Buffer;
}

/** One request on its way through the face. */
export interface Call extends Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Whoever comes without a name. */
export const ADMIN = { user: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] } as const;

/** Reads a request, its body included. */
export async function callOf(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<Call> {
  const url = requestUrl(request.url ?? '/');
  const { method = 'GET', headers } = request;
  const contentType = headers['content-type'];
  const bytes = method === 'GET' ? Buffer.alloc(0) : await readBytes(request);
  const isText = mediaType({ contentType }) !== PROTOBUF;
  return {
    request,
    response,
    method,
    path: url.pathname,
    query: url.searchParams,
    search: url.search,
    caller,
    accept: headers.accept,
    contentType,
    headers: headersOf(request),
    peer: request.socket.remoteAddress ?? '127.0.0.1',
    host: headers.host ?? 'localhost',
    text: isText ? bytes.toString('utf8') : '',
    ...(isText || bytes.length === 0 ? {} : { bytes }),
  };
}

/** Names as they were written; what came several times is one list. */
export function headersOf({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): Readonly<Record<string, string>> {
  const headers = new Map<string, readonly [name: string, value: string]>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const [first, before] = headers.get(name.toLowerCase()) ?? [name, undefined];
    headers.set(name.toLowerCase(), [first, before === undefined ? value : `${before}, ${value}`]);
  }
  return Object.fromEntries(headers.values());
}

/** Who asks without a token: the cluster's administrator, or whom they impersonate (`kubectl --as`). */
export function callerOf(request: IncomingMessage): Caller {
  const program = (request.headers['user-agent'] ?? '').split('/')[0] ?? '';
  const name = program === '' ? 'unknown' : program;
  const [user] = request.headersDistinct['impersonate-user'] ?? [];
  const groups = request.headersDistinct['impersonate-group'] ?? [];
  const who = user === undefined ? ADMIN : { user, groups: impersonatedGroups(user, groups) };
  return { ...who, by: name, manager: name, component: false };
}

/** A boolean query parameter, absent as false. */
export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== 'false' && value !== '0';
}

/**
 * A whole number of the query, if it is there.
 * @throws StatusError for what is no number
 */
export function count(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name) ?? '';
  if (value === '') return undefined;
  if (!/^-?\d+$/.test(value)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`);
  return Number(value);
}
