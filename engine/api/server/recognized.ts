import { isObject, type JsonObject } from '../json.ts';
import { apiVersionOf, type Kind } from '../kind.ts';
import type { Registry } from '../registry.ts';
import { badRequest, type StatusError } from '../status-error.ts';
import { invalid as invalidField } from '../validation/field-error.ts';
import { invalid } from './core.ts';

/** How much of a body is shown that says nothing of its kind. */
const SHOWN_CHARACTERS = 30;

/** Versions that v1.25 still reads, though it serves them no more (its scheme; the kinds that each of them had are ours). */
const READ_ONLY =
  /^(apps|autoscaling|batch|policy|extensions|(admissionregistration|authorization|certificates|coordination|discovery|events|flowcontrol|networking|node|rbac|scheduling|storage)[.a-z0-9]*)\/v\d+(alpha|beta)\d+$/;

/**
 * The body of a write, which must be an object of the kind that the request is made in; a part that it leaves unsaid is the request's
 * (transformDecodeError and the create and update handlers, v1.25).
 * @throws StatusError 400 for another kind or version, or a body that names neither
 */
export function recognized(registry: Registry, kind: Kind, body: unknown): JsonObject {
  const problem = whyUnread(body);
  if (problem !== undefined) throw unrecognized(kind, body, problem);
  const raw = body as JsonObject;
  const apiVersion = textOf(raw['apiVersion']) || apiVersionOf(kind);
  const name = textOf(raw['kind']) || kind.kind;
  const isCustom = kind.schema === undefined;
  if (!isCustom && !isKnown(registry, kind, apiVersion, name)) throw unregistered(kind, apiVersion, name);
  if (!isCustom && name !== kind.kind) throw unconvertible(kind, apiVersion, name);
  if (apiVersion === apiVersionOf(kind)) return isCustom ? ofKind(kind, raw, name) : raw;
  throw badRequest(
    `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(kind)})`,
  );
}

/** Custom resources are not decoded into a type, so that another kind is found only where they are validated. */
function ofKind(kind: Kind, raw: JsonObject, name: string): JsonObject {
  if (name === kind.kind) return raw;
  const { metadata } = raw;
  const called = isObject(metadata) ? textOf(metadata['name']) : '';
  throw invalid({ kind: name, group: kind.group }, called, [invalidField('kind', name, `must be ${kind.kind}`)]);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What keeps the decoder from reading version and kind. */
function whyUnread(body: unknown): string | undefined {
  const parse = "couldn't get version/kind; json parse error: json: cannot unmarshal";
  if (!isObject(body)) return `${parse} into a map`;
  for (const field of ['apiVersion', 'kind']) {
    const value = body[field] ?? '';
    if (typeof value !== 'string') return `${parse} ${wordOf(value)} into Go struct field .${field} of type string`;
  }
  const version = textOf(body['apiVersion']);
  return version.split('/').length > 2 ? `unexpected GroupVersion string: ${version}` : undefined;
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function isKnown(registry: Registry, kind: Kind, apiVersion: string, name: string): boolean {
  if (registry.kindOf(apiVersion, name) !== undefined) return true;
  return name === kind.kind && READ_ONLY.test(apiVersion);
}

/** Definitions are read by a server of their own inside the API server. */
function schemeOf({ group }: Kind): string {
  return group === 'apiextensions.k8s.io'
    ? 'k8s.io/apiextensions-apiserver/pkg/apiserver/apiserver.go:55'
    : 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30';
}

/** kubectl knows kinds in small letters, too; the server does not. */
function unregistered(kind: Kind, apiVersion: string, name: string): StatusError {
  const why = `no kind "${name}" is registered for version "${apiVersion}" in scheme "${schemeOf(kind)}"`;
  return handledAs(kind, apiVersion, name, why);
}

function unconvertible(kind: Kind, apiVersion: string, name: string): StatusError {
  const why = `converting (${apiVersion}.${name}) to (${kind.group || 'core'}.${kind.kind}): unknown conversion`;
  return handledAs(kind, apiVersion, name, why);
}

function handledAs(kind: Kind, apiVersion: string, name: string, why: string): StatusError {
  const version = apiVersion.split('/').at(-1) ?? '';
  return badRequest(`${name} in version "${version}" cannot be handled as a ${kind.kind}: ${why}`);
}

function unrecognized(kind: Kind, body: unknown, why: string): StatusError {
  const text = JSON.stringify(body) ?? '';
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)} ...` : text;
  return badRequest(`the object provided is unrecognized (must be of type ${kind.kind}): ${why} (${shown})`);
}
