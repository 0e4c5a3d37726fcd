import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import { contextAt } from '../../component/testing.ts';
import type { Component, Outcome } from '../../component/component.ts';
import type { Service } from '../../kinds/types.ts';
import { networkOf, networkView, NODES, object, podAt, service, slice } from '../testing.ts';
import { metallbController } from './controller.ts';
import { metallbSpeaker } from './speaker.ts';

const SYSTEM = { namespace: 'metallb-system' };
const program = (component: string, node: string, ip: string): KubeObject =>
  podAt(`${component}-${node}`, { node, ip, ...SYSTEM, labels: { app: 'metallb', component } });

const CONTROLLER = program('controller', 'w1-k8s', '172.16.221.129');
const SPEAKERS = NODES.map(({ name, addresses }) => program('speaker', name, addresses[0] ?? ''));
const pool = (name: string, addresses: readonly string[], spec: object = {}): KubeObject =>
  object('IPAddressPool', name, { spec: { addresses, ...spec } }, SYSTEM);
const COURSE_POOL = pool('k8s-svc-pool', ['192.168.1.11-192.168.1.19']);
const LAYER2 = object('L2Advertisement', 'layer2-mode', {}, SYSTEM);

const balanced = (name: string, spec: object = {}, annotations: object = {}): KubeObject =>
  service(
    name,
    { type: 'LoadBalancer', clusterIP: '10.96.1.1', externalTrafficPolicy: 'Cluster', ...spec },
    { annotations },
  );

/** Objects, and the controller with its memory; writes become changes of the objects. */
class Cluster {
  objects: readonly KubeObject[];
  readonly events: string[] = [];
  readonly component: Component;
  #shared: unknown;
  readonly #memory = new Map<string, unknown>();

  constructor(objects: readonly KubeObject[], component: Component = metallbController) {
    this.objects = objects;
    this.component = component;
  }

