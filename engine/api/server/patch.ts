import type { PatchOptions, PatchType } from '../client.ts';
import { deepEqual } from '../equality.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { apiVersionOf, type Kind, kindId } from '../kind.ts';
import type { KubeObject } from '../object.ts';
import { jsonPatch } from '../patch/json-patch.ts';
import { mergePatch } from '../patch/merge-patch.ts';
import { PatchError } from '../patch/patch-error.ts';
import { typedErrorText, typedErrors, typedSubject } from '../patch/typed-errors.ts';
import { applyServerSide } from '../patch/server-side-apply.ts';
import { strategicMergePatch } from '../patch/strategic-merge-patch.ts';
import { conversionError } from '../schema/conversion-errors.ts';
import { decode } from '../schema/decode.ts';
import { badRequest, notFound, StatusError, unexpected } from '../status-error.ts';
import { toTimestamp } from '../time.ts';
import { forbiddenField, required } from '../validation/field-error.ts';
import { type Caller, type Core, authorize, invalid } from './core.ts';
import { shapeOfKind, versionsOf } from './ownership.ts';
import { createObject } from './create.ts';
import { readPatched } from './patched.ts';
import { readScale, writeScale } from './scale.ts';
import { refuseStale } from './stale-version.ts';
import { store } from './update.ts';
import { asStored, fromRest, inVersion, kindIn } from '../versions.ts';

/** PATCH in its four kinds; what it makes of the stored object goes the way of an update. */
export function patchObject(
  core: Core,
  caller: Caller,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  type: PatchType,
  patch: unknown,
  options: VersionedPatch = {},
): KubeObject {
  const shown = kindIn(kind, options.version);
  authorize(core, caller, 'patch', shown, namespace, name, options.subresource);
  if (options.force !== undefined && type !== 'apply') {
    throw invalid(PATCH_OPTIONS, '', [forbiddenField('force', 'may not be specified for non-apply patch')]);
  }
  const old = core.objects.get(kindId(kind), namespace, name);
  if (type === 'apply') return serverSideApply(core, caller, kind, namespace, name, old, patch, options);
  if (old === undefined) throw notFound(shown, name);
  if (options.subresource === 'scale') return patchScale(core, caller, kind, old, type, patch, options);
  const before = inVersion(kind, options.version, old);
  const patched = refusing(() => applyPatch(shown, before, type, patch));
  if (patched === before && kind.toRest === undefined) return old;
  const read = caller.component ? patched : readPatched(core, shown, before, patched, type, patch, options);
  const next = asStored(kind, options.version, read);
  if (deepEqual(next, old)) return old;
  refuseStale(kind, old, next.metadata.resourceVersion);
  return store(core, caller, kind, old, next, options);
}

interface VersionedPatch extends PatchOptions {
  /** The version in which the patch is made; default: the one the objects are stored in. */
  readonly version?: string | undefined;
}

const PATCH_OPTIONS = { kind: 'PatchOptions', group: 'meta.k8s.io' };

const CODES = { BadRequest: 400, Invalid: 422, RequestEntityTooLarge: 413, Unknown: 500 } as const;

/** A patch that cannot be applied is a refusal of the request. */
function refusing<T>(apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    const { reason, message } = error;
    throw reason === 'Unknown' ? unexpected(message) : new StatusError(CODES[reason], reason, message, {});
  }
}

function applyPatch(kind: Kind, old: KubeObject, type: PatchType, patch: unknown): KubeObject {
  const target = old as unknown as JsonObject;
  if (type === 'json') return jsonPatch(target, patch as JsonValue) as unknown as KubeObject;
  if (type === 'merge') return mergePatch(target, patch as JsonValue) as unknown as KubeObject;
  if (kind.schema === undefined) {
    const accepted = 'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml';
    const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
    throw new StatusError(415, 'UnsupportedMediaType', message);
  }
  return strategicMergePatch(target, patch as JsonValue, kind.schema) as unknown as KubeObject;
}

