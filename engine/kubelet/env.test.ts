import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../api/object.ts';
import type { Container } from '../kinds/types.ts';
import { viewOf } from '../component/testing.ts';
import { ContainerConfigError, environmentOf, expand } from './env.ts';
import { TestNode, testPod } from './testing.ts';

const made = (kind: string, name: string, rest: object): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'default' },
  ...rest,
});
const objects = [
  made('ConfigMap', 'cm', { data: { a: '1', '2bad': 'x' } }),
  made('Secret', 's', { data: { pw: 'czNjcmV0' } }),
  made('Service', 'web-svc', {
    spec: { clusterIP: '10.96.1.1', ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
  }),
];

function envOf(changes: Partial<Container>) {
  const container: Container = {
    name: 'c',
    resources: { limits: { memory: '64Mi' }, requests: { cpu: '250m' } },
    ...changes,
  };
  const pod = testPod({ containers: [container] });
  return environmentOf({
    pod,
    container,
    view: viewOf(objects),
    node: undefined,
    hostIP: '192.168.1.101',
    podIP: '172.16.1.1',
  });
}

const valueOf = (valueFrom: NonNullable<NonNullable<Container['env']>[number]['valueFrom']>) =>
  envOf({ env: [{ name: 'X', valueFrom }] }).env.get('X');

test('values come from fields, resources, config maps and secrets', () => {
  assert.equal(valueOf({ fieldRef: { fieldPath: 'status.podIP' } }), '172.16.1.1');
  assert.equal(valueOf({ fieldRef: { fieldPath: 'metadata.name' } }), 'p');
  assert.equal(valueOf({ resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } }), '64');
  assert.equal(valueOf({ resourceFieldRef: { resource: 'requests.cpu', divisor: '1m' } }), '250');
  assert.equal(valueOf({ configMapKeyRef: { name: 'cm', key: 'a' } }), '1');
  assert.equal(valueOf({ secretKeyRef: { name: 's', key: 'pw' } }), 's3cret');
  assert.equal(valueOf({ secretKeyRef: { name: 'none', key: 'pw', optional: true } }), undefined);
});

// what is missing, the error
const ERRORS = [
  [{ configMapKeyRef: { name: 'none', key: 'a' } }, 'configmap "none" not found'],
  [{ secretKeyRef: { name: 'none', key: 'a' } }, 'secret "none" not found'],
  [{ configMapKeyRef: { name: 'cm', key: 'k' } }, "couldn't find key k in ConfigMap default/cm"],
  [{ secretKeyRef: { name: 's', key: 'k' } }, "couldn't find key k in Secret default/s"],
] as const;

for (const [from, message] of ERRORS) {
  test(`env error: ${message}`, () => {
    assert.throws(
      () => valueOf(from),
      (error) => error instanceof ContainerConfigError && error.message === message,
    );
  });
}

test('envFrom takes all keys that make names and tells of the others', () => {
  const { env, skipped } = envOf({ envFrom: [{ configMapRef: { name: 'cm' } }] });
  assert.equal(env.get('a'), '1');
  assert.deepEqual(skipped, [
    'Keys [2bad] from the EnvFrom configMap default/cm were skipped since they are considered invalid environment variable names.',
  ]);
});

test('services of the namespace are there as variables', () => {
  const { env } = envOf({});
  assert.equal(env.get('WEB_SVC_SERVICE_HOST'), '10.96.1.1');
  assert.equal(env.get('WEB_SVC_SERVICE_PORT_HTTP'), '80');
  assert.equal(env.get('WEB_SVC_PORT'), 'tcp://10.96.1.1:80');
  assert.equal(env.get('WEB_SVC_PORT_80_TCP_ADDR'), '10.96.1.1');
});

test('$(VAR) is expanded, $$ is a dollar sign, unknown names stay', () => {
  const lookup = (name: string) => (name === 'A' ? '1' : undefined);
  assert.equal(expand('$(A) $$(A) $(B) $A', lookup), '1 $(A) $(B) $A');
  assert.equal(expand('$(A)$$$(A$$', lookup), '1$$(A$');
});

test('variables that double each other end where Linux ends', () => {
  const env = Array.from({ length: 60 }, (_, i) => ({ name: `A${i + 1}`, value: `$(A${i})$(A${i})` }));
  assert.throws(() => envOf({ env: [{ name: 'A0', value: 'xx' }, ...env] }), /argument list too long/);
  assert.equal(expand('$('.repeat(200_000), () => 'x').length, 400_000);
});

test('a container whose config is missing waits, and starts once it is there', () => {
  const node = new TestNode();
  node.put(testPod({ containers: [{ name: 'c', image: 'nginx', envFrom: [{ configMapRef: { name: 'late' } }] }] }));
  node.run(7000);
  const waiting = node.pod()?.status.containerStatuses?.[0]?.state?.waiting;
  assert.deepEqual(waiting, { reason: 'CreateContainerConfigError', message: 'configmap "late" not found' });
  assert.ok(
    node.events.some((event) => event.reason === 'Failed' && event.message === 'Error: configmap "late" not found'),
  );
  node.put(made('ConfigMap', 'late', { data: { a: '1' } }));
  node.run(16_000);
  assert.equal(node.pod()?.status.phase, 'Running');
});
