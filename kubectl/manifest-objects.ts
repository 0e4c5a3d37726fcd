import { decode, isObject, type Kind } from '../engine/index.ts';
import { isRefusal, KubectlError, StandardError, UnreadError } from './errors.ts';
import type { KubectlEnvironment } from './environment.ts';
import type { Invocation } from './invocation.ts';
import { readFiles } from './manifest-files.ts';
import type { JsonValue } from '../engine/index.ts';
import { compactJson } from './output/json.ts';
import { goSyntax } from './output/go-value.ts';
import { isReview, reviewCalled } from './reviews.ts';
import { fieldValidationOf } from './write-flags.ts';

export type JsonBody = { readonly [key: string]: JsonValue };

/** One object of a manifest file, as its author wrote it, and where it goes. */
export interface ManifestObject {
  /** The file as messages name it. */
  readonly source: string;
  /** In the version that the manifest says. */
  readonly kind: Kind;
  /** As written. */
  readonly apiVersion: string;
  /** The manifest's, or the command's; undefined for cluster-scoped kinds. */
  readonly namespace: string | undefined;
  /** Empty when only generateName is given. */
  readonly name: string;
  /** Of a field that the file has twice kubectl sends the last one. */
  readonly body: JsonBody;
}

/**
 * The objects of all `-f` files in order, lists taken apart. What is to be sent says its namespace. What cannot be read or mapped goes to
 * `unread`; the rest is returned, as kubectl goes on with it: of a file with a document of no kind, what stands before that.
 * @param unread told of it once; commands that send each object as soon as they have read it tell of it last
 */
export function manifestObjects(
  invocation: Invocation,
  environment: KubectlEnvironment,
  form: 'to be sent' | 'as written' = 'to be sent',
  unread: (error: UnreadError) => void = (error) => invocation.fail(error),
): readonly ManifestObject[] {
  const isReading = tellsPlainly(invocation);
  const validated =
    (invocation.has('validate') || takesValidation(invocation)) && fieldValidationOf(invocation) !== 'Ignore';
  const objects: ManifestObject[] = [];
  const errors: Error[] = [];
  const collect = (part: () => void): boolean => collected(errors, part);
  const map = (source: string, body: JsonBody): void => {
    const named = namedKind(invocation, source, body);
    invocation.attempt(() => objects.push(placedObject(invocation, source, body, named, form)));
  };
  for (const { source, documents, error } of readFiles(invocation, environment)) {
    const isTyped = documents.every(({ value }) => {
      if (validated && !collect(() => checkTyped(source, value))) return false;
      collect(() =>
        plainlyFor(isReading, () => flattened(source, value)).forEach((body) =>
          collect(() => plainlyFor(isReading, () => map(source, body))),
        ),
      );
      return true;
    });
    if (isTyped && error !== undefined) errors.push(error);
  }
  if (errors.length > 0) unread(new UnreadError(errors));
  return objects;
}

/** Whether a part went well; its refusal is kept. */
function collected(errors: Error[], part: () => void): boolean {
  try {
    part();
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    errors.push(error);
    return false;
  }
}

/** One object of a manifest file, and the file as messages name it. */
export interface ManifestBody {
  readonly source: string;
  readonly body: JsonBody;
}

/** Does something with each object of all `-f` files as it is written, whether the server has such a kind or not. */
export function eachManifest(
  invocation: Invocation,
  environment: KubectlEnvironment,
  act: (manifest: ManifestBody) => void,
): void {
  for (const { source, documents, error } of readFiles(invocation, environment)) {
    for (const { value } of documents)
      invocation.attempt(() => {
        for (const body of flattened(source, value)) invocation.attempt(() => act({ source, body }));
      });
    if (error !== undefined) invocation.fail(error);
  }
}

/** Some commands print what is wrong with a document without `error: ` before it. */
function plainlyFor<T>(isReading: boolean, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (isReading && error instanceof KubectlError) throw new StandardError(error.message);
    throw error;
  }
}

/** Tables and descriptions, and switches of rollouts, gather refusals; what prints objects does not of a single one. */
function tellsPlainly(invocation: Invocation): boolean {
  const { commandPath } = invocation;
  if (commandPath === 'kubectl get') return ['', 'wide'].includes(invocation.string('output') ?? '');
  return /^kubectl (?:describe|rollout (?:pause|restart|resume))\b/.test(commandPath);
}

/** Commands that send manifests look at them first; those that only name objects by them (get, delete) do not. */
function takesValidation(invocation: Invocation): boolean {
  return /^kubectl (?:apply|create|replace)\b/.test(invocation.commandPath);
}

