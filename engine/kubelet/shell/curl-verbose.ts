import type { HttpOutcome, HttpTarget } from '../../component/workload.ts';
import { reasonOf } from './http.ts';

/** What `curl -v` says of a request, as curl 7.74 says it. */
export function verboseText(target: HttpTarget, outcome: HttpOutcome): string {
  const { host, port } = target;
  if (outcome.outcome === 'unresolved') return `* Could not resolve host: ${host}\n* Closing connection 0\n`;
  const { address } = outcome;
  const trying = `*   Trying ${address}:${port}...\n`;
  if (outcome.outcome !== 'answered')
    return `${trying}${failure(address, port, outcome.outcome)}* Closing connection 0\n`;
  const { status, headers } = outcome.response;
  const answered = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [
    `${trying}* Connected to ${host} (${address}) port ${port} (#0)`,
    ...requestLines(target).map((line) => `> ${line}`),
    '* Mark bundle as not supporting multiuse',
    ...[`HTTP/1.1 ${status} ${reasonOf(status)}`, ...answered, ''].map((line) => `< ${line}`),
    `* Connection #0 to host ${host} left intact`,
    '',
  ].join('\n');
}

function failure(address: string, port: number, outcome: 'refused' | 'timeout' | 'unreachable'): string {
  const why = { refused: 'Connection refused', timeout: 'Connection timed out', unreachable: 'No route to host' }[
    outcome
  ];
  return `* connect to ${address} port ${port} failed: ${why}\n`;
}

function requestLines({ method = 'GET', scheme, host, port, path, headers = {}, body }: HttpTarget): readonly string[] {
  const { Host: named, ...others } = headers;
  const isUsual = port === (scheme === 'https' ? 443 : 80);
  const length = body === undefined ? [] : [`Content-Length: ${body.length}`];
  return [
    `${method} ${path} HTTP/1.1`,
    `Host: ${named ?? (isUsual ? host : `${host}:${port}`)}`,
    ...Object.entries(others).map(([name, value]) => `${name}: ${value}`),
    ...length,
    '',
  ];
}
