import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { Source } from '../../component/workload.ts';
import { networkOf, object, podAt, service, slice } from '../testing.ts';
import { candidates } from './resolver.ts';

const CLIENT: Source = { from: 'pod', namespace: 'default', name: 'client' };
const podWith = (name: string, spec: object): KubeObject => podAt(name, { ip: '172.16.221.140', spec: { ...spec } });

const dnsPort = [{ port: 53, protocol: 'UDP' }];
const KUBE_DNS: readonly KubeObject[] = [
  podAt('coredns', { ip: '172.16.171.66', node: 'm-k8s', namespace: 'kube-system' }),
  service('kube-dns', { clusterIP: '10.96.0.10', ports: dnsPort }, { namespace: 'kube-system' }),
  slice('kube-dns', [{ ip: '172.16.171.66', node: 'm-k8s' }], 53, { namespace: 'kube-system', protocol: 'UDP' }),
];
const OBJECTS: readonly KubeObject[] = [
  object('Namespace', 'default', {}),
  object('Namespace', 'shop', {}),
  object('Namespace', 'kube-system', {}),
  podAt('client', { ip: '172.16.221.130', spec: { hostAliases: [{ ip: '10.9.8.7', hostnames: ['db'] }] } }),
  service('web', { clusterIP: '10.96.1.10' }),
  service('cart', { clusterIP: '10.96.1.11' }, { namespace: 'shop' }),
  service('db-0', { clusterIP: 'None' }),
  slice('db-0', [
    { ip: '172.16.103.129', hostname: 'db-0' },
    { ip: '172.16.103.130', hostname: 'db-1' },
    { ip: '172.16.103.131', hostname: 'db-2', ready: false },
  ]),
  service('plain', { clusterIP: 'None' }),
  slice('plain', [{ ip: '172.16.132.9' }]),
  service('bare', { clusterIP: 'None' }),
  service('alias', { type: 'ExternalName', externalName: 'cart.shop.svc.cluster.local' }),
  service('far', { type: 'ExternalName', externalName: 'www.example.com' }),
];

function resolved(
  name: string,
  source: Source = CLIENT,
  objects: readonly KubeObject[] = [...OBJECTS, ...KUBE_DNS],
): string {
  const outcome = networkOf({ objects, open: ['172.16.171.66:53'] }).reach.resolve(source, name);
  if (outcome.outcome !== 'answer') return outcome.outcome;
  const cname = outcome.cname === undefined ? '' : `${outcome.cname} `;
  return `${outcome.name} ${cname}${outcome.addresses.join(',')}`.trim();
}

const rows: readonly (readonly [name: string, expected: string])[] = [
  ['web', 'web.default.svc.cluster.local 10.96.1.10'],
  ['web.default', 'web.default.svc.cluster.local 10.96.1.10'],
  ['web.default.svc', 'web.default.svc.cluster.local 10.96.1.10'],
  ['web.default.svc.cluster.local', 'web.default.svc.cluster.local 10.96.1.10'],
  ['web.default.svc.cluster.local.', 'web.default.svc.cluster.local 10.96.1.10'],
  ['WEB', 'WEB.default.svc.cluster.local 10.96.1.10'],
  ['web.', 'nxdomain'],
  ['cart', 'nxdomain'],
  ['cart.shop', 'cart.shop.svc.cluster.local 10.96.1.11'],
  ['db-0', 'db-0.default.svc.cluster.local 172.16.103.129,172.16.103.130'],
  ['db-1.db-0', 'db-1.db-0.default.svc.cluster.local 172.16.103.130'],
  ['db-2.db-0', 'nxdomain'],
  ['172-16-132-9.plain', '172-16-132-9.plain.default.svc.cluster.local 172.16.132.9'],
  ['bare', 'nxdomain'],
  ['nosuch', 'nxdomain'],
  ['web.nosuch', 'nxdomain'],
  ['1-2-3-4.default.pod.cluster.local', '1-2-3-4.default.pod.cluster.local 1.2.3.4'],
  ['1-2-3-4.nosuch.pod.cluster.local', 'nxdomain'],
  ['alias', 'alias.default.svc.cluster.local cart.shop.svc.cluster.local 10.96.1.11'],
  ['far', 'far.default.svc.cluster.local www.example.com'],
  ['www.example.com', 'nxdomain'],
  ['db', 'db 10.9.8.7'],
  ['client', 'client 172.16.221.130'],
  ['localhost', 'localhost 127.0.0.1'],
];
for (const [name, expected] of rows) test(`a pod asks for ${name}`, () => assert.equal(resolved(name), expected));

