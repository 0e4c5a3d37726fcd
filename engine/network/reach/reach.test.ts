import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { Source } from '../../component/workload.ts';
import type { Network } from '../index.ts';
import { networkOf, networkView, NODES, podAt, service, slice, tableOf } from '../testing.ts';

const OUTSIDE: Source = { from: 'outside' };
const W1: Source = { from: 'node', node: 'w1-k8s' };
const CLIENT: Source = { from: 'pod', namespace: 'default', name: 'client' };

const nodePort = (name: string, clusterIP: string, number: number, spec: object = {}): KubeObject =>
  service(name, {
    type: 'NodePort',
    clusterIP,
    externalTrafficPolicy: 'Cluster',
    ports: [{ port: 80, protocol: 'TCP', nodePort: number }],
    ...spec,
  });

/** Three pods of web on w1, w2, w3; one client on w1; a host-network pod on w2; services without endpoints and with Local policies. */
const OBJECTS: readonly KubeObject[] = [
  podAt('web-1', { node: 'w1-k8s', ip: '172.16.221.129' }),
  podAt('web-2', { node: 'w2-k8s', ip: '172.16.103.129' }),
  podAt('web-3', { node: 'w3-k8s', ip: '172.16.132.1' }),
  podAt('client', { node: 'w1-k8s', ip: '172.16.221.130' }),
  podAt('host', { node: 'w2-k8s', ip: '192.168.1.102', spec: { hostNetwork: true } }),
  nodePort('web', '10.96.1.10', 30080),
  slice('web', [
    { ip: '172.16.221.129', node: 'w1-k8s' },
    { ip: '172.16.103.129', node: 'w2-k8s' },
    { ip: '172.16.132.1', node: 'w3-k8s' },
  ]),
  nodePort('empty', '10.96.1.11', 30081),
  slice('empty', [{ ip: '172.16.221.129', ready: false }]),
  nodePort('local', '10.96.1.12', 30082, { externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' }),
  slice('local', [{ ip: '172.16.103.129', node: 'w2-k8s' }]),
  service('ext', { clusterIP: '10.96.1.13', externalIPs: ['192.168.1.50', '192.168.1.103'] }),
  slice('ext', [{ ip: '172.16.132.1', node: 'w3-k8s' }]),
];
const OPEN = ['172.16.221.129:80', '172.16.103.129:80', '172.16.132.1:80', '192.168.1.102:7472'];

const world = (changes: Partial<Parameters<typeof networkOf>[0]> = {}): Network =>
  networkOf({ objects: OBJECTS, open: OPEN, ...changes });

/** `outcome`, or `pod who-the-server-saw`. */
function tried({ reach }: Network, source: Source, host: string, port = 80): string {
  const answer = reach.http(source, { host, port, path: '/' });
  return answer.outcome === 'answered' ? answer.response.body.split(' ').slice(0, 2).join(' ') : answer.outcome;
}

const rows: readonly (readonly [what: string, Source, host: string, port: number, expected: string])[] = [
  ['a pod reaches a pod on another node, no translation', CLIENT, '172.16.103.129', 80, 'web-2 172.16.221.130'],
  ['a node reaches a pod', W1, '172.16.132.1', 80, 'web-3 192.168.1.101'],
  ['a closed port on a live address refuses', CLIENT, '172.16.103.129', 81, 'refused'],
  ['an address of the pod network that nobody has', CLIENT, '172.16.9.9', 80, 'timeout'],
  ['an address beyond', CLIENT, '8.8.8.8', 80, 'unreachable'],
  ['a cluster IP from a pod keeps its address', CLIENT, '10.96.1.10', 80, 'web-2 172.16.221.130'],
  ['a cluster IP from a node', W1, '10.96.1.10', 80, 'web-2 192.168.1.101'],
  ['a port that the service does not define', CLIENT, '10.96.1.10', 8080, 'timeout'],
  ['a cluster IP that no service has', CLIENT, '10.96.7.7', 80, 'timeout'],
  ['no ready endpoints: refused at once', CLIENT, '10.96.1.11', 80, 'refused'],
  ['no ready endpoints behind a node port', OUTSIDE, '192.168.1.103', 30081, 'refused'],
  ['outside: pod addresses are closed', OUTSIDE, '172.16.103.129', 80, 'timeout'],
  ['outside: cluster IPs are closed', OUTSIDE, '10.96.1.10', 80, 'timeout'],
  ['outside: the node port of the control plane, masqueraded', OUTSIDE, '192.168.1.10', 30080, 'web-2 192.168.1.10'],
  ['outside: the node port of a worker', OUTSIDE, '192.168.1.103', 30080, 'web-2 192.168.1.103'],
  ['outside: a node port that no service has', OUTSIDE, '192.168.1.103', 30999, 'refused'],
  ['outside: an address that nobody has', OUTSIDE, '192.168.1.77', 80, 'unreachable'],
  ['Local: the source stays', OUTSIDE, '192.168.1.102', 30082, 'web-2 192.168.1.1'],
  ['Local: a node without an endpoint drops', OUTSIDE, '192.168.1.101', 30082, 'timeout'],
  ['Local: from the node itself it is internal', W1, '192.168.1.101', 30082, 'web-2 192.168.1.101'],
  ['internal Local: none on this node drops', CLIENT, '10.96.1.12', 80, 'timeout'],
  ['a pod of the host network', OUTSIDE, '192.168.1.102', 7472, 'host 192.168.1.1'],
  ['a pod towards another machine bears its node', CLIENT, '192.168.1.102', 7472, 'host 192.168.1.101'],
  ['a pod uses a node port of another node', CLIENT, '192.168.1.102', 30080, 'web-2 192.168.1.102'],
  ['an external IP from inside', CLIENT, '192.168.1.50', 80, 'web-3 192.168.1.101'],
  ['an external IP that is a node', OUTSIDE, '192.168.1.103', 80, 'web-3 192.168.1.103'],
  ['an external IP that nobody announces', OUTSIDE, '192.168.1.50', 80, 'unreachable'],
  ['the loopback of a pod', { from: 'pod', namespace: 'default', name: 'web-1' }, '127.0.0.1', 80, 'web-1 127.0.0.1'],
  ['the loopback of another pod', CLIENT, '127.0.0.1', 80, 'refused'],
  ['a node port at the loopback', W1, '127.0.0.1', 30080, 'web-2 192.168.1.101'],
  ['a pod that does not exist', { from: 'pod', namespace: 'default', name: 'none' }, '10.96.1.10', 80, 'unreachable'],
];

for (const [what, source, host, port, expected] of rows) {
  test(what, () => {
    // Draws are 0, which is the first endpoint by address: web-2.
    assert.equal(tried(world(), source, host, port), expected);
  });
}

test('a pod that reaches itself through its service is masqueraded', () => {
  const self: Source = { from: 'pod', namespace: 'default', name: 'web-2' };
  assert.equal(tried(world(), self, '10.96.1.10'), 'web-2 192.168.1.102');
});

test('a machine that is down: its pods and its node ports time out, and nothing leaves it', () => {
  const nodes = NODES.map((node) => (node.name === 'w2-k8s' ? { ...node, up: false } : node));
  const down = world({ nodes });
  assert.equal(tried(down, OUTSIDE, '192.168.1.102', 30080), 'timeout');
  assert.equal(tried(down, CLIENT, '172.16.103.129'), 'timeout');
  assert.equal(tried(down, { from: 'node', node: 'w2-k8s' }, '172.16.132.1'), 'unreachable');
  const outcome = down.reach.tcp(CLIENT, '172.16.103.129', 80);
  assert.equal('why' in outcome && outcome.why, 'node w2-k8s, where pod default/web-2 runs, is down');
});

test('every failure says in one line what is first in the way', () => {
  const texts = (
    [
      [OUTSIDE, '172.16.103.129', 80],
      [CLIENT, '10.96.1.11', 80],
      [CLIENT, '10.96.1.10', 81],
      [OUTSIDE, '192.168.1.101', 30082],
      [CLIENT, '172.16.103.129', 81],
    ] as const
  ).map(([source, host, port]) => {
    const outcome = world().reach.tcp(source, host, port);
    return 'why' in outcome ? outcome.why : outcome.outcome;
  });
  assert.deepEqual(texts, [
    "172.16.103.129 is a pod's address: reachable only from inside the cluster",
    'service default/empty has no ready endpoints for port 80',
    'service default/web has no TCP port 81',
    'no ready endpoint of service default/local runs on node w1-k8s (externalTrafficPolicy: Local)',
    'nothing listens on TCP port 81 of pod default/web-2',
  ]);
});

test('new connections spread evenly over the endpoints, for every seed', () => {
  for (let seed = 1; seed <= 200; seed++) {
    let state = (seed * 2_654_435_761) % 4_294_967_296;
    const random = (bound: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 4_294_967_296) * bound);
    };
    const { reach } = world({ random });
    const counts = new Map<string, number>();
    for (let n = 0; n < 300; n++) {
      const answer = reach.http(OUTSIDE, { host: '192.168.1.10', port: 30080, path: '/' });
      const by = answer.outcome === 'answered' ? answer.by : answer.outcome;
      counts.set(by, (counts.get(by) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].sort(), ['default/web-1', 'default/web-2', 'default/web-3']);
    for (const count of counts.values()) assert.ok(count >= 60 && count <= 140, `seed ${seed}: ${count}`);
  }
});

test('session affinity keeps a client with its endpoint until it was away for its time-out', () => {
  const sticky = service('sticky', { clusterIP: '10.96.1.20', sessionAffinity: 'ClientIP' });
  const endpoints = slice('sticky', [{ ip: '172.16.103.129' }, { ip: '172.16.132.1' }]);
  let nowMs = 0;
  let drawn = 0;
  const random = (bound: number): number => drawn++ % bound;
  const objects = [...OBJECTS, sticky, endpoints];
  const network = world({ objects, random, nowMs: () => nowMs });
  const ask = (): string => tried(network, CLIENT, '10.96.1.20').split(' ')[0] ?? '';
  assert.deepEqual([ask(), ask(), ask()], ['web-2', 'web-2', 'web-2']);
  assert.equal(tried(network, W1, '10.96.1.20'), 'web-3 192.168.1.101');
  nowMs = 10_799_000;
  assert.equal(ask(), 'web-2');
  const copy = world({ objects, random, nowMs: () => nowMs });
  copy.copyFrom(network);
  assert.equal(tried(copy, CLIENT, '10.96.1.20').split(' ')[0], 'web-2');
  nowMs += 10_800_000;
  drawn = 1;
  assert.equal(ask(), 'web-3');
});

test('a node whose kube-proxy is stopped keeps its rules, the others follow', () => {
  const before = tableOf(networkView(OBJECTS));
  const after = tableOf(
    networkView(OBJECTS.filter(({ kind, metadata }) => kind !== 'Service' || metadata.name !== 'web')),
  );
  let current = before;
  const network = world({ table: () => current });
  network.freeze('w1-k8s');
  current = after;
  assert.equal(tried(network, OUTSIDE, '192.168.1.101', 30080), 'web-2 192.168.1.101');
  assert.equal(tried(network, OUTSIDE, '192.168.1.102', 30080), 'refused');
  assert.equal(tried(network, CLIENT, '10.96.1.10'), 'web-2 172.16.221.130');
  const copy = world({ table: () => current });
  copy.copyFrom(network);
  assert.equal(tried(copy, OUTSIDE, '192.168.1.101', 30080), 'web-2 192.168.1.101');
  network.thaw('w1-k8s');
  assert.equal(tried(network, OUTSIDE, '192.168.1.101', 30080), 'refused');
});

test('machines and pods answer pings, services do not', () => {
  const { reach } = world();
  const ping = (source: Source, host: string): string => reach.ping(source, host).outcome;
  assert.equal(ping(OUTSIDE, '192.168.1.103'), 'connected');
  assert.equal(ping(CLIENT, '172.16.132.1'), 'connected');
  assert.equal(ping(CLIENT, '10.96.1.10'), 'timeout');
  assert.equal(ping(OUTSIDE, '172.16.132.1'), 'timeout');
  assert.equal(ping(CLIENT, '172.16.9.9'), 'unreachable');
});

test('the server sees the host that was asked for, with the port unless it is the usual one', () => {
  const { reach } = world();
  const body = (headers: Readonly<Record<string, string>>, port: number, host: string): string => {
    const answer = reach.http(OUTSIDE, { host, port, path: '/a?b=1', headers });
    return answer.outcome === 'answered' ? (answer.response.body.split(' ')[2] ?? '') : answer.outcome;
  };
  assert.equal(body({}, 30080, '192.168.1.10'), '192.168.1.10:30080/a?b=1');
  assert.equal(body({}, 80, '192.168.1.103'), '192.168.1.103/a?b=1');
  assert.equal(body({ host: 'shop.example.com' }, 30080, '192.168.1.10'), 'shop.example.com/a?b=1');
});

test('loadBalancerSourceRanges keep others away from the balanced address, not from the cluster IP', () => {
  const ranged = (range: string): Network => {
    const spec = { type: 'LoadBalancer', clusterIP: '10.96.1.30', loadBalancerSourceRanges: [range] };
    const lb = service('ranged', spec, {}, { loadBalancer: { ingress: [{ ip: '192.168.1.11' }] } });
    return world({ objects: [...OBJECTS, lb, slice('ranged', [{ ip: '172.16.132.1', node: 'w3-k8s' }])] });
  };
  assert.equal(tried(ranged('172.16.0.0/16'), CLIENT, '192.168.1.11'), 'web-3 192.168.1.101');
  assert.equal(tried(ranged('10.0.0.0/8'), CLIENT, '192.168.1.11'), 'timeout');
  assert.equal(tried(ranged('10.0.0.0/8'), CLIENT, '10.96.1.30'), 'web-3 172.16.221.130');
});

test('a gRPC health check goes the way of any connection, and no answer tells why there is none', () => {
  const { reach } = world();
  assert.deepEqual(reach.health(W1, '172.16.132.1', 80, 'web-3'), { status: 'SERVING' });
  assert.deepEqual(reach.health(CLIENT, '10.96.1.10', 80, ''), { code: 'NotFound', message: 'web-2' });
  assert.equal(reach.health(CLIENT, '172.16.103.129', 81, ''), undefined);
  assert.equal(reach.health(CLIENT, '172.16.9.9', 80, ''), undefined);
  assert.equal(reach.health(CLIENT, 'no-such-name', 80, ''), undefined);
});
