import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from './expect.ts';
import { ExpectationError } from './failure.ts';
import type { SeatrialWorld } from '../world.ts';
import {
  checkRequests,
  requestsOf,
  sendThroughNode,
  sendToExternalAddress,
  sendToService,
  sendToUrl,
  SILENCE,
  tally,
} from './requests.ts';
import { externalAddress } from './services.ts';
import { countOf } from './subjects.ts';
import { podOf } from './terminal.ts';
import { worldOf } from './testing.ts';

test('a tally counts pods that answered nothing too', () => {
  const counts = tally({
    what: 'x',
    pods: ['default/a', 'default/b'],
    outcomes: [answeredBy('default/b'), answeredBy('default/b')],
  });
  assert.deepEqual(
    [...counts],
    [
      ['default/a', 0],
      ['default/b', 2],
    ],
  );
});

function answeredBy(by: string) {
  return { outcome: 'answered', response: { status: 200, headers: {}, body: '' }, by, address: '10.0.0.1' } as const;
}

test('requests go to services, through nodes and to addresses', () => {
  const world = worldOf('requests');
  world.kubectl(['create', 'deployment', 'web', '--image=nginx', '--replicas=2']);
  world.kubectl(['expose', 'deployment', 'web', '--port=80']);
  eventually(world, countOf(world, 'web', 2, 'Ready'));
  sendToService(world, 'web', 20);
  assert.equal(
    [...tally(requestsOf(world)).values()].reduce((sum, count) => sum + count, 0),
    20,
  );
  assert.throws(
    () => sendThroughNode(world, 'web', 'w1-k8s', 1),
    /node port of service "web"[^]*type of Service "web" is ClusterIP/,
  );
  sendToUrl(world, { from: 'node', node: 'w1-k8s' }, 'http://<IP of web>/');
  assert.equal(requestsOf(world).outcomes[0]?.outcome, 'answered');
  assert.throws(() => sendToUrl(world, { from: 'outside' }, 'http://'), /http:\/\/ is not a URL/);
});

test('a failure says what came of the requests, and what was in the way', () => {
  const world = worldOf('in the way');
  world.kubectl(['run', 'nginx', '--image=nginx']);
  eventually(world, countOf(world, 'nginx', 1, 'Ready'));
  sendToUrl(world, { from: 'outside' }, 'http://<IP of nginx>');
  const isAnswered = (): void =>
    checkRequests(world, 'an answer', ({ outcomes }) => outcomes[0]?.outcome === 'answered');
  assert.throws(isAnswered, (error) => error instanceof ExpectationError && error.divergence.why !== undefined);
});

const SERVICES = `
apiVersion: v1
kind: Service
metadata: { name: sticky }
spec: { type: NodePort, selector: { app: web }, sessionAffinity: ClientIP, ports: [{ port: 80, nodePort: 30080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: near }
spec: { type: NodePort, selector: { app: web }, externalTrafficPolicy: Local, ports: [{ port: 80, nodePort: 30081 }] }
---
apiVersion: v1
kind: Service
metadata: { name: inner }
spec: { selector: { app: web }, internalTrafficPolicy: Local, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: plain }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: lost }
spec: { type: NodePort, selector: { app: wbe }, ports: [{ port: 80, nodePort: 30082 }] }
---
apiVersion: v1
kind: Service
metadata: { name: elsewhere }
spec: { selector: { app: web }, ports: [{ port: 8080, targetPort: 80 }] }
`;

function withServices(): SeatrialWorld {
  const world = worldOf('services');
  world.mustKubectl(['create', 'deployment', 'web', '--image=nginx', '--replicas=2']);
  world.mustKubectl(['apply', '-f', '-'], { stdin: SERVICES });
  eventually(world, countOf(world, 'web', 2, 'Ready'));
  return world;
}

/** The reasons that a check gives for what a request came to. */
function causesOf(world: SeatrialWorld, send: () => void): readonly string[] {
  send();
  try {
    checkRequests(world, 'never', () => false);
  } catch (error) {
    if (error instanceof ExpectationError) return error.divergence.causes ?? [];
    throw error;
  }
  return [];
}

