import { goQuote } from '../../../../api/go-format.ts';
import { equalEntries } from './equality.ts';
import { Failure, listOf, type MapValue, type Result, type UrlParts, UrlValue, type Value } from './values.ts';

/** `url(text)`: what Go's url.ParseRequestURI reads (library/urls.go, v1.25); of its checks those of scheme, host and port. */
export function urlOf(text: string): UrlValue | Failure {
  const parts = partsOf(text);
  if (typeof parts !== 'string') return new UrlValue(parts);
  return new Failure(`URL parse error during conversion from string: parse ${goQuote(text)}: ${parts}`);
}

export function isUrl(text: string): boolean {
  return typeof partsOf(text) !== 'string';
}

const INVALID = 'invalid URI for request';

function partsOf(text: string): UrlParts | string {
  if (text === '') return 'empty url';
  // eslint-disable-next-line no-control-regex -- these are what it looks for
  if (/[\x00-\x1f\x7f]/.test(text)) return 'net/url: invalid control character in URL';
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][\w+.-]*):)?([^]*)$/.exec(text) ?? [];
  if (scheme === '' && text.startsWith(':')) return 'missing protocol scheme';
  if (!rest.startsWith('/') && scheme === '') return INVALID;
  const [, before = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(rest) ?? [];
  const [, authority, path = ''] = /^(?:\/\/([^/]*))?([^]*)$/.exec(before) ?? [];
  if (!rest.startsWith('/')) return { scheme, host: '', hostname: '', port: '', path: '', query };
  const host = (authority ?? '').replace(/^[^]*@/, '');
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::([^]*))?$/.exec(host) ?? [];
  if (port !== undefined && !/^\d*$/.test(port)) return `invalid port ${goQuote(`:${port}`)} after host`;
  if (/[ <>"\\^`{|}]/.test(name))
    return `invalid character ${goQuote(/[ <>"\\^`{|}]/.exec(name)?.[0] ?? '')} in host name`;
  const hostname = name.replace(/^\[|\]$/g, '');
  return { scheme: scheme.toLowerCase(), host, hostname, port: port ?? '', path: escaped(path), query };
}

/** The path with what has to be escaped escaped. */
function escaped(path: string): string {
  return path.replace(/[^\w$&+,/:;=@~.!*'()%[\]-]+/g, (part) => encodeURIComponent(part));
}

export const URL_FUNCTIONS: Readonly<Record<string, (parts: UrlParts) => Result>> = {
  getScheme: ({ scheme }) => scheme,
  getHost: ({ host }) => host,
  getHostname: ({ hostname }) => hostname,
  getPort: ({ port }) => port,
  getEscapedPath: ({ path }) => path,
  getQuery: ({ query }) => queryMap(query),
};

function queryMap(query: string): MapValue {
  const entries = new Map<Value, string[]>();
  for (const part of query.split('&')) {
    if (part === '' || part.includes(';')) continue;
    const [name = '', value = ''] = part.split(/=(.*)/s).map(unescapedPart);
    entries.set(name, [...(entries.get(name) ?? []), value]);
  }
  const map: MapValue = {
    kind: 'map',
    size: entries.size,
    keys: [...entries.keys()],
    isOfSchema: false,
    get: (key) => {
      const values = entries.get(key);
      return values === undefined ? undefined : listOf(values);
    },
    equals: (other) => equalEntries(map, other),
  };
  return map;
}

function unescapedPart(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  return /%(?![\da-fA-F]{2})/.test(spaced) ? '' : spaced.replace(/(?:%[\da-fA-F]{2})+/g, decoded);
}

function decoded(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch (error) {
    if (error instanceof URIError) return '\ufffd';
    throw error;
  }
}
