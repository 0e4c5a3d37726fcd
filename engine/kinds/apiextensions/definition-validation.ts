import { type FieldError, goValue, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { dns1035Label, dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { each, oneOf, requiredName } from '../field-checks.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { approvalErrors } from './approval.ts';
import { goVersion } from './definition/go-version.ts';
import { sharedErrors, versionErrors } from './definition/version-errors.ts';

type Spec = CustomResourceDefinition['spec'];

/** ValidateCustomResourceDefinition (apiextensions, v1.25), the parts that an author can get wrong. */
export function validateDefinition(object: CustomResourceDefinition): readonly FieldError[] {
  const { metadata, spec, status } = object;
  const { group = '', names } = spec as Partial<Spec>;
  const expected = `${names?.plural ?? ''}.${group}`;
  return [
    ...(metadata.name === expected
      ? []
      : [invalid('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group')]),
    ...validateSpec(spec, true),
    ...approvalErrors(object, undefined),
    ...validateStoredVersions(spec, status),
  ];
}

function validateSpec(spec: Spec, needsKnownReviews: boolean): readonly FieldError[] {
  const { group = '', names, versions = [], scope } = spec as Partial<Spec>;
  const groupErrors = requiredName('spec.group', group, dns1123Subdomain);
  return [
    ...groupErrors,
    ...(groupErrors.length > 0 || group.includes('.')
      ? []
      : [invalid('spec.group', group, 'should be a domain with at least one dot')]),
    ...oneOf('spec.scope', scope || undefined, ['Cluster', 'Namespaced']),
    ...versionErrors(versions),
    ...validateNames(names ?? {}),
    ...sharedErrors(versions),
    ...validateConversion(spec, needsKnownReviews),
  ];
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

function validateNames(names: Partial<Spec['names']>): readonly FieldError[] {
  const path = 'spec.names';
  const lowered = (text: string): readonly string[] =>
    dns1035Label(text.toLowerCase()).map((why) => `may have mixed case, but should otherwise match: ${why}`);
  return [
    ...requiredName(`${path}.plural`, names.plural, dns1035Label),
    ...requiredName(`${path}.singular`, names.singular, dns1035Label),
    ...requiredName(`${path}.kind`, names.kind, lowered),
    ...requiredName(`${path}.listKind`, names.listKind, lowered),
    ...each(`${path}.shortNames`, names.shortNames, (name, at) => requiredName(at, name, dns1035Label)),
    ...(names.kind !== undefined && names.kind !== '' && names.kind === names.listKind
      ? [invalid(`${path}.listKind`, names.listKind, 'kind and listKind may not be the same')]
      : []),
    ...each(`${path}.categories`, names.categories, (name, at) => requiredName(at, name, dns1035Label)),
  ];
}

function validateConversion({ conversion }: Spec, needsKnownReviews: boolean): readonly FieldError[] {
  if (conversion === undefined) return [];
  const { strategy, webhook } = conversion;
  const path = 'spec.conversion';
  if (strategy === 'None') return [];
  if (strategy !== 'Webhook') return [notSupported(`${path}.strategy`, strategy, ['None', 'Webhook'])];
  if (webhook?.clientConfig === undefined)
    return [required(`${path}.webhookClientConfig`, 'required when strategy is set to Webhook')];
  return reviewErrors(webhook.conversionReviewVersions ?? [], `${path}.conversionReviewVersions`, needsKnownReviews);
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
    ...approvalErrors(object, old),
    ...validateStoredVersions(spec, status),
  ];
}
