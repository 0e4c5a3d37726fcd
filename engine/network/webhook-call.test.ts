import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../api/object.ts';
import type { WebhookAnswer, WebhookReview, WebhookTarget } from '../kinds/admission/webhooks.ts';
import { metallbWebhook } from './loadbalancer/webhook.ts';
import { networkOf, networkView, object, podAt, service, slice } from './testing.ts';

const SYSTEM = { namespace: 'metallb-system' };
const pool = (name: string, ...addresses: readonly string[]): KubeObject =>
  object('IPAddressPool', name, { spec: { addresses } }, SYSTEM);
const PATH = '/validate-metallb-io-v1beta1-ipaddresspool';
const COURSE_POOL = pool('k8s-svc-pool', '192.168.1.11-192.168.1.19');

const rows: readonly (readonly [what: string, KubeObject, message: string])[] = [
  ['another range', pool('b', '192.168.1.20-192.168.1.29'), ''],
  ['the same pool again', pool('k8s-svc-pool', '192.168.1.10-192.168.1.29'), ''],
  [
    'an overlap',
    pool('b', '192.168.1.19-192.168.1.20'),
    'CIDR "192.168.1.19/32" in pool "b" overlaps with already defined CIDR "192.168.1.16/30"',
  ],
  [
    'an overlap with itself',
    pool('b', '10.0.0.0/24', '10.0.0.1/32'),
    'CIDR "10.0.0.1/32" in pool "b" overlaps with already defined CIDR "10.0.0.0/24"',
  ],
  [
    'no block',
    pool('b', '10.0.0.0'),
    'parsing address pool b: invalid CIDR "10.0.0.0" in pool "b": invalid CIDR "10.0.0.0"',
  ],
  [
    'no range',
    pool('b', '10.0.0.1-x'),
    'parsing address pool b: invalid CIDR "10.0.0.1-x" in pool "b": invalid IP range "10.0.0.1-x": invalid end IP "x"',
  ],
  [
    'a range backwards',
    pool('b', '10.0.0.9-10.0.0.1'),
    'parsing address pool b: invalid CIDR "10.0.0.9-10.0.0.1" in pool "b": invalid IP range "10.0.0.9-10.0.0.1": start IP "10.0.0.9" is after the end IP "10.0.0.1"',
  ],
  ['nothing', pool('b'), 'parsing address pool b: pool has no prefixes defined'],
];
for (const [what, given, message] of rows) {
  test(`MetalLB's webhook is shown ${what}`, () => {
    const verdict = metallbWebhook(networkView([COURSE_POOL]), PATH, { operation: 'CREATE', object: given });
    assert.deepEqual(verdict, { allowed: message === '', message });
  });
}

test('what is not simulated is refused by name', () => {
  const peer = object('BGPPeer', 'p', {}, SYSTEM);
  const verdict = metallbWebhook(networkView([]), '/validate-metallb-io-v1beta2-bgppeer', {
    operation: 'CREATE',
    object: peer,
  });
  assert.deepEqual(verdict, {
    allowed: false,
    message: "MetalLB's BGP mode (BGPPeer) is not simulated: use L2Advertisement",
  });
  assert.equal(metallbWebhook(networkView([]), '/other', { operation: 'CREATE', object: peer }), undefined);
});

const CONTROLLER = podAt('controller', {
  ip: '172.16.221.129',
  ...SYSTEM,
  labels: { app: 'metallb', component: 'controller' },
});
const SERVICE = service(
  'webhook-service',
  { clusterIP: '10.96.4.7', ports: [{ port: 443, protocol: 'TCP', targetPort: 9443 }] },
  SYSTEM,
);
const READY = slice('webhook-service', [{ ip: '172.16.221.129' }], 9443, SYSTEM);
const TARGET: WebhookTarget = {
  service: { ...SYSTEM, name: 'webhook-service', port: 443 },
  path: PATH,
  url: '',
  timeoutMs: 10_000,
};

function called(
  objects: readonly KubeObject[],
  open: readonly string[],
  given: KubeObject = COURSE_POOL,
  target: WebhookTarget = TARGET,
  table?: () => unknown,
): WebhookAnswer {
  const review: WebhookReview = {
    operation: 'CREATE',
    kind: { group: 'metallb.io', version: 'v1beta1', kind: given.kind },
    resource: 'ipaddresspools',
    namespace: 'metallb-system',
    name: given.metadata.name,
    object: given,
    user: 'kubernetes-admin',
    dryRun: false,
  };
  return networkOf({ objects, open, ...(table === undefined ? {} : { table }) }).callWebhook(target, review);
}

test('the API server reaches the webhook through its service, or says why not as Go does', () => {
  const listening = ['172.16.221.129:9443'];
  const all = [CONTROLLER, SERVICE, READY];
  assert.deepEqual(called(all, listening), { allowed: true });
  assert.deepEqual(called(all, listening, pool('b', 'x')), {
    allowed: false,
    message: 'parsing address pool b: invalid CIDR "x" in pool "b": invalid CIDR "x"',
  });
  assert.deepEqual(called(all, []), { failed: 'dial tcp 10.96.4.7:443: connect: connection refused' });
  assert.deepEqual(called([CONTROLLER, SERVICE], []), {
    failed: 'no endpoints available for service "webhook-service"',
  });
  assert.deepEqual(called([], []), { failed: 'service "webhook-service" not found' });
  assert.deepEqual(called(all, listening, COURSE_POOL, { ...TARGET, path: '/mutate' }), {
    failed: 'no webhook at /mutate of pod metallb-system/controller is simulated',
  });
  assert.deepEqual(called(all, listening, COURSE_POOL, { path: '', url: 'https://example.com', timeoutMs: 1 }), {
    failed: 'no network outside of the cluster is simulated',
  });
});

test('a service whose rules no kube-proxy has programmed yet is told by its endpoints', () => {
  const ask = (objects: readonly KubeObject[]): WebhookAnswer =>
    called(objects, ['172.16.221.129:9443'], COURSE_POOL, TARGET, () => undefined);
  assert.deepEqual(ask([CONTROLLER, SERVICE]), { failed: 'no endpoints available for service "webhook-service"' });
  assert.deepEqual(ask([CONTROLLER, SERVICE, READY]), { failed: 'context deadline exceeded' });
});
