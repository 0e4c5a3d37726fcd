import type { KubeObject } from './object.ts';
import type { Shape } from './schema/fields.ts';
import type { StatusError } from './status-error.ts';
import type { FieldError } from './validation/field-error.ts';

/** What a kind may need while an object is prepared: time, chance, and the other objects. Nothing here writes. */
export interface KindContext {
  readonly nowMs: number;
  /** Nothing is kept of what is being prepared, so that nothing has to be taken for it either. */
  readonly dryRun: boolean;
  /** A uniform integer in [0, bound). */
  random(bound: number): number;
  get<T extends KubeObject>(kind: T['kind'], namespace: string | undefined, name: string): T | undefined;
  list<T extends KubeObject>(kind: T['kind'], namespace?: string): readonly T[];
  by<T extends KubeObject>(kind: T['kind'], index: string, value: string): readonly T[];
}

export interface Column<T extends KubeObject = KubeObject> {
  readonly name: string;
  readonly type?: 'string' | 'integer' | 'date' | 'boolean';
  /** 'name' marks the first column. */
  readonly format?: string;
  readonly description?: string;
  /** 1: only with -o wide. */
  readonly priority?: 0 | 1;
  cell(object: T, nowMs: number): string | number | boolean | null;
}

/** How autoscaling/v1 Scale reads and writes a kind. */
export interface ScaleStrategy<T extends KubeObject = KubeObject> {
  replicas(object: T): number;
  withReplicas(object: T, replicas: number): T;
  statusReplicas(object: T): number;
  /** The selector as text, e.g. `app=web`. */
  selector(object: T): string;
  /** What is not found when the Scale of a missing object is read; default: the object itself. */
  readonly missing?: { readonly plural: string; readonly group: string };
}

export interface SubresourceCall<T extends KubeObject = KubeObject> {
  readonly verb: 'create' | 'get' | 'update' | 'patch';
  readonly object: T;
  readonly body: unknown;
  readonly context: KindContext;
  readonly user: string;
  /** Stores the object that `change` makes of the latest one; refusals are thrown. */
  update(
    kind: string,
    namespace: string | undefined,
    name: string,
    change: (current: KubeObject) => KubeObject,
  ): KubeObject;
  delete(kind: string, namespace: string | undefined, name: string, options: unknown): unknown;
}

/** A subresource beyond status and scale: binding, eviction, token, approval. */
export interface Subresource<T extends KubeObject = KubeObject> {
  readonly verbs: readonly ('create' | 'get' | 'update' | 'patch')[];
  /** What discovery says, e.g. { group: 'policy', version: 'v1', kind: 'Eviction' }. */
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  /** Answers a POST; absent: nothing can be made there. */
  call?(request: SubresourceCall<T>): unknown;
  /** What a write through it may change, instead of the kind's own rule. */
  prepareForUpdate?(object: T, old: T, context: KindContext): T;
  /** Checks a write through it, instead of the kind's own rule. */
  validateUpdate?(object: T, old: T, context: KindContext): readonly FieldError[];
  /** Writes through it own no fields: their entries in managedFields are dropped with everything else that it may not change. */
  readonly isUntracked?: boolean;
}

/** Another version (or group) under which the same objects are served. */
export interface ServedVersion<T extends KubeObject = KubeObject> {
  readonly group: string;
  readonly version: string;
  /** undefined for custom resources. */
  readonly schema: string | undefined;
  /** What whoever asks by this version is warned of. */
  readonly deprecation?: string;
  /** What this version answers otherwise than the stored one: a definition has schema, columns and subresources for each of its versions. */
  readonly own?: Partial<Kind<T>>;
  toStored(object: KubeObject): T;
  fromStored(object: T): KubeObject;
}

/** A function of an object, typed as a method is: so that a `Kind<Pod>` with such members still fits into `readonly Kind[]`. */
export type Fact<T extends KubeObject, R> = { of(object: T): R }['of'];

/**
 * A kind declares its own answers; shared code never asks which kind it has. Members are methods, so that a `Kind<Pod>` fits into
 * `readonly Kind[]`. One file (or folder) under engine/kinds/, listed once in engine/kinds/index.ts.
 */
