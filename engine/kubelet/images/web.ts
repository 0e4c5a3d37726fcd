import type { HttpRequest, HttpResponse, TimedLine } from '../../component/workload.ts';
import { clockText } from '../shell/commands/date.ts';
import type { Container } from '../shell/container/container.ts';
import { reasonOf } from '../shell/http.ts';

export const HTML = 'text/html';
export const TEXT = 'text/plain';

/** A response with the headers that every server here sends. `software`: `nginx/1.23.1`. */
export function page(
  container: Container,
  software: string,
  status: number,
  body: string,
  type: string = HTML,
): HttpResponse {
  return {
    status,
    headers: {
      Server: software,
      Date: clockText(container.nowMs, '%a, %d %b %Y %H:%M:%S GMT'),
      'Content-Type': type,
      'Content-Length': String(body.length),
      Connection: 'keep-alive',
    },
    body,
  };
}

/** nginx's own error page. */
export function errorPage(container: Container, software: string, status: number): HttpResponse {
  const title = `${status} ${reasonOf(status)}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${software}</center>\r\n</body>\r\n</html>\r\n`;
  return page(container, software, status, body);
}

/**
 * Prints a line of an access log in the combined format. `reads`: the files that the answer depends on, where it is the same each time
 * the request comes and prints this line only.
 */
export function logAccess(
  container: Container,
  request: HttpRequest,
  response: HttpResponse,
  { tail = '', reads }: { readonly tail?: string; readonly reads?: readonly string[] | undefined },
): void {
  const line = accessLine(request, response, tail);
  container.log(`${line.before}${clockText(container.nowMs, line.clock)}${line.after}`);
  if (reads !== undefined) container.repeats(line, reads);
}

function accessLine(request: HttpRequest, { status, body }: HttpResponse, tail: string): TimedLine {
  const { clientIP, headers, method, path } = request;
  const { length } = body;
  const said = lastSaid;
  const isAlike =
    said?.headers === headers &&
    said.status === status &&
    said.length === length &&
    said.tail === tail &&
    said.path === path &&
    said.method === method;
  const after = isAlike ? said.after : lineEnd(request, status, length, tail);
  if (!isAlike) lastSaid = { headers, method, path, status, length, tail, after };
  return { before: `${clientIP} - - [`, clock: '%d/%b/%Y:%H:%M:%S +0000', after };
}

/** What the last line of an access log ended with, and of what it was made: a probe's lines end alike in every container that it asks. */
let lastSaid: (Pick<HttpRequest, 'headers' | 'method' | 'path'> & LineEnd) | undefined;

interface LineEnd {
  readonly status: number;
  readonly length: number;
  readonly tail: string;
  readonly after: string;
}

function lineEnd({ headers, method, path }: HttpRequest, status: number, length: number, tail: string): string {
  const named = Object.keys(headers).find((name) => name.toLowerCase() === 'user-agent');
  const agent = named === undefined ? '-' : (headers[named] ?? '-');
  return `] "${method} ${path} HTTP/1.1" ${status} ${length} "-" "${agent}"${tail}`;
}

/** A HEAD request's answer has no body. */
export function withoutBody(request: HttpRequest, response: HttpResponse): HttpResponse {
  return request.method === 'HEAD' ? { ...response, body: '' } : response;
}

/** The file that a path below a web root stands for; undefined: none; '': a directory without an index. */
export function fileAt(container: Container, root: string, path: string, index: string): string | undefined {
  const { full, inside } = placesOf(root, path, index);
  const { files } = container;
  const kind = files.kind(full);
  if (kind !== 'directory') return kind === 'file' ? full : undefined;
  return files.kind(inside) === 'file' ? inside : '';
}

interface Places {
  readonly full: string;
  readonly inside: string;
}

/** What was asked for last: a probe asks for the same path of many servers. */
let latest:
  | { readonly root: string; readonly path: string; readonly index: string; readonly places: Places }
  | undefined;

/** The place of a path below a web root, and of the index in it, should it be a directory. */
function placesOf(root: string, path: string, index: string): Places {
  if (latest !== undefined && latest.root === root && latest.path === path && latest.index === index)
    return latest.places;
  const clean = (path.split('?')[0] ?? '/').split('/').filter((name) => name !== '' && name !== '.' && name !== '..');
  const full = [root.replace(/\/$/, ''), ...clean].join('/');
  const places = { full, inside: `${full}/${index}` };
  latest = { root, path, index, places };
  return places;
}
