import type { ServerResponse } from 'node:http';
import { StatusError } from '../engine/index.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** Sends JSON as the API server does: compact, with a newline. */
export function sendJson(response: ServerResponse, code: number, body: unknown, headers: Headers = {}): void {
  send(response, code, 'application/json', `${JSON.stringify(body)}\n`, headers);
}

export function sendText(response: ServerResponse, code: number, text: string): void {
  send(response, code, 'text/plain; charset=utf-8', text, {});
}

export function send(
  response: ServerResponse,
  code: number,
  type: string,
  body: string | Uint8Array,
  headers: Headers,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(code, { 'Content-Type': type, 'Content-Length': String(bytes.length) });
  response.end(bytes);
}

/** Sends a refusal as a Status. Anything else is the server's own fault and is said so, without a stack. */
export function sendError(response: ServerResponse, error: unknown, headers: Headers = {}): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  const refusal = asStatusError(error);
  sendJson(response, refusal.code, refusal.toStatus(), headers);
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
