import type { KubeObject } from '../api/object.ts';

/**
 * What a component may see: the stored objects, read only. `kind` is the Kind's id: its kind name ('Pod'), or `Kind.group` for a custom
 * resource ('IPAddressPool.metallb.io'). Nothing here costs work for the whole cluster but `list` without a namespace.
 */
export interface View {
  /** One object. Cluster-scoped kinds take `undefined` as their namespace. */
  get<T extends KubeObject>(kind: T['kind'], namespace: string | undefined, name: string): T | undefined;
  /** All objects of a kind (of a namespace), by namespace and name in code-unit order. */
  list<T extends KubeObject>(kind: T['kind'], namespace?: string): readonly T[];
  /** Objects by one of the indexes the kind declares (`Kind.indexes`), in order of creation. */
  by<T extends KubeObject>(kind: T['kind'], index: string, value: string): readonly T[];
  /** The object with this uid, whatever its kind. */
  withUid(uid: string): KubeObject | undefined;
  /** What has this uid among its owner references, in order of creation: the garbage collector's and every controller's way down. */
  ownedBy(uid: string): readonly KubeObject[];
}

/** What happened to an object, as a watch tells it. `old` is there for MODIFIED; a DELETED `object` is its last state. */
export interface ObjectChange<T extends KubeObject = KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: T;
  readonly old?: T;
}
