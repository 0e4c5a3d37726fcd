import { badRequest } from '../../engine/index.ts';

/** What stands for the object in the path of a relayed request. */
export interface Target {
  readonly scheme: 'http' | 'https';
  readonly name: string;
  /** A number or a name; '': none was given. */
  readonly port: string;
}

/**
 * Reads `NAME`, `NAME:PORT` or `SCHEME:NAME:PORT` (port_split.go, v1.25).
 * @param kind as the refusal names it
 * @throws StatusError for anything else
 */
export function targetOf(id: string, kind: 'pod' | 'service' | 'node'): Target {
  const parts = id.split(':');
  const [scheme = '', name = '', port = ''] = parts.length === 3 ? parts : ['', ...parts];
  if (parts.length > 3 || name === '' || !['', 'http', 'https'].includes(scheme))
    throw badRequest(`invalid ${kind} request ${JSON.stringify(id)}`);
  return { scheme: scheme === 'https' ? 'https' : 'http', name, port };
}

/** Where a relayed request goes. `port` is a number, or a name that nobody could turn into one. */
export interface Place {
  readonly scheme: 'http' | 'https';
  readonly address: string;
  readonly port: number | string;
}

/** Ports that a dialler knows by name without asking anybody (net/port.go). */
const KNOWN_PORTS: Readonly<Record<string, number>> = {
  domain: 53,
  ftp: 21,
  http: 80,
  https: 443,
  ssh: 22,
  telnet: 23,
};

export function placeOf(scheme: Target['scheme'], address: string, port: string): Place {
  const wanted = port === '' ? scheme : port;
  const number = /^\d{1,5}$/.test(wanted) ? Number(wanted) : KNOWN_PORTS[wanted];
  return { scheme, address, port: number ?? wanted };
}
