import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../api/kind.ts';
import { horizontalPodAutoscaler } from './autoscaling/hpa.ts';
import { lease } from './coordination/lease.ts';
import { endpointSlice } from './discovery/endpoint-slice.ts';
import { ingressClass } from './networking/ingress-class.ts';
import { ingress } from './networking/ingress.ts';
import { networkPolicy } from './networking/network-policy.ts';
import { podDisruptionBudget } from './policy/pod-disruption-budget.ts';
import { priorityClass } from './scheduling/priority-class.ts';
import { storageClass } from './storage/storage-class.ts';
import type { EndpointSlice, HorizontalPodAutoscaler, Lease, NetworkPolicy, PriorityClass } from './types.ts';
import { cellsOf, contextOf, errorsOf, updateErrorsOf } from './testing.ts';

const make = (kind: Kind, spec: object, rest: object = {}): object => ({
  apiVersion: kind.group === '' ? kind.version : `${kind.group}/${kind.version}`,
  kind: kind.kind,
  metadata: { name: 'x', namespace: 'default', creationTimestamp: '2022-10-02T23:59:00Z' },
  spec,
  ...rest,
});

const path = (changes: object): object => ({
  rules: [
    {
      http: {
        paths: [
          { path: '/', pathType: 'Prefix', backend: { service: { name: 's', port: { number: 80 } } }, ...changes },
        ],
      },
    },
  ],
});

const target = { scaleTargetRef: { kind: 'Deployment', name: 'web' } };

