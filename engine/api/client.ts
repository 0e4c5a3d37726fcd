import type { Kind } from './kind.ts';
import type { KubeObject } from './object.ts';
import type { Status } from './status-error.ts';

export interface ObjectRef {
  /** The Kind's id: 'Pod', or `Kind.group` for a custom resource. */
  readonly kind: string;
  /** undefined for cluster-scoped kinds. */
  readonly namespace?: string | undefined;
  readonly name: string;
  /** The version that is spoken, `autoscaling/v1`; without it what a body says, else the one the objects are stored in. */
  readonly apiVersion?: string | undefined;
}

export interface ListOptions {
  readonly namespace?: string | undefined;
  /** The version in which the objects are shown; default: the one they are stored in. */
  readonly apiVersion?: string | undefined;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly limit?: number;
  readonly continue?: string;
  readonly resourceVersion?: string;
  readonly resourceVersionMatch?: 'Exact' | 'NotOlderThan';
}

export interface WriteOptions {
  readonly fieldManager?: string;
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  readonly dryRun?: boolean;
  /** Names of keys that stood twice in the source text (YAML, JSON), for strict decoding. */
  readonly duplicateFields?: readonly string[];
  /** The version that a creation is made in; default: what the body says. Other calls have it in their ObjectRef. */
  readonly apiVersion?: string | undefined;
}

export interface PatchOptions extends WriteOptions {
  readonly subresource?: string;
  /** Server-side apply only. */
  readonly force?: boolean;
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: boolean;
}

export interface ObjectList {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly KubeObject[];
}

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
}

export interface TableRow {
  readonly cells: readonly (string | number | boolean | null)[];
  readonly conditions?: readonly object[];
  readonly object: KubeObject;
}

/** meta.k8s.io/v1 Table; each row carries the whole object. */
export interface Table {
  readonly kind: 'Table';
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly metadata: ObjectList['metadata'];
  readonly columnDefinitions: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** What a watch delivers. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
}

/**
 * The API as one user sees it. Synchronous: a call is made and answered at one instant of virtual time. Refusals are thrown as
 * StatusError. Bodies are plain JSON as the user wrote them; answers are the stored, shared, immutable objects (apiVersion and kind set),
 * or what the version that was asked for makes of them.
 */
export interface Client {
  readonly user: string;
  /** Everything served, in discovery's order; custom resources come last. */
  kinds(): readonly Kind[];
  /** 'deploy', 'deployments', 'Deployment', 'deployments.apps', 'deployments.v1.apps' -> the kind in that version; undefined when unknown. */
  resolve(resource: string): Kind | undefined;
  /** By apiVersion and kind, as manifests say it: the kind in that version. */
  kindOf(apiVersion: string, kind: string): Kind | undefined;
  get(ref: ObjectRef, options?: { readonly subresource?: string }): KubeObject;
  list(kind: string, options?: ListOptions): ObjectList;
  table(kind: string, options?: ListOptions): Table;
  tableOf(ref: ObjectRef): Table;
  /** `namespace`: of the request path; the body's must be absent or the same. Warnings go to `warnings` of the client. */
  create(kind: string, namespace: string | undefined, body: unknown, options?: WriteOptions): KubeObject;
  update(ref: ObjectRef, body: unknown, options?: WriteOptions & { readonly subresource?: string }): KubeObject;
  patch(ref: ObjectRef, type: PatchType, patch: unknown, options?: PatchOptions): KubeObject;
  delete(ref: ObjectRef, options?: DeleteOptions): KubeObject | Status;
  deleteCollection(kind: string, options?: ListOptions & DeleteOptions): ObjectList;
  /** POST to a subresource: binding, eviction, token. */
  createSubresource(ref: ObjectRef, subresource: string, body: unknown): unknown;
  /** SelfSubjectAccessReview without the object: may this user do this? */
  can(verb: string, resource: string, group: string, namespace: string | undefined, name?: string): boolean;
  /** The same API as somebody else (`--as`). */
  as(user: string, groups?: readonly string[]): Client;
  /** Calls `deliver` at every later change of the kind's objects, at the instant of the write, until the returned function is called. */
  watch(kind: string, options: ListOptions, deliver: (event: WatchEvent) => void): () => void;
  /** `Warning:` headers of the calls since the last time this was asked. */
  takeWarnings(): readonly string[];
}
