import type { WriteOptions } from '../client.ts';
import type { Kind } from '../kind.ts';
import { apiVersionOf, kindId } from '../kind.ts';
import type { KubeObject } from '../object.ts';
import type { JsonObject } from '../json.ts';
import { trackUpdate, type Versions } from '../patch/managed-fields.ts';
import { shapeOf, type Shape } from '../schema/fields.ts';
import { toTimestamp } from '../time.ts';
import { asStored, inVersion, kindIn, otherVersion } from '../versions.ts';
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
export function versionsOf(kind: Kind): Versions | undefined {
  if (kind.alsoServed === undefined) return undefined;
  return {
    shape: (apiVersion) => shapeOfKind(kindIn(kind, apiVersion)),
    convert: (object, from, to) => {
      const stored = asStored(kind, from, object as unknown as KubeObject);
      return inVersion(kind, to, stored) as unknown as JsonObject;
    },
  };
}

/** What is kept of a write in another version: what the stored version knows, with its defaults (it is read back by that version's schema). */
export function atRest(core: Core, kind: Kind, object: KubeObject, { version }: OwnedWriteOptions): KubeObject {
  if (otherVersion(kind, version)?.own?.defaults === undefined) return object;
  return core.registry.get(kindId(kind)).defaults?.(object) ?? object;
}

/**
 * Who owns which field. Users' writes are always accounted for; components' writes only on objects that somebody manages by server-side
 * apply, because nobody else can see a difference and it is the dearest part of a write.
 */
export function trackOwnership(
  core: Core,
  caller: Caller,
  kind: Kind,
  before: KubeObject | undefined,
  after: KubeObject,
  options: OwnedWriteOptions,
): KubeObject {
  if (options.isApply === true || kind.isUnmanaged === true) return after;
  const managed = after.metadata.managedFields ?? before?.metadata.managedFields ?? [];
  if (caller.component && !managed.some((entry) => entry.operation === 'Apply')) return after;
  const versions = versionsOf(kind);
  const shown = kindIn(kind, options.version);
  // An empty list is written as none, and nobody owns it.
  const asked = options.asked === undefined ? after : asWritten(caller, kind, options.asked);
  const managedFields = trackUpdate({
    before: before === undefined ? undefined : inVersion(kind, options.version, before),
    after: inVersion(kind, options.version, asked),
    managedFields: managed,
    manager: options.fieldManager ?? caller.manager,
    operation: 'Update',
    apiVersion: apiVersionOf(shown),
    nowText: toTimestamp(core.nowMs()),
    subresource: options.subresource,
    shape: shapeOfKind(shown),
    ...(versions === undefined ? {} : { versions }),
  } as unknown as Parameters<typeof trackUpdate>[0]);
  const { managedFields: _before, ...metadata } = after.metadata;
  return { ...after, metadata: { ...metadata, managedFields: managedFields as never } };
}
