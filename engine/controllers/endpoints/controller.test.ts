import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTimestamp } from '../../api/time.ts';
import type { Endpoints, Pod, Service } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { endpointsController } from './controller.ts';

const KEY = 'default/web';
const labels = { app: 'web' };

function service(spec: object = {}, metadata: object = {}): Service {
  const ports = [{ port: 80, targetPort: 8080, protocol: 'TCP' }];
  return object<Service>(
    'Service',
    'web',
    { spec: { clusterIP: '10.96.0.9', selector: labels, ports, ...spec }, status: {} },
    metadata,
  );
}

interface Given {
  readonly ip?: string;
  readonly ready?: boolean;
  readonly phase?: string;
  readonly deleted?: boolean;
  readonly spec?: object;
}

function pod(
  name: string,
  { ip = '172.16.1.1', ready = true, phase = 'Running', deleted = false, spec = {} }: Given = {},
): Pod {
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: toTimestamp(START_MS) }];
  return object<Pod>(
    'Pod',
    name,
    {
      spec: { containers: [], nodeName: 'w1-k8s', ...spec },
      status: { phase, conditions, ...(ip === '' ? {} : { podIP: ip }) },
    },
    { labels, ...(deleted ? { deletionTimestamp: toTimestamp(START_MS) } : {}) },
  );
}

function endpoints(...objects: readonly (Service | Pod)[]): Endpoints {
  const world = new World(objects);
  world.settle(endpointsController, KEY);
  return world.get<Endpoints>('Endpoints', 'web');
}

const address = (ip: string, name: string): object => ({
  ip,
  nodeName: 'w1-k8s',
  targetRef: { kind: 'Pod', name, namespace: 'default', uid: `Pod-${name}` },
});

test('ready pods and others, sorted by address', () => {
  const { subsets } = endpoints(
    service(),
    pod('a', { ip: '172.16.1.2' }),
    pod('b', { ip: '172.16.1.10' }),
    pod('c', { ip: '172.16.1.3', ready: false }),
  );
  assert.deepEqual(subsets, [
    {
      addresses: [address('172.16.1.10', 'b'), address('172.16.1.2', 'a')],
      notReadyAddresses: [address('172.16.1.3', 'c')],
      ports: [{ port: 8080, protocol: 'TCP' }],
    },
  ]);
});

const absent: readonly (readonly [string, Given])[] = [
  ['without an address', { ip: '' }],
  ['terminating', { deleted: true }],
  ['Succeeded', { phase: 'Succeeded', ready: false }],
  ['Failed', { phase: 'Failed', ready: false }],
];

for (const [what, given] of absent) {
  test(`a pod that is ${what} is left out; the object stays, without subsets`, () => {
    const found = endpoints(service(), pod('a', given));
    assert.equal('subsets' in found, false);
  });
}

test('publishNotReadyAddresses: terminating and unready pods count as ready, finished ones do not', () => {
  const { subsets } = endpoints(
    service({ publishNotReadyAddresses: true }),
    pod('a', { ready: false, deleted: true }),
    pod('b', { phase: 'Failed', ip: '172.16.1.2' }),
  );
  assert.deepEqual(subsets?.[0]?.addresses, [address('172.16.1.1', 'a')]);
});

test('two ports of the same pods share a subset, in the recorded order of their hashes', () => {
  const ports = [
    { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' },
    { name: 'metrics', port: 9100, targetPort: 9100, protocol: 'TCP' },
  ];
  assert.deepEqual(endpoints(service({ ports }), pod('a')).subsets?.[0]?.ports, [
    { name: 'metrics', port: 9100, protocol: 'TCP' },
    { name: 'http', port: 8080, protocol: 'TCP' },
  ]);
});

test('a named target port is looked up in each pod; one without it adds nothing', () => {
  const containers = [{ name: 'c', ports: [{ name: 'web', containerPort: 3000, protocol: 'TCP' }] }];
  const found = endpoints(
    service({ ports: [{ port: 80, targetPort: 'web', protocol: 'TCP' }] }),
    pod('a', { spec: { containers } }),
    pod('b', { ip: '172.16.1.2' }),
  );
  assert.deepEqual(found.subsets, [
    { addresses: [address('172.16.1.1', 'a')], ports: [{ port: 3000, protocol: 'TCP' }] },
  ]);
});

test('a headless service: label, hostnames, and no ports if it has none', () => {
  const found = endpoints(
    service({ clusterIP: 'None', ports: [] }, { labels }),
    pod('a', { spec: { hostname: 'a', subdomain: 'web' } }),
  );
  assert.deepEqual(found.metadata.labels, { app: 'web', 'service.kubernetes.io/headless': '' });
  assert.deepEqual(found.subsets, [{ addresses: [{ ...address('172.16.1.1', 'a'), hostname: 'a' }] }]);
});

test("the annotation names the service's creation at first, then the pod's change", () => {
  const LAST = 'endpoints.kubernetes.io/last-change-trigger-time';
  const world = new World([service()]);
  world.settle(endpointsController, KEY);
  assert.equal(world.get<Endpoints>('Endpoints', 'web').metadata.annotations?.[LAST], '2022-10-03T00:00:00Z');
  const late = pod('a');
  const status = {
    ...late.status,
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2022-10-03T00:01:00Z' }],
  };
  world.put({ ...late, status } as Pod);
  world.settle(endpointsController, KEY);
  assert.equal(world.get<Endpoints>('Endpoints', 'web').metadata.annotations?.[LAST], '2022-10-03T00:01:00Z');
});

test('an ExternalName with a selector has endpoints like any other', () => {
  const world = new World([service({ type: 'ExternalName' }), pod('a')]);
  world.settle(endpointsController, KEY);
  assert.equal(world.all<Endpoints>('Endpoints').length, 1);
});

test('without a selector nothing is touched; without the service the object goes', () => {
  const world = new World([service({ selector: undefined }), pod('a')]);
  world.settle(endpointsController, KEY);
  assert.equal(world.all<Endpoints>('Endpoints').length, 0);
  const orphan = new World([object<Endpoints>('Endpoints', 'web')]);
  orphan.settle(endpointsController, KEY);
  assert.equal(orphan.objects.length, 0);
});

test('over 1000 addresses are cut, ready ones first', () => {
  const pods = Array.from({ length: 1001 }, (_, i) =>
    pod(`p${i}`, { ip: `10.0.${i >> 8}.${i & 255}`, ready: i !== 0 }),
  );
  const found = endpoints(service(), ...pods);
  assert.equal(found.subsets?.[0]?.addresses?.length, 1000);
  assert.equal(found.subsets?.[0]?.notReadyAddresses, undefined);
  assert.equal(found.metadata.annotations?.['endpoints.kubernetes.io/over-capacity'], 'truncated');
});

test('a pod wakes the services that select it, or did before its labels changed', () => {
  const world = new World([service()]);
  const watch = endpointsController.watches.find(({ kind }) => kind === 'Pod')!;
  const one = pod('a');
  const stray = { ...one, metadata: { ...one.metadata, labels: { app: 'x' } } };
  assert.deepEqual(watch.keys({ type: 'ADDED', object: one }, world.view), [KEY]);
  assert.deepEqual(watch.keys({ type: 'MODIFIED', object: stray, old: one }, world.view), [KEY]);
  assert.deepEqual(watch.keys({ type: 'MODIFIED', object: pod('a', { ready: false }), old: one }, world.view), [KEY]);
  assert.deepEqual(
    watch.keys({ type: 'MODIFIED', object: { ...one, metadata: { ...one.metadata } }, old: one }, world.view),
    [],
  );
});
