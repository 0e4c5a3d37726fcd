import { isObject, member, withMember } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { conflictMessage, conflictsOf } from './conflicts.ts';
import type { Conflict } from './conflicts.ts';
import { layOver, prune } from './apply-merge.ts';
import * as sets from './field-set.ts';
import { KUBECTL_MANAGER, bareText, lastApplied, unchangedSince, withLastApplied } from './last-applied.ts';
import { isOwn, managersOf, newEntry, ownable, writeManagers } from './managed-fields.ts';
import type { Manager, Writer } from './managed-fields.ts';
import { compareFields, fieldsOf } from './owned-fields.ts';

export interface ApplyRequest extends Writer {
  /** The stored object, with its managedFields; undefined when the apply creates it. */
  readonly live: JsonObject | undefined;
  /** The body of the request, decoded. */
  readonly applied: JsonObject;
  readonly force: boolean;
}

export type ApplyResult =
  | { readonly object: JsonObject }
  | { readonly conflicts: readonly Conflict[]; readonly message: string };

/**
 * Server-side apply (v1.25, structured-merge-diff v4.2): lays the applied fields over the live object, takes out what this manager
 * applied before and dropped, and moves ownership. Fields that others own and that would change are conflicts, unless forced.
 * An apply that changes neither object nor ownership returns the live object itself.
 */
export function applyServerSide(request: ApplyRequest): ApplyResult {
  const { live, applied, force, shape } = request;
  const managers = managersOf(live);
  const own = managers.find((entry) => isOwn(entry, request, 'Apply'));
  const fields = ownable(fieldsOf(applied, shape), request);
  const others = managers.filter((entry) => entry !== own);
  const managed = others.reduce((all, entry) => sets.union(all, entry.fields), fields);
  const base = live ?? {};
  const merged = layOver(base, applied, shape);
  const pruned = (own === undefined ? merged : prune(merged, own.fields, managed, shape)) as JsonObject;
  const { changed, removed } = compareFields(base, pruned, shape);
  const claims = others.map((entry): [Manager, sets.FieldSet] => [entry, sets.intersection(entry.fields, changed)]);
  if (!force && !mayTakeOver(request, claims)) return refusal(claims);
  const isSame = sets.isEmpty(changed) && sets.isEmpty(removed);
  if (live !== undefined && isSame && own !== undefined && sets.equalSets(own.fields, fields)) return { object: live };
  const left = claims.map(([entry, lost]) => ({
    ...entry,
    fields: sets.difference(sets.difference(entry.fields, lost), removed),
  }));
  return { object: finish(request, pruned, [...left, newEntry(request, 'Apply', request.nowText, fields)]) };
}

/** Whether nothing is in conflict, or everything that is was set by client-side apply, which `kubectl` succeeds. */
function mayTakeOver(
  { live, manager, shape }: ApplyRequest,
  claims: readonly (readonly [Manager, sets.FieldSet])[],
): boolean {
  const claimed = claims.reduce((all, [, fields]) => sets.union(all, fields), sets.EMPTY_SET);
  if (sets.isEmpty(claimed)) return true;
  const before = manager === KUBECTL_MANAGER && live !== undefined ? lastApplied(live) : undefined;
  if (before === undefined) return false;
  return sets.isEmpty(sets.difference(claimed, unchangedSince(before, live, shape)));
}

function refusal(claims: readonly (readonly [Manager, sets.FieldSet])[]): ApplyResult {
  const conflicts = claims.flatMap(([manager, fields]) => conflictsOf(manager, fields));
  return { conflicts, message: conflictMessage(conflicts) };
}

function finish({ manager, applied }: ApplyRequest, object: JsonObject, managers: readonly Manager[]): JsonObject {
  const synced =
    manager === KUBECTL_MANAGER && lastApplied(object) !== undefined
      ? withLastApplied(object, bareText(applied))
      : object;
  const metadata = member(synced, 'metadata');
  return withMember(
    synced,
    'metadata',
    withMember(isObject(metadata) ? metadata : {}, 'managedFields', writeManagers(managers)),
  );
}
