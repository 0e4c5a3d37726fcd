/** What the two webhook configurations share (admissionregistration/v1, v1.25). */
import type {
  MutatingWebhook as PublishedMutating,
  ValidatingWebhook as PublishedValidating,
} from 'kubernetes-types/admissionregistration/v1.js';
import type { Immutable } from '../../api/object.ts';
import { type FieldError, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { each, oneOf, present } from '../field-checks.ts';
import { validateLabelSelector } from '../selectors.ts';

export type ValidatingWebhook = Immutable<PublishedValidating>;
export type MutatingWebhook = Immutable<PublishedMutating>;
export type Webhook = ValidatingWebhook | MutatingWebhook;
/** The published type of a rule lacks the members that Go embeds. */
export interface WebhookRule {
  readonly operations?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly resources?: readonly string[];
  readonly scope?: string;
}

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

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const MAX_TIMEOUT_SECONDS = 30;

export function validateWebhooks(webhooks: readonly Webhook[] | undefined): readonly FieldError[] {
  const names = (webhooks ?? []).map(({ name }) => name);
  return each('webhooks', webhooks, (webhook, path, position) => [
    ...validateWebhook(webhook, path),
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
    ...validateVersions(webhook.admissionReviewVersions, `${path}.admissionReviewVersions`),
    ...each(`${path}.rules`, rulesOf(webhook), validateRule),
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
    ...validateClient(webhook.clientConfig ?? {}, `${path}.clientConfig`),
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

function validateVersions(versions: readonly string[] | undefined, path: string): readonly FieldError[] {
  if ((versions ?? []).length === 0) return [required(path, 'must specify one of v1, v1beta1')];
  const known = (versions ?? []).some((version) => version === 'v1' || version === 'v1beta1');
  return known ? [] : [invalid(path, versions, 'must include at least one of v1, v1beta1')];
}

function validateRule(
  { apiGroups, apiVersions, resources, operations, scope }: WebhookRule,
  path: string,
): readonly FieldError[] {
  const filled = (list: readonly string[] | undefined, member: string): readonly FieldError[] =>
    (list ?? []).length === 0 ? [required(`${path}.${member}`)] : [];
  return [
    ...filled(operations, 'operations'),
    ...each(`${path}.operations`, operations, (operation, at) =>
      OPERATIONS.includes(operation) ? [] : [notSupported(at, operation, OPERATIONS)],
    ),
    ...filled(apiGroups, 'apiGroups'),
    ...filled(apiVersions, 'apiVersions'),
    ...filled(resources, 'resources'),
    ...oneOf(`${path}.scope`, scope, ['*', 'Cluster', 'Namespaced'], { optional: true }),
  ];
}

function validateClient({ url, service }: Webhook['clientConfig'], path: string): readonly FieldError[] {
  if ((url === undefined) === (service === undefined))
    return [required(path, 'exactly one of url or service is required')];
  if (service === undefined) return [];
  return [
    ...present(`${path}.service.name`, service.name, 'service name is required'),
    ...present(`${path}.service.namespace`, service.namespace, 'service namespace is required'),
  ];
}
