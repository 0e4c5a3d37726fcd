import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { badRequest } from '../../engine/index.ts';

/** The upgrade that a client asks for. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  readonly query: URLSearchParams;
}

/** What the connection is to become. @throws StatusError for what is not served */
export function wayOf({ request }: Pick<Upgrade, 'request'>): 'spdy/3.1' | 'websocket' {
  const upgrade = (request.headers.upgrade ?? '').toLowerCase();
  if (upgrade === 'spdy/3.1' || upgrade === 'websocket') return upgrade;
  throw badRequest(`upgrade to ${upgrade} is not served; SPDY/3.1 and websocket are`);
}
