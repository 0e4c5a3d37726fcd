import { isObject, member, withMember } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { conflictMessage, conflictsOf } from './conflicts.ts';
import type { Conflict } from './conflicts.ts';
import { layOver, prune } from './apply-merge.ts';
import * as sets from './field-set.ts';
import { KUBECTL_MANAGER, bareText, lastApplied, unchangedSince, withLastApplied } from './last-applied.ts';
import { comparisons, isOwn, managersOf, newEntry, ownable, writeManagers } from './managed-fields.ts';
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
  const base = live ?? {};
  const merged = layOver(base, applied, shape) as JsonObject;
  const entry = newEntry(request, 'Apply', request.nowText, fields);
  const pruned = own === undefined ? merged : withoutDropped(request, merged, own, [...others, entry]);
  const { changed, removed } = compareFields(base, pruned, shape);
  const compare = comparisons(request, base, pruned);
  const claims = others.map((other): [Manager, sets.FieldSet] => [
    other,
    sets.intersection(other.fields, compare(other.apiVersion).changed),
  ]);
  const refused = force ? [] : standing(request, claims);
  if (refused.length > 0) return refusal(refused);
  const isSame = sets.isEmpty(changed) && sets.isEmpty(removed);
  if (live !== undefined && isSame && own !== undefined && sets.equalSets(own.fields, fields)) return { object: live };
  const left = claims.map(([other, lost]) => ({
    ...other,
    fields: sets.difference(sets.difference(other.fields, lost), compare(other.apiVersion).removed),
  }));
  // Who changes nothing but who owns what has not been at it: the time is that of the last change, if there was one.
  const timed = live !== undefined && isSame ? { ...entry, time: own?.time ?? '' } : entry;
  // Another order of the same items is no change.
  return { object: finish(request, live !== undefined && isSame ? live : pruned, [...left, timed]) };
}

/**
 * The merged object without what this manager applied before, applies no more and nobody else owns. Looked at in the version of what it
 * applied before, then in those of the others, whose fields are told apart only there (structured-merge-diff `prune`, v4.2).
 */
function withoutDropped(
  { shape, apiVersion, versions }: ApplyRequest,
  merged: JsonObject,
  own: Manager,
  owners: readonly Manager[],
): JsonObject {
  const ownedIn = (version: string): sets.FieldSet =>
    owners
      .filter((owner) => versions === undefined || owner.apiVersion === version)
      .reduce((all, owner) => sets.union(all, owner.fields), sets.EMPTY_SET);
  if (versions === undefined) return prune(merged, own.fields, ownedIn(apiVersion), shape) as JsonObject;
  const others = new Set(owners.map((owner) => owner.apiVersion).filter((version) => version !== own.apiVersion));
  let pruned = prune(
    versions.convert(merged, apiVersion, own.apiVersion),
    own.fields,
    ownedIn(own.apiVersion),
    versions.shape(own.apiVersion),
  ) as JsonObject;
  let at = own.apiVersion;
  for (const version of others) {
    const known = versions.shape(version);
    const whole = versions.convert(merged, apiVersion, version);
    const left = fieldsOf(versions.convert(pruned, at, version), known);
    pruned = prune(whole, sets.difference(fieldsOf(whole, known), left), ownedIn(version), known) as JsonObject;
    at = version;
  }
  return versions.convert(pruned, at, apiVersion);
}

/** The paths in conflict with a manager. */
type Claim = readonly [Manager, readonly (readonly string[])[]];

/** What is in conflict and stays so: what client-side apply set and nobody changed since, `kubectl` takes over. */
function standing(
  { live, manager, shape }: ApplyRequest,
  claims: readonly (readonly [Manager, sets.FieldSet])[],
): readonly Claim[] {
  const contested = claims.map(([other, fields]): Claim => [other, sets.keptPaths(fields)]);
  const before = manager === KUBECTL_MANAGER && live !== undefined ? lastApplied(live) : undefined;
  const allowed = before === undefined ? sets.EMPTY_SET : unchangedSince(before, live, shape);
  return contested
    .map(([other, paths]): Claim => [other, paths.filter((path) => !sets.hasPath(allowed, path))])
    .filter(([, paths]) => paths.length > 0);
}

function refusal(claims: readonly Claim[]): ApplyResult {
  const conflicts = claims.flatMap(([manager, paths]) => conflictsOf(manager, paths));
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
