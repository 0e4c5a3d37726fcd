import {
  badRequest,
  jsonPatch,
  type JsonObject,
  type JsonValue,
  type KubeObject,
  mergePatch,
  methodNotAllowed,
  type ObjectRef,
  PatchError,
  type PatchType,
  StatusError,
  strategicMergePatch,
} from '../engine/index.ts';
import { mediaType, readBody } from './body.ts';
import type { Call } from './call.ts';
import type { Face } from './face.ts';
import { deleteOptions, listOptions, patchOptions, writeOptions } from './options.ts';
import { shown, shownList } from './reads.ts';
import type { ResourcePath } from './request-path.ts';
import { otherVersion } from './served-version.ts';

/** What a write answers with. */
export interface Written {
  readonly code: number;
  readonly body: object;
}

/** POST to a collection. */
export async function create(face: Face, call: Call, path: ResourcePath): Promise<Written> {
  if (path.kind.scope === 'Namespaced' && path.namespace === undefined) throw methodNotAllowed();
  const { value, duplicates } = await readBody(call.request, face.parse);
  const body = withVersion(path, value);
  const object = face.api.create(call.caller, path.kindId, path.namespace, body, writeOptions(call.query, duplicates));
  return { code: 201, body: shown(face, call, path, object) };
}

/** Typed clients leave apiVersion and kind out of bodies: the path says them. */
function withVersion({ kind, apiVersion }: ResourcePath, body: unknown): unknown {
  if (body === undefined) throw badRequest('the request has no body');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given = body as JsonObject;
  const absent = (name: string): boolean => given[name] === undefined || given[name] === '';
  return { ...given, ...(absent('apiVersion') ? { apiVersion } : {}), ...(absent('kind') ? { kind: kind.kind } : {}) };
}

export async function replace(face: Face, call: Call, path: ResourcePath, ref: ObjectRef): Promise<Written> {
  const { value, duplicates } = await readBody(call.request, face.parse);
  const { subresource } = path;
  const isNew = face.api.objects.get(ref.kind, ref.namespace, ref.name) === undefined;
  const body = subresource === 'scale' ? value : withVersion(path, value);
  if (typeof body !== 'object' || body === null) throw badRequest('the request has no object in its body');
  const options = { ...writeOptions(call.query, duplicates), ...(subresource === undefined ? {} : { subresource }) };
  const object = face.api.update(call.caller, ref, body, options);
  return { code: isNew ? 201 : 200, body: shown(face, call, path, object) };
}

const PATCHES: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

export async function patch(face: Face, call: Call, path: ResourcePath, ref: ObjectRef): Promise<Written> {
  const type = PATCHES[mediaType(call.request)];
  if (type === undefined) throw unknownPatch();
  const { value, duplicates } = await readBody(call.request, face.parse);
  const { subresource } = path;
  const options = { ...patchOptions(call.query, duplicates), ...(subresource === undefined ? {} : { subresource }) };
  const isNew = face.api.objects.get(ref.kind, ref.namespace, ref.name) === undefined;
  const served = otherVersion(path.kind, path.apiVersion);
  const object =
    served === undefined || type === 'apply' || subresource === 'scale'
      ? face.api.patch(call.caller, ref, type, value, options)
      : face.api.update(call.caller, ref, patchedAs(served, face.api.get(call.caller, ref), type, value), options);
  return { code: isNew ? 201 : 200, body: shown(face, call, path, object) };
}

/** A patch in another version than the stored one: it is applied to what that version shows. */
function patchedAs(
  served: NonNullable<ReturnType<typeof otherVersion>>,
  stored: KubeObject,
  type: PatchType,
  body: unknown,
): unknown {
  const target = served.fromStored(stored) as unknown as JsonObject;
  try {
    if (type === 'json') return jsonPatch(target, body as JsonValue);
    if (type === 'merge') return mergePatch(target, body as JsonObject);
    if (served.schema === undefined) throw unknownPatch();
    return strategicMergePatch(target, body as JsonObject, served.schema);
  } catch (error) {
    if (error instanceof PatchError)
      throw new StatusError(error.reason === 'Invalid' ? 422 : 400, error.reason, error.message);
    throw error;
  }
}

function unknownPatch(): StatusError {
  const accepted = Object.keys(PATCHES).join(', ');
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
  return new StatusError(415, 'UnsupportedMediaType', message, {});
}

export async function remove(face: Face, call: Call, path: ResourcePath, ref: ObjectRef): Promise<Written> {
  const { value } = await readBody(call.request, face.parse);
  const gone = face.api.delete(call.caller, ref, deleteOptions(call.query, value));
  const isStatus = gone.kind === 'Status';
  return { code: 200, body: isStatus ? gone : shown(face, call, path, gone as KubeObject) };
}

export async function removeAll(face: Face, call: Call, path: ResourcePath): Promise<Written> {
  if (path.kind.scope === 'Namespaced' && path.namespace === undefined) throw methodNotAllowed();
  const { value } = await readBody(call.request, face.parse);
  const options = { ...listOptions(call.query, path), ...deleteOptions(call.query, value) };
  const list = face.api.deleteCollection(call.caller, path.kindId, options);
  return { code: 200, body: shownList(face, call, path, list) };
}
