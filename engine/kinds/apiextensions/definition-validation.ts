import { type FieldError, forbiddenField, goValue, invalid, required } from '../../api/validation/field-error.ts';
import { dns1035Label, dns1123Subdomain, type NameCheck } from '../../api/validation/names.ts';
import { validateObjectMeta } from '../../api/validation/object-meta.ts';
import { clientErrors } from '../admissionregistration/service-reference.ts';
import { immutable } from '../checks.ts';
import { each, oneOf, present } from '../field-checks.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { approvalErrors } from './approval.ts';
import { goVersion } from './definition/go-version.ts';
import { sharedErrors, versionErrors } from './definition/version-errors.ts';

type Spec = CustomResourceDefinition['spec'];

/** ValidateCustomResourceDefinition (apiextensions, v1.25), the parts that an author can get wrong. */
export function validateDefinition(object: CustomResourceDefinition): readonly FieldError[] {
  const { metadata, spec, status } = object;
  return [
    ...validateObjectMeta(metadata, { namespaced: false, knownFinalizers: false, nameCheck: nameCheckOf(spec) }),
    ...validateSpec(spec, true),
    ...validateStoredVersions(spec, status),
    ...approvalErrors(object, undefined),
    ...preservingErrors(spec),
  ];
}

/** A definition is called after what it defines. */
function nameCheckOf(spec: Spec): NameCheck {
  const { group = '', names } = spec as Partial<Spec>;
  const expected = `${names?.plural ?? ''}.${group}`;
  return (name) => [
    ...dns1123Subdomain(name),
    ...(name === expected ? [] : ['must be spec.names.plural+"."+spec.group']),
  ];
}

const PRESERVING =
  'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';

/** What once was allowed stays so (validatePreserveUnknownFields, v1.25). */
function preservingErrors({ preserveUnknownFields }: Spec, old?: Spec): readonly FieldError[] {
  if (preserveUnknownFields !== true || old?.preserveUnknownFields === true) return [];
  return [invalid('spec.preserveUnknownFields', true, PRESERVING)];
}

function validateSpec(spec: Spec, needsKnownReviews: boolean): readonly FieldError[] {
  const { group = '', names, versions = [], scope, conversion, preserveUnknownFields } = spec as Partial<Spec>;
  const isOther = preserveUnknownFields === true && conversion !== undefined && conversion.strategy !== 'None';
  const onlyNone = 'must be None if spec.preserveUnknownFields is true';
  return [
    ...groupErrors(group),
    ...enumErrors('spec.scope', scope, ['Cluster', 'Namespaced']),
    ...versionErrors((spec as Partial<Spec>).versions),
    ...validateNames(names ?? {}),
    ...sharedErrors(versions),
    ...(isOther ? [invalid('spec.conversion.strategy', conversion.strategy ?? '', onlyNone)] : []),
    ...validateConversion(conversion, needsKnownReviews),
  ];
}

function groupErrors(group: string): readonly FieldError[] {
  if (group === '') return [required('spec.group')];
  const errors = joined('spec.group', group, dns1123Subdomain);
  if (errors.length > 0 || group.includes('.')) return errors;
  return [invalid('spec.group', group, 'should be a domain with at least one dot')];
}

/** All reasons in one error. */
function joined(path: string, text: string, check: NameCheck): readonly FieldError[] {
  const reasons = check(text);
  return reasons.length === 0 ? [] : [invalid(path, text, reasons.join(','))];
}

function enumErrors(path: string, value: string | undefined, accepted: readonly string[]): readonly FieldError[] {
  return (value ?? '') === '' ? [required(path)] : oneOf(path, value, accepted);
}

function validateStoredVersions(spec: Spec, status: Partial<CustomResourceDefinition['status']> = {}): FieldError[] {
  const path = 'status.storedVersions';
  const { storedVersions = [] } = status;
  const { versions = [] } = spec as Partial<Spec>;
  if (storedVersions.length === 0)
    return [invalid(path, goValue('[]string(nil)'), 'must have at least one stored version')];
  const lost = versions.filter(({ name, storage }) => storage && !storedVersions.includes(name));
  return [
    ...lost.map((version) =>
      invalid(path, goValue(goVersion(version, versions)), `must have the storage version ${version.name}`),
    ),
    ...storedVersions.flatMap((name, i) =>
      versions.some((version) => version.name === name)
        ? []
        : [invalid(`${path}[${i}]`, name, 'must appear in spec.versions')],
    ),
  ];
}

const NAMES = ['plural', 'singular', 'kind', 'listKind'] as const;

