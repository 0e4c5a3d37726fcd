import type { WriteOptions } from '../client.ts';
import type { Kind } from '../kind.ts';
import { apiVersionOf, kindId } from '../kind.ts';
import type { KubeObject, ObjectMeta } from '../object.ts';
import type { JsonObject } from '../json.ts';
import { type TrackedUpdate, trackUpdate, type Versions } from '../patch/managed-fields.ts';
import { PatchError } from '../patch/patch-error.ts';
import { typedErrors, typedErrorText } from '../patch/typed-errors.ts';
import { shapeOf, type Shape } from '../schema/fields.ts';
import { toTimestamp } from '../time.ts';
import { asStored, inVersion, kindIn } from '../versions.ts';
import { asWritten } from './body.ts';
import type { Caller, Core } from './core.ts';

export interface OwnedWriteOptions extends WriteOptions {
  readonly subresource?: string;
  /** Server-side apply has accounted for the fields itself. */
  readonly isApply?: boolean;
  /** What the writer asked for, defaults included: what admission and the kind's strategy add to it belongs to nobody. */
  readonly asked?: KubeObject;
  /** The version in which the write is made; default: the one the objects are stored in. */
  readonly version?: string | undefined;
}

/** What patches and ownership know of the kind: its published schema, or what its definition says. */
export function shapeOfKind(kind: Kind): Shape | undefined {
  return kind.schema === undefined ? kind.shape : shapeOf(kind.schema);
}

/** How ownership in a version is compared with ownership in another; undefined: the kind is served in one version only. */
export function versionsOf({ registry }: Core, written: Kind): Versions | undefined {
  if (written.alsoServed === undefined) return undefined;
  const kind = registry.get(kindId(written));
  return {
    shape: (apiVersion) => shapeOfKind(kindIn(kind, apiVersion)),
    convert: (object, from, to) => {
      if (from === to) return object;
      if (kind.schema === undefined) return renamed(object, to, shapeOfKind(kindIn(kind, to)));
      const stored = asStored(kind, from, object as unknown as KubeObject);
      return inVersion(kind, to, stored) as unknown as JsonObject;
    },
  };
}

/**
 * A custom resource as another version calls it, with all that it has: ownership is compared before anything is dropped.
 * @throws PatchError where the other version does not know a field (fieldmanager `versionConverter`, v1.25)
 */
function renamed(object: JsonObject, apiVersion: string, shape: Shape | undefined): JsonObject {
  const converted = { ...object, apiVersion };
  const errors = typedErrors(converted, shape);
  if (errors.length > 0) throw new PatchError('Unknown', typedErrorText(errors));
  return converted;
}

/**
 * The owners, if anybody owns anything. Who scales a custom resource takes the replicas from their owner, and owns them no more than
 * anybody (as recorded of v1.25.2).
 */
function ownersOf({ schema }: Kind, entries: ObjectMeta['managedFields'] = []): ObjectMeta['managedFields'] {
  const owners = schema === undefined ? entries.filter(({ subresource }) => subresource !== 'scale') : entries;
  return owners.length === 0 ? undefined : owners;
}

/**
 * An object that nobody owned a field of when it was made has no owners later either, until somebody applies it: for a custom resource
 * without owners that is so; others are asked for what there is to own (components' objects have no owners here, though they do elsewhere).
 */
function isNobodys(kind: Kind, update: TrackedUpdate): boolean {
  if (kind.schema === undefined) return true;
  const { before, ...rest } = update;
  if (before === undefined) return true;
  const made = trackUpdate({ ...rest, before: undefined, after: before });
  return ownersOf(kind, made as ObjectMeta['managedFields']) === undefined;
}

/**
 * Who owns which field. Users' writes are always accounted for; components' writes only on objects that somebody manages by server-side
 * apply, because nobody else can see a difference and it is the dearest part of a write. A custom resource whose owners cannot be told in
 * another owner's version has none from then on (fieldmanager `UpdateNoErrors` and `skipNonAppliedManager`, v1.25).
 */
export function trackOwnership(
  core: Core,
  caller: Caller,
  kind: Kind,
  before: KubeObject | undefined,
  after: KubeObject,
  options: OwnedWriteOptions,
): KubeObject {
  if (options.isApply === true) return after;
  const managed = after.metadata.managedFields ?? before?.metadata.managedFields ?? [];
  if (caller.component && !managed.some((entry) => entry.operation === 'Apply')) return after;
  const versions = versionsOf(core, kind);
  const shown = kindIn(kind, options.version);
  const asAsked = (object: KubeObject): KubeObject =>
    kind.fromRest === undefined ? inVersion(kind, options.version, object) : object;
  // An empty list is written as none, and nobody owns it.
  const asked = options.asked === undefined ? after : asWritten(caller, kind, options.asked);
  const update = {
    before: before === undefined ? undefined : asAsked(before),
    after: asAsked(asked),
    managedFields: managed,
    manager: options.fieldManager ?? caller.manager,
    operation: 'Update',
    apiVersion: apiVersionOf(shown),
    nowText: toTimestamp(core.nowMs()),
    subresource: options.subresource,
    shape: shapeOfKind(shown),
    ...(versions === undefined ? {} : { versions }),
  } as unknown as TrackedUpdate;
  const { managedFields: _former, ...metadata } = after.metadata;
  try {
    if (before !== undefined && managed.length === 0 && isNobodys(kind, update)) return after;
    const managedFields = ownersOf(kind, trackUpdate(update) as ObjectMeta['managedFields']);
    return { ...after, metadata: { ...metadata, ...(managedFields === undefined ? {} : { managedFields }) } };
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return { ...after, metadata };
  }
}
