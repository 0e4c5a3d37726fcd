import type { AdmissionPlugin, AdmissionRequest } from '../../api/admission.ts';
import { compileSelector } from '../../api/labels.ts';
import type { KubeObject } from '../../api/object.ts';
import { internalError, StatusError, type StatusReason } from '../../api/status-error.ts';
import type { Kind } from '../../api/kind.ts';
import type { WebhookRule } from '../admissionregistration/webhook-rules.ts';
import { rulesOf, type Webhook } from '../admissionregistration/webhooks.ts';
import type { MutatingWebhookConfiguration, Namespace, ValidatingWebhookConfiguration } from '../types.ts';

/** Where a webhook is to be asked. */
export interface WebhookTarget {
  readonly service?: { readonly namespace: string; readonly name: string; readonly port: number };
  readonly path: string;
  /** The whole address, with the time-out, as error messages show it. */
  readonly url: string;
  readonly timeoutMs: number;
}

/** What is asked: the parts of admission.k8s.io/v1 AdmissionReview that tell requests apart. */
export interface WebhookReview {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly object: KubeObject;
  readonly oldObject?: KubeObject;
  readonly user: string;
  readonly dryRun: boolean;
}

/** `failed`: why there is no answer, e.g. `dial tcp 10.96.4.7:443: connect: connection refused`. */
export type WebhookAnswer =
  | { readonly allowed: true; /** what a mutating webhook makes of the object */ readonly object?: KubeObject }
  | { readonly allowed: false; readonly message?: string; readonly code?: number; readonly reason?: StatusReason }
  | { readonly failed: string };

export type WebhookCall = (target: WebhookTarget, review: WebhookReview) => WebhookAnswer;

/** Their own configurations are never shown to webhooks: a broken one could not be repaired. */
const EXEMPT = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];

/** The two plugins that ask webhooks, in their order (v1.25). `call` reaches the services. */
export function webhookPlugins(call: WebhookCall): readonly AdmissionPlugin[] {
  return [
    {
      name: 'MutatingAdmissionWebhook',
      admit: (request) => {
        const configurations = request.context.list<MutatingWebhookConfiguration>('MutatingWebhookConfiguration');
        return configurations
          .flatMap(({ webhooks = [] }) => webhooks)
          .reduce((object, webhook) => ask(call, webhook, { ...request, object }) ?? object, request.object);
      },
    },
    {
      name: 'ValidatingAdmissionWebhook',
      validate: (request) => {
        const configurations = request.context.list<ValidatingWebhookConfiguration>('ValidatingWebhookConfiguration');
        for (const webhook of configurations.flatMap(({ webhooks = [] }) => webhooks)) ask(call, webhook, request);
      },
    },
  ];
}

/** Asks one webhook if it is concerned; throws its refusal, and its failure unless that is to be ignored. */
function ask(call: WebhookCall, webhook: Webhook, request: AdmissionRequest): KubeObject | undefined {
  if (!concerns(webhook, request)) return undefined;
  const target = targetOf(webhook);
  const answer = call(target, reviewOf(request));
  if ('failed' in answer) {
    if (webhook.failurePolicy === 'Ignore') return undefined;
    throw internalError(
      `failed calling webhook "${webhook.name}": failed to call webhook: Post "${target.url}": ${answer.failed}`,
    );
  }
  if (answer.allowed) return answer.object;
  throw refusal(webhook.name, answer);
}

function refusal(
  name: string,
  { message, code = 403, reason = 'Forbidden' }: Extract<WebhookAnswer, { readonly allowed: false }>,
): StatusError {
  const denied = `admission webhook "${name}" denied the request`;
  const text = message === undefined || message === '' ? `${denied} without explanation` : `${denied}: ${message}`;
  return new StatusError(code, reason, text);
}

function targetOf({ clientConfig, timeoutSeconds = 10 }: Webhook): WebhookTarget {
  const timeoutMs = timeoutSeconds * 1000;
  const { service, url = '' } = clientConfig;
  if (service === undefined) return { path: '', url: `${url}?timeout=${timeoutSeconds}s`, timeoutMs };
  const { namespace, name, port = 443, path = '/' } = service;
  const absolute = path.startsWith('/') ? path : `/${path}`;
  const address = `https://${name}.${namespace}.svc:${port}${absolute}?timeout=${timeoutSeconds}s`;
  return { service: { namespace, name, port }, path: absolute, url: address, timeoutMs };
}

const operationOf = ({ verb }: AdmissionRequest): WebhookReview['operation'] =>
  ({ create: 'CREATE', update: 'UPDATE', delete: 'DELETE', connect: 'CONNECT' })[verb] as WebhookReview['operation'];

function reviewOf(request: AdmissionRequest): WebhookReview {
  const { kind, namespace, name, object, old, user, dryRun, subresource } = request;
  return {
    operation: operationOf(request),
    kind: { group: kind.group, version: kind.version, kind: kind.kind },
    resource: subresource === undefined ? kind.plural : `${kind.plural}/${subresource}`,
    namespace,
    name,
    object,
    ...(old === undefined ? {} : { oldObject: old }),
    user,
    dryRun,
  };
}

function concerns(webhook: Webhook, request: AdmissionRequest): boolean {
  if (EXEMPT.includes(request.kind.kind)) return false;
  if (!rulesOf(webhook).some((rule) => ruleMatches(rule, request))) return false;
  if (!compileSelector(webhook.namespaceSelector ?? {})(namespaceLabels(request))) return false;
  const selects = compileSelector(webhook.objectSelector ?? {});
  return [request.object, request.old].some((object) => object !== undefined && selects(object.metadata.labels));
}

/** Labels of the namespace; a Namespace is asked about its own, and cluster-scoped objects match every selector that asks nothing. */
function namespaceLabels({
  kind,
  namespace,
  object,
  context,
}: AdmissionRequest): Readonly<Record<string, string>> | undefined {
  if (kind.kind === 'Namespace' && kind.group === '') return object.metadata.labels;
  return namespace === undefined
    ? undefined
    : context.get<Namespace>('Namespace', undefined, namespace)?.metadata.labels;
}

function ruleMatches(rule: WebhookRule, request: AdmissionRequest): boolean {
  const { kind, subresource, namespace } = request;
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope = '*' } = rule;
  const lists = (list: readonly string[], ...values: readonly string[]): boolean =>
    list.includes('*') || values.some((value) => list.includes(value));
  return (
    lists(operations, operationOf(request)) &&
    lists(apiGroups, kind.group) &&
    lists(apiVersions, ...versionsOf(kind)) &&
    resourceMatches(resources, kind.plural, subresource) &&
    (scope === '*' || (scope === 'Namespaced') === (namespace !== undefined))
  );
}

/** matchPolicy Equivalent: a rule about any served version means the object. */
const versionsOf = (kind: Kind): readonly string[] => [
  kind.version,
  ...(kind.alsoServed ?? []).map(({ version }) => version),
];

function resourceMatches(resources: readonly string[], plural: string, subresource: string | undefined): boolean {
  return resources.some((resource) => {
    const [main, sub] = resource.split('/');
    if (main !== '*' && main !== plural) return false;
    if (sub === undefined) return subresource === undefined;
    return sub === '*' ? resource === '*/*' || subresource !== undefined || main === plural : sub === subresource;
  });
}
