import type { FileSystem } from '../../component/workload.ts';

/** What a configuration says, as far as it is acted on. */
export interface NginxConfig {
  readonly ports: readonly number[];
  readonly root: string;
  readonly index: string;
  /** `return CODE TEXT` for everything. */
  readonly answer?: { readonly status: number; readonly body: string };
  /** Directives that are not acted on. */
  readonly ignored: readonly string[];
}

const FOLDER = '/etc/nginx/conf.d';
const NO_EFFECT = new Set([
  'server',
  'location',
  'server_name',
  'error_page',
  'access_log',
  'error_log',
  'default_type',
  'add_header',
  'charset',
  'sendfile',
  'keepalive_timeout',
  'include',
  'types',
]);

/** What was read last: most servers have the image's own configuration. */
let latest: { readonly texts: readonly string[]; readonly config: NginxConfig } | undefined;

/** Reads /etc/nginx/conf.d/*.conf: ports, root, index and a fixed answer. The last of several wins. */
export function readConfig(files: FileSystem): NginxConfig {
  const names = (files.list(FOLDER) ?? []).filter((name) => name.endsWith('.conf'));
  const texts = names.map((name) => files.read(`${FOLDER}/${name}`) ?? '');
  if (latest?.texts.length !== texts.length || !latest.texts.every((text, at) => text === texts[at]))
    latest = { texts, config: parse(texts) };
  return latest.config;
}

function parse(texts: readonly string[]): NginxConfig {
  const ports = new Set<number>();
  const ignored = new Set<string>();
  let [root, index] = ['/usr/share/nginx/html', 'index.html'];
  let answer: NginxConfig['answer'];
  for (const text of texts) {
    for (const { directive, value } of directivesIn(text.replaceAll(/#.*$/gm, ''))) {
      const words = value.split(/\s+/);
      if (directive === 'listen') ports.add(Number((words[0] ?? '').split(/\D/).at(-1) || 80));
      else if (directive === 'root') root = words[0] ?? root;
      else if (directive === 'index') index = words[0] ?? index;
      else if (directive === 'return') answer = answerOf(value);
      else if (!NO_EFFECT.has(directive)) ignored.add(directive);
    }
  }
  return { ports: [...ports], root, index, ignored: [...ignored], ...(answer === undefined ? {} : { answer }) };
}

interface Directive {
  readonly directive: string;
  readonly value: string;
}

/** A directive with its value, up to `;` or `{`; what ends otherwise is none. Each character is looked at once. */
const STATEMENT = /((?:"[^"]*"|'[^']*'|[^;{}"']+)*)([;{}"']|$)/gy;

function directivesIn(text: string): readonly Directive[] {
  const directives: Directive[] = [];
  for (const [, statement = '', end = ''] of text.matchAll(STATEMENT)) {
    const name = /[a-z_]+/.exec(statement);
    if (name === null || (end !== ';' && end !== '{')) continue;
    directives.push({ directive: name[0], value: statement.slice(name.index + name[0].length).trim() });
  }
  return directives;
}

function answerOf(value: string): { readonly status: number; readonly body: string } {
  const [, status = '200', text = ''] = /^(\d+)\s*([^]*)$/.exec(value) ?? [];
  return { status: Number(status), body: text.replace(/^(["'])([^]*)\1$/, '$2').replaceAll('\\n', '\n') };
}
