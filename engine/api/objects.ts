import { type Change, Store } from '../kernel/store.ts';
import type { Kind } from './kind.ts';
import { type KubeObject, keyOf, type OwnerReference } from './object.ts';
import type { Registry } from './registry.ts';

export type ObjectWatcher = (change: Change<KubeObject>, kind: Kind) => void;

interface Place {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

const NO_OWNERS: readonly OwnerReference[] = [];

/** A kind's objects in one namespace ('': the cluster-scoped ones) by name. */
interface Space {
  objects: Map<string, KubeObject>;
  /** A copy of this store has the same map: the next write takes one of its own. */
  isShared: boolean;
  /** In order of creation; undefined when something changed since it was made. */
  inOrder: readonly KubeObject[] | undefined;
  /** By name, likewise. */
  sorted: readonly KubeObject[] | undefined;
}

/**
 * The stored objects of all kinds with the indexes that make every look-up a matter of the object and not of the cluster: those the kinds
 * declare, `namespace`, by uid, and by owner's uid.
 */
export class Objects {
  readonly #store: Store<KubeObject>;
  readonly #registry: Registry;
  /** Where the object of a uid stands: written once in its life. */
  readonly #byUid = new Map<string, Place>();
  /** By kind, namespace ('' for cluster-scoped ones) and name: a look-up makes no text. */
  readonly #spaces = new Map<string, Map<string, Space>>();
  readonly #byOwner = new Map<string, Map<string, KubeObject>>();
  readonly #indexed = new Set<string>();

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#store = new Store<KubeObject>();
    this.#store.subscribe((change) => this.#track(change));
  }

  get revision(): number {
    return this.#store.revision;
  }

  get<T extends KubeObject>(kind: T['kind'], namespace: string | undefined, name: string): T | undefined {
    return this.#spaces
      .get(kind)
      ?.get(namespace ?? '')
      ?.objects.get(name) as T | undefined;
  }

  list<T extends KubeObject>(kind: T['kind'], namespace?: string): readonly T[] {
    if (namespace === undefined) return this.#store.list(kind) as unknown as readonly T[];
    const space = this.#spaces.get(kind)?.get(namespace);
    if (space === undefined) return [];
    space.sorted ??= [...space.objects.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    return space.sorted as unknown as readonly T[];
  }

  by<T extends KubeObject>(kind: T['kind'], index: string, value: string): readonly T[] {
    if (index === 'namespace') return this.#inNamespace(kind, value) as unknown as readonly T[];
    this.#ensureIndexes(kind);
    return this.#store.by(kind, index, value) as unknown as readonly T[];
  }

  withUid(uid: string): KubeObject | undefined {
    const place = this.#byUid.get(uid);
    return place === undefined ? undefined : this.get(place.kind, place.namespace, place.name);
  }

  ownedBy(uid: string): readonly KubeObject[] {
    return [...(this.#byOwner.get(uid)?.values() ?? [])];
  }

  count(kind: string): number {
    return this.#store.count(kind);
  }

  /** Stores the object under the next revision, which becomes its resourceVersion. */
  put(id: string, object: KubeObject): KubeObject {
    this.#ensureIndexes(id);
    return this.#store.put(id, keyOf(object), (revision) => atRevision(object, revision));
  }

  remove(id: string, object: KubeObject): KubeObject {
    return this.#store.delete(id, keyOf(object), (revision, held) => atRevision(held, revision));
  }

  /** Calls `watcher` at every change from now on, until the returned function is called. */
  watch(watcher: ObjectWatcher): () => void {
    return this.#store.subscribe((change) => watcher(change, this.#registry.get(change.bucket)));
  }

  /** Changes of all kinds after a revision; throws CompactedError when they are gone. */
  changesSince(revision: number): Change<KubeObject>[] {
    return this.#store.changesSince(revision);
  }

  compact(revision: number): void {
    this.#store.compact(revision);
  }

  /** Becomes a copy of `other`. */
  adopt(other: Objects): void {
    this.#store.adopt(other.#store);
    for (const [uid, place] of other.#byUid) this.#byUid.set(uid, place);
    for (const [kind, spaces] of other.#spaces) {
      const copied = new Map<string, Space>();
      for (const [name, space] of spaces) {
        space.isShared = true;
        copied.set(name, { ...space });
      }
      this.#spaces.set(kind, copied);
    }
    for (const [uid, owned] of other.#byOwner) this.#byOwner.set(uid, new Map(owned));
    for (const id of other.#indexed) this.#indexed.add(id);
  }

  #ensureIndexes(id: string): void {
    if (this.#indexed.has(id)) return;
    this.#indexed.add(id);
    const declared = this.#registry.find(id)?.indexes ?? {};
    for (const name of Object.keys(declared).sort()) {
      const values = declared[name];
      if (values !== undefined) this.#store.defineIndex(id, name, values);
    }
  }

  #name({ bucket, item, type }: Change<KubeObject>): void {
    const { namespace = '', name } = item.metadata;
    let spaces = this.#spaces.get(bucket);
    if (spaces === undefined) {
      spaces = new Map();
      this.#spaces.set(bucket, spaces);
    }
    let space = spaces.get(namespace);
    if (space === undefined) {
      space = { objects: new Map(), isShared: false, inOrder: undefined, sorted: undefined };
      spaces.set(namespace, space);
    }
    if (space.isShared) {
      space.objects = new Map(space.objects);
      space.isShared = false;
    }
    if (type === 'DELETED') space.objects.delete(name);
    else space.objects.set(name, item);
    space.inOrder = undefined;
    space.sorted = undefined;
  }

  #inNamespace(kind: string, namespace: string): readonly KubeObject[] {
    const space = this.#spaces.get(kind)?.get(namespace);
    if (space === undefined) return [];
    space.inOrder ??= [...space.objects.values()];
    return space.inOrder;
  }

  #track(change: Change<KubeObject>): void {
    const { item, old, type } = change;
    this.#name(change);
    const { uid, namespace, name } = item.metadata;
    if (uid !== undefined) {
      if (type === 'DELETED') this.#byUid.delete(uid);
      else if (uid !== old?.metadata.uid) this.#byUid.set(uid, { kind: change.bucket, namespace, name });
    }
    const before = old?.metadata.ownerReferences ?? NO_OWNERS;
    const after = type === 'DELETED' ? NO_OWNERS : (item.metadata.ownerReferences ?? NO_OWNERS);
    if (before.length === 0 && after.length === 0) return;
    const key = `${change.bucket} ${change.key}`;
    for (const owner of before === after ? NO_OWNERS : before) {
      if (after.some((other) => other.uid === owner.uid)) continue;
      const owned = this.#byOwner.get(owner.uid);
      owned?.delete(key);
      if (owned?.size === 0) this.#byOwner.delete(owner.uid);
    }
    for (const owner of after) {
      const owned = this.#byOwner.get(owner.uid);
      if (owned === undefined) this.#byOwner.set(owner.uid, new Map([[key, item]]));
      else owned.set(key, item);
    }
  }
}

function atRevision(object: KubeObject, revision: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}