const inside = { from: 'node', node: 'm-k8s' } as const;
const reasons: readonly (readonly [what: string, send: (world: SeatrialWorld) => void, causes: readonly string[]])[] = [
  [
    'a sticky service',
    (world) => sendToService(world, 'sticky', 3),
    ['sessionAffinity of Service "sticky" is ClientIP, so a client keeps its pod'],
  ],
  [
    'a service that stays on the node',
    (world) => sendThroughNode(world, 'near', nodeOf(world), 1),
    ['externalTrafficPolicy of Service "near" is Local, so only pods of the node where a request arrives answer it'],
  ],
  [
    'a service that stays on the node inside',
    (world) => sendToUrl(world, { from: 'node', node: nodeOf(world) }, 'http://<cluster IP of inner>'),
    ['internalTrafficPolicy of Service "inner" is Local, so only pods of the node where a request arrives answer it'],
  ],
  ['a sound service', (world) => sendToService(world, 'plain', 3), ['Service "plain" has 2 ready pods']],
  [
    'a service without pods, by the port of a node',
    (world) => sendToUrl(world, { from: 'outside' }, 'http://192.168.1.101:30082'),
    [
      'service default/lost has no ready endpoints for port 80',
      'Service "lost" selects app=wbe; no pod of namespace default carries that',
    ],
  ],
  [
    'another port than the service has',
    (world) => sendToUrl(world, inside, 'http://<cluster IP of elsewhere>'),
    ['service default/elsewhere has no TCP port 80', 'Service "elsewhere" answers on port 8080'],
  ],
  [
    'a name that no service has',
    (world) =>
      sendToUrl(world, { from: 'pod', namespace: 'default', name: podOf(world, 'web').metadata.name }, 'http://wbe'),
    ['name server 10.96.0.10 knows no wbe', 'there is no Service "wbe" in namespace default'],
  ],
  [
    'a name with a namespace',
    (world) =>
      sendToUrl(
        world,
        { from: 'pod', namespace: 'default', name: podOf(world, 'web').metadata.name },
        'http://plain.shop',
      ),
    [
      'name server 10.96.0.10 knows no plain.shop',
      'there is no Service "plain" in namespace shop',
      'there is no Namespace "shop"',
    ],
  ],
];

function nodeOf(world: SeatrialWorld): string {
  return podOf(world, 'web').spec.nodeName ?? '';
}

for (const [what, send, causes] of reasons)
  test(`the reasons behind requests: ${what}`, () => {
    const world = withServices();
    const found = causesOf(world, () => send(world));
    assert.deepEqual(found.slice(0, causes.length), causes);
  });

test('what speaks no HTTP can be connected to', () => {
  const world = worldOf('connections');
  world.mustKubectl(['run', 'cache', '--image=redis', '--expose', '--port=6379']);
  eventually(world, countOf(world, 'cache', 1, 'Ready'));
  const outcomeOf = (url: string) => {
    sendToUrl(world, inside, url);
    return requestsOf(world).outcomes[0];
  };
  const [answer, refusal] = [outcomeOf('tcp://<cluster IP of cache>:6379'), outcomeOf('tcp://<IP of cache>:6380')];
  assert.equal(answer?.outcome === 'answered' && answer.by, 'default/cache');
  assert.equal(refusal?.outcome, 'refused');
  assert.deepEqual(
    causesOf(world, () => outcomeOf('http://<IP of cache>:6379')),
    [
      'pod default/cache listens on port 6379, but does not answer HTTP there',
      'a URL that begins with tcp:// asks for the connection alone',
    ],
  );
  assert.throws(() => outcomeOf('tcp://cache'), /tcp:\/\/cache needs a port, as in tcp:\/\/cache:5432/);
});

test('of a request that a policy stops, the policy is the only reason, with what it lets in', () => {
  const world = withServices();
  const spec = { podSelector: {}, policyTypes: ['Ingress'] };
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'none' }, spec };
  world.mustKubectl(['apply', '-f', '-'], { stdin: JSON.stringify(policy) });
  world.mustKubectl(['run', 'client', '--image=nginx']);
  eventually(world, countOf(world, 'client', 1, 'Ready'));
  const client = { from: 'pod', namespace: 'default', name: 'client' } as const;
  const causes = causesOf(world, () => sendToUrl(world, client, 'http://plain'));
  assert.match(causes[0] ?? '', /^network policy default\/none does not let pod /);
  assert.deepEqual(causes.slice(1), ['NetworkPolicy "none" lets in nobody']);
});

