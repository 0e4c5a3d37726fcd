import type { Change } from '../kernel/store.ts';
import type { Random } from '../kernel/random.ts';
import { CompactedError } from '../kernel/store.ts';
import type { Trace } from '../kernel/trace.ts';
import type { AdmissionPlugin } from './admission.ts';
import type {
  DeleteOptions,
  ListOptions,
  ObjectList,
  ObjectRef,
  PatchOptions,
  PatchType,
  Table,
  WatchEvent,
  WriteOptions,
} from './client.ts';
import { apiVersionOf, type Kind, kindId } from './kind.ts';
import type { KubeObject } from './object.ts';
import { Objects } from './objects.ts';
import { Registry } from './registry.ts';
import { type Authorizer, authorize, type Caller, type Core, kindContext, NameSource } from './server/core.ts';
import { createObject } from './server/create.ts';
import { patchObject } from './server/patch.ts';
import { deleteCollection, deleteObject } from './server/removal.ts';
import { readScale, writeScale } from './server/scale.ts';
import { goneError, listObjects, matcherOf, objectOf } from './server/select.ts';
import { tableFor } from './server/table.ts';
import { updateObject } from './server/update.ts';
import {
  isStatusError,
  methodNotAllowed,
  notFound,
  resourceUnknown,
  type Status,
  type StatusError,
  terminating,
  unknownSubresource,
} from './status-error.ts';
import { ToldChange } from './told-change.ts';
import { inVersion, kindIn, rulesIn } from './versions.ts';

export interface ApiServerOptions {
  readonly kinds: readonly Kind[];
  readonly admission: readonly AdmissionPlugin[];
  readonly authorize: Authorizer;
  readonly random: Random;
  readonly trace: Trace;
  nowMs(): number;
  /** The objects of a kind that is not stored (`Kind.isLive`), as they are now, by name. */
  live?(kind: string): readonly KubeObject[];
  /** Told of what a user wrote, as it was written, once it is stored. */
  onUserWrite?(kind: Kind, written: KubeObject, old: KubeObject | undefined): void;
}

/** An answer in place of the right one. `isStored`: the call was carried out, and only its answer got lost. */
export interface WrongAnswer {
  readonly error: StatusError;
  readonly isStored: boolean;
}

/** Decides what becomes of a call; undefined: it is answered as it should be. */
export type ApiFault = (
  caller: Caller,
  verb: string,
  ref: ObjectRef,
  subresource: string | undefined,
) => WrongAnswer | undefined;

/**
 * The API of the cluster, whoever asks: users through a Client, components through the runner, real kubectl through the HTTP face. Every
 * call is made and answered at one instant; refusals are thrown as StatusError.
 */
export class ApiServer {
  readonly registry: Registry;
  readonly objects: Objects;
  readonly #options: ApiServerOptions;
  readonly #core: Core;
  readonly #trace: Trace;
  #actor = 'kube-apiserver';
  #warnings: string[] = [];
  #gate: ApiFault | undefined;

  constructor(options: ApiServerOptions) {
    this.#options = options;
    this.registry = new Registry(options.kinds);
    this.objects = new Objects(this.registry);
    this.#trace = options.trace;
    this.#core = {
      objects: this.objects,
      registry: this.registry,
      admission: () => options.admission,
      authorize: options.authorize,
      nowMs: () => options.nowMs(),
      live: (kind) => options.live?.(kind) ?? [],
      names: new NameSource(options.random),
      warn: (message) => this.#warnings.push(message),
      onUserWrite: (kind, written, old) => options.onUserWrite?.(kind, written, old),
    };
    this.objects.watch((change, kind) => this.#record(change, kind));
  }

  /** Asked before every call: the answer of a server that is stopped or does wrong; undefined from it means it does right. */
  set gate(gate: ApiFault) {
    this.#gate = gate;
  }

  /** `Warning:` headers since the last call of this. */
  takeWarnings(): readonly string[] {
    const warnings = this.#warnings;
    this.#warnings = [];
    return warnings;
  }

