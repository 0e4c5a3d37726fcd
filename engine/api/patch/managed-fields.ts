import { byCodeUnit, isArray, isObject, member } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Shape } from '../schema/fields.ts';
import * as sets from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import { type Comparison, compareFields } from './owned-fields.ts';

/** Who owns which fields: one entry of `metadata.managedFields`, its fields as a set. */
export interface Manager {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly time?: string;
  readonly subresource?: string;
  readonly fields: FieldSet;
}

/** A kind's versions: each manager's fields are those of the version it wrote in. */
export interface Versions {
  shape(apiVersion: string): Shape | undefined;
  convert(object: JsonObject, from: string, to: string): JsonObject;
}

/** What a write is told of itself, whichever way it is made. */
export interface Writer {
  readonly manager: string;
  readonly apiVersion: string;
  /** RFC 3339, to the second. */
  readonly nowText: string;
  readonly subresource?: string;
  /** What is known of the kind; without it maps merge and lists are atomic. */
  readonly shape: Shape | undefined;
  /** The versions of a kind that has several. */
  readonly versions?: Versions;
  /** Top-level members that this write cannot set (v1.25 `GetResetFields`); default: `status`, or `spec` for a status write. */
  readonly resetFields?: readonly string[];
}

/** Fields that the server sets and nobody owns (v1.25 `stripMeta`). */
const UNOWNED: FieldSet = sets.setOfPaths([
  ['f:apiVersion'],
  ['f:kind'],
  ...[
    'creationTimestamp',
    'generation',
    'managedFields',
    'name',
    'namespace',
    'resourceVersion',
    'selfLink',
    'uid',
  ].map((name) => ['f:metadata', `f:${name}`]),
]);

/** A set without what nobody owns and what this write cannot set. */
export function ownable(set: FieldSet, { subresource, resetFields }: Writer): FieldSet {
  const reset = resetFields ?? (subresource === 'status' ? ['spec'] : subresource === undefined ? ['status'] : []);
  const without = sets.differenceBelow(set, sets.union(UNOWNED, sets.setOfPaths(reset.map((name) => [`f:${name}`]))));
  const metadata = without.children.get('f:metadata');
  if (metadata === undefined || !metadata.owned) return without;
  const children = new Map([...without.children, ['f:metadata', { ...metadata, owned: false }] as const]);
  return sets.fieldSet(without.owned, children);
}

export function managersOf(object: JsonObject | undefined): readonly Manager[] {
  const metadata = object === undefined ? undefined : member(object, 'metadata');
  return readManagers(isObject(metadata) ? member(metadata, 'managedFields') : undefined);
}

export function readManagers(entries: JsonValue | undefined): readonly Manager[] {
  if (!isArray(entries)) return [];
  return entries.filter(isObject).map((entry) => ({
    manager: text(entry, 'manager') ?? '',
    operation: entry['operation'] === 'Apply' ? 'Apply' : 'Update',
    apiVersion: text(entry, 'apiVersion') ?? '',
    ...optional('time', text(entry, 'time')),
    ...optional('subresource', text(entry, 'subresource')),
    fields: sets.fromFieldsV1(entry['fieldsV1']),
  }));
}

function text(entry: JsonObject, name: string): string | undefined {
  const value = member(entry, name);
  return typeof value === 'string' ? value : undefined;
}

function optional<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined || value === '' ? {} : ({ [name]: value } as Record<K, string>);
}

/** `metadata.managedFields` as it is stored: appliers first, then by time and name; who owns nothing is left out. */
export function writeManagers(managers: readonly Manager[]): readonly JsonObject[] {
  const owners = managers.filter(({ fields }) => !sets.isEmpty(fields)).toSorted(byPlace);
  return owners.map(({ manager, operation, apiVersion, time, subresource, fields }) => ({
    manager,
    operation,
    apiVersion,
    ...optional('time', time),
    fieldsType: 'FieldsV1',
    fieldsV1: sets.toFieldsV1(fields),
    ...optional('subresource', subresource),
  }));
}

function byPlace(a: Manager, b: Manager): number {
  return (
    byCodeUnit(a.operation, b.operation) ||
    byCodeUnit(a.time ?? '', b.time ?? '') ||
    byCodeUnit(a.manager, b.manager) ||
    byCodeUnit(a.apiVersion, b.apiVersion) ||
    byCodeUnit(a.subresource ?? '', b.subresource ?? '')
  );
}

/** Whether an entry belongs to this writer and way of writing; an applier is the same in every version (v1.25 `BuildManagerIdentifier`). */
export function isOwn(entry: Manager, writer: Writer, operation: Manager['operation']): boolean {
  return (
    entry.manager === writer.manager &&
    entry.operation === operation &&
    (operation === 'Apply' || entry.apiVersion === writer.apiVersion) &&
    entry.subresource === writer.subresource
  );
}

export interface TrackedUpdate extends Writer {
  /** The stored object; undefined when the write creates it. */
  readonly before: JsonObject | undefined;
  /** The object as it will be stored. */
  readonly after: JsonObject;
  /** The `metadata.managedFields` to go on from, usually the stored object's. */
  readonly managedFields: JsonValue | undefined;
  readonly operation: 'Update';
}

/**
 * `metadata.managedFields` after a create, replace or patch: the writer owns what it changed, nobody owns what it removed, and the
 * former owners of what it changed lose it (v1.25 fieldmanager). The same reference when ownership did not move.
 */
export function trackUpdate(update: TrackedUpdate): JsonValue | undefined {
  const { before = {}, after, managedFields, shape, nowText } = update;
  const { changed, removed } = compareFields(before, after, shape);
  const taken = ownable(changed, update);
  if (sets.isEmpty(taken) && sets.isEmpty(ownable(removed, update))) return managedFields;
  const managers = readManagers(managedFields);
  const compare = comparisons(update, before, after);
  const left = managers.map((entry) => {
    const differing = compare(entry.apiVersion);
    return { ...entry, fields: sets.difference(sets.difference(entry.fields, differing.changed), differing.removed) };
  });
  if (sets.isEmpty(taken)) return writeManagers(left);
  const own = left.find((entry) => isOwn(entry, update, 'Update'));
  const fields = own === undefined ? taken : sets.union(own.fields, taken);
  return writeManagers([...left.filter((entry) => entry !== own), newEntry(update, 'Update', nowText, fields)]);
}

/** What a write changes, as each version sees it (structured-merge-diff `Updater.update`). */
export function comparisons(
  { versions, shape, apiVersion }: Pick<Writer, 'versions' | 'shape' | 'apiVersion'>,
  before: JsonObject,
  after: JsonObject,
): (apiVersion: string) => Comparison {
  const known = new Map<string, Comparison>();
  return (version) => {
    const found = known.get(version);
    if (found !== undefined) return found;
    const made =
      versions === undefined || version === apiVersion || Object.keys(before).length === 0
        ? compareFields(before, after, shape)
        : compareFields(
            versions.convert(before, apiVersion, version),
            versions.convert(after, apiVersion, version),
            versions.shape(version),
          );
    known.set(version, made);
    return made;
  };
}

export function newEntry(writer: Writer, operation: Manager['operation'], time: string, fields: FieldSet): Manager {
  const { manager, apiVersion, subresource } = writer;
  return { manager, operation, apiVersion, time, ...optional('subresource', subresource), fields };
}
