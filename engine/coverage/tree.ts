import type { Coverage, FieldClass } from './patterns.ts';

/** The patterns of a kind, by field name. */
export interface PatternTree {
  readonly members: Map<string, PatternTree>;
  /** The class of exactly this field. */
  own?: FieldClass;
  /** The class of this field and everything below it. */
  whole?: FieldClass;
}

export function treeOf({ acted, stored = [], refused = [] }: Coverage): PatternTree {
  const root: PatternTree = { members: new Map() };
  for (const pattern of acted) add(root, pattern, 'acted');
  for (const pattern of stored) add(root, pattern, 'stored');
  for (const pattern of refused) add(root, pattern, 'refused');
  return root;
}

function add(root: PatternTree, pattern: string, fieldClass: FieldClass): void {
  const names = namesOf(pattern);
  const isWhole = names.at(-1) === '**';
  const node = (isWhole ? names.slice(0, -1) : names).reduce(entered, root);
  if (isWhole) node.whole = fieldClass;
  else node.own = fieldClass;
}

function entered(node: PatternTree, name: string): PatternTree {
  const known = node.members.get(name);
  if (known !== undefined) return known;
  const made: PatternTree = { members: new Map() };
  node.members.set(name, made);
  return made;
}

/** `spec.containers[*].ports[0]`, `metadata.labels{}`: lists and maps are told by their field's name alone. */
function namesOf(path: string): readonly string[] {
  return path.replace(/\[[^\]]*\]|\{\}/g, '').split('.');
}

/** The class of a field path. */
export function classIn(root: PatternTree, path: string): FieldClass {
  let node = root;
  let inherited: FieldClass = root.whole ?? 'stored';
  for (const name of namesOf(path)) {
    const member = node.members.get(name);
    // Below a map the names are its keys, which belong to the map's own field.
    if (member === undefined) return node.members.size === 0 ? (node.own ?? inherited) : inherited;
    inherited = member.whole ?? inherited;
    node = member;
  }
  return node.own ?? inherited;
}

/** A field of an object that the engine does not act on, and what it holds. */
export interface FoundField {
  readonly path: string;
  readonly fieldClass: 'stored' | 'refused';
  readonly value: unknown;
}

/** Goes through an object and finds what is not acted on. A field without an acted one below it is named as a whole. */
export function foundIn(root: PatternTree, object: unknown, skipped: ReadonlySet<string>): readonly FoundField[] {
  const found: FoundField[] = [];
  walk(root, root.whole ?? 'stored', object, '', found, skipped);
  return found;
}

const NOTHING_SKIPPED: ReadonlySet<string> = new Set();

function walk(
  node: PatternTree,
  inherited: FieldClass,
  value: unknown,
  path: string,
  found: FoundField[],
  skipped: ReadonlySet<string>,
): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(node, inherited, item, `${path}[*]`, found, NOTHING_SKIPPED);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (skipped.has(name) || isEmpty(inner)) continue;
    const at = path === '' ? name : `${path}.${name}`;
    const member = node.members.get(name);
    const below = member?.whole ?? inherited;
    if (member !== undefined && member.members.size > 0 && typeof inner === 'object') {
      walk(member, below, inner, at, found, NOTHING_SKIPPED);
      continue;
    }
    const fieldClass = member?.own ?? below;
    if (fieldClass !== 'acted') found.push({ path: at, fieldClass, value: inner });
  }
}

/** Clients write these without meaning anything: `creationTimestamp: null`, `resources: {}`. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
