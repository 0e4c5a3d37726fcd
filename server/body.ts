import type { IncomingMessage } from 'node:http';
import { StatusError } from '../engine/index.ts';

/** The API server's limit on a request's body. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** The whole body of a request as text. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MAX_BODY_BYTES) {
      const message = `Request entity too large: limit is ${MAX_BODY_BYTES}`;
      throw new StatusError(413, 'RequestEntityTooLarge', message);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim() ?? '';
}

/** The body as JSON; undefined when there is none. Other media types are refused (protobuf bodies are not read). */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  if (text === '') return undefined;
  const type = mediaType(request);
  if (!/json|yaml/.test(type)) throw unsupported();
  return parseJson(text);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StatusError(400, 'BadRequest', `the object provided is unrecognized (must be JSON): ${why}`);
  }
}

export function unsupported(): StatusError {
  const message = 'the body of the request was in an unknown format - accepted media types include: application/json';
  return new StatusError(415, 'UnsupportedMediaType', message);
}