  /** Reconciles a key, and then those that it wakes. */
  settle(key: string): this {
    const context = contextAt({ shared: this.#shared, memory: this.#memory.get(key) });
    const outcome = this.component.reconcile(key, networkView(this.objects), context);
    if (outcome.shared !== undefined) this.#shared = outcome.shared ?? undefined;
    if (outcome.memory !== undefined) this.#memory.set(key, outcome.memory ?? undefined);
    this.#perform(outcome);
    for (const signal of outcome.signals ?? []) this.settle(signal.key);
    return this;
  }

  /** What the next reconcile of a key would write. */
  writesOf(key: string): Outcome['writes'] {
    const context = contextAt({ shared: this.#shared, memory: this.#memory.get(key) });
    return this.component.reconcile(key, networkView(this.objects), context).writes;
  }

  restart(): this {
    this.#shared = undefined;
    this.#memory.clear();
    return this;
  }

  put(one: KubeObject): this {
    this.remove(one.kind, one.metadata.name);
    this.objects = [...this.objects, one];
    return this;
  }

  remove(kind: string, name: string): this {
    this.objects = this.objects.filter((other) => other.kind !== kind || other.metadata.name !== name);
    return this;
  }

  service(name: string): Service {
    return this.objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name) as Service;
  }

  ip(name: string): string {
    return this.service(name).status.loadBalancer?.ingress?.[0]?.ip ?? '<pending>';
  }

  #perform({ writes }: Outcome): void {
    for (const write of writes) {
      if (write.verb === 'event') this.events.push(`${write.event.type} ${write.event.reason} ${write.event.message}`);
      if (write.verb === 'patch') this.put({ ...this.service(write.name), ...(write.patch as { status: object }) });
    }
  }
}

const course = (...more: readonly KubeObject[]): Cluster => new Cluster([CONTROLLER, COURSE_POOL, LAYER2, ...more]);

test('services get the lowest free address, once, with an Event', () => {
  const cluster = course(balanced('a'), balanced('b')).settle('default/a').settle('default/b');
  assert.deepEqual([cluster.ip('a'), cluster.ip('b')], ['192.168.1.11', '192.168.1.12']);
  assert.deepEqual(cluster.events, [
    'Normal IPAllocated Assigned IP ["192.168.1.11"]',
    'Normal IPAllocated Assigned IP ["192.168.1.12"]',
  ]);
  assert.deepEqual(cluster.writesOf('default/a'), []);
});

test('nothing happens without a ready controller, without pools, and to other types', () => {
  const rows: readonly (readonly KubeObject[])[] = [
    [COURSE_POOL, balanced('a')],
    [
      podAt('controller', {
        ip: '172.16.221.129',
        ...SYSTEM,
        ready: false,
        labels: { app: 'metallb', component: 'controller' },
      }),
      COURSE_POOL,
      balanced('a'),
    ],
    [CONTROLLER, balanced('a')],
    [CONTROLLER, COURSE_POOL, service('a', { type: 'NodePort', clusterIP: '10.96.1.1' })],
    [CONTROLLER, COURSE_POOL, balanced('a', { loadBalancerClass: 'other' })],
  ];
  for (const objects of rows) {
    const cluster = new Cluster(objects).settle('default/a');
    assert.equal(cluster.ip('a'), '<pending>');
    assert.deepEqual(cluster.events, []);
  }
});

test('a full pool leaves a service pending; the first address released is its own', () => {
  const small = pool('small', ['10.0.0.1/32']);
  const cluster = new Cluster([CONTROLLER, small, balanced('a'), balanced('b')])
    .settle('default/a')
    .settle('default/b');
  assert.equal(cluster.ip('b'), '<pending>');
  assert.equal(
    cluster.events.at(-1),
    'Warning AllocationFailed Failed to allocate IP for "default/b": no available IPs',
  );
  assert.deepEqual(cluster.writesOf('default/b'), []);
  cluster.remove('Service', 'a').settle('default/a');
  assert.equal(cluster.ip('b'), '10.0.0.1');
});

test('a service that is no LoadBalancer any more loses its address', () => {
  const cluster = course(balanced('a'), balanced('b')).settle('default/a');
  const { status } = cluster.service('a');
  cluster
    .put(service('a', { type: 'NodePort', clusterIP: '10.96.1.1' }, {}, status))
    .settle('default/a')
    .settle('default/b');
  assert.deepEqual([cluster.ip('a'), cluster.ip('b')], ['<pending>', '192.168.1.11']);
});

test('after a restart the controller knows what everybody has', () => {
  const cluster = course(balanced('b')).settle('default/b').put(balanced('a')).restart();
  cluster.settle('default/a').settle('default/b');
  assert.deepEqual([cluster.ip('a'), cluster.ip('b')], ['192.168.1.12', '192.168.1.11']);
});

const IPS = 'metallb.universe.tf/loadBalancerIPs';
const POOL = 'metallb.universe.tf/address-pool';
const SHARE = 'metallb.universe.tf/allow-shared-ip';

const wishes: readonly (readonly [what: string, KubeObject, expected: string])[] = [
  ['an address by field', balanced('w', { loadBalancerIP: '192.168.1.15' }), '192.168.1.15'],
  ['an address by annotation', balanced('w', {}, { [IPS]: '192.168.1.16' }), '192.168.1.16'],
  ['an address of a pool that is not given by itself', balanced('w', {}, { [IPS]: '10.1.0.7' }), '10.1.0.7'],
  ['a pool', balanced('w', {}, { [POOL]: 'reserve' }), '10.1.0.1'],
  ['an address beyond the pools', balanced('w', { loadBalancerIP: '1.2.3.4' }), '"1.2.3.4" is not allowed in config'],
  ['a pool that is not there', balanced('w', {}, { [POOL]: 'none' }), 'unknown pool "none"'],
  [
    'an address that is taken',
    balanced('w', { loadBalancerIP: '192.168.1.11' }),
    'can\'t change sharing key for "default/w", address also in use by default/first',
  ],
  [
    'both field and annotation',
    balanced('w', { loadBalancerIP: '192.168.1.15' }, { [IPS]: '192.168.1.16' }),
    `service can not have both ${IPS} and svc.Spec.LoadBalancerIP`,
  ],
  ['no address', balanced('w', {}, { [IPS]: 'here' }), `invalid ${IPS}: "here"`],
  [
    'an address and another pool',
    balanced('w', { loadBalancerIP: '192.168.1.15' }, { [POOL]: 'reserve' }),
    'requested loadBalancer IP(s) ["192.168.1.15"] is not compatible with requested address pool reserve',
  ],
];
for (const [what, wish, expected] of wishes) {
  test(`a service asks for ${what}`, () => {
    const reserve = pool('reserve', ['10.1.0.0/24'], { autoAssign: false, avoidBuggyIPs: true });
    const cluster = course(reserve, balanced('first'), wish).settle('default/first').settle('default/w');
    const failure = cluster.events.find((event) => event.startsWith('Warning'));
    const got =
      failure?.replace('Warning AllocationFailed Failed to allocate IP for "default/w": ', '') ?? cluster.ip('w');
    assert.equal(got, expected);
  });
}

test('equal sharing keys and different ports share an address', () => {
  const at = (name: string, port: number, more: object = {}): KubeObject =>
    balanced(name, { ports: [{ port, protocol: 'TCP' }], ...more }, { [SHARE]: 'one' });
  const cluster = course(
    at('a', 80),
    at('b', 443),
    at('c', 80),
    at('d', 22, { externalTrafficPolicy: 'Local', selector: { x: 'y' } }),
  );
  for (const name of ['a', 'b', 'c', 'd']) cluster.settle(`default/${name}`);
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((name) => cluster.ip(name)),
    ['192.168.1.11', '192.168.1.11', '192.168.1.12', '192.168.1.13'],
  );
});

test('an address stays when another wish would have got a lower one, and moves when its pool is gone', () => {
  const cluster = course(balanced('a'), balanced('b')).settle('default/a').settle('default/b');
  cluster.remove('Service', 'a').settle('default/a').settle('default/b');
  assert.equal(cluster.ip('b'), '192.168.1.12');
  cluster
    .remove('IPAddressPool', 'k8s-svc-pool')
    .put(pool('other', ['10.2.0.5-10.2.0.6']))
    .settle('default/b');
  assert.equal(cluster.ip('b'), '10.2.0.5');
});

test('the speaker that wins says so once; from outside its node answers', () => {
  const web = service(
    'web',
    { type: 'LoadBalancer', clusterIP: '10.96.1.1', externalTrafficPolicy: 'Cluster' },
    {},
    { loadBalancer: { ingress: [{ ip: '192.168.1.11' }] } },
  );
  const behind = [
    podAt('web-1', { node: 'w3-k8s', ip: '172.16.132.1' }),
    slice('web', [{ ip: '172.16.132.1', node: 'w3-k8s' }]),
  ];
  const objects = [...SPEAKERS, COURSE_POOL, LAYER2, web, ...behind];
  const cluster = new Cluster(objects, metallbSpeaker).settle('default/web').settle('default/web');
  // sha256sum of `NODE#192.168.1.11` begins 43e8 for m-k8s, 6e4d for w1-k8s, a1bb for w3-k8s and ccd8 for w2-k8s.
  assert.deepEqual(cluster.events, ['Normal nodeAssigned announcing from node "m-k8s" with protocol "layer2"']);
  const from = (given: readonly KubeObject[], nodes = NODES): string => {
    const { reach } = networkOf({ objects: given, open: ['172.16.132.1:80'], nodes });
    const answer = reach.http({ from: 'outside' }, { host: '192.168.1.11', port: 80, path: '/' });
    return answer.outcome === 'answered'
      ? (answer.response.body.split(' ')[1] ?? '')
      : `${answer.outcome}: ${answer.why}`;
  };
  assert.equal(from(objects), '192.168.1.10');
  const down = NODES.map((node) => (node.name === 'm-k8s' ? { ...node, up: false } : node));
  assert.equal(from(objects, down), '192.168.1.101');
  const local = { ...web, spec: { ...(web as Service).spec, externalTrafficPolicy: 'Local' } } as KubeObject;
  assert.equal(from([...SPEAKERS, COURSE_POOL, LAYER2, local, ...behind]), '192.168.1.1');
  assert.equal(
    from([COURSE_POOL, LAYER2, web, ...behind]),
    'unreachable: no speaker pod of MetalLB is ready: nobody announces 192.168.1.11',
  );
  assert.equal(
    from([...SPEAKERS, COURSE_POOL, web, ...behind]),
    'unreachable: no L2Advertisement selects pool k8s-svc-pool: nobody announces 192.168.1.11',
  );
  assert.equal(
    from([...SPEAKERS, COURSE_POOL, LAYER2, web]),
    'unreachable: service default/web has no ready endpoints: nobody announces 192.168.1.11',
  );
});

test('inside the cluster the rules answer for the address, announced or not', () => {
  const web = service(
    'web',
    { type: 'LoadBalancer', clusterIP: '10.96.1.1' },
    {},
    { loadBalancer: { ingress: [{ ip: '192.168.1.11' }] } },
  );
  const objects = [
    web,
    podAt('web-1', { node: 'w3-k8s', ip: '172.16.132.1' }),
    slice('web', [{ ip: '172.16.132.1', node: 'w3-k8s' }]),
  ];
  const { reach } = networkOf({ objects, open: ['172.16.132.1:80'] });
  assert.equal(reach.tcp({ from: 'node', node: 'w1-k8s' }, '192.168.1.11', 80).outcome, 'connected');
  assert.equal(reach.tcp({ from: 'node', node: 'w1-k8s' }, '192.168.1.11', 81).outcome, 'timeout');
});

test('an advertisement may choose pools and nodes', () => {
  const web = service(
    'web',
    { type: 'LoadBalancer', clusterIP: '10.96.1.1' },
    {},
    { loadBalancer: { ingress: [{ ip: '192.168.1.11' }] } },
  );
  const endpoints = slice('web', [{ ip: '172.16.132.1', node: 'w3-k8s' }]);
  const nodes = NODES.map(({ name }) => object('Node', name, {}, { labels: { name } }));
  const said = (spec: object): string | undefined =>
    new Cluster(
      [...SPEAKERS, ...nodes, COURSE_POOL, object('L2Advertisement', 'x', { spec }, SYSTEM), web, endpoints],
      metallbSpeaker,
    )
      .settle('default/web')
      .events[0]?.split('"')[1];
  assert.equal(said({ ipAddressPools: ['k8s-svc-pool'] }), 'm-k8s');
  assert.equal(said({ ipAddressPools: ['other'] }), undefined);
  assert.equal(said({ nodeSelectors: [{ matchLabels: { name: 'w1-k8s' } }] }), 'w1-k8s');
  assert.equal(said({ ipAddressPoolSelectors: [{ matchLabels: { a: 'b' } }] }), undefined);
});

/** MetalLB v0.12: the controller is told where its pools stand. */
const OLD_CONTROLLER = podAt('controller-old', {
  ip: '172.16.221.129',
  ...SYSTEM,
  labels: { app: 'metallb', component: 'controller' },
  spec: { containers: [{ name: 'controller', args: ['--port=7472', '--config=config'] }] },
});
const configMap = (config: string): KubeObject => object('ConfigMap', 'config', { data: { config } }, SYSTEM);

test('v0.12 takes its pools from a ConfigMap, and announces them', () => {
  const config = configMap(
    '{"address-pools":[{"name":"p","protocol":"layer2","addresses":["192.168.1.11-192.168.1.19"]}]}',
  );
  const cluster = new Cluster([OLD_CONTROLLER, ...SPEAKERS, config, balanced('web')]).settle('default/web');
  const web = cluster.objects.find(({ metadata }) => metadata.name === 'web') as Service;
  assert.deepEqual(web.status.loadBalancer?.ingress, [{ ip: '192.168.1.11' }]);
  const view = networkView([...cluster.objects, slice('web', [{ ip: '172.16.221.131' }])]);
  const [write] = metallbSpeaker.reconcile('default/web', view, contextAt({})).writes;
  assert.match(JSON.stringify(write), /announcing from node .* with protocol .*layer2/);
});

const WRONG_CONFIGS: readonly [config: string, message: RegExp][] = [
  ['address-pools:\n- name: p', /read only where it is written as JSON/],
  ['{}', /no address-pools/],
  ['{"address-pools":[{"name":"p","protocol":"bgp","addresses":["10.0.0.0/8"]}]}', /protocol "bgp" is not simulated/],
  [
    '{"address-pools":[{"name":"p","protocol":"layer2","addresses":["10.0.0.0/99"]}]}',
    /invalid CIDR "10.0.0.0\/99" in pool "p"/,
  ],
];

for (const [config, message] of WRONG_CONFIGS) {
  test(`a ConfigMap that cannot be used is told on the service: ${config.replaceAll('\n', ' ')}`, () => {
    const cluster = new Cluster([OLD_CONTROLLER, configMap(config), balanced('web')]).settle('default/web');
    assert.match(cluster.events.join('\n'), message);
  });
}
