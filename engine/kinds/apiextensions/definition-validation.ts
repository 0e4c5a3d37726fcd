import { semanticEqual } from '../../api/equality.ts';
import { type FieldError, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { dns1035Label, dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { each, oneOf, requiredName } from '../field-checks.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { schemaErrors } from './definition/schema-errors.ts';
import { columnErrors, subresourceErrors } from './definition/version-parts.ts';
import type { WrittenSchema } from './definition/written-schema.ts';

type Spec = CustomResourceDefinition['spec'];
type Version = Spec['versions'][number];

/** ValidateCustomResourceDefinition (apiextensions, v1.25), the parts that an author can get wrong. */
export function validateDefinition({ metadata, spec }: CustomResourceDefinition): readonly FieldError[] {
  const { group = '', names, versions = [], scope } = spec as Partial<Spec>;
  const expected = `${names?.plural ?? ''}.${group}`;
  const storage = versions.filter((version) => version.storage);
  const onlyOne = 'must have exactly one version marked as storage version';
  return [
    ...(metadata.name === expected
      ? []
      : [invalid('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group')]),
    ...requiredName('spec.group', group, dns1123Subdomain),
    ...(group === '' || group.includes('.')
      ? []
      : [invalid('spec.group', group, 'should be a domain with at least one dot')]),
    ...oneOf('spec.scope', scope, ['Cluster', 'Namespaced']),
    ...(versions.length === 0 ? [required('spec.versions')] : []),
    ...each('spec.versions', versions, missingSchema),
    ...each('spec.versions', versions, (version, path) => validateVersion(spec, version, path)),
    ...(versions.length > 0 && storage.length !== 1
      ? [
          invalid(
            'spec.versions',
            versions.map(({ name }) => name),
            onlyOne,
          ),
        ]
      : []),
    ...validateNames(names ?? {}),
    ...validateShared(spec),
    ...validateConversion(spec),
    ...protectedGroup(metadata, group),
  ];
}

function validateVersion(spec: Spec, version: Version, path: string): readonly FieldError[] {
  const { schema, subresources, columns } = sharedParts(spec);
  return [
    ...requiredName(`${path}.name`, version.name, dns1035Label),
    ...(schema ? [] : validationErrors(version, `${path}.schema`, version.subresources?.status !== undefined)),
    ...(subresources ? [] : subresourceErrors(version.subresources, `${path}.subresources`)),
    ...(columns ? [] : columnErrors(version.additionalPrinterColumns, `${path}.additionalPrinterColumns`)),
  ];
}

/**
 * What all versions have alike is validated once: stored definitions have such parts outside of their versions, and the messages say so
 * (Convert_v1_CustomResourceDefinitionSpec_To_apiextensions_CustomResourceDefinitionSpec, v1.25).
 */
function sharedParts({ versions }: Partial<Spec>) {
  const [first, ...others] = versions ?? [];
  const isShared = (name: 'schema' | 'subresources' | 'additionalPrinterColumns'): boolean =>
    others.every((version) => semanticEqual(version[name], first?.[name]));
  return {
    schema: isShared('schema'),
    subresources: isShared('subresources'),
    columns: isShared('additionalPrinterColumns'),
  };
}

function validateShared(spec: Spec): readonly FieldError[] {
  const [version] = spec.versions ?? [];
  if (version === undefined) return [];
  const { schema, subresources, columns } = sharedParts(spec);
  const hasStatus = spec.versions.some((each) => each.subresources?.status !== undefined);
  return [
    ...(schema ? validationErrors(version, 'spec.validation', hasStatus) : []),
    ...(subresources ? subresourceErrors(version.subresources, 'spec.subresources') : []),
    ...(columns ? columnErrors(version.additionalPrinterColumns, 'spec.additionalPrinterColumns') : []),
  ];
}

function validationErrors({ schema }: Version, path: string, hasStatus: boolean): readonly FieldError[] {
  const written = schema?.openAPIV3Schema as WrittenSchema | undefined;
  return written === undefined ? [] : schemaErrors(written, `${path}.openAPIV3Schema`, hasStatus);
}

/** A schema that is there, or a message. */
function missingSchema({ schema }: Version, path: string): readonly FieldError[] {
  return schema?.openAPIV3Schema === undefined
    ? [required(`${path}.schema.openAPIV3Schema`, 'schemas are required')]
    : [];
}

function validateNames(names: Partial<Spec['names']>): readonly FieldError[] {
  const path = 'spec.names';
  const lowered = (text: string): readonly string[] => dns1035Label(text.toLowerCase());
  return [
    ...requiredName(`${path}.plural`, names.plural, dns1035Label),
    ...requiredName(`${path}.singular`, names.singular, dns1035Label),
    ...requiredName(`${path}.kind`, names.kind, lowered),
    ...requiredName(`${path}.listKind`, names.listKind, lowered),
    ...each(`${path}.shortNames`, names.shortNames, (name, at) => requiredName(at, name, dns1035Label)),
    ...(names.kind !== undefined && names.kind !== '' && names.kind === names.listKind
      ? [invalid(`${path}.listKind`, names.listKind, 'kind and listKind may not be the same')]
      : []),
  ];
}

function validateConversion({ conversion }: Spec): readonly FieldError[] {
  if (conversion === undefined) return [];
  const { strategy, webhook } = conversion;
  const path = 'spec.conversion';
  if (strategy === 'None') return [];
  if (strategy !== 'Webhook') return [notSupported(`${path}.strategy`, strategy, ['None', 'Webhook'])];
  if (webhook?.clientConfig === undefined)
    return [required(`${path}.webhookClientConfig`, 'required when strategy is set to Webhook')];
  return (webhook.conversionReviewVersions ?? []).length === 0 ? [required(`${path}.conversionReviewVersions`)] : [];
}

const APPROVED = 'api-approved.kubernetes.io';

/** Groups of the project itself need its approval. */
function protectedGroup(metadata: CustomResourceDefinition['metadata'], group: string): readonly FieldError[] {
  const isProtected = ['k8s.io', 'kubernetes.io'].some((domain) => group === domain || group.endsWith(`.${domain}`));
  if (!isProtected || metadata.annotations?.[APPROVED] !== undefined) return [];
  const why =
    'protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111';
  return [required(`metadata.annotations[${APPROVED}]`, why)];
}

/** Names and scope of an established definition stay (ValidateCustomResourceDefinitionUpdate, v1.25). */
export function validateDefinitionUpdate(
  object: CustomResourceDefinition,
  old: CustomResourceDefinition,
): readonly FieldError[] {
  const { spec } = object;
  const { spec: before } = old;
  const missing = (old.status.storedVersions ?? []).filter(
    (stored) => !(spec.versions ?? []).some(({ name }) => name === stored),
  );
  return [
    ...immutable(spec.scope, before.scope, 'spec.scope'),
    ...immutable(spec.names.kind, before.names.kind, 'spec.names.kind'),
    ...immutable(spec.group, before.group, 'spec.group'),
    ...immutable(spec.names.plural, before.names.plural, 'spec.names.plural'),
    ...missing.map((name) => invalid('status.storedVersions[0]', name, 'must appear in spec.versions')),
  ];
}
