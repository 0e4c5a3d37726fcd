/** A web address, as far as curl and wget need it taken apart. */
export interface Url {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** `web`, `web:8080/x`, `http://web/x?y`; undefined: not an address. `scheme` of others (ftp, telnet) is given back. */
export function parseUrl(text: string): Url | { readonly scheme: string } | undefined {
  const found =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#\s]+)(?::(\d*))?([/?][^#\s]*)?(?:#.*)?$/.exec(
      text,
    );
  if (found === null) return undefined;
  const [, scheme = 'http', host = '', port, path = '/'] = found;
  const lower = scheme.toLowerCase();
  if (lower !== 'http' && lower !== 'https') return { scheme: lower };
  const number = port === undefined || port === '' ? (lower === 'https' ? 443 : 80) : Number(port);
  if (number > 65535) return undefined;
  return { scheme: lower, host, port: number, path: path.startsWith('/') ? path : `/${path}` };
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export function reasonOf(status: number): string {
  return REASONS[status] ?? '';
}