/** ValidateCustomResourceDefinitionNames (v1.25), after what a spec, unlike a status, must have. */
function validateNames(names: Partial<Spec['names']>): readonly FieldError[] {
  const path = 'spec.names';
  const { kind, listKind } = names;
  return [
    ...NAMES.flatMap((name) => present(`${path}.${name}`, names[name])),
    ...NAMES.flatMap((name) => (names[name] ? nameErrors(`${path}.${name}`, names[name]) : [])),
    ...each(`${path}.shortNames`, names.shortNames, (name, at) => joined(at, name, dns1035Label)),
    ...(kind !== undefined && kind !== '' && kind === listKind
      ? [invalid(`${path}.listKind`, listKind, 'kind and listKind may not be the same')]
      : []),
    ...each(`${path}.categories`, names.categories, (name, at) => joined(at, name, dns1035Label)),
  ];
}

/** Kinds may be written in capitals. */
function nameErrors(path: string, name: string): readonly FieldError[] {
  if (!/kind$/i.test(path)) return joined(path, name, dns1035Label);
  const reasons = dns1035Label(name.toLowerCase());
  const why = `may have mixed case, but should otherwise match: ${reasons.join(',')}`;
  return reasons.length === 0 ? [] : [invalid(path, name, why)];
}

const NOT_WEBHOOK = 'should not be set when strategy is not set to Webhook';

/** validateCustomResourceConversion (v1.25), which knows the parts of a webhook by the names of the older version. */
function validateConversion(conversion: Spec['conversion'], needsKnownReviews: boolean): readonly FieldError[] {
  if (conversion === undefined) return [];
  const path = 'spec.conversion';
  const client = `${path}.webhookClientConfig`;
  const { strategy, webhook: { clientConfig, conversionReviewVersions: reviews = [] } = {} } = conversion;
  const isWebhook = strategy === 'Webhook';
  const ofReviews = isWebhook ? reviewErrors(reviews, `${path}.conversionReviewVersions`, needsKnownReviews) : [];
  return [
    ...enumErrors(`${path}.strategy`, strategy, ['None', 'Webhook']),
    ...(isWebhook && clientConfig === undefined ? [required(client, 'required when strategy is set to Webhook')] : []),
    ...(isWebhook && clientConfig !== undefined ? clientErrors(clientConfig, client) : []),
    ...(!isWebhook && clientConfig !== undefined ? [forbiddenField(client, NOT_WEBHOOK)] : []),
    ...ofReviews,
    ...(!isWebhook && reviews.length > 0 ? [forbiddenField(`${path}.conversionReviewVersions`, NOT_WEBHOOK)] : []),
  ];
}

const KNOWN_REVIEWS = ['v1', 'v1beta1'];

/** validateConversionReviewVersions (v1.25). */
function reviewErrors(versions: readonly string[], path: string, needsKnown: boolean): readonly FieldError[] {
  if (versions.length === 0) return [required(path)];
  const hasKnown = !needsKnown || versions.some((version) => KNOWN_REVIEWS.includes(version));
  return [
    ...versions.flatMap((version, i) =>
      versions.indexOf(version) < i
        ? [invalid(`${path}[${i}]`, version, 'duplicate version')]
        : dns1035Label(version).map((why) => invalid(`${path}[${i}]`, version, why)),
    ),
    ...(hasKnown
      ? []
      : [invalid(path, goValue(goStrings(versions)), `must include at least one of ${KNOWN_REVIEWS.join(', ')}`)]),
  ];
}

function goStrings(texts: readonly string[]): string {
  return `[]string{${texts.map((text) => JSON.stringify(text)).join(', ')}}`;
}

/** A definition whose reviews were of no known version, or of none, may stay so. */
function hadKnownReviews({ conversion }: Spec): boolean {
  const versions = conversion?.webhook?.conversionReviewVersions ?? [];
  return versions.length === 0 || versions.some((version) => KNOWN_REVIEWS.includes(version));
}

/** Names and scope of an established definition stay (ValidateCustomResourceDefinitionUpdate, v1.25). */
export function validateDefinitionUpdate(
  object: CustomResourceDefinition,
  old: CustomResourceDefinition,
): readonly FieldError[] {
  const { spec, status } = object;
  const { spec: before } = old;
  return [
    ...validateSpec(spec, hadKnownReviews(before)),
    ...immutable(spec.scope ?? '', before.scope, 'spec.scope'),
    ...immutable(spec.names.kind ?? '', before.names.kind, 'spec.names.kind'),
    ...immutable(spec.group ?? '', before.group, 'spec.group'),
    ...immutable(spec.names.plural ?? '', before.names.plural, 'spec.names.plural'),
    ...validateStoredVersions(spec, status),
    ...approvalErrors(object, old),
    ...preservingErrors(spec, before),
  ];
}
