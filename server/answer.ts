import type { ServerResponse } from 'node:http';
import { StatusError } from '../engine/index.ts';

/** Sends JSON as the API server does: compact, with a newline. */
export function sendJson(response: ServerResponse, code: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(code, { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)), ...headers });
  response.end(text);
}

export function sendText(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': String(Buffer.byteLength(text)) });
  response.end(text);
}

/** Sends a refusal as a Status. Anything else is the server's own fault and is said so, without a stack. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  const refusal = error instanceof StatusError ? error : new StatusError(500, 'InternalError', `Internal error occurred: ${textOf(error)}`);
  sendJson(response, refusal.code, refusal.toStatus());
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** `Warning: 299 - "text"` headers. */
export function warningHeaders(warnings: readonly string[]): Readonly<Record<string, string[]>> {
  if (warnings.length === 0) return {};
  return { Warning: warnings.map((text) => `299 - ${JSON.stringify(text)}`) };
}
