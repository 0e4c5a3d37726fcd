import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { Endpoints, EndpointSlice, Service } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { endpointSliceMirroring } from './controller.ts';

const KEY = 'default/db';
const ports = [{ name: 'sql', port: 5432, protocol: 'TCP' }];
const subset = (ready: readonly string[], notReady: readonly string[] = [], on: object = ports): object => ({
  ...(ready.length === 0 ? {} : { addresses: ready.map((ip) => ({ ip })) }),
  ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady.map((ip) => ({ ip })) }),
  ports: on,
});

const service = (selector?: object): Service =>
  object<Service>('Service', 'db', { spec: { ports, ...(selector === undefined ? {} : { selector }) }, status: {} });
const endpoints = (subsets: readonly object[], metadata: object = {}): Endpoints =>
  object<Endpoints>('Endpoints', 'db', { subsets }, metadata);

function slices(...objects: readonly KubeObject[]): readonly EndpointSlice[] {
  const world = new World(objects);
  world.settle(endpointSliceMirroring, KEY);
  return world.all<EndpointSlice>('EndpointSlice');
}

const shown = (all: readonly EndpointSlice[]): readonly string[] =>
  all.map(({ addressType, endpoints: members, ports: on }) => {
    const texts = members.map(({ addresses, conditions }) => `${addresses[0]}${conditions?.ready === true ? '' : '!'}`);
    return `${addressType} ${(on ?? []).map(({ port }) => port).join(',')} ${texts.join(' ')}`;
  });

const cases: readonly (readonly [string, readonly KubeObject[], readonly string[]])[] = [
  ['a manual service', [service(), endpoints([subset(['10.0.0.1'], ['10.0.0.2'])])], ['IPv4 5432 10.0.0.1 10.0.0.2!']],
  [
    'both families',
    [service(), endpoints([subset(['10.0.0.1', 'fd00::1'])])],
    ['IPv4 5432 10.0.0.1', 'IPv6 5432 fd00::1'],
  ],
  [
    'two subsets',
    [service(), endpoints([subset(['10.0.0.1']), subset(['10.0.0.2'], [], [{ port: 80 }])])],
    ['IPv4 5432 10.0.0.1', 'IPv4 80 10.0.0.2'],
  ],
  ['a service with a selector', [service({ app: 'db' }), endpoints([subset(['10.0.0.1'])])], []],
  ['no service', [endpoints([subset(['10.0.0.1'])])], []],
  [
    'a label that says no',
    [service(), endpoints([subset(['10.0.0.1'])], { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } })],
    [],
  ],
];

for (const [what, objects, expected] of cases) {
  test(`mirroring: ${what}`, () => assert.deepEqual(shown(slices(...objects)), expected));
}

test('a mirror belongs to its Endpoints and carries their labels', () => {
  const [slice] = slices(service(), endpoints([subset(['10.0.0.1'])], { labels: { team: 'x' } }));
  assert.deepEqual(slice?.metadata.labels, {
    team: 'x',
    'kubernetes.io/service-name': 'db',
    'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
  });
  assert.deepEqual(
    slice?.metadata.ownerReferences?.map(({ kind, name }) => [kind, name]),
    [['Endpoints', 'db']],
  );
});

test('a mirror follows in place, and goes when the service gets a selector', () => {
  const world = new World([service(), endpoints([subset(['10.0.0.1'])])]);
  world.settle(endpointSliceMirroring, KEY);
  const [first] = world.all<EndpointSlice>('EndpointSlice');
  world.put(endpoints([subset(['10.0.0.9'])]));
  world.settle(endpointSliceMirroring, KEY);
  const [second] = world.all<EndpointSlice>('EndpointSlice');
  assert.equal(second?.metadata.name, first?.metadata.name);
  assert.deepEqual(second?.endpoints[0]?.addresses, ['10.0.0.9']);
  world.put(service({ app: 'db' }));
  world.settle(endpointSliceMirroring, KEY);
  assert.equal(world.all('EndpointSlice').length, 0);
});