  get(caller: Caller, ref: ObjectRef, subresource?: string): KubeObject {
    return this.#call(caller, 'get', ref, subresource, (kind, version) => {
      const shown = kindIn(kind, version);
      authorize(this.#core, caller, 'get', shown, ref.namespace, ref.name, subresource);
      const missing = subresource === 'scale' ? shown.subresources?.scale?.missing : undefined;
      const object = inVersion(kind, version, this.#existing(shown, ref, missing));
      if (subresource === 'scale') return readScale(shown, object);
      if (subresource === 'status' && shown.subresources?.status !== true) throw unknownSubresource(shown, ref.name);
      return object;
    });
  }

  list(caller: Caller, kindName: string, options: ListOptions = {}): ObjectList {
    const ref = { kind: kindName, namespace: options.namespace, name: '', apiVersion: options.apiVersion };
    return this.#call(caller, 'list', ref, undefined, (kind, version) => {
      const shown = kindIn(kind, version);
      authorize(this.#core, caller, 'list', shown, options.namespace, '');
      const list = listObjects(this.#core, shown, options);
      return shown === kind && kind.fromRest === undefined
        ? list
        : { ...list, items: list.items.map((item) => inVersion(kind, version, item)) };
    });
  }

  table(caller: Caller, kindName: string, options: ListOptions = {}): Table {
    const { metadata, items } = this.list(caller, kindName, options);
    return tableFor(kindIn(this.registry.get(kindName), options.apiVersion), items, metadata, this.#options.nowMs());
  }

  tableOf(caller: Caller, ref: ObjectRef): Table {
    const object = this.get(caller, ref);
    const metadata = { resourceVersion: object.metadata.resourceVersion ?? '' };
    return tableFor(kindIn(this.registry.get(ref.kind), ref.apiVersion), [object], metadata, this.#options.nowMs());
  }

  create(
    caller: Caller,
    kindName: string,
    namespace: string | undefined,
    body: unknown,
    options: WriteOptions = {},
  ): KubeObject {
    const name = (body as Partial<KubeObject> | null)?.metadata?.name ?? '';
    const ref = spoken(caller, { kind: kindName, namespace, name, apiVersion: options.apiVersion }, body);
    const create = (kind: Kind, version: string | undefined): KubeObject => {
      const made = createObject(this.#core, caller, rulesIn(kind, version), namespace, body, { ...options, version });
      return inVersion(kind, version, made);
    };
    return this.#call(caller, 'create', ref, undefined, create, body);
  }

  update(
    caller: Caller,
    ref: ObjectRef,
    body: unknown,
    options: WriteOptions & { readonly subresource?: string } = {},
  ): KubeObject {
    const update = (kind: Kind, version: string | undefined): KubeObject => {
      const rules = rulesIn(kind, version);
      if (options.subresource !== 'scale') {
        const given = { ...options, version };
        const updated = updateObject(this.#core, caller, rules, ref.namespace, ref.name, body, given);
        return inVersion(kind, version, updated);
      }
      authorize(this.#core, caller, 'update', kind, ref.namespace, ref.name, 'scale');
      return writeScale(this.#core, caller, rules, this.#existing(kind, ref), body as KubeObject, options);
    };
    return this.#call(caller, 'update', spoken(caller, ref, body), options.subresource, update, body);
  }

  patch(caller: Caller, ref: ObjectRef, type: PatchType, patch: unknown, options: PatchOptions = {}): KubeObject {
    const change = (kind: Kind, version: string | undefined): KubeObject => {
      const rules = rulesIn(kind, version);
      const given = { ...options, version };
      const patched = patchObject(this.#core, caller, rules, ref.namespace, ref.name, type, patch, given);
      return options.subresource === 'scale' ? patched : inVersion(kind, version, patched);
    };
    const asked = type === 'apply' ? spoken(caller, ref, patch) : ref;
    return this.#call(caller, 'patch', asked, options.subresource, change, patch);
  }

  delete(caller: Caller, ref: ObjectRef, options: DeleteOptions = {}): KubeObject | Status {
    return this.#call(caller, 'delete', ref, undefined, (kind, version) => {
      const gone = deleteObject(this.#core, caller, kindIn(kind, version), ref.namespace, ref.name, options);
      return gone.kind === 'Status' ? gone : inVersion(kind, version, gone as KubeObject);
    });
  }

  deleteCollection(caller: Caller, kindName: string, options: ListOptions & DeleteOptions = {}): ObjectList {
    const ref = { kind: kindName, namespace: options.namespace, name: '', apiVersion: options.apiVersion };
    return this.#call(caller, 'deletecollection', ref, undefined, (kind, version) => {
      const shown = kindIn(kind, version);
      const items = deleteCollection(this.#core, caller, shown, options);
      return {
        kind: `${kind.kind}List`,
        apiVersion: apiVersionOf(shown),
        metadata: { resourceVersion: String(this.objects.revision) },
        items: items.map((item) => inVersion(kind, version, item)),
      };
    });
  }

  /** POST to a subresource that the kind declares: binding, eviction, token. */
  createSubresource(caller: Caller, ref: ObjectRef, name: string, body: unknown): unknown {
    return this.#call(caller, 'create', ref, name, (kind) => {
      const subresource = kind.subresources?.others?.[name];
      if (subresource === undefined) throw unknownSubresource(kind, ref.name);
      if (subresource.call === undefined || !subresource.verbs.includes('create')) throw methodNotAllowed();
      authorize(this.#core, caller, 'create', kind, ref.namespace, ref.name, name);
      return subresource.call({
        verb: 'create',
        object: this.#existing(kind, ref),
        body,
        context: kindContext(this.#core, () => `${kindId(kind)} ${ref.namespace ?? ''}/${ref.name} ${name}`),
        user: caller.user,
        update: (id, namespace, of, change) => this.#change(id, namespace, of, change),
        delete: (id, namespace, of, options) =>
          deleteObject(
            this.#core,
            { ...caller, component: true },
            this.registry.get(id),
            namespace,
            of,
            options as DeleteOptions,
          ),
      });
    });
  }

  /** Would the authorizer let this caller do that? */
  can(
    caller: Caller,
    verb: string,
    resource: string,
    group: string,
    namespace: string | undefined,
    name?: string,
  ): boolean {
    const [plural = resource, subresource] = resource.split('/');
    const refusal = this.#options.authorize({
      user: caller.user,
      groups: caller.groups,
      verb,
      group,
      resource: plural,
      namespace,
      ...(subresource === undefined ? {} : { subresource }),
      ...(name === undefined ? {} : { name }),
    });
    return refusal === undefined;
  }

  /** Calls `deliver` for every later change that the selectors let through; leaving the selection counts as DELETED, entering it as ADDED. */
  watch(caller: Caller, kindName: string, options: ListOptions, deliver: (event: WatchEvent) => void): () => void {
    const kind = this.registry.get(kindName);
    const { apiVersion } = options;
    const shown = kindIn(kind, apiVersion);
    authorize(this.#core, caller, 'watch', shown, options.namespace, '');
    const matches = matcherOf(shown, options);
    const selected = (object: KubeObject): boolean =>
      (options.namespace === undefined || object.metadata.namespace === options.namespace) && matches(object);
    const pass = (change: Change<KubeObject>): void => {
      if (change.bucket !== kindName) return;
      const event = watchEvent(change, selected);
      if (event !== undefined) deliver({ ...event, object: inVersion(kind, apiVersion, event.object) });
    };
    if (options.resourceVersion !== undefined && options.resourceVersion !== '0')
      this.#replay(Number(options.resourceVersion), pass);
    return this.objects.watch(pass);
  }

  /** Becomes a copy of another server's objects, names and custom kinds. */
  adopt(other: ApiServer): void {
    this.registry.adopt(other.registry);
    this.objects.adopt(other.objects);
    this.#core.names.adopt(other.#core.names);
  }

  #replay(revision: number, pass: (change: Change<KubeObject>) => void): void {
    try {
      for (const change of this.objects.changesSince(revision)) pass(change);
    } catch (error) {
      throw error instanceof CompactedError ? goneError(error) : error;
    }
  }

  #change(
    id: string,
    namespace: string | undefined,
    name: string,
    change: (current: KubeObject) => KubeObject,
  ): KubeObject {
    const kind = this.registry.get(id);
    const current = this.#existing(kind, { kind: id, namespace, name });
    const next = change(current);
    return next === current ? current : this.objects.put(id, next);
  }

  #existing(kind: Kind, ref: ObjectRef, missing: Pick<Kind, 'plural' | 'group'> = kind): KubeObject {
    const object = objectOf(this.#core, kind, ref.namespace, ref.name);
    if (object === undefined) throw kind.missing?.(ref.name, ref.namespace) ?? notFound(missing, ref.name);
    return object;
  }

  /** `body`: what a user sent, for the trace. */
  #call<R>(
    caller: Caller,
    verb: string,
    ref: ObjectRef,
    subresource: string | undefined,
    make: (kind: Kind, version: string | undefined) => R,
    body?: unknown,
  ): R {
    const actor = this.#actor;
    this.#actor = caller.by;
    try {
      const wrong = this.#gate?.(caller, verb, ref, subresource);
      if (wrong?.isStored === false) throw wrong.error;
      const kind = this.registry.find(ref.kind);
      if (kind === undefined) throw resourceUnknown();
      if (kind.unservedVerbs?.includes(verb) === true) throw methodNotAllowed();
      if (kind.isTerminating === true && verb === 'create') throw terminating();
      if (!caller.component) this.#note('request', caller, verb, ref, subresource, body === undefined ? {} : { body });
      const version = caller.component ? undefined : ref.apiVersion;
      const { deprecation } = caller.component ? {} : kindIn(kind, version);
      if (deprecation !== undefined) this.#warnings.push(deprecation);
      const answer = make(kind, version);
      if (wrong !== undefined) throw wrong.error;
      return answer;
    } catch (error) {
      if (!isStatusError(error)) throw error;
      const { code, reason, message } = error;
      if (!caller.component) this.#note('refusal', caller, verb, ref, subresource, { code, reason, message });
      throw error;
    } finally {
      this.#actor = actor;
    }
  }

  /** A user's call in the trace. */
  #note(
    type: 'request' | 'refusal',
    caller: Caller,
    verb: string,
    ref: ObjectRef,
    subresource: string | undefined,
    facts: Readonly<Record<string, unknown>>,
  ): void {
    const about = `${ref.kind} ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${ref.name}`;
    const detail = { verb, ...(subresource === undefined ? {} : { subresource }), ...facts };
    this.#trace.add(this.#options.nowMs(), caller.by, type, about, detail);
  }

  #record(change: Change<KubeObject>, kind: Kind): void {
    const { item, old, type, revision } = change;
    if (type === 'MODIFIED' && old !== undefined && kind.isHeartbeat?.(item, old) === true)
      return this.#trace.heartbeat();
    this.#trace.tell(this.#options.nowMs(), this.#actor, 'change', new ToldChange(type, kind, item, revision));
  }
}

/** Where no version is asked for, the one that a user's body says counts. */
function spoken(caller: Caller, ref: ObjectRef, body: unknown): ObjectRef {
  if (caller.component || ref.apiVersion !== undefined || typeof body !== 'object' || body === null) return ref;
  const { apiVersion } = body as { readonly apiVersion?: unknown };
  return typeof apiVersion === 'string' ? { ...ref, apiVersion } : ref;
}

function watchEvent(change: Change<KubeObject>, selected: (object: KubeObject) => boolean): WatchEvent | undefined {
  const { item, old, type } = change;
  if (type === 'DELETED') return selected(item) ? { type, object: item } : undefined;
  const now = selected(item);
  const before = old !== undefined && selected(old);
  if (now) return { type: before ? 'MODIFIED' : 'ADDED', object: item };
  return before ? { type: 'DELETED', object: item } : undefined;
}
