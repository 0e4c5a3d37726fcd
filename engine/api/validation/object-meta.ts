import type { Immutable, ObjectMeta, OwnerReference } from '../object.ts';
import { goPointer, goQuote, goStringSlice, sortedKeys } from '../go-format.ts';
import { parseTimestamp } from '../time.ts';
import { utf8Length } from '../utf8.ts';
import type { FieldError, GoValue } from './field-error.ts';
import { forbiddenField, goValue, invalid, required, tooLong } from './field-error.ts';
import { validateLabels } from './label-selector.ts';
import type { NameCheck } from './names.ts';
import { annotationKey, dns1123Label, prefixOf, qualifiedName } from './names.ts';
import { child, index } from './path.ts';

export const MAX_ANNOTATION_BYTES: number = 262_144;

const IMMUTABLE = 'field is immutable';
const STANDARD_FINALIZERS: readonly string[] = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** Metadata as a request brings it: nothing but the shape is sure. */
export type MetaToValidate = Immutable<Partial<ObjectMeta>>;

export interface MetaRules {
  readonly namespaced: boolean;
  /** The kind's rule for names; the fixed part of a generated name may also end in a dash. */
  readonly nameCheck: NameCheck;
  /** Whether a finalizer has to be a standard one or to have a domain, as of Kubernetes' own kinds. Default: true. */
  readonly knownFinalizers?: boolean;
}

/** Keys of annotations, and the size of all together. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): readonly FieldError[] {
  if (annotations === undefined || validMaps.has(annotations)) return [];
  const keys = sortedKeys(annotations);
  const bytes = keys.reduce((sum, key) => sum + utf8Length(key) + utf8Length(annotations[key] ?? ''), 0);
  const keyErrors = keys.flatMap((key) => annotationKey(key).map((error) => invalid(path, key, error)));
  if (bytes > MAX_ANNOTATION_BYTES) return [...keyErrors, tooLong(path, MAX_ANNOTATION_BYTES)];
  if (keyErrors.length === 0) validMaps.add(annotations);
  return keyErrors;
}

/** Annotations that were found right. */
const validMaps = new WeakSet<object>();

function validateName(meta: MetaToValidate, nameCheck: NameCheck, path: string): readonly FieldError[] {
  const { name = '', generateName = '' } = meta;
  const generateErrors = generateName === '' ? [] : prefixOf(nameCheck)(generateName);
  const at = child(path, 'name');
  const nameErrors =
    name === ''
      ? [required(at, 'name or generateName is required')]
      : nameCheck(name).map((error) => invalid(at, name, error));
  return [...generateErrors.map((error) => invalid(child(path, 'generateName'), generateName, error)), ...nameErrors];
}

function validateNamespace(namespace: string, namespaced: boolean, path: string): readonly FieldError[] {
  const at = child(path, 'namespace');
  if (!namespaced) return namespace === '' ? [] : [forbiddenField(at, 'not allowed on this type')];
  if (namespace === '') return [required(at)];
  return dns1123Label(namespace).map((error) => invalid(at, namespace, error));
}

const REFERENCE_FIELDS = ['apiVersion', 'kind', 'name', 'uid'] as const;

function validateOwner(reference: OwnerReference, path: string): readonly FieldError[] {
  const missing = REFERENCE_FIELDS.filter((field) => (reference[field] ?? '') === '').map((field) =>
    invalid(child(path, field), '', `${field === 'apiVersion' ? 'version' : field} must not be empty`),
  );
  if (reference.apiVersion !== 'v1' || reference.kind !== 'Event') return missing;
  return [...missing, invalid(path, goReference(reference), '/v1, Kind=Event is disallowed from being an owner')];
}

