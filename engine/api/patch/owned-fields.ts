import { deepEqual } from '../equality.ts';
import { isArray, isObject, member, sortedStringify } from '../json.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json.ts';
import { isRequired, structName } from '../schema/definitions.ts';
import { elementShape, isAtomicMap, listKind, memberShape } from '../schema/fields.ts';
import type { Shape } from '../schema/fields.ts';
import { EMPTY_SET, LEAF, fieldSet, isEmpty } from './field-set.ts';
import type { FieldSet } from './field-set.ts';

/** The parts of a value that can have owners of their own; a leaf has none. */
export type Parts =
  | { readonly form: 'leaf' }
  | { readonly form: 'map'; readonly object: JsonObject }
  | { readonly form: 'list'; readonly items: ReadonlyMap<string, JsonValue> };

const LEAF_PARTS: Parts = { form: 'leaf' };

/** Keys that have a default, which identifies an element that leaves them out. */
const KEY_DEFAULTS: Readonly<Record<string, JsonValue>> = { protocol: 'TCP', name: '' };

/** Whether a key that an element leaves out is known all the same. */
export const isImpliedKey = (key: string): boolean => Object.hasOwn(KEY_DEFAULTS, key);

/** How server-side apply takes a value apart. */
export function partsOf(value: JsonValue, shape: Shape | undefined): Parts {
  if (isObject(value)) return isAtomicMap(shape) ? LEAF_PARTS : { form: 'map', object: value };
  if (!isArray(value) || listKind(shape).kind === 'atomic') return LEAF_PARTS;
  return { form: 'list', items: new Map(value.map((item) => [itemElement(item, shape), item])) };
}

/** The path element of a list's item: its keys, or the item itself in a set. */
export function itemElement(item: JsonValue, shape: Shape | undefined): string {
  const kind = listKind(shape);
  if (kind.kind !== 'map' || !isObject(item)) return `v:${JSON.stringify(item)}`;
  const entries = kind.keys.map((key): [string, JsonValue | undefined] => [
    key,
    member(item, key) ?? KEY_DEFAULTS[key],
  ]);
  return `k:${sortedStringify(Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as JsonObject)}`;
}

/** The fields that whoever applies this value owns (structured-merge-diff `ToFieldSet`, v4.2). */
export function fieldsOf(value: JsonValue, shape: Shape | undefined): FieldSet {
  const parts = partsOf(value, shape);
  if (parts.form === 'leaf') return LEAF;
  if (parts.form === 'list') {
    return fieldSet(
      false,
      [...parts.items].map(([element, item]) => [element, { ...fieldsOf(item, elementShape(shape)), owned: true }]),
    );
  }
  return fieldSet(
    false,
    Object.entries(parts.object).map(([name, inner]) => [`f:${name}`, memberFields(inner, name, shape)]),
  );
}

function memberFields(value: JsonValue, name: string, shape: Shape | undefined): FieldSet {
  const inner = memberShape(shape, name);
  const fields = fieldsOf(value, inner);
  const isStructField = shape?.type.form === 'struct' && inner !== undefined;
  const isEmptyMap = isObject(value) && Object.keys(value).length === 0;
  return isEmptyMap || !isStructField ? { ...fields, owned: true } : fields;
}

export interface Comparison {
  /** Paths that are new or have another value. */
  readonly changed: FieldSet;
  readonly removed: FieldSet;
}

const SAME: Comparison = { changed: EMPTY_SET, removed: EMPTY_SET };

/** What differs between two objects, down to the parts that can be owned (structured-merge-diff `Compare`). */
export function compareFields(before: JsonValue, after: JsonValue, shape: Shape | undefined): Comparison {
  if (before === after) return SAME;
  const [old, next] = [partsOf(before, shape), partsOf(after, shape)];
  if (old.form === 'map' && next.form === 'map') return compareMaps(old.object, next.object, shape);
  if (old.form === 'list' && next.form === 'list') return compareItems(old.items, next.items, shape);
  return deepEqual(before, after) ? SAME : { changed: LEAF, removed: EMPTY_SET };
}

function compareMaps(before: JsonObject, after: JsonObject, shape: Shape | undefined): Comparison {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const parts = [...names].map((name): [string, Comparison] => {
    const [old, next] = [member(before, name), member(after, name)];
    // Null is a change of what is there; where nothing is, it is nothing, too.
    const isTakenBack = next === null && (old ?? null) !== null;
    const given = isTakenBack ? null : (next ?? implied(shape, name));
    return [`f:${name}`, compareParts(old ?? implied(shape, name), given, memberShape(shape, name))];
  });
  return gather(parts);
}

