/** What the two webhook configurations share (admissionregistration/v1, v1.25). */
import type {
  MutatingWebhook as PublishedMutating,
  ValidatingWebhook as PublishedValidating,
} from 'kubernetes-types/admissionregistration/v1.js';
import type { Immutable } from '../../api/object.ts';
import { type FieldError, invalid, required } from '../../api/validation/field-error.ts';
import { dns1035Label, dns1123Subdomain } from '../../api/validation/names.ts';
import { each, named, oneOf } from '../field-checks.ts';
import { validateLabelSelector } from '../selectors.ts';
import { clientErrors } from './service-reference.ts';
import { ruleErrors, type WebhookRule } from './webhook-rules.ts';

export type ValidatingWebhook = Immutable<PublishedValidating>;
export type MutatingWebhook = Immutable<PublishedMutating>;
export type Webhook = ValidatingWebhook | MutatingWebhook;
export function rulesOf(webhook: Webhook): readonly WebhookRule[] {
  return webhook.rules ?? [];
}

/** SetDefaults_ValidatingWebhook and the like. */
export function webhookDefaults<W extends Webhook>(webhook: W): W {
  const { service } = webhook.clientConfig ?? {};
  return {
    ...webhook,
    failurePolicy: webhook.failurePolicy ?? 'Fail',
    matchPolicy: webhook.matchPolicy ?? 'Equivalent',
    namespaceSelector: webhook.namespaceSelector ?? {},
    objectSelector: webhook.objectSelector ?? {},
    timeoutSeconds: webhook.timeoutSeconds ?? 10,
    ...(service === undefined
      ? {}
      : { clientConfig: { ...webhook.clientConfig, service: { ...service, port: service.port ?? 443 } } }),
    ...(webhook.rules === undefined
      ? {}
      : { rules: rulesOf(webhook).map((rule) => ({ ...rule, scope: rule.scope ?? '*' })) }),
  };
}

const MAX_TIMEOUT_SECONDS = 30;

export function validateWebhooks(webhooks: readonly Webhook[] | undefined): readonly FieldError[] {
  const names = (webhooks ?? []).map(({ name }) => name);
  return each('webhooks', webhooks, (webhook, path, position) => [
    ...validateWebhook(webhook, path),
    ...versionErrors(webhook.admissionReviewVersions ?? [], `${path}.admissionReviewVersions`),
    ...(names.indexOf(webhook.name) < position
      ? [{ type: 'Duplicate', field: `${path}.name`, value: webhook.name } as const]
      : []),
  ]);
}

function validateWebhook(webhook: Webhook, path: string): readonly FieldError[] {
  const { timeoutSeconds = 10, sideEffects } = webhook;
  const outOfRange = timeoutSeconds < 1 || timeoutSeconds > MAX_TIMEOUT_SECONDS;
  return [
    ...validateName(webhook.name ?? '', `${path}.name`),
    ...each(`${path}.rules`, rulesOf(webhook), ruleErrors),
    ...oneOf(`${path}.failurePolicy`, webhook.failurePolicy, ['Fail', 'Ignore']),
    ...oneOf(`${path}.matchPolicy`, webhook.matchPolicy, ['Equivalent', 'Exact']),
    ...(sideEffects === undefined
      ? [required(`${path}.sideEffects`, 'must specify one of None, NoneOnDryRun')]
      : oneOf(`${path}.sideEffects`, sideEffects, ['None', 'NoneOnDryRun'])),
    ...(outOfRange
      ? [invalid(`${path}.timeoutSeconds`, timeoutSeconds, 'the timeout value must be between 1 and 30 seconds')]
      : []),
    ...validateLabelSelector(webhook.namespaceSelector, `${path}.namespaceSelector`),
    ...validateLabelSelector(webhook.objectSelector, `${path}.objectSelector`),
    ...('reinvocationPolicy' in webhook
      ? oneOf(`${path}.reinvocationPolicy`, webhook.reinvocationPolicy, ['IfNeeded', 'Never'])
      : []),
    ...clientErrors(webhook.clientConfig ?? {}, `${path}.clientConfig`),
  ];
}

function validateName(name: string, path: string): readonly FieldError[] {
  if (name === '') return [required(path)];
  const why = dns1123Subdomain(name);
  if (why.length > 0) return why.map((reason) => invalid(path, name, reason));
  return name.split('.').length < 3
    ? [invalid(path, name, 'should be a domain with at least three segments separated by dots')]
    : [];
}

/** validateAdmissionReviewVersions (v1.25). */
function versionErrors(versions: readonly string[], path: string): readonly FieldError[] {
  if (versions.length === 0) return [required(path, 'must specify one of v1, v1beta1')];
  const known = versions.some((version) => version === 'v1' || version === 'v1beta1');
  return [
    ...each(path, versions, (version, at, position) => [
      ...(versions.indexOf(version) < position ? [invalid(at, version, 'duplicate version')] : []),
      ...named(at, version, dns1035Label),
    ]),
    ...(known ? [] : [invalid(path, versions, 'must include at least one of v1, v1beta1')]),
  ];
}