function goReferenceText({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): string {
  const pointer = (flag: boolean | undefined): string => goPointer('bool', flag !== undefined);
  const texts = `APIVersion:${goQuote(apiVersion)}, Kind:${goQuote(kind)}, Name:${goQuote(name)}, UID:${goQuote(uid)}`;
  return `{${texts}, Controller:${pointer(controller)}, BlockOwnerDeletion:${pointer(blockOwnerDeletion)}}`;
}

const goReference = (reference: OwnerReference): GoValue => goValue(`v1.OwnerReference${goReferenceText(reference)}`);

/** Owner references that were found right. */
const validOwners = new WeakSet<readonly OwnerReference[]>();

function validateOwners(references: readonly OwnerReference[] | undefined, path: string): readonly FieldError[] {
  if (references === undefined || validOwners.has(references)) return [];
  const errors = ownerErrors(references, path);
  if (errors.length === 0) validOwners.add(references);
  return errors;
}

function ownerErrors(references: readonly OwnerReference[], path: string): readonly FieldError[] {
  const errors = references.flatMap((reference) => [...validateOwner(reference, path)]);
  const [first, ...others] = references.filter(({ controller }) => controller === true);
  if (first === undefined || others.length === 0) return errors;
  const all = goValue(
    `[]v1.OwnerReference{${references.map((each) => `v1.OwnerReference${goReferenceText(each)}`).join(', ')}}`,
  );
  const tooMany = others.map(({ name }) => {
    const found = `Found "true" in references for ${first.name} and ${name}`;
    return invalid(path, all, `Only one reference can have Controller set to true. ${found}`);
  });
  return [...errors, ...tooMany];
}

function validateFinalizers(finalizers: readonly string[], path: string): readonly FieldError[] {
  const errors = finalizers.flatMap((name) => qualifiedName(name).map((error) => invalid(path, name, error)));
  if (!finalizers.includes('orphan') || !finalizers.includes('foregroundDeletion')) return errors;
  const conflict = 'finalizer orphan and foregroundDeletion cannot be both set';
  return [...errors, invalid(path, finalizers, conflict)];
}

/** Kubernetes' own kinds ask for more than a qualified name: a standard finalizer, or one with a domain */
function validateKubeFinalizers(finalizers: readonly string[], path: string): readonly FieldError[] {
  return finalizers.flatMap((name, i) =>
    name.includes('/') || STANDARD_FINALIZERS.includes(name)
      ? []
      : [invalid(index(path, i), name, 'name is neither a standard finalizer name nor is it fully qualified')],
  );
}

function finalizerErrors(finalizers: readonly string[], path: string, known: boolean = true): readonly FieldError[] {
  const errors = validateFinalizers(finalizers, path);
  return known ? [...errors, ...validateKubeFinalizers(finalizers, path)] : errors;
}

const NO_ERRORS: readonly FieldError[] = [];

/** Labels, annotations, owners: the same on create and on update. Where there are none, not even their paths are made. */
function validateCommon(meta: MetaToValidate, path: string): readonly FieldError[] {
  const { labels, annotations, ownerReferences } = meta;
  return [
    ...(labels === undefined ? NO_ERRORS : validateLabels(labels, child(path, 'labels'))),
    ...(annotations === undefined ? NO_ERRORS : validateAnnotations(annotations, child(path, 'annotations'))),
    ...(ownerReferences === undefined ? NO_ERRORS : validateOwners(ownerReferences, child(path, 'ownerReferences'))),
  ];
}

/** Metadata of a new object, after its name was generated (ValidateObjectMeta of the core kinds, v1.25). */
export function validateObjectMeta(
  meta: MetaToValidate,
  rules: MetaRules,
  path: string = 'metadata',
): readonly FieldError[] {
  const { generation = 0, finalizers = [] } = meta;
  const negative = 'must be greater than or equal to 0';
  return [
    ...validateName(meta, rules.nameCheck, path),
    ...validateNamespace(meta.namespace ?? '', rules.namespaced, path),
    ...(generation < 0 ? [invalid(child(path, 'generation'), generation, negative)] : []),
    ...validateCommon(meta, path),
    ...(finalizers.length === 0
      ? NO_ERRORS
      : finalizerErrors(finalizers, child(path, 'finalizers'), rules.knownFinalizers)),
  ];
}

/** metav1.Time in a message, which has a String(): `2022-10-03 00:00:00 +0000 UTC`. */
function goTime(timestamp: string | undefined): GoValue | undefined {
  if (timestamp === undefined) return undefined;
  return goValue(`${new Date(parseTimestamp(timestamp)).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`);
}

function validateImmutable(meta: MetaToValidate, old: MetaToValidate, path: string): readonly FieldError[] {
  const texts = (['name', 'namespace', 'uid'] as const)
    .filter((field) => (meta[field] ?? '') !== (old[field] ?? ''))
    .map((field) => invalid(child(path, field), meta[field] ?? '', IMMUTABLE));
  const times = (['creationTimestamp', 'deletionTimestamp'] as const)
    .filter((field) => meta[field] !== old[field])
    .map((field) => invalid(child(path, field), goTime(meta[field]), IMMUTABLE));
  const grace = 'deletionGracePeriodSeconds';
  const isSameGrace = meta[grace] === old[grace];
  return [...texts, ...times, ...(isSameGrace ? [] : [invalid(child(path, grace), meta[grace], IMMUTABLE)])];
}

function validateNoNewFinalizers(meta: MetaToValidate, old: MetaToValidate, path: string): readonly FieldError[] {
  if (old.deletionTimestamp === undefined) return [];
  const added = [...new Set(meta.finalizers)].filter((name) => !(old.finalizers ?? []).includes(name)).sort();
  if (added.length === 0) return [];
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${goStringSlice(added)}`;
  return [forbiddenField(child(path, 'finalizers'), detail)];
}

/**
 * Metadata of a changed object (ValidateObjectMetaUpdate of the core kinds, v1.25). What the API server itself fills in before
 * (uid, times of creation and deletion, for a client that left them out) must have been filled in.
 */
export function validateObjectMetaUpdate(
  meta: MetaToValidate,
  old: MetaToValidate,
  { knownFinalizers }: Pick<MetaRules, 'knownFinalizers'> = {},
  path: string = 'metadata',
): readonly FieldError[] {
  const version = meta.resourceVersion ?? '';
  const generation = meta.generation ?? 0;
  const { finalizers = [] } = meta;
  return [
    ...validateNoNewFinalizers(meta, old, path),
    ...(version === '' ? [invalid(child(path, 'resourceVersion'), version, 'must be specified for an update')] : []),
    ...(generation < (old.generation ?? 0)
      ? [invalid(child(path, 'generation'), generation, 'must not be decremented')]
      : []),
    ...validateImmutable(meta, old, path),
    ...validateCommon(meta, path),
    ...(finalizers.length === 0 ? NO_ERRORS : finalizerErrors(finalizers, child(path, 'finalizers'), knownFinalizers)),
  ];
}
