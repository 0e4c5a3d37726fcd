import { fnv1a32 } from '../api/hash.ts';

/**
 * An immutable map from text: `withEntry` and `without` give a new map that shares all but a handful of nodes with the old one, so that a
 * table of thousands of services can be kept in a component's `shared` and copied with its cluster by reference. Hash trie, 32 ways.
 */
export interface PersistentMap<V> {
  readonly root: TrieNode<V> | undefined;
}

type TrieNode<V> = Leaf<V> | Branch<V>;

/** All entries whose keys have this hash: nearly always one. */
interface Leaf<V> {
  readonly hash: number;
  readonly entries: readonly (readonly [string, V])[];
}

interface Branch<V> {
  readonly children: readonly (TrieNode<V> | undefined)[];
}

const WAYS = 32;
const BITS = 5;
const EMPTY_CHILDREN: readonly undefined[] = Array.from({ length: WAYS }, () => undefined);

export const EMPTY_MAP: PersistentMap<never> = { root: undefined };

export function entryOf<V>(map: PersistentMap<V>, key: string): V | undefined {
  const hash = fnv1a32(key);
  let node = map.root;
  for (let shift = 0; node !== undefined && 'children' in node; shift += BITS) node = node.children[slot(hash, shift)];
  return node?.entries.find(([name]) => name === key)?.[1];
}

export function withEntry<V>(map: PersistentMap<V>, key: string, value: V): PersistentMap<V> {
  return { root: set(map.root, 0, { hash: fnv1a32(key), entries: [[key, value]] }) };
}

export function without<V>(map: PersistentMap<V>, key: string): PersistentMap<V> {
  const root = remove(map.root, 0, fnv1a32(key), key);
  return root === map.root ? map : { root };
}

const slot = (hash: number, shift: number): number => (hash >>> shift) & (WAYS - 1);

function set<V>(node: TrieNode<V> | undefined, shift: number, leaf: Leaf<V>): TrieNode<V> {
  if (node === undefined) return leaf;
  if (!('children' in node)) {
    if (node.hash === leaf.hash) {
      const others = node.entries.filter(([key]) => key !== leaf.entries[0]?.[0]);
      return { hash: node.hash, entries: [...others, ...leaf.entries] };
    }
    const branch: Branch<V> = { children: EMPTY_CHILDREN };
    return set(set(branch, shift, node), shift, leaf);
  }
  const index = slot(leaf.hash, shift);
  return { children: node.children.with(index, set(node.children[index], shift + BITS, leaf)) };
}

function remove<V>(node: TrieNode<V> | undefined, shift: number, hash: number, key: string): TrieNode<V> | undefined {
  if (node === undefined) return undefined;
  if (!('children' in node)) {
    if (!node.entries.some(([name]) => name === key)) return node;
    const entries = node.entries.filter(([name]) => name !== key);
    return entries.length === 0 ? undefined : { hash: node.hash, entries };
  }
  const index = slot(hash, shift);
  const child = remove(node.children[index], shift + BITS, hash, key);
  if (child === node.children[index]) return node;
  const children = node.children.with(index, child);
  return children.every((other) => other === undefined) ? undefined : { children };
}
