import type { Random } from '../../kernel/random.ts';
import type { AdmissionPlugin, AdmissionRequest } from '../admission.ts';
import type { WriteOptions } from '../client.ts';
import type { Kind, KindContext } from '../kind.ts';
import { uuidFrom } from '../names.ts';
import type { KubeObject } from '../object.ts';
import type { Objects } from '../objects.ts';
import type { Registry } from '../registry.ts';
import { badRequest, qualified, StatusError } from '../status-error.ts';
import type { MetaRules } from '../validation/object-meta.ts';
import { type FieldError, fieldErrorCause, joinFieldErrors } from '../validation/field-error.ts';

/** Who calls, and how far the server trusts the body. */
export interface Caller {
  readonly user: string;
  readonly groups: readonly string[];
  /** The name in the trace: 'kubectl', 'deployment-controller', 'kubelet@w1-k8s'. */
  readonly by: string;
  /** Field manager when the options name none. */
  readonly manager: string;
  /** The engine's own components: their bodies are typed, so decoding and authorization are left out. */
  readonly component: boolean;
}

export interface AccessRequest {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string | undefined;
  readonly name?: string;
}

/** Says why a request is refused, or undefined when it is allowed. */
export type Authorizer = (request: AccessRequest) => string | undefined;

/** What the parts of the API server share. */
export interface Core {
  readonly objects: Objects;
  readonly registry: Registry;
  readonly admission: () => readonly AdmissionPlugin[];
  readonly authorize: Authorizer;
  readonly nowMs: () => number;
  /** The objects of a kind that is not stored. */
  readonly live: (kind: string) => readonly KubeObject[];
  readonly names: NameSource;
  warn(message: string): void;
  /** Told of what a user wrote, as it was written, once it is stored. */
  onUserWrite?(kind: Kind, written: KubeObject, old: KubeObject | undefined): void;
}

/** Names and uids drawn from the seed by what they are for, so that one more object elsewhere changes nothing here. */
export class NameSource {
  readonly #random: Random;
  readonly #counts = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** A generator for the n-th draw for `label`. */
  draw(label: string): Random {
    const count = this.#counts.get(label) ?? 0;
    this.#counts.set(label, count + 1);
    return this.#random.fork(`${label} ${count}`);
  }

  /** `isOnly`: no object of this key was there before nor will be later, so that nothing has to be counted. */
  uid(kind: string, key: string, isOnly = false): string {
    const label = `uid ${kind} ${key}`;
    const random = isOnly ? this.#random.fork(`${label} 0`) : this.draw(label);
    return uuidFrom(() => random.next32());
  }

  adopt(other: NameSource): void {
    for (const [label, count] of other.#counts) this.#counts.set(label, count);
  }
}

/** What kinds and admission may ask while one object is prepared. */
export function kindContext(
  core: Core,
  label: () => string,
  { dryRun = false }: Pick<WriteOptions, 'dryRun'> = {},
): KindContext {
  let random: Random | undefined;
  const { get, list, by } = readsOf(core.objects);
  return {
    nowMs: core.nowMs(),
    dryRun,
    random: (bound) => {
      random ??= core.names.draw(`kind ${label()}`);
      return random.below(bound);
    },
    get,
    list,
    by,
  };
}

type Reads = Pick<KindContext, 'get' | 'list' | 'by'>;

/** The reading half of every context over the same objects. */
const reads = new WeakMap<Objects, Reads>();

function readsOf(objects: Objects): Reads {
  const known = reads.get(objects);
  if (known !== undefined) return known;
  const made: Reads = {
    get: (kind, namespace, name) => objects.get(kind, namespace, name),
    list: (kind, namespace) => objects.list(kind, namespace),
    by: (kind, index, value) => objects.by(kind, index, value),
  };
  reads.set(objects, made);
  return made;
}

/** 422 with Kubernetes' message: `Deployment.apps "x" is invalid: ...`. */
export function invalid(
  kind: Pick<Kind, 'kind' | 'group' | 'formerGroup'>,
  name: string,
  errors: readonly FieldError[],
): StatusError {
  const group = kind.formerGroup ?? kind.group;
  const message = `${qualified(kind.kind, group)} "${name}" is invalid: ${joinFieldErrors(errors)}`;
  return new StatusError(422, 'Invalid', message, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind: kind.kind,
    causes: errors.map(fieldErrorCause),
  });
}

