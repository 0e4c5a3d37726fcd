import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KindContext } from '../../../api/kind.ts';
import { type FieldError, formatFieldError } from '../../../api/validation/field-error.ts';
import { viewOf } from '../../../component/testing.ts';
import type { Service } from '../../types.ts';
import { nextAddress, nextNodePort } from './address-range.ts';
import { externalIPText, portsText, service as kind } from './service.ts';

function serviceOf(name: string, spec: object): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec, status: {} };
}

function contextWith(others: readonly Service[] = [], random = 0): KindContext {
  return { nowMs: 0, dryRun: false, random: () => random, ...viewOf(others, [kind]) };
}

const texts = (errors: readonly FieldError[] = []): string[] =>
  errors.map((error) => `${error.field}: ${formatFieldError(error)}`);

const create = (object: Service, context = contextWith()): Service =>
  kind.prepareForCreate?.(kind.defaults?.(object) ?? object, context) ?? object;

const update = (object: Service, old: Service, context = contextWith([old])): Service =>
  kind.prepareForUpdate?.(kind.defaults?.(object) ?? object, old, context) ?? object;

test('a service gets the defaults a student sees', () => {
  const spec = { ports: [{ port: 80 }], selector: { app: 'web' } };
  assert.deepEqual(create(serviceOf('web', spec)).spec, {
    clusterIP: '10.96.1.1',
    clusterIPs: ['10.96.1.1'],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    selector: { app: 'web' },
    sessionAffinity: 'None',
    type: 'ClusterIP',
  });
  const balanced = create(serviceOf('lb', { ...spec, type: 'LoadBalancer' }));
  assert.equal(balanced.spec.allocateLoadBalancerNodePorts, true);
  assert.equal(balanced.spec.externalTrafficPolicy, 'Cluster');
  assert.deepEqual(balanced.spec.ports, [{ port: 80, protocol: 'TCP', targetPort: 80, nodePort: 30000 }]);
  assert.deepEqual(balanced.status, { loadBalancer: {} });
  const outside = create(serviceOf('outside', { type: 'ExternalName', externalName: 'db.example.com' }));
  assert.deepEqual(outside.spec, { externalName: 'db.example.com', sessionAffinity: 'None', type: 'ExternalName' });
});

test('addresses: the lowest 256 only when the others are taken', () => {
  assert.equal(
    nextAddress(
      () => 0,
      () => false,
    ),
    '10.96.1.1',
  );
  assert.equal(
    nextAddress(
      () => 0,
      (address) => address === '10.96.1.1',
    ),
    '10.96.1.2',
  );
  assert.equal(
    nextAddress(
      (bound) => bound - 1,
      () => false,
    ),
    '10.111.255.254',
  );
  assert.equal(
    nextAddress(
      (bound) => bound - 1,
      (address) => address === '10.111.255.254',
    ),
    '10.96.1.1',
  );
  assert.equal(
    nextNodePort(
      (bound) => bound - 1,
      (port) => port === 32_767,
    ),
    30_000,
  );
  assert.equal(
    nextNodePort(
      () => 5,
      () => true,
    ),
    undefined,
  );
});

test('what others have is not given twice, and ports with one number share theirs', () => {
  const first = create(serviceOf('a', { type: 'NodePort', ports: [{ port: 80 }] }));
  const second = create(
    serviceOf('b', {
      type: 'NodePort',
      ports: [
        { name: 't', port: 53 },
        { name: 'u', port: 53, protocol: 'UDP' },
      ],
    }),
    contextWith([first]),
  );
  assert.equal(second.spec.clusterIP, '10.96.1.2');
  assert.deepEqual(
    second.spec.ports?.map(({ nodePort }) => nodePort),
    [30001, 30001],
  );
});

