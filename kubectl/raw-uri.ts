import { KubectlError, StandardError } from './errors.ts';
import { quoteGo } from './output/quote.ts';

/**
 * Path and query of what `--raw` was given; a whole URL counts for its path alone.
 * @throws KubectlError for what Go's url.ParseRequestURI refuses (Go 1.19), in its words
 */
export function rawPath(uri: string): string {
  const { scheme, authority, path } = partsOf(uri);
  const problem = problemOf(uri, path, scheme === '' ? undefined : authority);
  if (problem !== undefined)
    throw new KubectlError(`--raw must be a valid URL path: parse ${quoteGo(uri)}: ${problem}`);
  // Without a scheme it is a path for the check, and the client that makes the request reads a host out of it all the same.
  const unread = authority === undefined ? undefined : hostProblem(authority);
  if (unread !== undefined) throw new StandardError(`Unable to connect to the server: ${unread}`);
  return path;
}

function partsOf(uri: string) {
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z\d+.-]*):)?([^]*)$/i.exec(uri) ?? [];
  const [, authority, path] = /^\/\/(?!\/)([^/?]*)([^]*)$/.exec(rest) ?? [];
  if (path === undefined) return { scheme, authority: undefined, path: rest };
  return { scheme, authority, path: path.startsWith('/') ? path : `/${path}` };
}

function problemOf(uri: string, path: string, authority: string | undefined): string | undefined {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001F\u007F]/.test(uri)) return 'net/url: invalid control character in URL';
  if (uri.startsWith(':')) return 'missing protocol scheme';
  if (!path.startsWith('/')) return 'invalid URI for request';
  const host = authority === undefined ? undefined : hostProblem(authority);
  if (host !== undefined) return host;
  const [escape] = /%(?![\da-f]{2}).{0,2}/is.exec(path.split('?', 1)[0] ?? '') ?? [];
  return escape === undefined ? undefined : `invalid URL escape ${quoteGo(escape)}`;
}

function hostProblem(authority: string): string | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const end = host.startsWith('[') ? host.lastIndexOf(']') : 0;
  if (end < 0) return "missing ']' in host";
  const [port = ''] = (end > 0 ? /[^\]]*$/ : /(?::[^:]*)?$/).exec(host) ?? [];
  return /^(?::\d*)?$/.test(port) ? undefined : `invalid port ${quoteGo(port)} after host`;
}
