import { deepEqual } from '../api/equality.ts';
import { COVERAGE } from './kinds/index.ts';
import { OBJECT } from './kinds/metadata.ts';
import type { FieldClass } from './patterns.ts';
import { classIn, type FoundField, foundIn, type PatternTree, treeOf } from './tree.ts';

export type { FieldClass } from './patterns.ts';

/** Trees of patterns by kind, made when first asked for: they are constant. */
const trees = new Map<string, PatternTree>();

/** Custom resources are kept and served; what their controllers would do is nobody's here. */
function treeFor(kind: string): PatternTree {
  const name = Object.hasOwn(COVERAGE, kind) ? kind : '';
  const known = trees.get(name);
  if (known !== undefined) return known;
  const made = treeOf(COVERAGE[name] ?? OBJECT);
  trees.set(name, made);
  return made;
}

/** What the engine does with a field of a kind: `classOf('Pod', 'spec.containers[*].image')`. Custom resources are `Kind.group`. */
export function classOf(kind: string, path: string): FieldClass {
  return classIn(treeFor(kind), path);
}

/** A status is the components' account, and its metadata the API server's: neither asks for anything. */
const SKIPPED: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** Fields of a user's object that are kept without effect, each once, in the object's order. */
export function storedOnlyFields(kind: string, object: unknown): readonly string[] {
  return pathsOf(found(kind, object), 'stored');
}

/** Fields of a user's object that the engine is going to refuse by name when it comes to them: `spec.volumes[*].iscsi`. */
export function refusedFields(kind: string, object: unknown): readonly string[] {
  return pathsOf(found(kind, object), 'refused');
}

/** What a write adds to the stored-only fields of `old`: defaults and what was there before are no news. */
export function newStoredOnlyFields(kind: string, object: unknown, old: unknown): readonly string[] {
  const now = found(kind, object);
  if (now.length === 0 || old === undefined) return pathsOf(now, 'stored');
  const before = found(kind, old);
  const isNews = ({ path, value }: FoundField): boolean =>
    !before.some((field) => field.path === path && deepEqual(field.value, value));
  return pathsOf(now.filter(isNews), 'stored');
}

const found = (kind: string, object: unknown): readonly FoundField[] => foundIn(treeFor(kind), object, SKIPPED);

function pathsOf(fields: readonly FoundField[], fieldClass: 'stored' | 'refused'): readonly string[] {
  return [...new Set(fields.flatMap((field) => (field.fieldClass === fieldClass ? [field.path] : [])))];
}
