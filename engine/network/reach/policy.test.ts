import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { Source } from '../../component/workload.ts';
import { networkOf, object, podAt, service, slice } from '../testing.ts';

const WEB = '172.16.221.129';
const PODS: readonly KubeObject[] = [
  object('Namespace', 'default', {}, { labels: { 'kubernetes.io/metadata.name': 'default' } }),
  object('Namespace', 'shop', {}, { labels: { team: 'shop' } }),
  podAt('web', {
    ip: WEB,
    labels: { app: 'web' },
    spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 80 }] }] },
  }),
  podAt('friend', { ip: '172.16.103.129', node: 'w2-k8s', labels: { role: 'friend' } }),
  podAt('stranger', { ip: '172.16.103.130', node: 'w2-k8s' }),
  podAt('buyer', { ip: '172.16.103.131', node: 'w2-k8s', namespace: 'shop', labels: { role: 'friend' } }),
  service('web', {
    type: 'NodePort',
    clusterIP: '10.96.1.10',
    ports: [{ port: 80, protocol: 'TCP', nodePort: 30080 }],
  }),
  slice('web', [{ ip: WEB }]),
];

const friend: Source = { from: 'pod', namespace: 'default', name: 'friend' };
const stranger: Source = { from: 'pod', namespace: 'default', name: 'stranger' };
const buyer: Source = { from: 'pod', namespace: 'shop', name: 'buyer' };

const policy = (name: string, spec: object): KubeObject => object('NetworkPolicy', name, { spec });
const toWeb = { podSelector: { matchLabels: { app: 'web' } } };
const friends = { podSelector: { matchLabels: { role: 'friend' } } };
const shop = { namespaceSelector: { matchLabels: { team: 'shop' } } };

function reached(policies: readonly KubeObject[], source: Source, host: string = WEB, port = 80): string {
  const { reach } = networkOf({ objects: [...PODS, ...policies], open: [`${WEB}:80`, `${WEB}:8080`] });
  return reach.tcp(source, host, port).outcome;
}

const ingress = (...rules: readonly object[]): KubeObject =>
  policy('web', { ...toWeb, policyTypes: ['Ingress'], ingress: rules });

const rows: readonly (readonly [
  what: string,
  policies: readonly KubeObject[],
  Source,
  port: number,
  expected: string,
])[] = [
  ['no policy', [], stranger, 80, 'connected'],
  ['an empty list of rules lets nobody in', [ingress()], friend, 80, 'timeout'],
  ['an empty rule lets everybody in', [ingress({})], stranger, 80, 'connected'],
  ['a pod selector: the right pod', [ingress({ from: [friends] })], friend, 80, 'connected'],
  ['a pod selector: another pod', [ingress({ from: [friends] })], stranger, 80, 'timeout'],
  ['a pod selector alone means the own namespace', [ingress({ from: [friends] })], buyer, 80, 'timeout'],
  ['namespace and pod in one peer: both', [ingress({ from: [{ ...shop, ...friends }] })], buyer, 80, 'connected'],
  [
    'namespace and pod in one peer: not from here',
    [ingress({ from: [{ ...shop, ...friends }] })],
    friend,
    80,
    'timeout',
  ],
  ['in two peers: either', [ingress({ from: [shop, friends] })], friend, 80, 'connected'],
  ['ports: the right one', [ingress({ ports: [{ port: 80 }] })], stranger, 80, 'connected'],
  ['ports: another', [ingress({ ports: [{ port: 80 }] })], stranger, 8080, 'timeout'],
  ['a named port', [ingress({ ports: [{ port: 'http' }] })], stranger, 80, 'connected'],
  ['a named port: another', [ingress({ ports: [{ port: 'http' }] })], stranger, 8080, 'timeout'],
  ['a range of ports', [ingress({ ports: [{ port: 8000, endPort: 8100 }] })], stranger, 8080, 'connected'],
  ['another protocol', [ingress({ ports: [{ port: 80, protocol: 'UDP' }] })], stranger, 80, 'timeout'],
  ['a block', [ingress({ from: [{ ipBlock: { cidr: '172.16.103.128/31' } }] })], friend, 80, 'connected'],
  ['a block: beside it', [ingress({ from: [{ ipBlock: { cidr: '172.16.103.128/31' } }] })], stranger, 80, 'timeout'],
  [
    'a block with an exception',
    [ingress({ from: [{ ipBlock: { cidr: '172.16.0.0/16', except: ['172.16.103.129/32'] } }] })],
    friend,
    80,
    'timeout',
  ],
  ['two policies: what either allows', [policy('none', toWeb), ingress({ from: [friends] })], friend, 80, 'connected'],
  ['from the own node everything passes', [ingress()], { from: 'node', node: 'w1-k8s' }, 80, 'connected'],
  ['from another node it does not', [ingress()], { from: 'node', node: 'w2-k8s' }, 80, 'timeout'],
  ['egress: closed', [policy('out', { podSelector: {}, policyTypes: ['Egress'] })], friend, 80, 'timeout'],
  [
    'egress: rules imply the type',
    [policy('out', { podSelector: {}, egress: [{ to: [friends] }] })],
    friend,
    80,
    'timeout',
  ],
  [
    'egress: to web',
    [policy('out', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [toWeb] }] })],
    friend,
    80,
    'connected',
  ],
  [
    'a policy of another namespace',
    [object('NetworkPolicy', 'x', { spec: { podSelector: {} } }, { namespace: 'shop' })],
    friend,
    80,
    'connected',
  ],
];

for (const [what, policies, source, port, expected] of rows) {
  test(`network policy: ${what}`, () => assert.equal(reached(policies, source, WEB, port), expected));
}

test('policies see the endpoint that the service chose, and the pod behind the cluster IP', () => {
  assert.equal(reached([ingress({ from: [friends] })], friend, '10.96.1.10'), 'connected');
  assert.equal(reached([ingress({ from: [friends] })], stranger, '10.96.1.10'), 'timeout');
});

test('a node port shows the address of the receiving node to policies on other nodes', () => {
  const fromW3 = ingress({ from: [{ ipBlock: { cidr: '192.168.1.103/32' } }] });
  assert.equal(reached([fromW3], { from: 'outside' }, '192.168.1.103', 30080), 'connected');
  assert.equal(reached([fromW3], { from: 'outside' }, '192.168.1.102', 30080), 'timeout');
});

test('the policy in the way is named', () => {
  const { reach } = networkOf({ objects: [...PODS, ingress()], open: [`${WEB}:80`] });
  const outcome = reach.tcp(friend, WEB, 80);
  assert.equal(
    'why' in outcome && outcome.why,
    'network policy default/web does not let pod default/friend reach pod default/web on TCP port 80',
  );
});

test('rules with ports do not let pings pass', () => {
  const pinged = (...policies: readonly KubeObject[]): string =>
    networkOf({ objects: [...PODS, ...policies], open: [] }).reach.ping(friend, WEB).outcome;
  assert.equal(pinged(ingress({ ports: [{ port: 80 }] })), 'timeout');
  assert.equal(pinged(ingress({ from: [friends] })), 'connected');
});
