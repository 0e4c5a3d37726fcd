import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import { toTimestamp } from '../../api/time.ts';
import { KINDS } from '../../kinds/index.ts';
import type { ResourceQuota } from '../../kinds/types.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { resourceQuotaController } from './controller.ts';

const controller = resourceQuotaController(() => KINDS);
const KEY = 'default/q';

function quota(hard: object, spec: object = {}): ResourceQuota {
  return object<ResourceQuota>('ResourceQuota', 'q', { spec: { hard, ...spec }, status: {} });
}

function pod(
  name: string,
  spec: object = {},
  status: object = { phase: 'Running' },
  metadata: object = {},
): KubeObject {
  return object('Pod', name, { spec: { containers: [{ name: 'c', ...spec }] }, status }, metadata);
}

const cpu = (requests: string, limits?: string): object => ({
  resources: { requests: { cpu: requests }, ...(limits === undefined ? {} : { limits: { cpu: limits } }) },
});

function used(hard: object, objects: readonly KubeObject[], spec: object = {}): unknown {
  const world = new World([quota(hard, spec), ...objects]);
  world.settle(controller, KEY);
  const { status } = world.get<ResourceQuota>('ResourceQuota', 'q');
  assert.deepEqual(status.hard, hard);
  return status.used;
}

const service = (name: string, spec: object): KubeObject => object('Service', name, { spec, status: {} });
const ports = [{ port: 80 }, { port: 443 }];
const gone = { deletionTimestamp: toTimestamp(START_MS - 60_000), deletionGracePeriodSeconds: 30 };

const cases: readonly {
  readonly what: string;
  readonly hard: Readonly<Record<string, string>>;
  readonly objects?: readonly KubeObject[];
  readonly spec?: object;
  readonly used: Readonly<Record<string, string>>;
}[] = [
  { what: 'an empty namespace', hard: { pods: '2', 'requests.cpu': '1' }, used: { pods: '0', 'requests.cpu': '0' } },
  {
    what: 'pods with requests',
    hard: { pods: '2', 'requests.cpu': '1', 'limits.cpu': '2' },
    objects: [pod('a', cpu('200m', '500m')), pod('b', cpu('200m', '500m'))],
    used: { pods: '2', 'requests.cpu': '400m', 'limits.cpu': '1' },
  },
  {
    what: 'pods that are over count as objects only',
    hard: { pods: '2', 'count/pods': '9', cpu: '1' },
    objects: [pod('a', cpu('1'), { phase: 'Succeeded' }), pod('b', cpu('1'), { phase: 'Failed' }), pod('c', cpu('1'))],
    used: { pods: '1', 'count/pods': '3', cpu: '1' },
  },
  {
    what: 'a pod that should be gone by now takes nothing',
    hard: { pods: '2' },
    objects: [pod('a', {}, { phase: 'Running' }, gone)],
    used: { pods: '0' },
  },
  {
    what: 'services by type',
    hard: { services: '5', 'services.nodeports': '5', 'services.loadbalancers': '5' },
    objects: [
      service('a', { type: 'ClusterIP', ports }),
      service('b', { type: 'NodePort', ports }),
      service('c', { type: 'LoadBalancer', ports }),
    ],
    used: { services: '3', 'services.nodeports': '4', 'services.loadbalancers': '1' },
  },
  {
    what: 'claims by class',
    hard: {
      persistentvolumeclaims: '5',
      'requests.storage': '9Gi',
      'fast.storageclass.storage.k8s.io/requests.storage': '9Gi',
    },
    objects: ['fast', 'slow'].map((name) =>
      object('PersistentVolumeClaim', name, {
        spec: { storageClassName: name, resources: { requests: { storage: '1Gi' } } },
        status: {},
      }),
    ),
    used: {
      persistentvolumeclaims: '2',
      'requests.storage': '2Gi',
      'fast.storageclass.storage.k8s.io/requests.storage': '1Gi',
    },
  },
  {
    what: 'objects by name of their resource',
    hard: { 'count/deployments.apps': '5', configmaps: '5', 'count/secrets': '5' },
    objects: [object('Deployment', 'a'), object('ConfigMap', 'a'), object('ConfigMap', 'b')],
    used: { 'count/deployments.apps': '1', configmaps: '2', 'count/secrets': '0' },
  },
  {
    what: 'only pods in scope',
    hard: { pods: '5' },
    spec: { scopes: ['BestEffort'] },
    objects: [pod('a'), pod('b', cpu('1'))],
    used: { pods: '1' },
  },
  { what: 'a name that nothing measures', hard: { 'count/ghosts.example.com': '1' }, used: {} },
];

for (const { what, hard, objects = [], spec = {}, used: expected } of cases) {
  test(`a quota counts ${what}`, () => {
    assert.deepEqual(used(hard, objects, spec), expected);
  });
}

const wakes: readonly (readonly [string, string, object, boolean])[] = [
  ['a new pod', 'Pod', { type: 'ADDED', object: pod('a') }, false],
  ['a pod that goes', 'Pod', { type: 'DELETED', object: pod('a') }, true],
  ['a pod that goes on', 'Pod', { type: 'MODIFIED', object: pod('a'), old: pod('a') }, false],
  ['a pod that ends', 'Pod', { type: 'MODIFIED', object: pod('a', {}, { phase: 'Succeeded' }), old: pod('a') }, true],
  [
    'a service of another type',
    'Service',
    { type: 'MODIFIED', object: service('s', { type: 'ClusterIP' }), old: service('s', { type: 'NodePort' }) },
    true,
  ],
  ['a secret that goes', 'Secret', { type: 'DELETED', object: object('Secret', 's') }, true],
];

for (const [what, kind, change, expected] of wakes) {
  test(`${what} ${expected ? 'makes' : 'does not make'} quotas be counted`, () => {
    const { view } = new World([quota({})]);
    const watch = controller.watches.find((one) => one.kind === kind);
    assert.deepEqual(watch?.keys(change as never, view), expected ? [KEY] : []);
  });
}

test('every quota is counted again after five minutes', () => {
  const world = new World([quota({ pods: '1' })]);
  assert.equal(world.settle(controller, KEY).requeueAfterMs, 300_000);
});