test('refusals in the words of v1.25', () => {
  const at = 'spec.rules[0].http.paths[0]';
  const rows: readonly [kind: Kind, spec: object, message: string][] = [
    [
      ingress,
      {},
      'spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified',
    ],
    [ingress, path({}), ''],
    [ingress, path({ pathType: undefined }), `${at}.pathType: Required value: pathType must be specified`],
    [
      ingress,
      path({ pathType: 'Foo' }),
      `${at}.pathType: Unsupported value: "Foo": supported values: "Exact", "ImplementationSpecific", "Prefix"`,
    ],
    [ingress, path({ path: 'x' }), `${at}.path: Invalid value: "x": must be an absolute path`],
    [
      ingress,
      path({ backend: { service: { name: 's' } } }),
      `${at}.backend: Required value: port name or number is required`,
    ],
    [ingress, path({ backend: {} }), `${at}.backend: Invalid value: "": resource or service backend is required`],
    [ingress, { rules: [{ http: {} }] }, 'spec.rules[0].http.paths: Required value'],
    [
      ingressClass,
      { controller: 'plain' },
      'spec.controller: Invalid value: "plain": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    [networkPolicy, { ingress: [{ from: [{}] }] }, 'spec.ingress[0].from[0]: Required value: must specify a peer'],
    [horizontalPodAutoscaler, { ...target, maxReplicas: 3 }, ''],
    [
      horizontalPodAutoscaler,
      { ...target, maxReplicas: 0 },
      '[spec.maxReplicas: Invalid value: 0: must be greater than 0, spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`]',
    ],
    [
      horizontalPodAutoscaler,
      { ...target, minReplicas: 3, maxReplicas: 2 },
      'spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`',
    ],
    [
      horizontalPodAutoscaler,
      { ...target, minReplicas: 0, maxReplicas: 2 },
      '[spec.minReplicas: Invalid value: 0: must be greater than or equal to 1, spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas]',
    ],
    [
      horizontalPodAutoscaler,
      { scaleTargetRef: {}, maxReplicas: 2 },
      '[spec.scaleTargetRef.kind: Required value, spec.scaleTargetRef.name: Required value]',
    ],
    [
      podDisruptionBudget,
      { minAvailable: -1 },
      'spec.minAvailable: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      podDisruptionBudget,
      { maxUnavailable: 'x' },
      `spec.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"x"}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`,
    ],
  ];
  for (const [kind, spec, message] of rows) assert.equal(errorsOf(kind, make(kind, spec)), message);
  const both = errorsOf(podDisruptionBudget, make(podDisruptionBudget, { minAvailable: 1, maxUnavailable: 1 }));
  assert.match(both, /^spec: Invalid value: .*: minAvailable and maxUnavailable cannot be both set$/);
});

test('immutable fields', () => {
  const classOf = (provisioner: string): object => make(storageClass, {}, { provisioner });
  assert.equal(
    updateErrorsOf(storageClass, classOf('a'), classOf('b')),
    'provisioner: Forbidden: updates to provisioner are forbidden.',
  );
  const priority = (value: number): object => make(priorityClass, {}, { value });
  assert.equal(
    updateErrorsOf(priorityClass, priority(1), priority(2)),
    'value: Forbidden: may not be changed in an update.',
  );
  assert.equal(
    updateErrorsOf(
      ingressClass,
      make(ingressClass, { controller: 'a.b/c' }),
      make(ingressClass, { controller: 'a.b/d' }),
    ),
    'spec.controller: Invalid value: "a.b/c": field is immutable',
  );
  const reserved = { ...make(priorityClass, {}, { value: 1 }), metadata: { name: 'system-x' } };
  assert.equal(
    errorsOf(priorityClass, reserved),
    "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-x is not a known system priority class",
  );
});

test('an autoscaler without metrics watches cpu at 80 %, and v1 shows it', () => {
  const made = horizontalPodAutoscaler.defaults?.(
    make(horizontalPodAutoscaler, { ...target, maxReplicas: 3 }) as HorizontalPodAutoscaler,
  );
  assert.ok(made);
  const stored = horizontalPodAutoscaler.prepareForCreate?.(made, contextOf([]));
  assert.ok(stored);
  assert.deepEqual(cellsOf(horizontalPodAutoscaler, stored), [
    'x',
    'Deployment/web',
    '<unknown>/80%',
    '1',
    3,
    0,
    '60s',
  ]);
  const [v1] = horizontalPodAutoscaler.alsoServed ?? [];
  const shown = v1?.fromStored(stored) as unknown as { readonly spec: object };
  assert.deepEqual(shown.spec, { ...target, minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 80 });
  assert.deepEqual(v1?.toStored(shown as never).spec, stored.spec);
});

test('the target of the CPUs comes last among the metrics, and only the first such target stays', () => {
  const metric = (name: string, to: object): object => ({ type: 'Resource', resource: { name, target: to } });
  const cpu = metric('cpu', { type: 'Utilization', averageUtilization: 60 });
  const memory = metric('memory', { type: 'AverageValue', averageValue: '100Mi' });
  const cores = metric('cpu', { type: 'AverageValue', averageValue: '1' });
  const more = metric('cpu', { type: 'Utilization', averageUtilization: 70 });
  const given = { ...target, maxReplicas: 3, metrics: [cpu, memory, more, cores] };
  const sent = make(horizontalPodAutoscaler, given) as HorizontalPodAutoscaler;
  const made = horizontalPodAutoscaler.rewritten?.(sent) as HorizontalPodAutoscaler;
  assert.deepEqual(made.spec.metrics, [memory, cores, cpu]);
  const [v1] = horizontalPodAutoscaler.alsoServed ?? [];
  assert.deepEqual(v1?.toStored(v1.fromStored({ ...made, status: { desiredReplicas: 0 } })).spec, made.spec);
});

/** Hosts of the rules, and what `get ingress` of a v1.25.2 control plane shows of them. */
const hosts: readonly (readonly [readonly (string | undefined)[], string])[] = [
  [['a'], 'a'],
  [['a', undefined], 'a'],
  [[undefined], '*'],
  [['a', 'b', 'c'], 'a,b,c'],
  [['a', 'b', 'c', 'd', undefined], 'a,b,c + 2 more...'],
  [['a', 'b', undefined, 'd', 'e'], 'a,b,d + 2 more...'],
];
for (const [names, shown] of hosts)
  test(`hosts of an ingress: ${shown}`, () => {
    const rules = names.map((host) => (host === undefined ? {} : { host }));
    assert.equal(cellsOf(ingress, make(ingress, { rules }, { status: {} }))[2], shown);
  });

test('an explicit false of a priority class is not seen again', () => {
  const made = priorityClass.defaults?.(make(priorityClass, {}, { value: 1, globalDefault: false }) as PriorityClass);
  assert.equal(made !== undefined && 'globalDefault' in made, false);
});

test('defaults of a network policy', () => {
  const made = networkPolicy.defaults?.(make(networkPolicy, { egress: [{ ports: [{ port: 53 }] }] }) as NetworkPolicy);
  assert.deepEqual(made?.spec, {
    egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }],
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('cells', () => {
  const tls = { ...path({}), tls: [{}] };
  assert.deepEqual(
    cellsOf(ingress, make(ingress, tls, { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } })),
    ['x', '<none>', '*', '10.0.0.1', '80, 443', '60s'],
  );
  const slice = make(
    endpointSlice,
    {},
    {
      addressType: 'IPv4',
      ports: [{ port: 80 }],
      endpoints: ['1', '2', '3', '4'].map((n) => ({ addresses: [`10.0.0.${n}`] })),
    },
  );
  assert.deepEqual(cellsOf(endpointSlice, slice), ['x', 'IPv4', '80', '10.0.0.1,10.0.0.2,10.0.0.3 + 1 more...', '60s']);
  assert.deepEqual(cellsOf(endpointSlice, { ...(slice as EndpointSlice), endpoints: [], ports: [] }).slice(2, 4), [
    '<unset>',
    '<unset>',
  ]);
  const budget = make(podDisruptionBudget, { minAvailable: 2 }, { status: { disruptionsAllowed: 1 } });
  assert.deepEqual(cellsOf(podDisruptionBudget, budget), ['x', '2', 'N/A', 1, '60s']);
});

test('a renewed lease is a heartbeat, a new holder is none', () => {
  const leaseOf = (spec: object): Lease => make(lease, spec) as Lease;
  const old = leaseOf({ holderIdentity: 'w1', renewTime: '2022-10-03T00:00:00.000000Z' });
  assert.equal(
    lease.isHeartbeat?.(leaseOf({ holderIdentity: 'w1', renewTime: '2022-10-03T00:00:10.000000Z' }), old),
    true,
  );
  assert.equal(
    lease.isHeartbeat?.(leaseOf({ holderIdentity: 'w2', renewTime: '2022-10-03T00:00:10.000000Z' }), old),
    false,
  );
});
