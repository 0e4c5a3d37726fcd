import { type Change, Store } from '../kernel/store.ts';
import type { Kind } from './kind.ts';
import { keepKey, type KubeObject, type OwnerReference } from './object.ts';
import type { Registry } from './registry.ts';

export type ObjectWatcher = (change: Change<KubeObject>, kind: Kind) => void;

/** Where an object stands for its whole life. */
interface Place {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What somebody owns, by uid in order of coming to it. */
class Owned {
  readonly objects: Map<string, KubeObject>;
  /** The same as a list, for those who ask; undefined when something changed since it was made. */
  list: readonly KubeObject[] | undefined;

  constructor(objects: ReadonlyMap<string, KubeObject> = new Map(), list?: readonly KubeObject[]) {
    this.objects = new Map(objects);
    this.list = list;
  }
}

const NOBODY: readonly KubeObject[] = [];
const NO_OWNERS: readonly OwnerReference[] = [];

/**
 * The stored objects of all kinds with the indexes that make every look-up a matter of the object and not of the cluster: those the kinds
 * declare, `namespace`, by uid, and by owner's uid.
 */
export class Objects {
  readonly #store: Store<KubeObject>;
  readonly #registry: Registry;
  /** Where the object of a uid stands: written once in its life. */
  readonly #byUid = new Map<string, Place>();
  /** By uid of the owner, then by their own: in order of coming to it. */
  readonly #byOwner = new Map<string, Owned>();
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
    return this.#store.get(kind, namespace ?? '', name) as T | undefined;
  }

  list<T extends KubeObject>(kind: T['kind'], namespace?: string): readonly T[] {
    const found = namespace === undefined ? this.#store.list(kind) : this.#store.listIn(kind, namespace);
    return found as unknown as readonly T[];
  }

  by<T extends KubeObject>(kind: T['kind'], index: string, value: string): readonly T[] {
    if (index === 'namespace') return this.#store.inOrderOfComing(kind, value) as unknown as readonly T[];
    this.#ensureIndexes(kind);
    return this.#store.by(kind, index, value) as unknown as readonly T[];
  }

  withUid(uid: string): KubeObject | undefined {
    const place = this.#byUid.get(uid);
    return place === undefined ? undefined : this.#store.get(place.kind, place.namespace, place.name);
  }

  ownedBy(uid: string): readonly KubeObject[] {
    const owned = this.#byOwner.get(uid);
    if (owned === undefined) return NOBODY;
    owned.list ??= [...owned.objects.values()];
    return owned.list;
  }

  count(kind: string): number {
    return this.#store.count(kind);
  }

  /** Stores the object under the next revision, which becomes its resourceVersion. */
  put(id: string, object: KubeObject): KubeObject {
    this.#ensureIndexes(id);
    const { namespace = '', name } = object.metadata;
    return this.#store.put(id, namespace, name, (revision) => atRevision(object, revision));
  }

  remove(id: string, object: KubeObject): KubeObject {
    const { namespace = '', name } = object.metadata;
    return this.#store.delete(id, namespace, name, (revision, held) => atRevision(held, revision));
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
    for (const id of other.#indexed) this.#indexed.add(id);
    for (const [uid, place] of other.#byUid) this.#byUid.set(uid, place);
    for (const [owner, { objects, list }] of other.#byOwner) this.#byOwner.set(owner, new Owned(objects, list));
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

  #track({ bucket, held, item, old, type }: Change<KubeObject>): void {
    keepKey(item, held.key);
    const { uid, namespace = '', name } = item.metadata;
    if (uid === undefined) return;
    if (type === 'DELETED') this.#byUid.delete(uid);
    else if (old === undefined) this.#byUid.set(uid, { kind: bucket, namespace, name });
    const before = old?.metadata.ownerReferences ?? NO_OWNERS;
    const after = type === 'DELETED' ? NO_OWNERS : (item.metadata.ownerReferences ?? NO_OWNERS);
    for (const owner of before === after ? NO_OWNERS : before)
      if (!after.some((other) => other.uid === owner.uid)) this.#disown(owner.uid, uid);
    for (const owner of after) this.#own(owner.uid, uid, item);
  }

  #own(owner: string, uid: string, object: KubeObject): void {
    let owned = this.#byOwner.get(owner);
    if (owned === undefined) {
      owned = new Owned();
      this.#byOwner.set(owner, owned);
    }
    owned.objects.set(uid, object);
    owned.list = undefined;
  }

  #disown(owner: string, uid: string): void {
    const owned = this.#byOwner.get(owner);
    if (owned === undefined) return;
    owned.objects.delete(uid);
    owned.list = undefined;
    if (owned.objects.size === 0) this.#byOwner.delete(owner);
  }
}

function atRevision(object: KubeObject, revision: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}
