import { fieldNames, fieldType } from './definitions.ts';
import type { FieldType, SchemaId } from './definitions.ts';
import { isAtomicStruct, mergeRule } from './merge-rules.ts';
import type { MergeRule } from './merge-rules.ts';

/**
 * A type together with the tags of the field that holds it: all that patches and server-side apply need to know about a value.
 * `undefined` stands for a value nothing is known of (custom resources): maps merge, lists are replaced.
 */
export interface Shape {
  readonly type: FieldType;
  readonly rule: MergeRule;
  /** Of a custom resource: the shape of a member, or of the elements of a list, whatever name is asked for. */
  inner?(name: string): Shape | undefined;
  /** A struct that may have members beyond those it declares (custom resources that preserve unknown fields). */
  readonly isOpen?: boolean;
}

const NO_RULE: MergeRule = {};
const fieldShapes = new Map<SchemaId, Map<string, Shape | undefined>>();

/** The shape of a whole object of that definition; `undefined` in, `undefined` out. */
export function shapeOf(definition: SchemaId | undefined): Shape | undefined {
  return definition === undefined ? undefined : { type: { form: 'struct', id: definition }, rule: NO_RULE };
}

/** The shape of a member of an object of this shape. */
export function memberShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.inner !== undefined) return shape.inner(name);
  if (shape?.type.form === 'map') return { type: shape.type.element, rule: NO_RULE };
  return shape?.type.form === 'struct' ? structMember(shape.type.id, name) : undefined;
}

/** The shape of the elements of a list of this shape. */
export function elementShape(shape: Shape | undefined): Shape | undefined {
  if (shape?.inner !== undefined) return shape.inner('');
  return shape?.type.form === 'list' ? { type: shape.type.element, rule: NO_RULE } : undefined;
}

function structMember(id: SchemaId, name: string): Shape | undefined {
  const known = fieldShapes.get(id) ?? new Map<string, Shape | undefined>();
  fieldShapes.set(id, known);
  if (known.has(name)) return known.get(name);
  const type = fieldType(id, name);
  const shape = type === undefined ? undefined : { type, rule: mergeRule(id, name) };
  // Only fields that exist are remembered: names come from users, and there is no end to them.
  if (shape !== undefined) known.set(name, shape);
  return shape;
}

/** How server-side apply treats a list: what identifies its elements. */
export type ListKind =
  | { readonly kind: 'atomic' }
  | { readonly kind: 'set' }
  | { readonly kind: 'map'; readonly keys: readonly string[] };

const ATOMIC: ListKind = { kind: 'atomic' };
const SET: ListKind = { kind: 'set' };

/** `listType` where the field has one, else what its patch strategy implies (v1.25, openapi to typed schema). */
export function listKind(shape: Shape | undefined): ListKind {
  if (shape === undefined) return ATOMIC;
  const { listType, listMapKeys, strategy, mergeKey } = shape.rule;
  if (listType === 'map') return { kind: 'map', keys: listMapKeys ?? [] };
  if (listType === 'set') return SET;
  if (listType === 'atomic' || strategy?.startsWith('merge') !== true) return ATOMIC;
  return mergeKey === undefined ? SET : { kind: 'map', keys: [mergeKey] };
}

/** Whether server-side apply owns an object of this shape as a whole. */
export function isAtomicMap(shape: Shape | undefined): boolean {
  const type = shape?.type;
  if (shape?.rule.mapType !== undefined) return shape.rule.mapType === 'atomic';
  if (type?.form === 'struct') return isAtomicStruct(type.id);
  return type?.form === 'scalar';
}

/** The shape at a path of field names such as `spec.template.spec.containers.ports`; lists and maps need no index. */
export function shapeAt(definition: SchemaId, path: string): Shape | undefined {
  return path
    .split('.')
    .reduce((shape: Shape | undefined, name) => memberShape(insideOf(shape), name), shapeOf(definition));
}

function insideOf(shape: Shape | undefined): Shape | undefined {
  const { form } = shape?.type ?? {};
  if (form === 'list') return insideOf(elementShape(shape));
  return form === 'map' ? insideOf(memberShape(shape, '')) : shape;
}

/** The member that identifies elements of the list at this path in a strategic merge patch. */
export function mergeKey(definition: SchemaId, path: string): string | undefined {
  return shapeAt(definition, path)?.rule.mergeKey;
}

/** A limit for recursive definitions: only JSON Schema itself holds itself, in CRDs. */
const DEEPEST = 40;

/**
 * Every field path of a definition, in the order of the definitions: `spec.containers[].ports[].hostPort`, `metadata.labels{}`.
 * A definition inside itself is listed once and not entered again.
 */
export function fieldPaths(definition: SchemaId): string[] {
  const paths: string[] = [];
  collect({ form: 'struct', id: definition }, '', [], paths);
  return paths;
}

function collect(type: FieldType, path: string, inside: readonly SchemaId[], paths: string[]): void {
  if (type.form === 'list') return collect(type.element, `${path}[]`, inside, paths);
  if (type.form === 'map') return collect(type.element, `${path}{}`, inside, paths);
  if (type.form === 'scalar' || inside.includes(type.id) || inside.length >= DEEPEST) return void paths.push(path);
  const names = fieldNames(type.id);
  if (names.length === 0) paths.push(path);
  for (const name of names) {
    const member = fieldType(type.id, name);
    if (member !== undefined) collect(member, path === '' ? name : `${path}.${name}`, [...inside, type.id], paths);
  }
  return undefined;
}
