import { type Kind, type KindContext, kindId } from '../kind.ts';
import { generateName } from '../names.ts';
import { type KubeObject, keyOf, type ObjectMeta } from '../object.ts';
import { alreadyExists, StatusError } from '../status-error.ts';
import { toTimestamp } from '../time.ts';
import type { FieldError } from '../validation/field-error.ts';
import { validateObjectMeta } from '../validation/object-meta.ts';
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
import { kindIn, toRest } from '../versions.ts';
import { type OwnedWriteOptions, trackOwnership } from './ownership.ts';

/** POST: decodes, defaults, admits, prepares, validates and stores one object (registry store Create, v1.25). */
export function createObject(
  core: Core,
  caller: Caller,
  kind: Kind,
  namespace: string | undefined,
  body: unknown,
  options: OwnedWriteOptions = {},
): KubeObject {
  authorize(core, caller, 'create', kindIn(kind, options.version), namespace, '');
  const read = readBody(core, caller, kind, body, options);
  const named = withServerMetadata(core, kind, namespace, read, caller.component && kind.isNote === true);
  const { name } = named.metadata;
  const context = kindContext(core, () => `${kindId(kind)} ${keyOf(named)}`, options);
  const defaulted = kind.defaults?.(named) ?? named;
  const isNameDrawn = name !== (read.metadata.name ?? '');
  const call = { verb: 'create', kind, namespace: named.metadata.namespace, name, isNameDrawn } as const;
  const admitted = admit(core, admissionRequest(core, caller, { ...call, object: defaulted }, context, options));
  const prepared = prepare(kind, admitted, context);
  validate(kind, prepared, context);
  const written = asWritten(caller, kind, prepared);
  const owned = trackOwnership(core, caller, kind, undefined, written, { ...options, asked: defaulted });
  admitValidating(core, admissionRequest(core, caller, { ...call, object: owned }, context, options));
  const there = core.objects.get(kindId(kind), owned.metadata.namespace, name);
  if (there !== undefined) throw exists(kind, owned, there);
  for (const warning of caller.component ? [] : (kind.warnings?.(owned, undefined) ?? [])) core.warn(warning);
  const kept = toRest(kind, owned);
  if (options.dryRun === true) return kept;
  if (!caller.component) core.onUserWrite?.(kind, read, undefined);
  const stored = core.objects.put(kindId(kind), kept);
  if (kind.afterCreate !== undefined) {
    const settled = kind.afterCreate(stored, context);
    if (settled === stored) return stored;
    core.objects.put(kindId(kind), trackOwnership(core, SERVER, kind, stored, settled, { subresource: 'status' }));
  }
  return stored;
}

/** The controllers that run inside the API server, whose writes are accounted for like a user's. */
const SERVER: Caller = {
  user: 'system:apiserver',
  groups: ['system:masters'],
  by: 'kube-apiserver',
  manager: 'kube-apiserver',
  component: false,
};

function prepare(kind: Kind, object: KubeObject, context: KindContext): KubeObject {
  const prepared = kind.prepareForCreate?.(object, context) ?? object;
  if (kind.hasGeneration !== true) return prepared;
  return { ...prepared, metadata: { ...prepared.metadata, generation: 1 } };
}

function validate(kind: Kind, object: KubeObject, context: KindContext): void {
  const { metadata } = object;
  const own = kind.validate?.(object, context) ?? [];
  const ofMetadata = (): readonly FieldError[] => validateObjectMeta(metadata, metaRulesOf(kind));
  const isLast = kind.metadataRules === 'own';
  refuseInvalid(kind, metadata.name, isLast ? own : [...ofMetadata(), ...own]);
  if (isLast) refuseInvalid(kind, metadata.name, ofMetadata());
}

/** What the server alone sets: uid, creation time, the name drawn for generateName, the namespace of the request. */
function withServerMetadata(
  core: Core,
  kind: Kind,
  namespace: string | undefined,
  object: KubeObject,
  isNote: boolean,
): KubeObject {
  const given: ObjectMeta = object.metadata;
  if ((given.resourceVersion ?? '') !== '') {
    throw new StatusError(500, 'InternalError', 'resourceVersion should not be set on objects to be created');
  }
  const space = namespaceFor(kind, namespace, given);
  const base = given.generateName ?? '';
  const name = (given.name ?? '') !== '' || base === '' ? (given.name ?? '') : drawName(core, kind, space, base);
  const metadata: Record<string, unknown> = { ...withoutServerFields(given) };
  metadata['name'] = name;
  if (space !== undefined) metadata['namespace'] = space;
  else if ('namespace' in metadata) delete metadata['namespace']; // The server clears it on what is cluster-scoped.
  metadata['uid'] = core.names.uid(kindId(kind), `${space ?? ''}/${name}`, isNote);
  metadata['creationTimestamp'] = toTimestamp(core.nowMs());
  return { ...object, kind: kind.kind, metadata: metadata as unknown as ObjectMeta };
}

/** Metadata without what a new object cannot have yet. */
function withoutServerFields(given: ObjectMeta): ObjectMeta {
  if (!SERVER_FIELDS.some((field) => field in given)) return given;
  const { deletionTimestamp: _t, deletionGracePeriodSeconds: _g, resourceVersion: _v, selfLink: _s, ...kept } = given;
  return kept;
}

const SERVER_FIELDS = ['deletionTimestamp', 'deletionGracePeriodSeconds', 'resourceVersion', 'selfLink'];

function namespaceFor(kind: Kind, namespace: string | undefined, given: ObjectMeta): string | undefined {
  if (kind.scope === 'Cluster') return undefined;
  const space = namespace ?? given.namespace ?? 'default';
  if ((given.namespace ?? '') !== '' && given.namespace !== space) {
    throw otherNamespace();
  }
  return space;
}

function drawName(core: Core, kind: Kind, namespace: string | undefined, base: string): string {
  const random = core.names.draw(`name ${kindId(kind)} ${namespace ?? ''}/${base}`);
  return generateName(base, (bound) => random.below(bound));
}

function exists(kind: Kind, object: KubeObject, there: KubeObject): StatusError {
  const error = alreadyExists(kind, object.metadata.name);
  const drawn =
    (object.metadata.generateName ?? '') === ''
      ? ''
      : ', the server was not able to generate a unique name for the object';
  const going = there.metadata.deletionTimestamp === undefined ? '' : 'object is being deleted: ';
  const message = `${going}${error.message}${drawn}`;
  return new StatusError(409, 'AlreadyExists', message, error.details);
}
