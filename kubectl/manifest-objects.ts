import { isObject, type Kind } from '../engine/index.ts';
import { KubectlError } from './errors.ts';
import type { KubectlEnvironment } from './environment.ts';
import type { Invocation } from './invocation.ts';
import { readDocuments } from './manifest-files.ts';
import type { JsonValue } from './manifest/json-reader.ts';
import { compactJson } from './output/json.ts';
import { goSyntax } from './output/go-value.ts';
import { fieldValidationOf } from './write-flags.ts';

export type JsonBody = { readonly [key: string]: JsonValue };

/** One object of a manifest file, as its author wrote it, and where it goes. */
export interface ManifestObject {
  /** The file as messages name it. */
  readonly source: string;
  readonly kind: Kind;
  /** As written; may be another served version than the kind's own. */
  readonly apiVersion: string;
  /** The manifest's, or the command's; undefined for cluster-scoped kinds. */
  readonly namespace: string | undefined;
  /** Empty when only generateName is given. */
  readonly name: string;
  /** Of a field that the file has twice kubectl sends the last one. */
  readonly body: JsonBody;
}

/**
 * The objects of all `-f` files in order, lists taken apart. What cannot be read or mapped goes to `invocation.fail`; the rest is
 * returned, as kubectl goes on with it. What is to be sent says its namespace.
 */
export function manifestObjects(
  invocation: Invocation,
  environment: KubectlEnvironment,
  form: 'to be sent' | 'as written' = 'to be sent',
): readonly ManifestObject[] {
  const validated =
    (invocation.has('validate') || takesValidation(invocation)) && fieldValidationOf(invocation) !== 'Ignore';
  return readDocuments(invocation, environment).flatMap(({ source, document }) => {
    const objects: ManifestObject[] = [];
    invocation.attempt(() => {
      if (validated) checkTyped(source, document.value);
      for (const body of flattened(source, document.value))
        invocation.attempt(() => objects.push(mapped(invocation, source, body, form)));
    });
    return objects;
  });
}

/** Commands that send manifests look at them first; those that only name objects by them (get, delete) do not. */
function takesValidation(invocation: Invocation): boolean {
  return /^kubectl (?:apply|create|replace)\b/.test(invocation.commandPath);
}

/** kubectl's own look at a document before anything is sent. */
function checkTyped(source: string, value: JsonValue): void {
  const missing = !isObject(value)
    ? 'invalid object to validate'
    : missingText([textOf(value, 'apiVersion') === '' ? 'apiVersion' : '', textOf(value, 'kind') === '' ? 'kind' : '']);
  if (missing === '') return;
  throw new KubectlError(
    `error validating ${JSON.stringify(source)}: error validating data: ${missing}; if you choose to ignore these errors, turn validation off with --validate=false`,
  );
}

function missingText(fields: readonly string[]): string {
  const texts = fields.filter((field) => field !== '').map((field) => `${field} not set`);
  return texts.length > 1 ? `[${texts.join(', ')}]` : (texts[0] ?? '');
}

/** A document as single objects: a List's items one by one. */
function flattened(source: string, value: JsonValue): readonly JsonBody[] {
  const decodeError = (why: string): KubectlError =>
    new KubectlError(`unable to decode ${JSON.stringify(source)}: ${why}`);
  if (!isObject(value))
    throw decodeError(`json: cannot unmarshal ${jsonType(value)} into Go value of type unstructured.detector`);
  if (textOf(value, 'kind') === '') throw decodeError(`Object 'Kind' is missing in '${compactJson(value)}'`);
  const items = value['items'];
  if (textOf(value, 'kind').endsWith('List') && Array.isArray(items))
    return (items as readonly JsonValue[]).flatMap((item) => flattened(source, item));
  const wrong = metadataError(value['metadata']);
  if (wrong !== undefined) throw decodeError(wrong);
  return [value];
}

function mapped(
  invocation: Invocation,
  source: string,
  body: JsonBody,
  form: 'to be sent' | 'as written',
): ManifestObject {
  const apiVersion = textOf(body, 'apiVersion');
  const kindName = textOf(body, 'kind');
  const metadata = isObject(body['metadata'] ?? null) ? (body['metadata'] as JsonBody) : {};
  const name = textOf(metadata, 'name');
  const ownNamespace = textOf(metadata, 'namespace');
  const kind = invocation.client.kindOf(apiVersion, kindName);
  if (kind === undefined)
    throw new KubectlError(
      `resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(ownNamespace)} from ${JSON.stringify(source)}: no matches for kind ${JSON.stringify(kindName)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`,
    );
  const namespaced = kind.scope === 'Namespaced';
  if (namespaced && invocation.namespaceGiven && ownNamespace !== '' && ownNamespace !== invocation.namespace)
    throw new KubectlError(
      `the namespace from the provided object ${JSON.stringify(ownNamespace)} does not match the namespace ${JSON.stringify(invocation.namespace)}. You must pass '--namespace=${ownNamespace}' to perform this operation.`,
    );
  const namespace = namespaced ? ownNamespace || invocation.namespace : undefined;
  return {
    source,
    kind,
    apiVersion,
    namespace,
    name,
    body: sorted(form === 'as written' ? body : placed(body, metadata, namespace)),
  };
}

/** kubectl sends a manifest's fields in the order of their names: refusals name them so. */
function sorted(body: JsonBody): JsonBody {
  return JSON.parse(compactJson(body)) as JsonBody;
}

/** kubectl writes the namespace into what it sends (SetNamespace). */
function placed(body: JsonBody, metadata: JsonBody, namespace: string | undefined): JsonBody {
  if (namespace === undefined) return body;
  return { ...body, metadata: { ...metadata, namespace } };
}

/** The client-side decoder's look at metadata: names and labels are strings. */
function metadataError(metadata: JsonValue | undefined): string | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  if (!isObject(metadata)) return wrongType(metadata, 'PartialObjectMetadata.metadata', 'v1.ObjectMeta');
  for (const field of ['annotations', 'labels']) {
    const pairs = metadata[field];
    if (pairs === undefined || pairs === null) continue;
    if (!isObject(pairs)) return wrongType(pairs, `ObjectMeta.metadata.${field}`, 'map[string]string');
    const wrong = Object.values(pairs).find((value) => value !== null && typeof value !== 'string');
    if (wrong !== undefined) return wrongType(wrong, `ObjectMeta.metadata.${field}`, 'string');
  }
  for (const field of ['name', 'namespace', 'generateName']) {
    const value = metadata[field];
    if (value !== undefined && value !== null && typeof value !== 'string')
      return wrongType(value, `ObjectMeta.metadata.${field}`, 'string');
  }
  return undefined;
}

function wrongType(value: JsonValue, field: string, type: string): string {
  return `json: cannot unmarshal ${jsonType(value)} into Go struct field ${field} of type ${type}`;
}

function jsonType(value: JsonValue): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function textOf(map: JsonBody, key: string): string {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : goSyntax(value);
}
