import type { Asked } from '../call.ts';

type Headers = Readonly<Record<string, string>>;

/** Of one connection only (httputil.ReverseProxy). */
const HOP_BY_HOP: readonly string[] = [
  'connection',
  'proxy-connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Who asks is the API server's secret: its filters take these away. */
const OWN = /^(?:authorization|impersonate-.*|host|content-length)$/;

/** What browsers would take as said by the API server itself (corsRemovingTransport). */
const CROSS_ORIGIN = /^access-control-allow-(?:credentials|headers|methods|origin)$/;

/** The headers with which a request is handed on. */
export function toPlace({ headers, host, path, peer }: Asked): Headers {
  const kept = entriesOf(headers).filter(([name]) => !OWN.test(name.toLowerCase()) && !isHop(name));
  const through = kept.find(([name]) => name.toLowerCase() === 'x-forwarded-for')?.[1];
  return {
    Host: host,
    ...Object.fromEntries(kept.filter(([name]) => name.toLowerCase() !== 'x-forwarded-for')),
    'X-Forwarded-For': through === undefined ? peer : `${through}, ${peer}`,
    'X-Forwarded-Uri': path,
  };
}

/** Between which addresses a request was relayed. */
export interface Relayed {
  readonly prefix: string;
  /** The API server, as the client calls it. */
  readonly host: string;
  readonly target: string;
}

/** The headers of the answer that is handed back. */
export function fromPlace(headers: Headers, relayed: Relayed): Headers {
  const kept = entriesOf(headers).filter(([name]) => !isHop(name) && !CROSS_ORIGIN.test(name.toLowerCase()));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name.toLowerCase() === 'location' ? moved(value, relayed) : value]),
  );
}

/** A redirect to the target itself leads through the API server again (proxy/transport.go, v1.25). */
function moved(location: string, { prefix, host, target }: Relayed): string {
  const [, scheme = '', where, rest = ''] = /^(?:([a-z][-a-z0-9+.]*:)?\/\/([^/?#]*))?(.*)$/i.exec(location) ?? [];
  const isElsewhere = where !== undefined && where !== target && where !== host;
  if (isElsewhere || !rest.startsWith('/')) return location;
  const origin = where === host ? `${scheme}//${host}` : '';
  return `${origin}${rest.startsWith(prefix) ? rest : `${prefix}${rest}`}`;
}

function isHop(name: string): boolean {
  return HOP_BY_HOP.includes(name.toLowerCase());
}

function entriesOf(headers: Headers): readonly (readonly [name: string, value: string])[] {
  return Object.entries(headers);
}
