import { type KubeObject, type ObjectList, type ObjectRef, tableFor, type Table } from '../engine/index.ts';
import type { Asked } from './call.ts';
import { formOf, partial, partialList, tableBody } from './negotiate.ts';
import { listOptions } from './options.ts';
import { notAcceptable } from './represent.ts';
import type { ResourcePath } from './request-path.ts';
import type { Rest } from './rest.ts';
import { asServed, listAsServed } from './served-version.ts';

/** GET of one object, or of a subresource that shows as an object. */
export function readOne(rest: Rest, asked: Asked, path: ResourcePath, ref: ObjectRef): object {
  const object = rest.api.get(asked.caller, ref, path.subresource);
  return shown(rest, asked, path, object);
}

/** One object in the form that the client asked for. */
export function shown(rest: Rest, asked: Asked, path: ResourcePath, object: KubeObject): object {
  const form = formOf(asked.accept);
  if (form === 'object') return path.subresource === 'scale' ? object : asServed(path.kind, object);
  if (form === 'metadata') return partial(object);
  if (path.subresource === 'scale') throw notAcceptable();
  const metadata = { resourceVersion: object.metadata.resourceVersion ?? '' };
  return tableBody(tableFor(path.kind, [object], metadata, rest.cluster.nowMs), asked.query.get('includeObject'));
}

export function readList(rest: Rest, asked: Asked, path: ResourcePath): object {
  const list = rest.api.list(asked.caller, path.kindId, listOptions(asked.query, path));
  return shownList(rest, asked, path, list);
}

export function shownList(rest: Rest, asked: Asked, path: ResourcePath, list: ObjectList): object {
  const form = formOf(asked.accept);
  if (form === 'metadata') return partialList(list);
  if (form === 'object') return listAsServed(path.kind, list);
  return tableBody(
    tableFor(path.kind, list.items, list.metadata, rest.cluster.nowMs),
    asked.query.get('includeObject'),
  );
}

/** An object of a watch in the form that the client asked for. Only the first Table of a watch carries the columns. */
export function shownEvent(rest: Rest, asked: Asked, path: ResourcePath, object: KubeObject, isFirst: boolean): object {
  const whole = shown(rest, asked, path, object);
  if (isFirst || (whole as Partial<Table>).kind !== 'Table') return whole;
  return { ...whole, columnDefinitions: null };
}
