import type { PatchOptions, PatchType } from '../client.ts';
import { goPlain } from '../go-format.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Kind } from '../kind.ts';
import type { KubeObject } from '../object.ts';
import { conversionError } from '../schema/conversion-errors.ts';
import { decode } from '../schema/decode.ts';
import { badRequest, StatusError } from '../status-error.ts';
import { fieldErrorCause, invalid } from '../validation/field-error.ts';
import { unknownInCustom, withoutEmptyMetadata } from './body.ts';
import { type Core, otherNamespace } from './core.ts';

/**
 * Reads what a user's patch made of `old` as a body is read: it may have brought unknown fields, wrong types, or another name
 * (endpoints/handlers/patch.go, v1.25). An error shows the patch where it was strategic, else the object it led to.
 */
export function readPatched(
  core: Core,
  kind: Kind,
  old: KubeObject,
  patched: KubeObject,
  type: PatchType,
  patch: unknown,
  options: PatchOptions,
): KubeObject {
  const { schema } = kind;
  const object =
    schema === undefined
      ? custom(core, kind, patched, options)
      : decoded(core, schema, old, patched, type, patch, options);
  refuseOtherObject(kind, old, object);
  return withoutEmptyMetadata(object);
}

function custom(core: Core, kind: Kind, patched: KubeObject, options: PatchOptions): KubeObject {
  for (const warning of unknownInCustom(kind, patched, options)) core.warn(warning);
  return patched;
}

function decoded(
  core: Core,
  schema: string,
  old: KubeObject,
  patched: KubeObject,
  type: PatchType,
  patch: unknown,
  options: PatchOptions,
): KubeObject {
  const isStrategic = type === 'strategic';
  if (!isStrategic) refuseOtherType(core, old, patched);
  const read = decode(schema, patched as unknown as JsonObject, {
    strict: options.fieldValidation ?? 'Warn',
    ...(isStrategic ? { wording: conversionError } : {}),
  });
  const [error] = read.errors;
  if (error !== undefined) throw notReadable(isStrategic ? goPlain(patch) : JSON.stringify(patched), error);
  for (const warning of isStrategic ? read.warnings.toSorted() : read.warnings) core.warn(warning);
  return read.object as unknown as KubeObject;
}

/** What a patch makes of the object is read by the apiVersion and kind that it then has, if it has any. */
function refuseOtherType(core: Core, old: KubeObject, { apiVersion, kind }: KubeObject): void {
  if ((apiVersion as unknown) === undefined || (kind as unknown) === undefined) return;
  if (core.registry.kindOf(apiVersion, kind) !== undefined) return;
  const why = `no kind "${kind}" is registered for version "${apiVersion}" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"`;
  throw notReadable(JSON.stringify({ ...old, apiVersion, kind }), why);
}

function notReadable(shown: JsonValue, why: string): StatusError {
  const cause = fieldErrorCause(invalid('patch', shown, why));
  return new StatusError(422, 'Invalid', ` "" is invalid: patch: ${cause.message}`, { causes: [cause] });
}

/** A patch may say the object's name and namespace, but no others, and may not take the name away. */
function refuseOtherObject({ scope }: Kind, old: KubeObject, object: KubeObject): void {
  const metadata = (object as Partial<KubeObject>).metadata;
  const { name, namespace } = old.metadata;
  if (scope === 'Namespaced' && (metadata?.namespace ?? '') !== '' && metadata?.namespace !== namespace)
    throw otherNamespace();
  if ((metadata?.name ?? '') === '')
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  if (metadata?.name !== name)
    throw badRequest(`the name of the object (${metadata?.name ?? ''}) does not match the name on the URL (${name})`);
}
