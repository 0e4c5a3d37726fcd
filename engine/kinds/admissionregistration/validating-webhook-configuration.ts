import type { Kind } from '../../api/kind.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import type { ValidatingWebhookConfiguration } from '../types.ts';
import { validateWebhooks, webhookDefaults } from './webhooks.ts';

export const validatingWebhookConfiguration: Kind<ValidatingWebhookConfiguration> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingWebhookConfiguration',
  plural: 'validatingwebhookconfigurations',
  categories: ['api-extensions'],
  scope: 'Cluster',
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingWebhookConfiguration',
  nameCheck: dns1123Subdomain,
  metadataRules: 'machinery',
  defaults: (object) =>
    object.webhooks === undefined ? object : { ...object, webhooks: object.webhooks.map(webhookDefaults) },
  validate: ({ webhooks }) => validateWebhooks(webhooks),
  hasGeneration: true,
  generationOf: ({ webhooks }) => webhooks ?? [],
  updateNeedsVersion: true,
  columns: [NAME, { name: 'Webhooks', type: 'integer', cell: ({ webhooks }) => (webhooks ?? []).length }, AGE],
};
