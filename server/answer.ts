import type { ServerResponse } from 'node:http';
import { StatusError } from '../engine/index.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** What a request is answered with. */
export interface Answer {
  readonly code: number;
  /** The media type; '': `headers` say it, if anybody does. */
  readonly type: string;
  readonly body: string | Uint8Array;
  /** Of an answer that somebody else gave: all that is handed on. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** JSON as the API server writes it: compact, with a newline. */
export function json(code: number, body: unknown): Answer {
  return { code, type: 'application/json', body: `${JSON.stringify(body)}\n` };
}

export function plain(code: number, text: string): Answer {
  return { code, type: 'text/plain; charset=utf-8', body: text };
}

export function send(response: ServerResponse, answer: Answer, headers: Headers = {}): void {
  const { code, type, body } = answer;
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  for (const [name, value] of Object.entries({ ...headers, ...answer.headers })) response.setHeader(name, value);
  if (type !== '') response.setHeader('Content-Type', type);
  const isSaid = response.req.method === 'HEAD' && response.hasHeader('Content-Length');
  if (!isSaid) response.setHeader('Content-Length', String(bytes.length));
  response.writeHead(code);
  response.end(bytes);
}

/** Sends a refusal as a Status. Anything else is the server's own fault and is said so, without a stack. */
export function sendError(
  response: ServerResponse,
  error: unknown,
  headers: Headers = {},
  form: (code: number, body: object) => Answer = json,
): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  const refusal = asStatusError(error);
  send(response, form(refusal.code, refusal.toStatus()), headers);
}

export function asStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new StatusError(500, 'InternalError', `Internal error occurred: ${text}`);
}

/** `Warning: 299 - "text"` headers. */
export function warningHeaders(warnings: readonly string[]): Headers {
  if (warnings.length === 0) return {};
  return { Warning: warnings.map((text) => `299 - ${JSON.stringify(text)}`) };
}
