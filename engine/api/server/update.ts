import { deepEqual, semanticEqual } from '../equality.ts';
import { type Kind, type KindContext, kindId, type Subresource } from '../kind.ts';
import { type KubeObject, keyOf, type ObjectMeta } from '../object.ts';
import { badRequest, conflict, notFound } from '../status-error.ts';
import type { FieldError } from '../validation/field-error.ts';
import { validateObjectMetaUpdate } from '../validation/object-meta.ts';
import { asWritten, readBody } from './body.ts';
import {
  type Caller,
  type Core,
  admissionRequest,
  admit,
  admitValidating,
  authorize,
  kindContext,
  metaRulesOf,
  otherNamespace,
  refuseInvalid,
} from './core.ts';
import { createObject } from './create.ts';
import { fromRest, kindIn, toRest } from '../versions.ts';
import { type OwnedWriteOptions, trackOwnership } from './ownership.ts';
import { refuseStale } from './stale-version.ts';
import { removeIfFinalized } from './removal.ts';

export type UpdateOptions = OwnedWriteOptions;

/** PUT: replaces an object (or its status) if the resourceVersion it carries is still the stored one. */
export function updateObject(
  core: Core,
  caller: Caller,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  body: unknown,
  options: UpdateOptions = {},
): KubeObject {
  const shown = kindIn(kind, options.version);
  authorize(core, caller, 'update', shown, namespace, name, options.subresource);
  const object = readBody(core, caller, kind, body, options);
  if (!caller.component) refuseMismatch(kind, object, namespace, name);
  const old = core.objects.get(kindId(kind), namespace, name);
  if (old === undefined) {
    if (kind.createOnUpdate !== true || options.subresource !== undefined) throw notFound(shown, name);
    return createObject(core, caller, kind, namespace, object, { ...options, version: undefined });
  }
  refuseStale(kind, old, object.metadata.resourceVersion);
  if (object.metadata.uid !== undefined && object.metadata.uid !== old.metadata.uid && object.metadata.uid !== '') {
    throw conflict(kind, name, wrongUid(kind, old, object.metadata.uid));
  }
  return store(core, caller, kind, old, object, options);
}

/** The storage finds that it is another object of the same name, and says where it looked. */
function wrongUid({ plural }: Kind, { metadata: { namespace, name, uid } }: KubeObject, given: string): string {
  const key = ['/registry', plural, ...(namespace === undefined ? [] : [namespace]), name].join('/');
  const why = `Precondition failed: UID in precondition: ${given}, UID in object meta: ${uid ?? ''}`;
  return `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`;
}

/** Takes what a user or component wants instead of what is stored through strategy, admission and validation, and stores it. */
export function store(
  core: Core,
  caller: Caller,
  kind: Kind,
  stored: KubeObject,
  wanted: KubeObject,
  options: UpdateOptions,
): KubeObject {
  const old = fromRest(kind, stored);
  const { namespace, name } = old.metadata;
  const context = kindContext(core, () => `${kindId(kind)} ${keyOf(old)} update`, options);
  const based = onTopOf(old, wanted);
  const status = options.subresource === 'status';
  const defaulted = status ? based : (kind.defaults?.(based) ?? based);
  const call = {
    verb: 'update',
    kind,
    namespace,
    name,
    old,
    ...(options.subresource === undefined ? {} : { subresource: options.subresource }),
  } as const;
  const admitted = admit(core, admissionRequest(core, caller, { ...call, object: defaulted }, context, options));
  const taken = status
    ? prepareStatus(kind, admitted, old, context)
    : prepareSpec(kind, admitted, old, context, options.subresource);
  const prepared = asWritten(caller, kind, taken);
  if (deepEqual(prepared, old) && isAtRest(kind, prepared, stored))
    return ownedAnew(core, caller, kind, old, defaulted, options) ?? stored;
  const next = status ? prepared : withGeneration(kind, prepared, old);
  // What is checked is what was sent: `0.5` and an empty list are written as others, and said as they are.
  const sent = taken === prepared ? next : { ...taken, metadata: next.metadata };
  refuseInvalid(kind, name, [
    ...(next.metadata === old.metadata ? [] : validateObjectMetaUpdate(next.metadata, old.metadata, metaRulesOf(kind))),
    ...(status
      ? (kind.validateStatusUpdate?.(sent, old, context) ?? [])
      : updateErrors(kind, sent, old, context, options.subresource)),
  ]);
  const isOwned = strategyOf(kind, options.subresource)?.isUntracked !== true;
  const owned = isOwned ? trackOwnership(core, caller, kind, old, next, { ...options, asked: defaulted }) : next;
  admitValidating(core, admissionRequest(core, caller, { ...call, object: owned }, context, options));
  for (const warning of caller.component || status ? [] : (kind.warnings?.(owned, old) ?? [])) core.warn(warning);
  const kept = toRest(kind, owned);
  if (options.dryRun === true) return kept;
  if (!caller.component && !status) core.onUserWrite?.(kind, wanted, old);
  return removeIfFinalized(core, kind, core.objects.put(kindId(kind), kept));
}

/** False: a write that changes nothing still rewrites the object, because it was stored in another version or before a default. */
function isAtRest(kind: Kind, object: KubeObject, stored: KubeObject): boolean {
  return kind.toRest === undefined || deepEqual(kind.toRest(object), stored);
}

