import { byCodeUnit, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * A set of field paths, as a tree. A path element is written as in FieldsV1: `f:name` a member, `k:{"name":"x"}` a list element by
 * its keys, `v:"x"` a scalar of a set.
 */
export interface FieldSet {
  /** Whether the path that ends here is in the set. */
  readonly owned: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

export const EMPTY_SET: FieldSet = { owned: false, children: new Map() };
export const LEAF: FieldSet = { owned: true, children: new Map() };

export function isEmpty(set: FieldSet | undefined): boolean {
  return set === undefined || (!set.owned && set.children.size === 0);
}

/** A set of nodes; empty children are left out. */
export function fieldSet(owned: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  return { owned, children: new Map([...children].filter(([, child]) => !isEmpty(child))) };
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(a) || a === b) return b;
  if (isEmpty(b)) return a;
  const children = new Map(a.children);
  for (const [element, child] of b.children) children.set(element, union(children.get(element) ?? EMPTY_SET, child));
  return { owned: a.owned || b.owned, children };
}

/** The paths of `a` that are not in `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(b)) return a;
  return fieldSet(
    a.owned && !b.owned,
    mapChildren(a, (element, child) => difference(child, b.children.get(element) ?? EMPTY_SET)),
  );
}

/** The paths of `a` that are neither in `b` nor below a path of `b`. */
export function differenceBelow(a: FieldSet, b: FieldSet): FieldSet {
  if (b.owned) return EMPTY_SET;
  if (isEmpty(b)) return a;
  return fieldSet(
    a.owned,
    mapChildren(a, (element, child) => differenceBelow(child, b.children.get(element) ?? EMPTY_SET)),
  );
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return fieldSet(
    a.owned && b.owned,
    mapChildren(a, (element, child) => intersection(child, b.children.get(element) ?? EMPTY_SET)),
  );
}

export function equalSets(a: FieldSet, b: FieldSet): boolean {
  if (a.owned !== b.owned || a.children.size !== b.children.size) return false;
  return [...a.children].every(([element, child]) => equalSets(child, b.children.get(element) ?? EMPTY_SET));
}

function mapChildren(set: FieldSet, map: (element: string, child: FieldSet) => FieldSet): [string, FieldSet][] {
  return [...set.children].map(([element, child]) => [element, map(element, child)]);
}

/** The set of some paths, each a list of elements. */
export function setOfPaths(paths: Iterable<readonly string[]>): FieldSet {
  let set = EMPTY_SET;
  for (const path of paths)
    set = union(
      set,
      path.reduceRight<FieldSet>((inner, element) => fieldSet(false, [[element, inner]]), LEAF),
    );
  return set;
}

/** FieldsV1: `{}` is a path that ends there, `.` marks one that also goes on. */
export function toFieldsV1(set: FieldSet): JsonObject {
  const elements = [...set.children.keys()].sort(byCodeUnit);
  const children = elements.map((element): [string, JsonValue] => [
    element,
    nodeToFieldsV1(set.children.get(element) ?? EMPTY_SET),
  ]);
  return Object.fromEntries(children);
}

function nodeToFieldsV1(set: FieldSet): JsonObject {
  const children = toFieldsV1(set);
  return set.owned && set.children.size > 0 ? { '.': {}, ...children } : children;
}

export function fromFieldsV1(fields: JsonValue | undefined): FieldSet {
  if (!isObject(fields)) return EMPTY_SET;
  const children = Object.entries(fields).filter(([element]) => element !== '.');
  return fieldSet(
    false,
    children.map(([element, child]): [string, FieldSet] => [element, nodeFromFieldsV1(child)]),
  );
}

function nodeFromFieldsV1(fields: JsonValue): FieldSet {
  const { children } = fromFieldsV1(fields);
  return { owned: children.size === 0 || (isObject(fields) && Object.hasOwn(fields, '.')), children };
}

/** Whether the path, element by element, is one of the set's own. */
export function hasPath(set: FieldSet, path: readonly string[]): boolean {
  let node: FieldSet | undefined = set;
  for (const element of path) node = node?.children.get(element);
  return node?.owned === true;
}

/**
 * Every path of the set as Kubernetes keeps it of conflicts, element by element. It iterates with one growing slice and copies none:
 * where Go's `append` finds room, a path is written over by its later siblings and shows the last of them (ConflictsFromManagers and
 * `Set.Iterate` of structured-merge-diff v4.2.3).
 */
export function keptPaths(set: FieldSet): readonly (readonly string[])[] {
  const kept: Slice[] = [];
  iterate(set, { array: [], length: 0, capacity: 0 }, (path) => kept.push(path));
  return kept.map(({ array, length }) => array.slice(0, length));
}

/** A Go slice: several may share an array. */
interface Slice {
  readonly array: string[];
  readonly length: number;
  readonly capacity: number;
}

/** Go's `append` of one element: in place where there is room, otherwise into an array of twice the size. */
function append({ array, length, capacity }: Slice, element: string): Slice {
  const hasRoom = length < capacity;
  const target = hasRoom ? array : array.slice(0, length);
  target[length] = element;
  return { array: target, length: length + 1, capacity: hasRoom ? capacity : Math.max(1, capacity * 2) };
}

function iterate(set: FieldSet, prefix: Slice, keep: (path: Slice) => void): void {
  const elements = [...set.children].sort(([one], [other]) => byCodeUnit(one, other));
  for (const [element, { owned }] of elements) if (owned) keep(append(prefix, element));
  for (const [element, inner] of elements) if (inner.children.size > 0) iterate(inner, append(prefix, element), keep);
}

/** A path element as Kubernetes prints it: `.name`, `[name="c"]`, `[="x"]`, `[0]`. */
export function elementText(element: string): string {
  const text = element.slice(2);
  if (element.startsWith('f:')) return `.${text}`;
  if (element.startsWith('v:')) return `[=${text}]`;
  if (element.startsWith('i:')) return `[${text}]`;
  const keys = JSON.parse(text) as JsonObject;
  return `[${Object.keys(keys)
    .sort(byCodeUnit)
    .map((key) => `${key}=${JSON.stringify(keys[key])}`)
    .join(',')}]`;
}