/** kubectl's own look at a document before anything is sent. */
function checkTyped(source: string, value: JsonValue): void {
  const errors = typedErrors(value);
  if (errors.length === 0) return;
  const shown = errors.length > 1 ? `[${errors.join(', ')}]` : (errors[0] ?? '');
  throw new KubectlError(
    `error validating ${JSON.stringify(source)}: error validating data: ${shown}; if you choose to ignore these errors, turn validation off with --validate=false`,
  );
}

/** What keeps a document from being an object of some kind. */
export function typedErrors(value: JsonValue): readonly string[] {
  if (!isObject(value)) return ['invalid object to validate'];
  return [...textErrors(value, 'apiVersion'), ...textErrors(value, 'kind')];
}

/** Empty text is text. */
function textErrors(value: JsonBody, field: 'apiVersion' | 'kind'): readonly string[] {
  const text = value[field] ?? null;
  if (text === null) return [`${field} not set`];
  if (typeof text !== 'string') return [`${field} isn't string type`];
  const isVersion = field === 'kind' || text.split('/').length <= 2;
  return isVersion ? [] : [`unexpected GroupVersion string: ${text}`];
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

/** What a document says it is. */
interface Named {
  readonly kind: Kind;
  readonly apiVersion: string;
  readonly metadata: JsonBody;
  readonly name: string;
  readonly ownNamespace: string;
}

function namedKind(invocation: Invocation, source: string, body: JsonBody): Named {
  const apiVersion = textOf(body, 'apiVersion');
  const kindName = textOf(body, 'kind');
  const metadata = isObject(body['metadata'] ?? null) ? (body['metadata'] as JsonBody) : {};
  const name = textOf(metadata, 'name');
  const ownNamespace = textOf(metadata, 'namespace');
  const kind = kindCalled(invocation, apiVersion, kindName) ?? reviewCalled(invocation, apiVersion, kindName);
  if (kind === undefined)
    throw new KubectlError(
      `resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(ownNamespace)} from ${JSON.stringify(source)}: no matches for kind ${JSON.stringify(kindName)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`,
    );
  return { kind, apiVersion, metadata, name, ownNamespace };
}

function placedObject(
  invocation: Invocation,
  source: string,
  body: JsonBody,
  { kind, apiVersion, metadata, name, ownNamespace }: Named,
  form: 'to be sent' | 'as written',
): ManifestObject {
  const namespaced = kind.scope === 'Namespaced';
  if (namespaced && invocation.namespaceGiven) refuseOtherNamespace(invocation, ownNamespace);
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

/** @throws KubectlError for an object of another namespace than the command is about */
export function refuseOtherNamespace({ namespace }: Invocation, own: string): void {
  if (own === '' || own === namespace) return;
  throw new KubectlError(
    `the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
  );
}

/** kubectl's table of kinds has each of them in small letters, too (meta.RESTMapper of discovery). */
function kindCalled(invocation: Invocation, apiVersion: string, name: string): Kind | undefined {
  const { client } = invocation;
  if (name !== name.toLowerCase()) return client.kindOf(apiVersion, name);
  const found = client
    .kinds()
    .find(({ kind }) => kind.toLowerCase() === name && client.kindOf(apiVersion, kind) !== undefined);
  return found === undefined ? undefined : client.kindOf(apiVersion, found.kind);
}

/**
 * kubectl asks the API's description whether a kind can be tried out, and finds no kind of another spelling there.
 * @throws KubectlError when it does not find the object's
 */
export function refuseDryRun({ body, kind, apiVersion }: ManifestObject): void {
  const said = textOf(body, 'kind');
  if (said === kind.kind && !isReview(kind)) return;
  const group = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  throw new KubectlError(`${group}, Kind=${said} doesn't support dryRun`);
}

/** kubectl sends a manifest's fields in the order of their names: refusals name them so. */
function sorted(body: JsonBody): JsonBody {
  return JSON.parse(compactJson(body)) as JsonBody;
}

/** kubectl writes the namespace into what it sends, and takes it out of what is cluster-scoped (SetNamespace, FilterNamespace). */
function placed(body: JsonBody, metadata: JsonBody, namespace: string | undefined): JsonBody {
  if (namespace !== undefined) return { ...body, metadata: { ...metadata, namespace } };
  if (!Object.hasOwn(metadata, 'namespace')) return body;
  const { namespace: _cleared, ...kept } = metadata;
  return { ...body, metadata: kept };
}

/** Any definition that has metadata and nothing else in its way. */
const WITH_METADATA = 'io.k8s.api.core.v1.Namespace';

/** The client-side decoder's look at metadata, whose types it knows of every kind. */
export function metadataError(metadata: JsonValue | undefined): string | undefined {
  if (metadata === undefined) return undefined;
  const [error] = decode(WITH_METADATA, { metadata }, { strict: 'Ignore' }).errors;
  return error?.replace('Namespace.metadata', 'metadataOnlyObject.metadata');
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