/** How the metadata of a kind's objects is checked. */
export function metaRulesOf(kind: Kind): MetaRules {
  return {
    namespaced: kind.scope === 'Namespaced',
    nameCheck: (text) => kind.nameCheck(text),
    knownFinalizers: (kind.metadataRules ?? 'core') === 'core',
  };
}

/** 400 for an object that says another namespace than the request. */
export function otherNamespace(): StatusError {
  return badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

export function refuseInvalid(kind: Kind, name: string, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid(kind, name, errors);
}

export type AdmissionCall = Omit<AdmissionRequest, 'user' | 'groups' | 'context' | 'update' | 'dryRun' | 'warn'>;

/** The admission request of a call, with the writes that admission itself may make. */
export function admissionRequest(
  core: Core,
  caller: Caller,
  call: AdmissionCall,
  context: KindContext,
  options: Pick<WriteOptions, 'dryRun'>,
): AdmissionRequest {
  return {
    ...call,
    user: caller.user,
    groups: caller.groups,
    context,
    dryRun: options.dryRun === true,
    warn: (message) => {
      if (!caller.component) core.warn(message);
    },
    update: (kind, namespace, name, change) => {
      const current = core.objects.get(kind, namespace, name);
      if (current === undefined) throw new Error(`admission: ${kind} ${namespace ?? ''}/${name} is gone`);
      const next = change(current);
      return next === current ? current : core.objects.put(kind, next);
    },
  };
}

export function admit(core: Core, request: AdmissionRequest): KubeObject {
  let current = request;
  for (const plugin of concerned(core, request.kind).admitting) {
    const object = plugin.admit?.(current) ?? current.object;
    if (object !== current.object) current = { ...current, object };
  }
  return current.object;
}

export function admitValidating(core: Core, request: AdmissionRequest): void {
  for (const plugin of concerned(core, request.kind).validating) plugin.validate?.(request);
}

interface Concerned {
  readonly admitting: readonly AdmissionPlugin[];
  readonly validating: readonly AdmissionPlugin[];
}

/** The plugins that look at a kind, by the list of all plugins and the kind. */
const concerning = new WeakMap<readonly AdmissionPlugin[], Map<string, Concerned>>();

function concerned(core: Core, { kind }: Kind): Concerned {
  const plugins = core.admission();
  let byKind = concerning.get(plugins);
  if (byKind === undefined) {
    byKind = new Map();
    concerning.set(plugins, byKind);
  }
  const known = byKind.get(kind);
  if (known !== undefined) return known;
  const all = plugins.filter(({ kinds }) => kinds === undefined || kinds.includes(kind));
  const made: Concerned = {
    admitting: all.filter((plugin) => plugin.admit !== undefined),
    validating: all.filter((plugin) => plugin.validate !== undefined),
  };
  byKind.set(kind, made);
  return made;
}

/** Throws 403 with Kubernetes' text where the caller may not do this. */
export function authorize(
  core: Core,
  caller: Caller,
  verb: string,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  subresource?: string,
): void {
  if (caller.component) return;
  const why = core.authorize({
    user: caller.user,
    groups: caller.groups,
    verb,
    group: kind.group,
    resource: kind.plural,
    ...(subresource === undefined ? {} : { subresource }),
    namespace: kind.isNamespace === true && name !== '' ? name : namespace,
    ...(name === '' ? {} : { name }),
  });
  if (why === undefined) return;
  const resource = qualified(kind.plural, kind.group);
  const message = name === '' ? `${resource} is forbidden: ${why}` : `${resource} "${name}" is forbidden: ${why}`;
  throw new StatusError(403, 'Forbidden', message, {
    ...(name === '' ? {} : { name }),
    ...(kind.group === '' ? {} : { group: kind.group }),
    kind: kind.plural,
  });
}