function compareItems(
  before: ReadonlyMap<string, JsonValue>,
  after: ReadonlyMap<string, JsonValue>,
  shape: Shape | undefined,
): Comparison {
  const elements = new Set([...before.keys(), ...after.keys()]);
  return gather(
    [...elements].map((element) => [
      element,
      compareParts(before.get(element), after.get(element), elementShape(shape)),
    ]),
  );
}

function compareParts(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  shape: Shape | undefined,
): Comparison {
  if (before === undefined)
    return after === undefined ? SAME : { changed: everyPath(after, shape), removed: EMPTY_SET };
  if (after === undefined) return { changed: EMPTY_SET, removed: everyPath(before, shape) };
  return compareFields(before, after, shape);
}

function gather(parts: readonly (readonly [string, Comparison])[]): Comparison {
  const differing = parts.filter(([, { changed, removed }]) => !isEmpty(changed) || !isEmpty(removed));
  if (differing.length === 0) return SAME;
  return {
    changed: fieldSet(
      false,
      differing.map(([element, { changed }]) => [element, changed]),
    ),
    removed: fieldSet(
      false,
      differing.map(([element, { removed }]) => [element, removed]),
    ),
  };
}

/** The path of the value and all paths below it. */
function everyPath(value: JsonValue, shape: Shape | undefined): FieldSet {
  const parts = partsOf(value, shape);
  if (parts.form === 'leaf') return LEAF;
  const children: [string, FieldSet][] =
    parts.form === 'list'
      ? [...parts.items].map(([element, item]) => [element, everyPath(item, elementShape(shape))])
      : Object.entries(parts.object).map(([name, inner]) => [`f:${name}`, everyPath(inner, memberShape(shape, name))]);
  return fieldSet(true, children);
}

/** Struct members that Go holds by value (k8s.io/api v0.25): they are always there, if only empty. */
const BY_VALUE: ReadonlySet<string> = new Set([
  'CronJobSpec.jobTemplate',
  'CustomResourceDefinitionSpec.names',
  'CustomResourceDefinitionStatus.acceptedNames',
  'DaemonSetSpec.template',
  'DaemonSetSpec.updateStrategy',
  'DeploymentSpec.strategy',
  'DeploymentSpec.template',
  'Event.involvedObject',
  'Event.source',
  'HorizontalPodAutoscalerSpec.scaleTargetRef',
  'JobSpec.template',
  'ReplicaSetSpec.template',
  'StatefulSetSpec.template',
  'StatefulSetSpec.updateStrategy',
  'Container.resources',
  'ServiceStatus.loadBalancer',
  'IngressStatus.loadBalancer',
  'NodeStatus.daemonEndpoints',
  'NodeStatus.nodeInfo',
  'PersistentVolumeClaimSpec.resources',
  'EphemeralContainer.resources',
  'NetworkPolicySpec.podSelector',
  'PodTemplate.template',
  'VolumeAttachmentSpec.source',
]);

/** Texts that Go writes even if they are empty: setting them so changes nothing. */
const EMPTY_TEXTS: ReadonlySet<string> = new Set(['Event.reportingComponent', 'Event.reportingInstance']);

/** Lists that Go writes even if they are empty, though the schema does not require them. */
const LISTS_BY_VALUE: ReadonlySet<string> = new Set(['CustomResourceDefinitionStatus.conditions']);

const KIND_MEMBERS: ReadonlySet<string> = new Set(['metadata', 'spec', 'status']);
const EMPTY_MAP: JsonObject = {};
const EMPTY_LIST: JsonArray = [];

/** What Go's struct has for a member that JSON leaves out: nobody comes to own the mere presence of it. */
function implied(shape: Shape | undefined, name: string): JsonValue | undefined {
  if (shape?.type.form !== 'struct' || shape.inner !== undefined) return undefined;
  const inner = memberShape(shape, name);
  const path = `${structName(shape.type.id)}.${name}`;
  if (EMPTY_TEXTS.has(path)) return '';
  if (inner?.type.form === 'struct') return KIND_MEMBERS.has(name) || BY_VALUE.has(path) ? EMPTY_MAP : undefined;
  if (inner?.type.form !== 'list') return undefined;
  return LISTS_BY_VALUE.has(path) || isRequired(shape.type.id, name) ? EMPTY_LIST : undefined;
}