function patchScale(
  core: Core,
  caller: Caller,
  kind: Kind,
  old: KubeObject,
  type: PatchType,
  patch: unknown,
  options: PatchOptions,
): KubeObject {
  const scale = readScale(kind, fromRest(kind, old)) as unknown as JsonObject;
  const next = refusing(() =>
    type === 'json' ? jsonPatch(scale, patch as JsonValue) : mergePatch(scale, patch as JsonObject),
  );
  return writeScale(core, caller, kind, old, next as unknown as KubeObject, options);
}

function serverSideApply(
  core: Core,
  caller: Caller,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  live: KubeObject | undefined,
  body: unknown,
  options: VersionedPatch,
): KubeObject {
  const shown = kindIn(kind, options.version);
  const apiVersion = apiVersionOf(shown);
  const manager = options.fieldManager;
  if (manager === undefined || manager === '') {
    throw invalid(PATCH_OPTIONS, '', [required('fieldManager', 'is required for apply patch')]);
  }
  const applied = appliedBody(shown, body);
  const said = applied['kind'];
  if (typeof said === 'string' && said !== '' && said !== shown.kind) {
    const subject = typedSubject(namespace, name, apiVersion, said);
    const type = subject.slice(subject.indexOf('; ') + 2, -1);
    throw unexpected(`failed to create typed patch object ${subject}: no corresponding type for ${type}`);
  }
  const errors = typedErrors(applied, shapeOfKind(shown));
  if (errors.length > 0) {
    const subject = typedSubject(namespace, name, apiVersion, kind.kind);
    throw unexpected(`failed to create typed patch object ${subject}: ${typedErrorText(errors)}`);
  }
  const versions = versionsOf(core, kind);
  const before = live === undefined ? undefined : inVersion(kind, options.version, live);
  const request = {
    live: before as unknown as JsonObject | undefined,
    applied,
    manager,
    force: options.force === true,
    shape: shapeOfKind(shown),
    nowText: toTimestamp(core.nowMs()),
    apiVersion,
    subresource: options.subresource,
    ...(versions === undefined ? {} : { versions }),
  } as unknown as Parameters<typeof applyServerSide>[0];
  const outcome = refusing(() => applyServerSide(request));
  if ('conflicts' in outcome) throw applyConflict(outcome);
  const object = converted(shown, outcome.object, typedSubject(namespace, name, apiVersion, kind.kind));
  if (live !== undefined && object === before) return live;
  if (live !== undefined) {
    refuseStale(kind, live, object.metadata.resourceVersion);
    const next = asStored(kind, options.version, object);
    return store(core, caller, kind, live, next, { ...options, isApply: true });
  }
  // An object that an apply creates may say a version: nothing is held against it.
  const { resourceVersion: _none, ...metadata } = object.metadata;
  const named = { ...object, metadata: { ...metadata, name } };
  return createObject(core, caller, kind, namespace, named, { ...options, isApply: true });
}

/** What an apply made of an object is a map of fields still; as an object of its kind it has no nulls, and types. */
function converted(kind: Kind, merged: JsonObject, subject: string): KubeObject {
  if (kind.schema === undefined) return merged as unknown as KubeObject;
  const { object, errors } = decode(kind.schema, merged, { strict: 'Ignore', wording: conversionError });
  const [error] = errors;
  if (error === undefined) return object as unknown as KubeObject;
  const into = subject.slice(subject.indexOf('; ') + 2, -1);
  throw unexpected(
    `failed to convert new object ${subject} to proper version: unable to convert unstructured object to ${into}: ${error}`,
  );
}

type Refused = Extract<ReturnType<typeof applyServerSide>, { readonly conflicts: unknown }>;

function appliedBody(kind: Kind, body: unknown): JsonObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('the apply patch must be an object');
  const applied = body as JsonObject;
  const metadata = applied['metadata'] as JsonObject | undefined;
  if (metadata?.['managedFields'] !== undefined) throw badRequest('metadata.managedFields must be nil');
  const version = applied['apiVersion'];
  if (version !== apiVersionOf(kind)) {
    const said = typeof version === 'string' ? version : '';
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${said}, expected: ${apiVersionOf(kind)}`,
    );
  }
  return applied;
}

/** 409 with one cause for each field that somebody else owns. */
function applyConflict({ conflicts, message }: Refused): StatusError {
  const causes = conflicts.map(({ manager, field }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${manager}`,
    field,
  }));
  return new StatusError(409, 'Conflict', message, { causes });
}
