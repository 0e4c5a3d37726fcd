import { at, type Coverage, joined } from '../patterns.ts';
import { CONDITIONS, OBJECT } from './metadata.ts';

const CLIENT = [...at('webhooks[*].clientConfig', 'url', 'service.**')];

/** Webhooks are called through the cluster's services; certificates and review versions are not looked at. */
const WEBHOOKS: Coverage = {
  acted: [
    ...CLIENT,
    ...at('webhooks[*]', 'name', 'failurePolicy', 'namespaceSelector.**', 'objectSelector.**', 'timeoutSeconds'),
    ...at('webhooks[*].rules[*]', 'apiGroups', 'apiVersions', 'operations', 'resources', 'scope'),
  ],
};

export const validatingWebhookConfiguration: Coverage = joined(OBJECT, WEBHOOKS);
export const mutatingWebhookConfiguration: Coverage = joined(OBJECT, WEBHOOKS);

const SCHEMA = 'spec.versions[*].schema.openAPIV3Schema';

/** Conversion webhooks are kept and not called. */
export const customResourceDefinition: Coverage = joined(OBJECT, {
  acted: [
    ...at('spec', 'group', 'scope', 'names.**', 'preserveUnknownFields', 'conversion.strategy'),
    ...at('spec.versions[*]', 'name', 'served', 'storage', 'deprecated', 'deprecationWarning'),
    ...at('spec.versions[*]', 'additionalPrinterColumns[*].**', 'subresources.**', 'schema.**'),
    ...at('status', 'acceptedNames.**', 'storedVersions'),
    ...CONDITIONS,
  ],
  stored: at(
    SCHEMA,
    'x-kubernetes-map-type',
    '$ref',
    '$schema',
    'additionalItems',
    'definitions',
    'dependencies',
    'example',
    'externalDocs.**',
    'id',
    'patternProperties',
    'title',
  ),
});

/** Aggregated API servers are not called. */
export const apiService: Coverage = OBJECT;
