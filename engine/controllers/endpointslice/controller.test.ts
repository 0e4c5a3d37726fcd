import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toTimestamp } from '../../api/time.ts';
import type { EndpointSlice, Node, Pod, Service } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { endpointSliceController } from './controller.ts';

const KEY = 'default/web';
const labels = { app: 'web' };
const node = object<Node>(
  'Node',
  'w1-k8s',
  {},
  { namespace: undefined, labels: { 'topology.kubernetes.io/zone': 'a' } },
);

function service(spec: object = {}): Service {
  const ports = [{ port: 80, targetPort: 8080, protocol: 'TCP' }];
  return object<Service>(
    'Service',
    'web',
    { spec: { clusterIP: '10.96.0.9', selector: labels, ports, ...spec }, status: {} },
    { labels },
  );
}

function pod(
  index: number,
  { ready = true, deleted = false, phase = 'Running' }: { ready?: boolean; deleted?: boolean; phase?: string } = {},
): Pod {
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  return object<Pod>(
    'Pod',
    `p${index}`,
    {
      spec: { containers: [], nodeName: 'w1-k8s' },
      status: { phase, conditions, podIP: `10.0.${index >> 8}.${index & 255}` },
    },
    { labels, ...(deleted ? { deletionTimestamp: toTimestamp(START_MS) } : {}) },
  );
}

const pods = (count: number): readonly Pod[] => Array.from({ length: count }, (_, index) => pod(index));
const slices = (world: World): readonly EndpointSlice[] => world.all<EndpointSlice>('EndpointSlice');
const sizes = (world: World): readonly number[] => slices(world).map(({ endpoints }) => endpoints.length);

function settled(...objects: readonly (Service | Pod | Node)[]): World {
  const world = new World(objects);
  world.settle(endpointSliceController, KEY);
  return world;
}

test('a slice names its service, its manager and its owner', () => {
  const [slice] = slices(settled(service(), pod(1), node));
  assert.equal(slice?.metadata.generateName, 'web-');
  assert.deepEqual(slice?.metadata.labels, {
    app: 'web',
    'kubernetes.io/service-name': 'web',
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
  });
  assert.equal(slice?.metadata.ownerReferences?.[0]?.kind, 'Service');
  assert.equal(slice?.addressType, 'IPv4');
  assert.deepEqual(slice?.ports, [{ name: '', port: 8080, protocol: 'TCP' }]);
  assert.deepEqual(slice?.endpoints, [
    {
      addresses: ['10.0.0.1'],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: 'w1-k8s',
      targetRef: { kind: 'Pod', namespace: 'default', name: 'p1', uid: 'Pod-p1' },
      zone: 'a',
    },
  ]);
});

const conditions: readonly (readonly [string, { ready?: boolean; deleted?: boolean }, object, object])[] = [
  ['a terminating pod', { deleted: true }, {}, { ready: false, serving: true, terminating: true }],
  ['an unready pod', { ready: false }, {}, { ready: false, serving: false, terminating: false }],
  [
    'an unready pod that is published',
    { ready: false },
    { publishNotReadyAddresses: true },
    { ready: true, serving: false, terminating: false },
  ],
];

for (const [what, given, spec, expected] of conditions) {
  test(`conditions of ${what}`, () => {
    assert.deepEqual(slices(settled(service(spec), pod(1, given)))[0]?.endpoints[0]?.conditions, expected);
  });
}

test('without matching pods there is one empty placeholder', () => {
  const world = settled(service(), pod(1, { phase: 'Failed', ready: false }));
  assert.deepEqual(sizes(world), [0]);
  assert.deepEqual(slices(world)[0]?.ports, []);
});

test('the placeholder becomes the first real slice, under its name', () => {
  const world = settled(service());
  const name = slices(world)[0]?.metadata.name;
  world.put(pod(1));
  world.settle(endpointSliceController, KEY);
  assert.deepEqual(
    slices(world).map(({ metadata, endpoints }) => [metadata.name, endpoints.length]),
    [[name, 1]],
  );
});

test('slices hold up to 100 endpoints; a later one goes where it leaves the fullest', () => {
  const world = settled(service(), ...pods(150));
  assert.deepEqual(sizes(world), [100, 50]);
  world.put(pod(150));
  world.settle(endpointSliceController, KEY);
  assert.deepEqual(sizes(world), [100, 51]);
});

test('what leaves makes room in its slice; nothing else moves', () => {
  const world = settled(service(), ...pods(150));
  world.objects = world.objects.filter(({ metadata }) => metadata.name !== 'p0');
  world.put(pod(200));
  world.settle(endpointSliceController, KEY);
  assert.deepEqual(
    sizes(world).toSorted((a, b) => b - a),
    [100, 50],
  );
});

test('pods with different numbers behind a port name get slices of their own', () => {
  const named = (index: number, containerPort: number): Pod => {
    const one = pod(index);
    return {
      ...one,
      spec: { ...one.spec, containers: [{ name: 'c', ports: [{ name: 'web', containerPort, protocol: 'TCP' }] }] },
    };
  };
  const world = settled(
    service({ ports: [{ port: 80, targetPort: 'web', protocol: 'TCP' }] }),
    named(1, 8080),
    named(2, 9090),
  );
  assert.deepEqual(
    slices(world).map(({ ports }) => ports?.[0]?.port),
    [8080, 9090],
  );
});

test('a content service writes nothing', () => {
  const world = settled(service(), ...pods(3));
  assert.deepEqual(world.reconcile(endpointSliceController, KEY).writes, []);
});

/** What a v1.25.2 control plane stored. */
const portOrders: readonly (readonly [number, readonly string[]])[] = [
  [80, ['http', 'm', 'dns']],
  [81, ['m', 'http', 'dns']],
];

for (const [number, names] of portOrders) {
  test(`the ports of a slice stand in the order of their hashes: ${names.join()}`, () => {
    const ports = [
      { name: 'http', port: 80, targetPort: number, protocol: 'TCP' },
      { name: 'm', port: 9090, targetPort: 9090, protocol: 'TCP' },
      { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
    ];
    const [slice] = slices(settled(service({ ports }), pod(1)));
    assert.deepEqual(
      slice?.ports?.map(({ name }) => name),
      names,
    );
  });
}

test('a service without a family, as an ExternalName is, gets an empty slice of the other one as well', () => {
  const spec = { type: 'ExternalName', clusterIP: undefined };
  const found = slices(settled(service(spec), pod(1)));
  assert.deepEqual(
    found.map(({ addressType, endpoints }) => [addressType, endpoints.length]),
    [
      ['IPv4', 1],
      ['IPv6', 0],
    ],
  );
});
