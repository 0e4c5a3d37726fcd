import { deepEqual } from '../equality.ts';
import { isObject, member, sortedStringify, withMember } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { elementShape, memberShape } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import { EMPTY_SET, fieldSet } from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import { fieldsOf, partsOf } from './owned-fields.ts';

/** The annotation in which client-side `kubectl apply` keeps what it applied last. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** `kubectl apply --server-side` takes over what client-side apply set, under this name only. */
export const KUBECTL_MANAGER = 'kubectl';

/** The annotation's text for an object: compact JSON with sorted keys, without the annotation itself, and a newline. */
export function lastAppliedText(object: JsonObject): string {
  const metadata = objectAt(object, 'metadata');
  const annotations = withMember(objectAt(metadata, 'annotations'), LAST_APPLIED, undefined);
  const bare = withMember(metadata, 'annotations', annotations);
  return `${sortedStringify({ ...object, metadata: bare }, { escapeHtml: true })}\n`;
}

/** The same as the server writes it: it adds no annotations to an object that has none. */
export function bareText(object: JsonObject): string {
  const metadata = objectAt(object, 'metadata');
  const annotations = withMember(objectAt(metadata, 'annotations'), LAST_APPLIED, undefined);
  const kept = Object.keys(annotations).length === 0 ? undefined : annotations;
  const bare = withMember(withMember(metadata, 'managedFields', undefined), 'annotations', kept);
  return `${sortedStringify({ ...object, metadata: bare }, { escapeHtml: true })}\n`;
}

/** The configuration the annotation holds, if there is one that can be read. */
export function lastApplied(object: JsonObject): JsonObject | undefined {
  const annotation = member(objectAt(objectAt(object, 'metadata'), 'annotations'), LAST_APPLIED);
  if (typeof annotation !== 'string') return undefined;
  try {
    const parsed = JSON.parse(annotation) as JsonValue;
    return isObject(parsed) ? parsed : undefined;
  } catch (error) {
    // Anyone may write anything into an annotation; then nothing was applied that we know of.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function withLastApplied(object: JsonObject, text: string): JsonObject {
  const metadata = objectAt(object, 'metadata');
  const annotations = withMember(objectAt(metadata, 'annotations'), LAST_APPLIED, text);
  return withMember(object, 'metadata', withMember(metadata, 'annotations', annotations));
}

/** The fields that client-side apply set and that still have the value it gave them: no conflict for `kubectl`. */
export function unchangedSince(applied: JsonValue, live: JsonValue | undefined, shape: Shape | undefined): FieldSet {
  if (live === undefined) return EMPTY_SET;
  const [old, now] = [partsOf(applied, shape), partsOf(live, shape)];
  if (old.form === 'list' && now.form === 'list') {
    const kept = [...old.items].filter(([element]) => now.items.has(element));
    return fieldSet(
      false,
      kept.map(([element, item]): [string, FieldSet] => {
        const same = unchangedSince(item, now.items.get(element), elementShape(shape));
        return [element, { ...same, owned: true }];
      }),
    );
  }
  if (old.form !== 'map' || now.form !== 'map') return deepEqual(applied, live) ? fieldsOf(applied, shape) : EMPTY_SET;
  const entries = Object.entries(old.object).map(([name, value]): [string, FieldSet] => {
    const same = unchangedSince(value, member(now.object, name), memberShape(shape, name));
    return [`f:${name}`, same];
  });
  return fieldSet(false, entries);
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = member(object, name);
  return isObject(value) ? value : {};
}
