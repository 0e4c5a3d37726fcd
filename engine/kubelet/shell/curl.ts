import type { HttpOutcome, HttpResponse, HttpTarget, Reach, Source } from '../../component/workload.ts';
import { NotSimulated } from './work.ts';
import { verboseText } from './curl-verbose.ts';
import { parseUrl, reasonOf, type Url } from './http.ts';

/** What curl did, in the words it says it with. */
export interface CurlResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Virtual time it took: time-outs. */
  readonly tookMs: number;
  /** What goes into files (-o, -O). */
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

interface Options {
  readonly urls: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
  readonly method?: string;
  readonly data?: string;
  readonly format?: string;
  readonly maxMs?: number;
  readonly connectMs?: number;
  /** What -v has to say. */
  readonly said: string[];
}

/** How long Linux goes on knocking at a door that nobody opens (six retries). */
const CONNECT_MS = 127_000;
const MAX_REDIRECTS = 50;

/** curl ARG...: from a pod, a node, or outside of the cluster. Errors have the texts of curl 7.7x. */
export function runCurl(args: readonly string[], reach: Reach, source: Source): CurlResult {
  const options = parseOptions(args);
  if (typeof options === 'string') return { exit: 2, stdout: '', stderr: options, tookMs: 0, files: [] };
  if (options.urls.length === 0) {
    const stderr = "curl: try 'curl --help' or 'curl --manual' for more information\n";
    return { exit: 2, stdout: '', stderr, tookMs: 0, files: [] };
  }
  let total: CurlResult = { exit: 0, stdout: '', stderr: '', tookMs: 0, files: [] };
  for (const [index, url] of options.urls.entries()) {
    const one = fetchOne(url, options.outputs[index], options, reach, source);
    total = {
      exit: one.exit,
      stdout: total.stdout + one.stdout,
      stderr: total.stderr + options.said.splice(0).join('') + one.stderr,
      tookMs: total.tookMs + one.tookMs,
      files: [...total.files, ...one.files],
    };
  }
  return total;
}