test('dnsPolicy and dnsConfig decide who is asked, and with which search list', () => {
  const ask = (spec: object, name = 'web'): string =>
    resolved(name, { from: 'pod', namespace: 'default', name: 'p' }, [...OBJECTS, ...KUBE_DNS, podWith('p', spec)]);
  const found = 'web.default.svc.cluster.local 10.96.1.10';
  assert.equal(ask({}), found);
  assert.equal(ask({ dnsPolicy: 'Default' }), 'nxdomain');
  assert.equal(ask({ dnsPolicy: 'Default' }, 'web.default.svc.cluster.local'), 'nxdomain');
  assert.equal(ask({ hostNetwork: true }), 'nxdomain');
  assert.equal(ask({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }), found);
  assert.equal(ask({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.0.10'] } }), 'nxdomain');
  assert.equal(
    ask({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.0.10'], searches: ['default.svc.cluster.local'] } }),
    found,
  );
  assert.equal(
    ask({ dnsConfig: { searches: ['shop.svc.cluster.local'] } }, 'cart'),
    'cart.shop.svc.cluster.local 10.96.1.11',
  );
});

test('with fewer dots than ndots the search list comes first, otherwise last', () => {
  const search = ['default.svc.cluster.local', 'svc.cluster.local'];
  const rows: readonly (readonly [name: string, ndots: number, tried: readonly string[]])[] = [
    ['web', 5, ['web.default.svc.cluster.local', 'web.svc.cluster.local', 'web']],
    ['web.shop', 1, ['web.shop', 'web.shop.default.svc.cluster.local', 'web.shop.svc.cluster.local']],
    ['a.b.c.d.e.f', 5, ['a.b.c.d.e.f', 'a.b.c.d.e.f.default.svc.cluster.local', 'a.b.c.d.e.f.svc.cluster.local']],
    ['web.shop.', 5, ['web.shop']],
  ];
  for (const [name, ndots, tried] of rows) assert.deepEqual(candidates(name, { search, ndots }), tried, name);
  // `cluster.local` + `.svc.cluster.local` is a service of a namespace `local`.
  const trap = [
    object('Namespace', 'local', {}),
    service('cluster', { clusterIP: '10.96.9.9' }, { namespace: 'local' }),
  ];
  assert.equal(
    resolved('cluster.local', CLIENT, [...OBJECTS, ...KUBE_DNS, ...trap]),
    'cluster.local.svc.cluster.local 10.96.9.9',
  );
});

test('without a CoreDNS that can be reached names fail and addresses work', () => {
  const failing: readonly (readonly [readonly KubeObject[], string])[] = [
    [OBJECTS, 'name server 10.96.0.10: no service has the cluster IP 10.96.0.10 on node w1-k8s'],
    [
      [...OBJECTS, ...KUBE_DNS.slice(0, 2)],
      'name server 10.96.0.10: service kube-system/kube-dns has no ready endpoints for port 53',
    ],
  ];
  for (const [objects, why] of failing) {
    const { reach } = networkOf({ objects, open: ['172.16.171.66:53'] });
    assert.deepEqual(reach.resolve(CLIENT, 'web'), { outcome: 'timeout', server: '10.96.0.10', why });
    assert.equal(reach.tcp(CLIENT, 'web', 80).outcome, 'unresolved');
  }
  const deaf = networkOf({ objects: [...OBJECTS, ...KUBE_DNS], open: [] }).reach.resolve(CLIENT, 'web');
  assert.equal(
    'why' in deaf && deaf.why,
    'name server 10.96.0.10: nothing listens on UDP port 53 of pod kube-system/coredns',
  );
});

test('nodes know each other, and no name of the cluster; outside knows neither', () => {
  assert.equal(resolved('w2-k8s', { from: 'node', node: 'w1-k8s' }), 'w2-k8s 192.168.1.102');
  assert.equal(resolved('web.default.svc.cluster.local', { from: 'node', node: 'w1-k8s' }), 'nxdomain');
  assert.equal(resolved('web', { from: 'outside' }), 'timeout');
});

test('addresses come in random order', () => {
  const objects = [...OBJECTS, ...KUBE_DNS];
  const last = networkOf({ objects, open: ['172.16.171.66:53'], random: (bound) => bound - 1 }).reach.resolve(
    CLIENT,
    'db-0',
  );
  assert.deepEqual(last.outcome === 'answer' && last.addresses, ['172.16.103.130', '172.16.103.129']);
});
