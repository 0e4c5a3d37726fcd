import {
  badRequest,
  type JsonObject,
  type KubeObject,
  methodNotAllowed,
  type ObjectRef,
  type PatchType,
  StatusError,
} from '../engine/index.ts';
import { mediaType, bodyOf } from './body.ts';
import type { Asked } from './call.ts';
import { deleteOptions, listOptions, patchOptions, writeOptions } from './options.ts';
import { shown, shownList } from './reads.ts';
import { expectedIn, type ResourcePath } from './request-path.ts';
import type { Rest } from './rest.ts';

/** What a write answers with. */
export interface Written {
  readonly code: number;
  readonly body: object;
}

/** POST to a collection. */
export function create(rest: Rest, asked: Asked, path: ResourcePath): Written {
  if (path.kind.scope === 'Namespaced' && path.namespace === undefined) throw methodNotAllowed();
  const { value, duplicates } = bodyOf(asked, rest.parse, expectedIn(path));
  const body = withVersion(path, value);
  const options = { ...writeOptions(asked.query, duplicates), apiVersion: path.apiVersion };
  const object = rest.api.create(asked.caller, path.kindId, path.namespace, body, options);
  return { code: 201, body: shown(rest, asked, path, object) };
}

/** Typed clients leave apiVersion and kind out of bodies: the path says them. */
function withVersion({ kind, apiVersion }: ResourcePath, body: unknown): unknown {
  if (body === undefined) throw badRequest('the request has no body');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given = body as JsonObject;
  const absent = (name: string): boolean => given[name] === undefined || given[name] === '';
  return { ...given, ...(absent('apiVersion') ? { apiVersion } : {}), ...(absent('kind') ? { kind: kind.kind } : {}) };
}

export function replace(rest: Rest, asked: Asked, path: ResourcePath, ref: ObjectRef): Written {
  const { value, duplicates } = bodyOf(asked, rest.parse, expectedIn(path));
  const { subresource } = path;
  const isNew = rest.api.objects.get(ref.kind, ref.namespace, ref.name) === undefined;
  const body = subresource === 'scale' ? value : withVersion(path, value);
  if (typeof body !== 'object' || body === null) throw badRequest('the request has no object in its body');
  const options = { ...writeOptions(asked.query, duplicates), ...(subresource === undefined ? {} : { subresource }) };
  const object = rest.api.update(asked.caller, ref, body, options);
  return { code: isNew ? 201 : 200, body: shown(rest, asked, path, object) };
}

const PATCHES: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

export function patch(rest: Rest, asked: Asked, path: ResourcePath, ref: ObjectRef): Written {
  const type = PATCHES[mediaType(asked)];
  if (type === undefined) throw unknownPatch();
  const { value, duplicates } = bodyOf(asked, rest.parse, expectedIn(path));
  const { subresource } = path;
  const options = { ...patchOptions(asked.query, duplicates), ...(subresource === undefined ? {} : { subresource }) };
  const isNew = rest.api.objects.get(ref.kind, ref.namespace, ref.name) === undefined;
  const object = rest.api.patch(asked.caller, ref, type, value, options);
  return { code: isNew ? 201 : 200, body: shown(rest, asked, path, object) };
}

function unknownPatch(): StatusError {
  const accepted = Object.keys(PATCHES).join(', ');
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
  return new StatusError(415, 'UnsupportedMediaType', message, {});
}

export function remove(rest: Rest, asked: Asked, path: ResourcePath, ref: ObjectRef): Written {
  const { value } = bodyOf(asked, rest.parse, expectedIn(path, 'DeleteOptions'));
  const gone = rest.api.delete(asked.caller, ref, deleteOptions(asked.query, value));
  const isStatus = gone.kind === 'Status';
  return { code: 200, body: isStatus ? gone : shown(rest, asked, path, gone as KubeObject) };
}

export function removeAll(rest: Rest, asked: Asked, path: ResourcePath): Written {
  if (path.kind.scope === 'Namespaced' && path.namespace === undefined) throw methodNotAllowed();
  const { value } = bodyOf(asked, rest.parse, expectedIn(path, 'DeleteOptions'));
  const options = { ...listOptions(asked.query, path), ...deleteOptions(asked.query, value) };
  const list = rest.api.deleteCollection(asked.caller, path.kindId, options);
  return { code: 200, body: shownList(rest, asked, path, list) };
}