test('an address that another service holds is named', () => {
  const world = worldOf('address');
  world.mustKubectl(['apply', '-f', 'metallb.yaml']);
  world.cluster.advance(60_000);
  world.mustKubectl(['create', 'service', 'loadbalancer', 'first', '--tcp=80']);
  world.cluster.advance(5000);
  world.mustKubectl(['create', 'service', 'loadbalancer', 'second', '--tcp=80']);
  assert.throws(() => eventually(world, externalAddress(world, 'second', '192.168.1.11'), 5000), {
    message: /Service "first" of namespace default holds 192\.168\.1\.11/,
  });
  world.mustKubectl(['create', 'service', 'nodeport', 'third', '--tcp=80']);
  assert.throws(() => sendToExternalAddress(world, 'third', 1), {
    message: /external address of service "third"[^]*type of Service "third" is NodePort/,
  });
});

const POLICY = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: only }\nspec: { ${spec} }\n`;
const FROM_API = 'ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 8080 }] }]';

/** Policies, whether the web's pod should get an answer of the database, and why it does or does not. */
const policies: readonly (readonly [spec: string, expected: string, causes: readonly string[]])[] = [
  [
    `podSelector: { matchLabels: { app: db } }, ${FROM_API}`,
    'answers',
    [
      'network policy default/only does not let pod default/web reach pod default/db on TCP port 80',
      'NetworkPolicy "only" lets in on TCP port 8080 only',
    ],
  ],
  [
    `podSelector: { matchLabels: { app: db } }, ${FROM_API.replace('8080', '80')}`,
    'answers',
    [
      'network policy default/only does not let pod default/web reach pod default/db on TCP port 80',
      'NetworkPolicy "only" lets in app=api on TCP port 80',
    ],
  ],
  [
    'podSelector: {}, policyTypes: [Ingress]',
    'answers',
    [
      'network policy default/only does not let pod default/web reach pod default/db on TCP port 80',
      'NetworkPolicy "only" lets in nobody',
    ],
  ],
  [
    'podSelector: { matchLabels: { app: web } }, egress: [{ to: [{ namespaceSelector: {} , podSelector: {} }], ports: [{ port: 53, protocol: UDP }] }]',
    'answers',
    [
      'network policy default/only does not let pod default/web reach pod default/db on TCP port 80',
      'NetworkPolicy "only" lets out on UDP port 53 only',
    ],
  ],
  [
    `podSelector: { matchLabels: { app: bd } }, ${FROM_API}`,
    SILENCE,
    ['no NetworkPolicy selects pod db for ingress', 'NetworkPolicy "only" selects app=bd for Ingress'],
  ],
  [
    'podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]',
    SILENCE,
    ['NetworkPolicy "only" lets in 0.0.0.0/0 on all ports'],
  ],
  ['', SILENCE, ['namespace default has no NetworkPolicy at all']],
];

for (const [spec, expected, causes] of policies)
  test(`what a network policy has to do with it: ${spec === '' ? 'none' : spec}`, () => {
    const world = worldOf('policies');
    for (const name of ['web', 'db']) {
      const node = name === 'web' ? 'w1-k8s' : 'w2-k8s';
      const overrides = `{"spec":{"nodeName":"${node}"}}`;
      world.mustKubectl(['run', name, '--image=nginx', `--labels=app=${name}`, `--overrides=${overrides}`]);
    }
    world.mustKubectl(['expose', 'pod', 'db', '--port=80']);
    if (spec !== '') world.mustKubectl(['apply', '-f', '-'], { stdin: POLICY(spec) });
    eventually(world, countOf(world, 'db', 1, 'Ready'));
    eventually(world, countOf(world, 'web', 1, 'Ready'));
    sendToUrl(world, { from: 'pod', namespace: 'default', name: 'web' }, 'http://<cluster IP of db>');
    assert.throws(
      () =>
        checkRequests(
          world,
          expected,
          ({ outcomes }) => (outcomes[0]?.outcome === 'answered') === (expected !== SILENCE),
        ),
      (error) => {
        assert.deepEqual(error instanceof ExpectationError ? error.divergence.causes : error, causes);
        return true;
      },
    );
  });
