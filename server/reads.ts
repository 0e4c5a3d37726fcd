import {
  type KubeObject,
  type ObjectList,
  type ObjectRef,
  StatusError,
  tableFor,
  type Table,
} from '../engine/index.ts';
import type { Call } from './call.ts';
import type { Face } from './face.ts';
import { formOf, partial, partialList, tableBody } from './negotiate.ts';
import { listOptions } from './options.ts';
import type { ResourcePath } from './request-path.ts';
import { asServed, listAsServed } from './served-version.ts';

/** GET of one object, or of a subresource that shows as an object. */
export function readOne(face: Face, call: Call, path: ResourcePath, ref: ObjectRef): object {
  const object = face.api.get(call.caller, ref, path.subresource);
  return shown(face, call, path, object);
}

/** One object in the form that the client asked for. */
export function shown(face: Face, call: Call, path: ResourcePath, object: KubeObject): object {
  const form = formOf(call.request.headers.accept);
  if (form === 'object') return path.subresource === 'scale' ? object : asServed(path.kind, path.apiVersion, object);
  if (form === 'metadata') return partial(object);
  if (path.subresource === 'scale') throw notAcceptable();
  const metadata = { resourceVersion: object.metadata.resourceVersion ?? '' };
  return tableBody(tableFor(path.kind, [object], metadata, face.cluster.nowMs), call.query.get('includeObject'));
}

function notAcceptable(): StatusError {
  return new StatusError(406, 'NotAcceptable', 'only the following media types are accepted: application/json', {});
}

export function readList(face: Face, call: Call, path: ResourcePath): object {
  const list = face.api.list(call.caller, path.kindId, listOptions(call.query, path));
  return shownList(face, call, path, list);
}

export function shownList(face: Face, call: Call, path: ResourcePath, list: ObjectList): object {
  const form = formOf(call.request.headers.accept);
  if (form === 'metadata') return partialList(list);
  if (form === 'object') return listAsServed(path.kind, path.apiVersion, list);
  return tableBody(tableFor(path.kind, list.items, list.metadata, face.cluster.nowMs), call.query.get('includeObject'));
}

/** An object of a watch in the form that the client asked for. Only the first Table of a watch carries the columns. */
export function shownEvent(face: Face, call: Call, path: ResourcePath, object: KubeObject, isFirst: boolean): object {
  const whole = shown(face, call, path, object);
  if (isFirst || (whole as Partial<Table>).kind !== 'Table') return whole;
  return { ...whole, columnDefinitions: null };
}