/** spec; what is wrong with it */
const MISTAKES: readonly (readonly [object, ...string[]])[] = [
  [{}, 'spec.ports: Required value'],
  [
    { ports: [{ port: 99999 }] },
    'spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive',
    'spec.ports[0].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive',
  ],
  [{ ports: [{ port: 1 }, { port: 2 }] }, 'spec.ports[0].name: Required value', 'spec.ports[1].name: Required value'],
  [
    {
      ports: [
        { name: 'a', port: 1 },
        { name: 'a', port: 2 },
      ],
    },
    'spec.ports[1].name: Duplicate value: "a"',
  ],
  [
    {
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 1 },
      ],
    },
    'spec.ports[1]: Duplicate value: core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:1, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}',
  ],
  [
    { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
    'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
  ],
  [
    { type: 'NodePort', ports: [{ port: 80, nodePort: 31000 }] },
    'spec.ports[0].nodePort: Invalid value: 31000: provided port is already allocated',
  ],
  [
    { ports: [{ port: 80, nodePort: 31000 }] },
    "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
  ],
  [
    { type: 'Foo', ports: [{ port: 80 }] },
    'spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
  ],
  [{ type: 'ExternalName' }, 'spec.externalName: Required value'],
  [
    { clusterIP: '1.2.3', ports: [{ port: 80 }] },
    'spec.clusterIPs[0]: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
  ],
  [
    { clusterIP: '10.96.0.1', ports: [{ port: 80 }] },
    'spec.clusterIPs: Invalid value: []string{"10.96.0.1"}: failed to allocate IP 10.96.0.1: provided IP is already allocated',
  ],
  [
    { clusterIP: '1.2.3.4', ports: [{ port: 80 }] },
    'spec.clusterIPs: Invalid value: []string{"1.2.3.4"}: failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
  ],
  [
    { type: 'NodePort', clusterIP: 'None', ports: [{ port: 80 }] },
    'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
  ],
  // What the allocators refuse comes before every other mistake.
  [
    { clusterIP: '1.2.3.4.5', sessionAffinity: 'Foo', ports: [{ port: 0 }] },
    'spec.clusterIPs[0]: Invalid value: "1.2.3.4.5": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
  ],
  [
    {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 80, nodePort: 30001 },
        { name: 'b', port: 81, nodePort: 30001 },
      ],
    },
    'spec.ports[1].nodePort: Invalid value: 30001: provided port is already allocated',
  ],
  [
    { type: 'LoadBalancer', ports: [{ port: 80 }], loadBalancerSourceRanges: ['a'] },
    'spec.LoadBalancerSourceRanges: Invalid value: "[a]": must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 ',
  ],
  [
    { ports: [{ port: 80 }], externalTrafficPolicy: 'Local' },
    "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set when `type` is 'NodePort' or 'LoadBalancer'",
  ],
  [
    { ports: [{ port: 80 }], externalIPs: ['127.0.0.1'] },
    'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
  ],
];

test('mistakes in a service are named as Kubernetes names them', () => {
  const taken = create(
    serviceOf('taken', { type: 'NodePort', clusterIP: '10.96.0.1', ports: [{ port: 80, nodePort: 31000 }] }),
  );
  const context = contextWith([taken]);
  for (const [spec, ...expected] of MISTAKES) {
    assert.deepEqual(texts(kind.validate?.(create(serviceOf('x', spec), context), context)), expected);
  }
  assert.deepEqual(kind.validate?.(create(serviceOf('x', { ports: [{ port: 80 }] }), context), context), []);
});

test('an update keeps what was allocated, and drops what the new type does not need', () => {
  const manifest = { type: 'NodePort', ports: [{ port: 80 }] };
  const old = create(serviceOf('web', manifest), contextWith([], 7));
  const [port] = old.spec.ports ?? [];
  assert.equal(port?.nodePort, 30007);
  assert.deepEqual(update(serviceOf('web', manifest), old), old);
  const inner = update({ ...old, spec: { ...old.spec, type: 'ClusterIP' } }, old);
  assert.deepEqual(inner.spec.ports, [{ port: 80, protocol: 'TCP', targetPort: 80 }]);
  assert.equal(inner.spec.externalTrafficPolicy, undefined);
  assert.equal(inner.spec.clusterIP, old.spec.clusterIP);
  const opened = update({ ...inner, spec: { ...inner.spec, type: 'NodePort' } }, inner);
  assert.equal(opened.spec.ports?.[0]?.nodePort, 30000);
  const named = update({ ...old, spec: { ...old.spec, type: 'ExternalName', externalName: 'x.y' } }, old);
  assert.equal('clusterIP' in named.spec || 'ipFamilies' in named.spec, false);
});

test('a cluster address may not change', () => {
  const old = create(serviceOf('web', { ports: [{ port: 80 }] }));
  const other = update({ ...old, spec: { ...old.spec, clusterIP: '10.96.0.9' } }, old);
  assert.deepEqual(texts(kind.validateUpdate?.(other, old, contextWith([old]))), [
    'spec.clusterIPs[0]: Invalid value: []string{"10.96.0.9"}: may not change once set',
  ]);
});

test('cells', () => {
  const ingress = [{ ip: '192.168.1.12' }, { ip: '192.168.1.11' }, { ip: '192.168.1.12' }];
  const balanced = { ...serviceOf('lb', { type: 'LoadBalancer' }), status: { loadBalancer: { ingress } } };
  assert.equal(externalIPText(balanced), '192.168.1.11,192.168.1.12');
  assert.equal(externalIPText(serviceOf('lb', { type: 'LoadBalancer' })), '<pending>');
  assert.equal(externalIPText(serviceOf('x', { type: 'ClusterIP' })), '<none>');
  assert.equal(
    externalIPText(serviceOf('x', { type: 'ExternalName', externalName: 'db.example.com' })),
    'db.example.com',
  );
  const ports = [
    { port: 80, protocol: 'TCP' },
    { port: 9100, protocol: 'UDP', nodePort: 30080 },
  ];
  assert.equal(portsText(serviceOf('x', { ports })), '80/TCP,9100:30080/UDP');
  assert.equal(portsText(serviceOf('x', {})), '<none>');
});