export interface Kind<T extends KubeObject = KubeObject> {
  readonly group: string;
  /** The group that refusals name, where the server still knows the kind by an older one (`Ingress.extensions`, v1.25). */
  readonly formerGroup?: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  /** Name of the published definition, e.g. `io.k8s.api.apps.v1.Deployment`; undefined for custom resources. */
  readonly schema: string | undefined;
  /** Verbs of the eight that are not served, e.g. namespaces' deletecollection. */
  readonly unservedVerbs?: readonly string[];
  readonly alsoServed?: readonly ServedVersion<T>[];
  /** The group and version in which the server writes its objects down, which discovery has a hash of. Default: its own. */
  readonly storedAs?: string;
  /** The name rule: which check of api/validation/names.ts `metadata.name` must pass. */
  nameCheck(name: string): readonly string[];
  /**
   * Who checks metadata: 'core', the rules of Kubernetes' own kinds (default); 'machinery', the API machinery's, which know no standard
   * finalizers; 'own', the kind's `validate`, after which the machinery's are asked if it found nothing.
   */
  readonly metadataRules?: 'core' | 'machinery' | 'own';
  /** Fills in what the user left out. Idempotent. `metadata` is not its business. */
  defaults?(object: T): T;
  /** What a user's object becomes by being written down in another version and read again, after it was checked. Idempotent. */
  rewritten?(object: T): T;
  /** What of an object is stored, where that is another form than the one in which it is read. Default: all of it. */
  toRest?(object: T): T;
  /** A stored object in this version, as its definition is now. Default: as it is stored. */
  fromRest?(stored: T): T;
  /** Resets what users may not set (status), sets generation's start and allocates. Runs after defaults and mutating admission. */
  prepareForCreate?(object: T, context: KindContext): T;
  /** What the server's own controllers make of a new object before anybody can ask for it again; the creation is answered without it. */
  afterCreate?(object: T, context: KindContext): T;
  /** Takes over from `old` what the main endpoint may not change (status). Default: keeps `old.status`. */
  prepareForUpdate?(object: T, old: T, context: KindContext): T;
  /** Default: keeps everything of `old` but metadata's labels and annotations and the status of `object`. */
  prepareForStatusUpdate?(object: T, old: T, context: KindContext): T;
  validate?(object: T, context: KindContext): readonly FieldError[];
  validateUpdate?(object: T, old: T, context: KindContext): readonly FieldError[];
  /** Its objects are not stored but looked up when somebody asks (`ApiServerOptions.live`). Default: false. */
  readonly isLive?: boolean;
  /** What a GET of something that is not there says, where it is not `404 NotFound`. */
  missing?(name: string, namespace: string | undefined): StatusError;
  /** Everybody who asks for it is warned by this line. */
  readonly deprecation?: string;
  /** What an update of the status alone is held to; without it nothing but the metadata. */
  validateStatusUpdate?(object: T, old: T, context: KindContext): readonly FieldError[];
  /** Components make them by the thousand, and never twice under one name. Default: false. */
  readonly isNote?: boolean;
  /** True: metadata.generation starts at 1 and grows when `spec` (or what `generationOf` returns) changes. Default: false. */
  readonly hasGeneration?: boolean;
  /** What a change of which bumps the generation; default: the spec. Compared semantically. */
  generationOf?(object: T): unknown;
  readonly subresources?: {
    readonly status?: boolean;
    readonly scale?: ScaleStrategy<T>;
    readonly others?: Readonly<Record<string, Subresource<T>>>;
  };
  /** PUT of what is not there creates it. */
  readonly createOnUpdate?: boolean;
  /** Requests about one of it are authorized in the namespace of its own name, so that roles there may allow them. */
  readonly isNamespace?: boolean;
  /** A PUT without resourceVersion is refused. */
  readonly updateNeedsVersion?: boolean;
  /** Seconds between the mark and the removal (pods); undefined or absent: removed at once. 0: at once as well. */
  gracePeriodSeconds?(object: T, asked: number | undefined): number | undefined;
  /** What a DELETE that only marks changes besides metadata (a namespace's phase becomes Terminating). */
  markDeleting?(object: T): T;
  /** A finalizer that its deletion begins with, and that one of the server's own controllers takes away. */
  readonly cleanupFinalizer?: string;
  /** Its definition is going: no new object is taken. */
  readonly isTerminating?: boolean;
  /** What a DELETE without options does with dependents. Default: Background. */
  readonly defaultPropagation?: 'Background' | 'Orphan';
  readonly columns: readonly Column<T>[];
  /** Succeeded or Failed pods carry a row condition. */
  completed?(object: T): { readonly reason: string; readonly message: string } | undefined;
  /** Field selectors beyond metadata.name and metadata.namespace; `{}` for a kind that Kubernetes asks itself, and that has none. */
  readonly fieldSelectors?: Readonly<Record<string, Fact<T, string>>>;
  /** How the kind refuses a field that it cannot select by, if not as the others do. */
  fieldRefusal?(field: string): string;
  /** Values under which `View.by` finds an object. */
  readonly indexes?: Readonly<Record<string, Fact<T, readonly string[]>>>;
  /** The few facts that the trace, timelines and comparisons show of a change, e.g. { phase, node, ready }. */
  brief?(object: T): Readonly<Record<string, string | number | boolean>>;
  /** A change of nothing else than these (a lease's renewTime) is counted in the trace, not listed. */
  isHeartbeat?(object: T, old: T): boolean;
  /** What server-side apply needs to know of a kind without a published schema. */
  readonly shape?: Shape;
  /** Names of a body's fields that the kind does not know, for kinds without a published schema (custom resources). */
  unknownFields?(body: KubeObject): readonly string[];
  /** Old unused fields that users should hear about; printed as `Warning:` lines. */
  warnings?(object: T, old: T | undefined): readonly string[];
  /** Namespaces' finalize: what else must be empty before a finalizer-less object may go (default: metadata.finalizers). */
  pendingFinalizers?(object: T): readonly string[];
}

/** Identifies a kind inside the engine: 'Pod', or `Kind.group` for a custom resource. */
export function kindId(kind: Pick<Kind, 'kind' | 'group' | 'schema'>): string {
  return kind.schema === undefined ? `${kind.kind}.${kind.group}` : kind.kind;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(kind: Pick<Kind, 'group' | 'version'>): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}