/** Who asks for what the strategy leaves out again owns it all the same, and so changes the object (update.go, v1.25); undefined: nobody owns more. */
function ownedAnew(
  core: Core,
  caller: Caller,
  kind: Kind,
  old: KubeObject,
  asked: KubeObject,
  options: UpdateOptions,
): KubeObject | undefined {
  if (caller.component || options.dryRun === true || deepEqual(asked, old)) return undefined;
  const owned = trackOwnership(core, caller, kind, old, old, { ...options, asked });
  const timeless = ({ metadata }: KubeObject): unknown =>
    metadata.managedFields?.map((entry) => ({ ...entry, time: '' }));
  if (deepEqual(timeless(owned), timeless(old))) return undefined;
  return core.objects.put(kindId(kind), toRest(kind, owned));
}

/** How a kind's further subresource takes writes. */
function strategyOf(kind: Kind, subresource: string | undefined): Subresource | undefined {
  return subresource === undefined ? undefined : kind.subresources?.others?.[subresource];
}

function updateErrors(
  kind: Kind,
  next: KubeObject,
  old: KubeObject,
  context: KindContext,
  subresource: string | undefined,
): readonly FieldError[] {
  const own = strategyOf(kind, subresource)?.validateUpdate?.(next, old, context);
  return own ?? kind.validateUpdate?.(next, old, context) ?? kind.validate?.(next, context) ?? [];
}

/** What is wanted, with what only the server sets as it is. */
function onTopOf(old: KubeObject, wanted: KubeObject): KubeObject {
  const { apiVersion, kind } = old;
  const metadata = keepServerMetadata(wanted.metadata, old.metadata);
  if (wanted.metadata === metadata && wanted.apiVersion === apiVersion && wanted.kind === kind) return wanted;
  return { ...wanted, apiVersion, kind, metadata };
}

/** Namespaces' finalize writes spec.finalizers, which the main endpoint keeps. */
function prepareSpec(
  kind: Kind,
  object: KubeObject,
  old: KubeObject,
  context: KindContext,
  subresource: string | undefined,
): KubeObject {
  const own = strategyOf(kind, subresource)?.prepareForUpdate?.(object, old, context);
  if (own !== undefined) return own;
  if (kind.prepareForUpdate !== undefined && subresource !== 'finalize')
    return kind.prepareForUpdate(object, old, context);
  if (kind.subresources?.status !== true) return object;
  return withMember(object, 'status', member(old, 'status'));
}

function prepareStatus(kind: Kind, object: KubeObject, old: KubeObject, context: KindContext): KubeObject {
  const metadata: ObjectMeta =
    object.metadata === old.metadata
      ? old.metadata
      : {
          ...old.metadata,
          ...pick(object.metadata, 'labels'),
          ...pick(object.metadata, 'annotations'),
          ...pick(object.metadata, 'managedFields'),
        };
  const based = object.metadata === metadata ? object : { ...object, metadata };
  if (kind.prepareForStatusUpdate !== undefined) return kind.prepareForStatusUpdate(based, old, context);
  return withMember({ ...old, metadata }, 'status', member(object, 'status'));
}

function pick<K extends 'labels' | 'annotations' | 'managedFields'>(metadata: ObjectMeta, key: K): Partial<ObjectMeta> {
  const value = metadata[key];
  return value === undefined ? {} : { [key]: value };
}

function withGeneration(kind: Kind, object: KubeObject, old: KubeObject): KubeObject {
  if (kind.hasGeneration !== true) return object;
  const facts = (of: KubeObject): unknown =>
    kind.generationOf === undefined ? member(of, 'spec') : kind.generationOf(of);
  const generation = old.metadata.generation ?? 1;
  const changed = !semanticEqual(facts(object), facts(old));
  return { ...object, metadata: { ...object.metadata, generation: changed ? generation + 1 : generation } };
}

/** Members that only the server sets stay as they are, whatever the caller sent. Members set one by one: this is in the way of every write. */
function keepServerMetadata(wanted: ObjectMeta, old: ObjectMeta): ObjectMeta {
  if (wanted === old) return old;
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(wanted)) if (!SERVER_SET.has(name)) kept[name] = value;
  kept['name'] = old.name;
  if (old.namespace !== undefined) kept['namespace'] = old.namespace;
  else if ('namespace' in kept) delete kept['namespace']; // The server clears it on what is cluster-scoped.
  kept['uid'] = (wanted.uid ?? '') === '' ? (old.uid ?? '') : wanted.uid;
  for (const name of KEPT) if (old[name] !== undefined) kept[name] = old[name];
  const managedFields = wanted.managedFields ?? old.managedFields;
  if (managedFields !== undefined) kept['managedFields'] = managedFields;
  return kept as unknown as ObjectMeta;
}

const KEPT = [
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generateName',
] as const;

const SERVER_SET: ReadonlySet<string> = new Set([
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'resourceVersion',
  'uid',
  'generation',
  'selfLink',
  'creationTimestamp',
  'managedFields',
]);

function refuseMismatch(kind: Kind, object: KubeObject, namespace: string | undefined, name: string): void {
  const given = object.metadata;
  if (kind.scope === 'Namespaced' && (given.namespace ?? '') !== '' && given.namespace !== namespace)
    throw otherNamespace();
  if ((given.name ?? '') === '')
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  if (given.name !== name) {
    throw badRequest(`the name of the object (${given.name}) does not match the name on the URL (${name})`);
  }
}

export function member(object: KubeObject, name: string): unknown {
  return (object as unknown as Readonly<Record<string, unknown>>)[name];
}

export function withMember(object: KubeObject, name: string, value: unknown): KubeObject {
  if (member(object, name) === value) return object;
  if (value === undefined) {
    const { [name]: _gone, ...rest } = object as unknown as Record<string, unknown>;
    return rest as unknown as KubeObject;
  }
  // Assigned: a computed literal takes many times longer.
  const copy: Record<string, unknown> = { ...object };
  copy[name] = value;
  return copy as unknown as KubeObject;
}