function fetchOne(
  text: string,
  output: string | undefined,
  options: Options,
  reach: Reach,
  source: Source,
): CurlResult {
  const url = parseUrl(text);
  const failed = (exit: number, why: string, tookMs = 0): CurlResult => failure(options, text, exit, why, tookMs);
  if (url === undefined) return failed(3, 'URL using bad/illegal format or missing URL');
  if (!('host' in url)) return failed(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
  let target = url;
  let outcome = request(target, options, reach, source);
  for (let hops = 0; hops < MAX_REDIRECTS && options.flags.has('L'); hops++) {
    const next = redirectOf(outcome, target);
    if (next === undefined) break;
    target = next;
    outcome = request(target, options, reach, source);
  }
  if (outcome.outcome === 'answered') return answered(outcome.response, outcome.address, text, target, output, options);
  const { host, port } = target;
  const limit = Math.min(options.maxMs ?? CONNECT_MS, options.connectMs ?? CONNECT_MS);
  switch (outcome.outcome) {
    case 'unresolved':
      return failed(6, `Could not resolve host: ${host}`);
    case 'refused':
      if (reach.tcp(source, host, port).outcome === 'connected') return failed(52, 'Empty reply from server');
      return failed(7, `Failed to connect to ${host} port ${port}: Connection refused`);
    case 'unreachable':
      return failed(7, `Failed to connect to ${host} port ${port}: No route to host`);
    case 'timeout':
      if (limit < CONNECT_MS) return failed(28, `Connection timed out after ${limit} milliseconds`, limit);
      return failed(28, `Failed to connect to ${host} port ${port}: Connection timed out`, limit);
  }
}

function request({ scheme, host, port, path }: Url, options: Options, reach: Reach, source: Source): HttpOutcome {
  const implied = options.flags.has('I') ? 'HEAD' : options.data === undefined ? 'GET' : 'POST';
  const target: HttpTarget = {
    method: options.method ?? implied,
    scheme,
    host,
    port,
    path,
    headers: { 'User-Agent': 'curl/7.74.0', Accept: '*/*', ...options.headers },
    ...(options.data === undefined ? {} : { body: options.data }),
  };
  const outcome = reach.http(source, target);
  if (options.flags.has('v')) options.said.push(verboseText(target, outcome));
  return outcome;
}

function redirectOf(outcome: HttpOutcome, from: Url): Url | undefined {
  if (outcome.outcome !== 'answered' || outcome.response.status < 301 || outcome.response.status > 308)
    return undefined;
  const location = header(outcome.response, 'location');
  if (location === undefined) return undefined;
  const next = parseUrl(location.startsWith('/') ? `${from.scheme}://${from.host}:${from.port}${location}` : location);
  return next !== undefined && 'host' in next ? next : undefined;
}

function header(response: HttpResponse, name: string): string | undefined {
  return Object.entries(response.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function answered(
  response: HttpResponse,
  address: string,
  text: string,
  url: Url,
  output: string | undefined,
  options: Options,
): CurlResult {
  const { flags } = options;
  if (flags.has('f') && response.status >= 400) {
    return failure(options, text, 22, `The requested URL returned error: ${response.status}`, 0, response, address);
  }
  const head = flags.has('I') || flags.has('i') ? headText(response) : '';
  const body = flags.has('I') ? '' : response.body;
  const path = output ?? (flags.has('O') ? (url.path.split('?')[0]?.split('/').at(-1) ?? '') : undefined);
  const content = head + body;
  const written = writeOut(options.format, text, response, address);
  if (path === undefined || path === '-')
    return { exit: 0, stdout: content + written, stderr: '', tookMs: 0, files: [] };
  return { exit: 0, stdout: written, stderr: '', tookMs: 0, files: [{ path, content }] };
}

function headText({ status, headers }: HttpResponse): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${reasonOf(status)}\r\n${lines.join('')}\r\n`;
}

function failure(
  { flags, format }: Options,
  url: string,
  exit: number,
  why: string,
  tookMs: number,
  response?: HttpResponse,
  address = '',
): CurlResult {
  const isSilent = flags.has('s') && !flags.has('S');
  return {
    exit,
    stdout: writeOut(format, url, response, address),
    stderr: isSilent ? '' : `curl: (${exit}) ${why}\n`,
    tookMs,
    files: [],
  };
}

/** -w: what is said at the end. */
function writeOut(
  format: string | undefined,
  url: string,
  response: HttpResponse | undefined,
  address: string,
): string {
  if (format === undefined) return '';
  const code = String(response?.status ?? 0).padStart(3, '0');
  const values: Readonly<Record<string, string>> = {
    http_code: code,
    response_code: code,
    remote_ip: address,
    url_effective: url,
    size_download: String(response?.body.length ?? 0),
    time_total: '0.002000',
    content_type: response === undefined ? '' : (header(response, 'content-type') ?? ''),
  };
  return format
    .replaceAll(/%\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new NotSimulated(`curl -w %{${name}}`);
      return value;
    })
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
}

const FLAGS = 'sSfILikgOv46#N';
const LONG: Readonly<Record<string, string>> = {
  silent: 's',
  'show-error': 'S',
  fail: 'f',
  head: 'I',
  location: 'L',
  include: 'i',
  insecure: 'k',
  'no-progress-meter': 's',
  'remote-name': 'O',
  output: 'o:',
  'write-out': 'w:',
  'max-time': 'm:',
  header: 'H:',
  request: 'X:',
  data: 'd:',
  'data-raw': 'd:',
  'connect-timeout': 'T:',
  'user-agent': 'A:',
  cacert: 'C:',
  'data-binary': 'd:',
  verbose: 'v',
};
const WITH_VALUE = 'owmHXdA';

/** The options of a curl line; a text: what curl says to a wrong one. */
function parseOptions(args: readonly string[]): Options | string {
  const given: (readonly [string, string])[] = [];
  const urls: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg.startsWith('--') && arg !== '--') {
      const letter = LONG[arg.slice(2)];
      if (letter === undefined) throw new NotSimulated(`curl ${arg}`);
      given.push([letter[0] ?? '', letter.endsWith(':') ? (args[++i] ?? '') : '']);
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at] ?? '';
        if (FLAGS.includes(letter)) given.push([letter, '']);
        else if (!WITH_VALUE.includes(letter)) throw new NotSimulated(`curl -${letter}`);
        else {
          const value = at + 1 < arg.length ? arg.slice(at + 1) : args[++i];
          if (value === undefined) return `curl: option -${letter}: requires parameter\n`;
          given.push([letter, value]);
          break;
        }
      }
    } else urls.push(arg);
  }
  return optionsOf(given, urls);
}

function optionsOf(given: readonly (readonly [string, string])[], urls: readonly string[]): Options | string {
  const all = (letter: string): readonly string[] =>
    given.filter(([name]) => name === letter).map(([, value]) => value);
  const one = (letter: string): string | undefined => all(letter).at(-1);
  const headers = all('H').map((text): [string, string] => [
    text.slice(0, text.indexOf(':')).trim(),
    text.slice(text.indexOf(':') + 1).trim(),
  ]);
  const [method, format, agent] = [one('X'), one('w'), one('A')];
  const data = all('d');
  const limits = { maxMs: one('m'), connectMs: one('T') };
  const numbers: Record<string, number> = {};
  for (const [name, text] of Object.entries(limits)) {
    if (text === undefined) continue;
    if (!/^\d+(?:\.\d+)?$/.test(text))
      return `curl: option ${name === 'maxMs' ? '-m' : '--connect-timeout'}: expected a proper numerical parameter\n`;
    if (Number(text) > 0) numbers[name] = Math.round(Number(text) * 1000);
  }
  return {
    urls,
    flags: new Set(given.map(([letter]) => letter)),
    headers: { ...Object.fromEntries(headers), ...(agent === undefined ? {} : { 'User-Agent': agent }) },
    outputs: all('o'),
    said: [],
    ...(method === undefined ? {} : { method }),
    ...(format === undefined ? {} : { format }),
    ...(data.length === 0 ? {} : { data: data.join('&') }),
    ...numbers,
  };
}
