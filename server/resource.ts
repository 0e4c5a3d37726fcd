import { badRequest, methodNotAllowed, type ObjectRef, resourceUnknown } from '../engine/index.ts';
import { sendJson, warningHeaders } from './answer.ts';
import { readBody } from './body.ts';
import { type Call, flag } from './call.ts';
import type { Face } from './face.ts';
import { sendLog } from './pods.ts';
import { readList, readOne } from './reads.ts';
import type { ResourcePath } from './request-path.ts';
import { openWatch } from './watch.ts';
import { otherVersion } from './served-version.ts';
import { create, patch, remove, removeAll, replace, type Written } from './writes.ts';

/** Subresources of pods, nodes and services that relay to somewhere else. */
const RELAYS: ReadonlySet<string> = new Set(['proxy', 'portforward', 'attach', 'exec']);

/** One request to a resource, by its method and by what its path names. */
export async function sendResource(face: Face, call: Call, path: ResourcePath): Promise<void> {
  if (call.method === 'GET') {
    sendRead(face, call, path);
    return;
  }
  const { code, body } = await write(face, call, path);
  answer(face, call, path, code, body);
}

function answer(face: Face, call: Call, path: ResourcePath, code: number, body: object): void {
  face.clock.touched();
  const deprecation = otherVersion(path.kind, path.apiVersion)?.deprecation;
  const warnings = new Set([...(deprecation === undefined ? [] : [deprecation]), ...face.api.takeWarnings()]);
  sendJson(call.response, code, body, warningHeaders([...warnings]));
}

function sendRead(face: Face, call: Call, path: ResourcePath): void {
  const { name, subresource, kind } = path;
  refuseRelay(kind.plural, subresource);
  if (subresource === 'log' && kind.plural === 'pods') return sendLog(face, call, path);
  if (path.isWatch || (flag(call.query, 'watch') && subresource === undefined)) return openWatch(face, call, path);
  if (name === undefined) return answer(face, call, path, 200, readList(face, call, path));
  refuseUnknown(path, 'get');
  return answer(face, call, path, 200, readOne(face, call, path, refOf(path, name)));
}

async function write(face: Face, call: Call, path: ResourcePath): Promise<Written> {
  const { name, subresource, kind } = path;
  refuseRelay(kind.plural, subresource);
  if (name === undefined) {
    if (call.method === 'POST') return await create(face, call, path);
    if (call.method === 'DELETE') return await removeAll(face, call, path);
    throw methodNotAllowed();
  }
  const ref = refOf(path, name);
  if (call.method === 'POST') return await createSubresource(face, call, path, ref);
  if (call.method === 'PUT') {
    refuseUnknown(path, 'update');
    return await replace(face, call, path, ref);
  }
  if (call.method === 'PATCH') {
    refuseUnknown(path, 'patch');
    return await patch(face, call, path, ref);
  }
  if (call.method === 'DELETE' && subresource === undefined) return await remove(face, call, path, ref);
  throw methodNotAllowed();
}

function refOf({ kind, kindId, namespace }: ResourcePath, name: string): ObjectRef {
  if (kind.scope === 'Cluster') return { kind: kindId, name };
  if (namespace === undefined) throw resourceUnknown();
  return { kind: kindId, namespace, name };
}

/** A subresource that the kind does not have, or not for this verb. */
function refuseUnknown({ kind, subresource }: ResourcePath, verb: 'get' | 'update' | 'patch'): void {
  if (subresource === undefined) return;
  const { status, scale, others = {} } = kind.subresources ?? {};
  if ((subresource === 'status' && status === true) || (subresource === 'scale' && scale !== undefined)) return;
  const other = Object.hasOwn(others, subresource) ? others[subresource] : undefined;
  if (other === undefined) throw resourceUnknown();
  if (!other.verbs.includes(verb)) throw methodNotAllowed();
}

function refuseRelay(plural: string, subresource: string | undefined): void {
  const [first = ''] = (subresource ?? '').split('/');
  if (!RELAYS.has(first)) return;
  if (first === 'exec' && plural === 'pods') throw badRequest('Upgrade request required');
  throw badRequest(`${plural}/${first} is not simulated by seatrial`);
}

async function createSubresource(face: Face, call: Call, path: ResourcePath, ref: ObjectRef): Promise<Written> {
  const { subresource } = path;
  if (subresource === undefined || subresource === 'status' || subresource === 'scale') throw methodNotAllowed();
  const { value } = await readBody(call.request, face.parse);
  const body = withoutNulls(value);
  return { code: 201, body: face.api.createSubresource(call.caller, ref, subresource, body) as object };
}

/** A null in a body is a field that is not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
