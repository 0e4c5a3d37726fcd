import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { Source } from '../../component/workload.ts';
import { networkOf, object, podAt, service, slice } from '../testing.ts';

const CLIENT: Source = { from: 'pod', namespace: 'default', name: 'client' };
const PORTS = [
  { name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 },
  { name: 'metrics', port: 9000, protocol: 'TCP' },
  { name: 'dns', port: 53, protocol: 'UDP' },
];
const withIP = (name: string, clusterIP: string, ports: readonly object[]): KubeObject =>
  service(name, { clusterIP, clusterIPs: [clusterIP], ports });

/** What CoreDNS answers with in front of it; a headless service, one without names, one without ports, one that leads away. */
const OBJECTS: readonly KubeObject[] = [
  object('Namespace', 'default', {}),
  object('Namespace', 'kube-system', {}),
  podAt('client', { ip: '172.16.221.130' }),
  podAt('coredns', { ip: '172.16.171.66', node: 'm-k8s', namespace: 'kube-system' }),
  service(
    'kube-dns',
    { clusterIP: '10.96.0.10', ports: [{ port: 53, protocol: 'UDP' }] },
    { namespace: 'kube-system' },
  ),
  slice('kube-dns', [{ ip: '172.16.171.66', node: 'm-k8s' }], 53, { namespace: 'kube-system', protocol: 'UDP' }),
  withIP('web', '10.96.1.10', PORTS),
  slice('web', [{ ip: '172.16.103.129' }], 8080),
  withIP('plain', '10.96.1.11', [{ port: 80, protocol: 'TCP' }]),
  service('db', { clusterIP: 'None', clusterIPs: ['None'] }),
  slice(
    'db',
    [
      { ip: '172.16.103.131', hostname: 'db-0' },
      { ip: '172.16.103.132', hostname: 'db-1' },
      { ip: '172.16.103.133' },
      { ip: '172.16.103.134', hostname: 'db-3', ready: false },
    ],
    5432,
  ),
  service('far', { type: 'ExternalName', externalName: 'www.example.com' }),
];

function asked(type: 'SRV' | 'PTR', name: string): string {
  const outcome = networkOf({ objects: OBJECTS, open: ['172.16.171.66:53'] }).reach.records(CLIENT, type, name);
  return outcome.outcome === 'answer' ? outcome.records.join(', ') : outcome.outcome;
}

const WEB = 'web.default.svc.cluster.local';
const SRV: readonly (readonly [name: string, expected: string])[] = [
  [`_http._tcp.${WEB}`, `0 100 80 ${WEB}`],
  [`_HTTP._TCP.${WEB}.`, `0 100 80 ${WEB}`],
  ['_http._tcp.web', `0 100 80 ${WEB}`],
  [`_dns._udp.${WEB}`, `0 100 53 ${WEB}`],
  [`_dns._tcp.${WEB}`, 'nxdomain'],
  [`_nope._tcp.${WEB}`, 'nxdomain'],
  [WEB, `0 33 80 ${WEB}, 0 33 9000 ${WEB}, 0 33 53 ${WEB}`],
  ['plain.default.svc.cluster.local', '0 100 80 plain.default.svc.cluster.local'],
  [
    'db.default.svc.cluster.local',
    '0 33 5432 db-0.db.default.svc.cluster.local, 0 33 5432 db-1.db.default.svc.cluster.local, 0 33 5432 172-16-103-133.db.default.svc.cluster.local',
  ],
  ['db-1.db.default.svc.cluster.local', '0 100 5432 db-1.db.default.svc.cluster.local'],
  ['db-3.db.default.svc.cluster.local', 'nxdomain'],
  ['far.default.svc.cluster.local', '0 100 0 www.example.com'],
  ['_http._tcp.far.default.svc.cluster.local', 'nxdomain'],
  ['_http._tcp.nosuch.default.svc.cluster.local', 'nxdomain'],
  [`a._http._tcp.${WEB}`, 'nxdomain'],
  ['_http._tcp.example.com', 'nxdomain'],
];
for (const [name, expected] of SRV) test(`SRV ${name}`, () => assert.equal(asked('SRV', name), expected));

const PTR: readonly (readonly [address: string, expected: string])[] = [
  ['10.96.1.10', WEB],
  ['172.16.103.131', 'db-0.db.default.svc.cluster.local'],
  ['172.16.103.129', '172-16-103-129.web.default.svc.cluster.local'],
  ['172.16.103.134', 'nxdomain'],
  ['172.16.221.130', 'nxdomain'],
];
for (const [address, expected] of PTR) {
  test(`PTR of ${address}`, () => {
    assert.equal(asked('PTR', `${address.split('.').toReversed().join('.')}.in-addr.arpa.`), expected);
  });
}

test('a name with port and protocol has the addresses of those that offer the port', () => {
  const { reach } = networkOf({ objects: OBJECTS, open: ['172.16.171.66:53'] });
  const addresses = (name: string): string => {
    const outcome = reach.resolve(CLIENT, name);
    return outcome.outcome === 'answer' ? [...outcome.addresses].sort().join(',') : outcome.outcome;
  };
  assert.equal(addresses(`_http._tcp.${WEB}`), '10.96.1.10');
  assert.equal(addresses(`_http._udp.${WEB}`), 'nxdomain');
  assert.equal(addresses('_http._tcp.nosuch.default.svc.cluster.local'), 'nxdomain');
});

test('where names fail, records fail alike', () => {
  const { reach } = networkOf({ objects: OBJECTS, open: [] });
  const outcome = reach.records(CLIENT, 'SRV', WEB);
  assert.equal(outcome.outcome, 'timeout');
  const node = networkOf({ objects: OBJECTS, open: [] }).reach.records({ from: 'node', node: 'w1-k8s' }, 'SRV', WEB);
  assert.equal(node.outcome, 'nxdomain');
});
