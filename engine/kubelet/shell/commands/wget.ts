import type { HttpOutcome } from '../../../component/workload.ts';
import { parseUrl, reasonOf, type Url } from '../http.ts';
import { NotSimulated, type Work } from '../work.ts';
import { type Call, fail, parse, pathOf } from './command.ts';
import { pass } from './sleep.ts';

const CONNECT_MS = 127_000;

/** wget as busybox has it: [-q] [-O FILE] [-T SECONDS] [--spider] [-S] URL. */
export function* wget(call: Call): Work<number> {
  const { flags, rest, value } = parse(call, 'qO:T:t:sS', {
    spider: 's',
    timeout: 'T',
    quiet: 'q',
    'server-response': 'S',
  });
  const url = parseUrl(rest[0] ?? '');
  if (url === undefined) return fail(call, rest[0] === undefined ? 'missing URL' : `bad address '${rest[0]}'`);
  if (!('host' in url)) throw new NotSimulated(`wget ${url.scheme}://`);
  const { reach, source } = call.container.world;
  const headers = { 'User-Agent': 'Wget', Connection: 'close' };
  const outcome = reach.http(source, { ...url, method: flags.has('s') ? 'HEAD' : 'GET', headers });
  const timeout = value('T');
  if (outcome.outcome === 'timeout') yield* pass(call, timeout === undefined ? CONNECT_MS : Number(timeout) * 1000);
  if (outcome.outcome !== 'unresolved' && !flags.has('q')) {
    call.stderr.write(
      `Connecting to ${url.host}${url.port === 80 ? '' : `:${url.port}`} (${outcome.address}:${url.port})\n`,
    );
  }
  if (outcome.outcome !== 'answered') return fail(call, problem(url, outcome, timeout !== undefined));
  const { status, headers: answered, body } = outcome.response;
  if (flags.has('S')) {
    const lines = Object.entries(answered).map(([name, text]) => `  ${name}: ${text}\n`);
    call.stderr.write(`  HTTP/1.1 ${status} ${reasonOf(status)}\n${lines.join('')}`);
  }
  if (status >= 400) return fail(call, `server returned error: HTTP/1.1 ${status} ${reasonOf(status)}`);
  if (flags.has('s')) {
    if (!flags.has('q')) call.stderr.write('remote file exists\n');
    return 0;
  }
  return save(call, value('O'), url, body, flags.has('q'));
}

function problem(url: Url, outcome: Exclude<HttpOutcome, { readonly outcome: 'answered' }>, hasLimit: boolean): string {
  switch (outcome.outcome) {
    case 'unresolved':
      return `bad address '${url.host}${url.port === 80 ? '' : `:${url.port}`}'`;
    case 'refused':
      return `can't connect to remote host (${outcome.address}): Connection refused`;
    case 'unreachable':
      return `can't connect to remote host (${outcome.address}): No route to host`;
    case 'timeout':
      return hasLimit
        ? 'download timed out'
        : `can't connect to remote host (${outcome.address}): Connection timed out`;
  }
}

function save(call: Call, output: string | undefined, url: Url, body: string, isQuiet: boolean): number {
  if (output === '-') {
    call.stdout.write(body);
    if (!isQuiet) call.stderr.write(`writing to stdout\n${progress('-', body)}written to stdout\n`);
    return 0;
  }
  const name = output ?? (url.path.split('?')[0]?.split('/').at(-1) || 'index.html');
  if (name !== '/dev/null') {
    if (output === undefined && call.container.files.kind(pathOf(call, name)) !== undefined)
      return fail(call, `can't open '${name}': File exists`);
    const written = call.container.files.write(pathOf(call, name), body, false);
    if (!written.ok) return fail(call, `can't open '${name}': ${written.why}`);
  }
  if (!isQuiet) call.stderr.write(`saving to '${name}'\n${progress(name, body)}'${name}' saved\n`);
  return 0;
}

function progress(name: string, body: string): string {
  return `${name.padEnd(20)} 100% |${'*'.repeat(32)}| ${String(body.length).padStart(5)}  0:00:00 ETA\n`;
}
