import type { IncomingMessage } from 'node:http';
import { badRequest, jsonObjectError, StatusError } from '../engine/index.ts';
import type { Asked } from './call.ts';
import { protobufValue } from './protobuf/body.ts';
import { PROTOBUF } from './protobuf/envelope.ts';

/** The API server's limit on a request's body. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** A body as it was read: what it says, and the paths of keys that stand twice in its text. */
export interface ParsedBody {
  readonly value: unknown;
  readonly duplicates: readonly string[];
}

/** Reads YAML or JSON text. The server knows no YAML: whoever starts it brings the reader. Mistakes are thrown as errors. */
export type BodyParser = (text: string) => ParsedBody;

/** The whole body of a request. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
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
  return Buffer.concat(chunks);
}

export function mediaType({ contentType = 'application/json' }: Pick<Asked, 'contentType'>): string {
  return contentType.split(';')[0]?.trim() ?? '';
}

/** Media types of YAML: of objects, and of what is applied. */
const YAML: ReadonlySet<string> = new Set(['application/yaml', 'application/apply-patch+yaml']);

/** What a path expects of a body: the kind to name in refusals, and whether it has a protobuf form (custom ones have none). */
export interface Expected {
  readonly kind: string;
  readonly hasProtobuf: boolean;
}

/** The body by its media type; `value` is undefined when there is none. */
export function bodyOf(asked: Asked, parse: BodyParser, expected: Expected): ParsedBody {
  const { text, bytes } = asked;
  if (text === '' && bytes === undefined) return { value: undefined, duplicates: [] };
  const type = mediaType(asked);
  if (type === PROTOBUF && bytes !== undefined && expected.hasProtobuf)
    return { value: protobufValue(bytes, expected.kind), duplicates: [] };
  if (YAML.has(type)) return yamlBody(text, parse);
  if (!type.includes('json')) throw unsupported(expected);
  const value = type.endsWith('+json') ? jsonValue(text) : objectValue(text, expected.kind);
  return { value, duplicates: duplicatesOf(text, parse) };
}

/** What Go looks into first of all to see which kind a body is of. */
const VERSION_AND_KIND = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

/** The object in a body of JSON (transformDecodeError, v1.25). */
function objectValue(text: string, kind: string): unknown {
  const why = jsonObjectError(text)?.replace('map[string]interface {}', VERSION_AND_KIND);
  if (why === undefined) return JSON.parse(text);
  const parse = `couldn't get version/kind; json parse error: ${why} (${summaryOf(text)})`;
  throw badRequest(`the object provided is unrecognized (must be of type ${kind}): ${parse}`);
}

const SUMMARY_BYTES = 30;

/** The first bytes of a body: as they stand where an object begins, otherwise in hexadecimal digits. */
function summaryOf(text: string): string {
  const bytes = Buffer.from(text);
  const shown = bytes.subarray(0, SUMMARY_BYTES).toString(text.startsWith('{') ? 'utf8' : 'hex');
  return bytes.length > SUMMARY_BYTES ? `${shown} ...` : shown;
}

export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StatusError(400, 'BadRequest', `the object provided is unrecognized (must be JSON): ${why}`);
  }
}

/** Server-side apply's YAML is mostly JSON already. */
function yamlBody(text: string, parse: BodyParser): ParsedBody {
  try {
    return /^\s*\{/.test(text) ? { value: jsonValue(text), duplicates: duplicatesOf(text, parse) } : parse(text);
  } catch (error) {
    if (error instanceof StatusError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StatusError(400, 'BadRequest', `error decoding YAML: ${why}`);
  }
}

/** Keys that stand twice in the same object; a text that the reader refuses as too large or too deep tells of none. */
function duplicatesOf(text: string, parse: BodyParser): readonly string[] {
  if (!mayRepeat(text)) return [];
  try {
    return parse(text).duplicates;
  } catch {
    return [];
  }
}

/** JSON.stringify of what JSON.parse has read is shorter than a text with a repeated key: a cheap test before the dear one. */
function mayRepeat(text: string): boolean {
  return JSON.stringify(JSON.parse(text)).length < text.trimEnd().length;
}

function unsupported({ hasProtobuf }: Expected): StatusError {
  const types = ['application/json', 'application/yaml', ...(hasProtobuf ? [PROTOBUF] : [])];
  const message = `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`;
  return new StatusError(415, 'UnsupportedMediaType', message);
}
