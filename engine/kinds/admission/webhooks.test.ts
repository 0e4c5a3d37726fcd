import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { validatingWebhookConfiguration } from '../admissionregistration/validating-webhook-configuration.ts';
import { customKinds } from '../apiextensions/custom-resource.ts';
import type { CustomResourceDefinition, ValidatingWebhookConfiguration } from '../types.ts';
import { refusalOf, requestFor } from '../testing.ts';
import { type WebhookAnswer, webhookPlugins, type WebhookReview } from './webhooks.ts';

const NAME = 'ipaddresspoolvalidationwebhook.metallb.io';
const URL = 'https://webhook-service.metallb-system.svc:443/validate-metallb-io-v1beta1-ipaddresspool?timeout=10s';

const configuration = (changes: object = {}): KubeObject =>
  validatingWebhookConfiguration.defaults?.({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'metallb-webhook-configuration' },
    webhooks: [
      {
        name: NAME,
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: {
          service: {
            name: 'webhook-service',
            namespace: 'metallb-system',
            path: '/validate-metallb-io-v1beta1-ipaddresspool',
          },
        },
        rules: [
          {
            apiGroups: ['metallb.io'],
            apiVersions: ['v1beta1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['ipaddresspools'],
          },
        ],
        ...changes,
      },
    ],
  } as unknown as ValidatingWebhookConfiguration) as KubeObject;

const pools = (): Kind => {
  const names = { kind: 'IPAddressPool', plural: 'ipaddresspools' };
  const spec = {
    group: 'metallb.io',
    names,
    scope: 'Namespaced',
    versions: [{ name: 'v1beta1', served: true, storage: true }],
  };
  const [kind] = customKinds({ spec } as unknown as CustomResourceDefinition);
  if (kind === undefined) throw new Error('the definition brings no kind');
  return kind;
};

const POOL = {
  apiVersion: 'metallb.io/v1beta1',
  kind: 'IPAddressPool',
  metadata: { name: 'p', namespace: 'metallb-system' },
  spec: {},
};

function create(
  answer: WebhookAnswer,
  changes: object = {},
): { readonly message: string; readonly asked: readonly WebhookReview[] } {
  const asked: WebhookReview[] = [];
  const [, validating] = webhookPlugins((target, review) => {
    assert.equal(target.url, URL);
    asked.push(review);
    return answer;
  });
  const request = requestFor(pools(), POOL, { stored: [configuration(changes)] });
  return { message: refusalOf(() => validating?.validate?.(request)), asked };
}

const REFUSED = 'dial tcp 10.104.3.2:443: connect: connection refused';

test('a webhook that cannot be reached stops the request, unless it may be ignored', () => {
  assert.equal(
    create({ failed: REFUSED }).message,
    `Internal error occurred: failed calling webhook "${NAME}": failed to call webhook: Post "${URL}": ${REFUSED}`,
  );
  assert.equal(create({ failed: REFUSED }, { failurePolicy: 'Ignore' }).message, '');
});

test('a refusal names the webhook', () => {
  const denied = `admission webhook "${NAME}" denied the request`;
  assert.equal(create({ allowed: false, message: 'duplicate pool' }).message, `${denied}: duplicate pool`);
  assert.equal(create({ allowed: false }).message, `${denied} without explanation`);
});

test('only matching requests are shown', () => {
  assert.equal(create({ allowed: true }).asked.length, 1);
  assert.equal(create({ allowed: true }).asked[0]?.operation, 'CREATE');
  const rules = (changes: object) => ({
    rules: [
      {
        apiGroups: ['metallb.io'],
        apiVersions: ['v1beta1'],
        operations: ['CREATE'],
        resources: ['ipaddresspools'],
        ...changes,
      },
    ],
  });
  for (const changes of [
    { operations: ['DELETE'] },
    { apiVersions: ['v9'] },
    { resources: ['bgppeers'] },
    { scope: 'Cluster' },
  ]) {
    assert.equal(create({ allowed: true }, rules(changes)).asked.length, 0);
  }
  assert.equal(create({ allowed: true }, { objectSelector: { matchLabels: { a: 'b' } } }).asked.length, 0);
});
