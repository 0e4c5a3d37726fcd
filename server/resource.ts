import { badRequest, methodNotAllowed, type ObjectRef, resourceUnknown, unknownSubresource } from '../engine/index.ts';
import type { Answer } from './answer.ts';
import { bodyOf } from './body.ts';
import { type Asked, flag } from './call.ts';
import { readLog } from './pods.ts';
import { readList, readOne } from './reads.ts';
import { isRelay, relay } from './relay/relay.ts';
import { isWrittenAsProtobuf, represent } from './represent.ts';
import { expectedIn, type ResourcePath } from './request-path.ts';
import type { Rest } from './rest.ts';
import { create, patch, remove, removeAll, replace, type Written } from './writes.ts';

/** Subresources of pods that are served over an upgraded connection. */
export const UPGRADED: ReadonlySet<string> = new Set(['attach', 'exec', 'portforward']);

/** What goes on for as long as a client listens. */
export interface Stream {
  readonly kind: 'watch' | 'log';
  readonly path: ResourcePath;
}

/** The stream that a request asks for; undefined: it has an answer. */
export function streamAt(rest: Rest, { method, path, query }: Asked): Stream | undefined {
  if (method !== 'GET') return undefined;
  const resource = rest.resource(path);
  if (resource === undefined) return undefined;
  const { subresource } = resource;
  if (isLog(resource)) return flag(query, 'follow') ? { kind: 'log', path: resource } : undefined;
  const isWatch = resource.isWatch || (flag(query, 'watch') && subresource === undefined);
  return isWatch ? { kind: 'watch', path: resource } : undefined;
}

function isLog({ kind, subresource }: ResourcePath): boolean {
  return subresource === 'log' && kind.plural === 'pods';
}

/** Answers one request to a resource, by its method and by what its path names. */
export function resourceAnswer(rest: Rest, asked: Asked, path: ResourcePath): Answer {
  if (isRelay(path)) return relay(rest, asked, path);
  refuseUnupgraded(path);
  refuseUnwritable(asked, path);
  if (asked.method === 'GET') return read(rest, asked, path);
  const { code, body } = write(rest, asked, path);
  return represent(rest, asked.accept, code, body);
}

/** Before anything is done; what a container has printed is text. */
function refuseUnwritable({ accept }: Asked, path: ResourcePath): void {
  if (!isLog(path)) isWrittenAsProtobuf(accept, path);
}

function read(rest: Rest, asked: Asked, path: ResourcePath): Answer {
  const { name } = path;
  if (isLog(path)) return { code: 200, type: 'text/plain', body: readLog(rest, asked, path) };
  if (name === undefined) return represent(rest, asked.accept, 200, readList(rest, asked, path));
  refuseUnknown(path, 'get');
  return represent(rest, asked.accept, 200, readOne(rest, asked, path, refOf(path, name)));
}

function write(rest: Rest, asked: Asked, path: ResourcePath): Written {
  const { name, subresource } = path;
  const { method } = asked;
  if (name === undefined) {
    if (method === 'POST') return create(rest, asked, path);
    if (method === 'DELETE') return removeAll(rest, asked, path);
    throw methodNotAllowed();
  }
  const ref = refOf(path, name);
  if (method === 'POST') return createSubresource(rest, asked, path, ref);
  if (method === 'PUT') {
    refuseUnknown(path, 'update');
    return replace(rest, asked, path, ref);
  }
  if (method === 'PATCH') {
    refuseUnknown(path, 'patch');
    return patch(rest, asked, path, ref);
  }
  if (method === 'DELETE' && subresource === undefined) return remove(rest, asked, path, ref);
  throw methodNotAllowed();
}

function refOf({ kind, kindId, apiVersion, namespace }: ResourcePath, name: string): ObjectRef {
  if (kind.scope === 'Cluster') return { kind: kindId, name, apiVersion };
  if (namespace === undefined) throw resourceUnknown();
  return { kind: kindId, namespace, name, apiVersion };
}

/** A subresource that the kind does not have, or not for this verb. */
function refuseUnknown({ kind, name = '', subresource }: ResourcePath, verb: 'get' | 'update' | 'patch'): void {
  if (subresource === undefined) return;
  const { status, scale, others = {} } = kind.subresources ?? {};
  if ((subresource === 'status' && status === true) || (subresource === 'scale' && scale !== undefined)) return;
  const other = Object.hasOwn(others, subresource) ? others[subresource] : undefined;
  if (other === undefined) throw unknownSubresource(kind, name);
  if (!other.verbs.includes(verb)) throw methodNotAllowed();
}

function refuseUnupgraded({ kind, subresource = '' }: ResourcePath): void {
  if (kind.plural === 'pods' && UPGRADED.has(subresource)) throw badRequest('Upgrade request required');
}

function createSubresource(rest: Rest, asked: Asked, path: ResourcePath, ref: ObjectRef): Written {
  const { subresource } = path;
  if (subresource === undefined || subresource === 'status' || subresource === 'scale') throw methodNotAllowed();
  const { value } = bodyOf(asked, rest.parse, expectedIn(path));
  const body = withoutNulls(value);
  return { code: 201, body: rest.api.createSubresource(asked.caller, ref, subresource, body) as object };
}

/** A null in a body is a field that is not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
