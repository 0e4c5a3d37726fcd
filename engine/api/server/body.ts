import type { WriteOptions } from '../client.ts';
import type { JsonObject } from '../json.ts';
import { apiVersionOf, type Kind } from '../kind.ts';
import type { KubeObject } from '../object.ts';
import { decode } from '../schema/decode.ts';
import { canonicalForm } from '../schema/written.ts';
import { badRequest } from '../status-error.ts';
import { asStored, kindIn } from '../versions.ts';
import type { Caller, Core } from './core.ts';
import { recognized } from './recognized.ts';

/**
 * Reads a user's body: it must be an object of this kind, types and field names are checked against the published schema, and another
 * served version is converted to the stored one. Components' bodies are taken as they are.
 */
export function readBody(core: Core, caller: Caller, kind: Kind, body: unknown, options: ReadOptions): KubeObject {
  if (caller.component) return body as KubeObject;
  const shown = kindIn(kind, options.version);
  const raw = recognized(core.registry, shown, body);
  const apiVersion = apiVersionOf(shown);
  const typed: JsonObject = { ...raw, apiVersion: raw['apiVersion'] ?? apiVersion, kind: raw['kind'] ?? kind.kind };
  const { schema } = shown;
  const decoded =
    schema === undefined
      ? { object: typed, warnings: unknownInCustom(shown, typed as unknown as KubeObject, options) }
      : checked(schema, shown, typed, options);
  for (const warning of decoded.warnings) core.warn(warning);
  return asStored(kind, apiVersion, withMetadata(decoded.object as unknown as KubeObject));
}

interface ReadOptions extends WriteOptions {
  /** The version in which the body is expected; default: the stored one. */
  readonly version?: string | undefined;
}

/**
 * What a custom resource is warned of: it has no published schema, its kind knows its fields itself.
 * @throws StatusError instead, where the validation of fields is strict
 */
export function unknownInCustom(kind: Kind, body: KubeObject, { fieldValidation }: WriteOptions): readonly string[] {
  if (fieldValidation === 'Ignore') return [];
  const unknown = (kind.unknownFields?.(body) ?? []).map((field) => `unknown field "${field}"`);
  if (unknown.length === 0 || fieldValidation !== 'Strict') return unknown;
  throw handled(kind, `strict decoding error: ${unknown.join(', ')}`);
}

/** 400 as the decoder words it. */
function handled({ kind, version }: Kind, detail: string): Error {
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${detail}`);
}

function checked(schema: string, kind: Kind, body: JsonObject, options: WriteOptions) {
  const decoded = decode(schema, body, {
    strict: options.fieldValidation ?? 'Warn',
    ...(options.duplicateFields === undefined ? {} : { duplicates: [...options.duplicateFields] }),
  });
  if (decoded.errors.length === 0) return decoded;
  throw handled(kind, decoded.errors.join(', '));
}

/** What of an object changes by being written down: users spell quantities in many ways, components write what they have read. */
export function asWritten(caller: Caller, kind: Kind, object: KubeObject): KubeObject {
  if (caller.component || kind.schema === undefined) return object;
  const canonical = canonicalForm(kind.schema, object as unknown as JsonObject) as unknown as KubeObject;
  return kind.rewritten?.(canonical) ?? canonical;
}

function withMetadata(object: KubeObject): KubeObject {
  const metadata = (object as { metadata?: unknown }).metadata;
  if (typeof metadata !== 'object' || metadata === null) return { ...object, metadata: { name: '' } };
  return withoutEmptyMetadata(object);
}

const OMITTED_IF_EMPTY = ['labels', 'annotations', 'finalizers', 'ownerReferences'] as const;

/** Go leaves out empty maps and lists of metadata when it writes an object. */
export function withoutEmptyMetadata(object: KubeObject): KubeObject {
  const { metadata } = object;
  const empty = OMITTED_IF_EMPTY.filter((name) => isEmpty(metadata[name]));
  if (empty.length === 0) return object;
  const kept = Object.entries(metadata).filter(([name]) => !(empty as readonly string[]).includes(name));
  return { ...object, metadata: Object.fromEntries(kept) as unknown as KubeObject['metadata'] };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
