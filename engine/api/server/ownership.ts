import type { WriteOptions } from '../client.ts';
import type { Kind } from '../kind.ts';
import { apiVersionOf } from '../kind.ts';
import type { KubeObject } from '../object.ts';
import { trackUpdate } from '../patch/managed-fields.ts';
import { shapeOf, type Shape } from '../schema/fields.ts';
import { toTimestamp } from '../time.ts';
import type { Caller, Core } from './core.ts';

export interface OwnedWriteOptions extends WriteOptions {
  readonly subresource?: string;
  /** Server-side apply has accounted for the fields itself. */
  readonly isApply?: boolean;
}

/** What patches and ownership know of the kind: its published schema, or what its definition says. */
export function shapeOfKind(kind: Kind): Shape | undefined {
  return kind.schema === undefined ? kind.shape : shapeOf(kind.schema);
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
  const managedFields = trackUpdate({
    before,
    after,
    managedFields: managed,
    manager: options.fieldManager ?? caller.manager,
    operation: 'Update',
    apiVersion: apiVersionOf(kind),
    nowText: toTimestamp(core.nowMs()),
    subresource: options.subresource,
    shape: shapeOfKind(kind),
  } as unknown as Parameters<typeof trackUpdate>[0]);
  return { ...after, metadata: { ...after.metadata, managedFields: managedFields as never } };
}
