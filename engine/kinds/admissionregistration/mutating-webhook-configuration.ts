import type { Kind } from '../../api/kind.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import type { MutatingWebhookConfiguration } from '../types.ts';
import { type MutatingWebhook, validateWebhooks, webhookDefaults } from './webhooks.ts';

export const mutatingWebhookConfiguration: Kind<MutatingWebhookConfiguration> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingWebhookConfiguration',
  plural: 'mutatingwebhookconfigurations',
  categories: ['api-extensions'],
  scope: 'Cluster',
  schema: 'io.k8s.api.admissionregistration.v1.MutatingWebhookConfiguration',
  nameCheck: dns1123Subdomain,
  metadataRules: 'machinery',
  defaults: (object) =>
    object.webhooks === undefined ? object : { ...object, webhooks: object.webhooks.map(withReinvocation) },
  validate: ({ webhooks }) => validateWebhooks(webhooks),
  hasGeneration: true,
  generationOf: ({ webhooks }) => webhooks ?? [],
  updateNeedsVersion: true,
  columns: [NAME, { name: 'Webhooks', type: 'integer', cell: ({ webhooks }) => (webhooks ?? []).length }, AGE],
};

function withReinvocation(webhook: MutatingWebhook): MutatingWebhook {
  return { ...webhookDefaults(webhook), reinvocationPolicy: webhook.reinvocationPolicy ?? 'Never' };
}
