import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { type FieldError, formatFieldError } from '../../api/validation/field-error.ts';
import { humanDuration } from '../columns.ts';
import type { PersistentVolumeClaim } from '../types.ts';
import { contextOf } from '../testing.ts';
import { configMap } from './config-map.ts';
import { endpoints } from './endpoints.ts';
import { event } from './event.ts';
import { CORE_KINDS } from './index.ts';
import { limitRange } from './limit-range.ts';
import { namespace } from './namespace.ts';
import { node } from './node.ts';
import { persistentVolumeClaim } from './persistent-volume-claim.ts';
import { persistentVolume } from './persistent-volume.ts';
import { replicationController } from './replication-controller.ts';
import { resourceQuota } from './resource-quota.ts';
import { secret } from './secret.ts';
import { serviceAccount } from './service-account.ts';

const NOW_MS = Date.parse('2022-10-03T00:00:00Z');
const context = contextOf([]);

function object<T extends KubeObject>(kind: Kind<T>, members: object, metadata: object = {}): T {
  const own = { name: 'x', creationTimestamp: '2022-10-02T23:59:00Z', ...metadata };
  return { apiVersion: 'v1', kind: kind.kind, metadata: own, ...members } as unknown as T;
}

const made = <T extends KubeObject>(kind: Kind<T>, members: object, metadata: object = {}): T => {
  const given = object(kind, members, metadata);
  const defaulted = kind.defaults?.(given) ?? given;
  return kind.prepareForCreate?.(defaulted, context) ?? defaulted;
};

const texts = (errors: readonly FieldError[] = []): string[] =>
  errors.map((error) => `${error.field}: ${formatFieldError(error)}`);

const cells = <T extends KubeObject>(kind: Kind<T>, one: T): unknown[] =>
  kind.columns.map((column) => column.cell(one, NOW_MS));

/** Columns of v1.25; `/1` are the wide ones. */
const COLUMNS: Readonly<Record<string, string>> = {
  ComponentStatus: 'Name, Status, Message, Error',
  ConfigMap: 'Name, Data, Age',
  Endpoints: 'Name, Endpoints, Age',
  Event: 'Last Seen, Type, Reason, Object, Subobject/1, Source/1, Message, First Seen/1, Count/1, Name/1',
  LimitRange: 'Name, Created At',
  Namespace: 'Name, Status, Age',
  Node: 'Name, Status, Roles, Age, Version, Internal-IP/1, External-IP/1, OS-Image/1, Kernel-Version/1, Container-Runtime/1',
  PersistentVolume:
    'Name, Capacity, Access Modes, Reclaim Policy, Status, Claim, StorageClass, Reason, Age, VolumeMode/1',
  PersistentVolumeClaim: 'Name, Status, Volume, Capacity, Access Modes, StorageClass, Age, VolumeMode/1',
  Pod: 'Name, Ready, Status, Restarts, Age, IP/1, Node/1, Nominated Node/1, Readiness Gates/1',
  PodTemplate: 'Name, Containers, Images, Pod Labels',
  ReplicationController: 'Name, Desired, Current, Ready, Age, Containers/1, Images/1, Selector/1',
  ResourceQuota: 'Name, Age, Request, Limit',
  Secret: 'Name, Type, Data, Age',
  Service: 'Name, Type, Cluster-IP, External-IP, Port(s), Age, Selector/1',
  ServiceAccount: 'Name, Secrets, Age',
};

test('columns', () => {
  const columns = CORE_KINDS.map((kind) => [
    kind.kind,
    kind.columns.map(({ name, priority }) => (priority === 1 ? `${name}/1` : name)).join(', '),
  ]);
  assert.deepEqual(Object.fromEntries(columns), COLUMNS);
});

test('ages', () => {
  const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
  const rows: readonly (readonly [number, string])[] = [
    [-2 * second, '<invalid>'],
    [-second, '0s'],
    [119 * second, '119s'],
    [2 * minute, '2m'],
    [2 * minute + 46 * second, '2m46s'],
    [10 * minute + second, '10m'],
    [179 * minute, '179m'],
    [3 * hour, '3h'],
    [3 * hour + 5 * minute, '3h5m'],
    [47 * hour, '47h'],
    [2 * day, '2d'],
    [2 * day + hour, '2d1h'],
    [8 * day + hour, '8d'],
    [730 * day, '2y'],
    [731 * day, '2y1d'],
    [3000 * day, '8y'],
  ];
  for (const [durationMs, text] of rows) assert.equal(humanDuration(durationMs), text);
});

describe('namespaces', () => {
  test('have a label, a finalizer and a phase', () => {
    const one = made(namespace, {}, { name: 'dev' });
    assert.deepEqual(one.metadata.labels, { 'kubernetes.io/metadata.name': 'dev' });
    assert.deepEqual([one.spec, one.status], [{ finalizers: ['kubernetes'] }, { phase: 'Active' }]);
    assert.equal(namespace.markDeleting?.(one).status.phase, 'Terminating');
    assert.deepEqual(namespace.pendingFinalizers?.(one), ['kubernetes']);
    assert.deepEqual(cells(namespace, one), ['dev', 'Active', '60s']);
  });

  test('keep their finalizers on update', () => {
    const one = made(namespace, {}, { name: 'dev' });
    assert.deepEqual(namespace.prepareForUpdate?.({ ...one, spec: {} }, one, context).spec, one.spec);
  });
});

describe('nodes', () => {
  const one = object(
    node,
    {
      spec: { unschedulable: true, taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] },
      status: {
        conditions: [
          { type: 'Ready', status: 'True', reason: 'KubeletReady', lastHeartbeatTime: '2022-10-03T00:00:00Z' },
        ],
        addresses: [{ type: 'InternalIP', address: '192.168.1.10' }],
        nodeInfo: { kubeletVersion: 'v1.25.2' },
      },
    },
    { labels: { 'node-role.kubernetes.io/control-plane': '' } },
  );

  test('cells', () => {
    const [name, status, roles, age, version, ...wide] = cells(node, one);
    assert.deepEqual(
      [name, status, roles, age, version],
      ['x', 'Ready,SchedulingDisabled', 'control-plane', '60s', 'v1.25.2'],
    );
    assert.deepEqual(wide, ['192.168.1.10', '<none>', '<unknown>', '<unknown>', '<unknown>']);
    assert.deepEqual(node.brief?.(one), {
      ready: 'True',
      reason: 'KubeletReady',
      unschedulable: true,
      taints: 'a:NoSchedule',
    });
  });

  test('a new heartbeat time alone is a heartbeat', () => {
    const beat = (lastHeartbeatTime: string, status: string) => ({
      ...one,
      metadata: { ...one.metadata, resourceVersion: lastHeartbeatTime },
      status: { ...one.status, conditions: [{ type: 'Ready', status, reason: 'KubeletReady', lastHeartbeatTime }] },
    });
    assert.equal(node.isHeartbeat?.(beat('2022-10-03T00:00:10Z', 'True'), one), true);
    assert.equal(node.isHeartbeat?.(beat('2022-10-03T00:00:10Z', 'False'), one), false);
  });

  test('mistakes', () => {
    const twice = [
      { key: 'a', effect: 'NoSchedule' },
      { key: 'a', effect: 'NoSchedule', value: 'c' },
    ];
    assert.deepEqual(texts(node.validate?.({ ...one, spec: { taints: twice } }, context)), [
      'metadata.taints[1]: Duplicate value: core.Taint{Key:"a", Value:"c", Effect:"NoSchedule", TimeAdded:<nil>}: taints must be unique by key and effect pair',
    ]);
    const placed = { ...one, spec: { podCIDR: '172.16.1.0/24', podCIDRs: ['172.16.1.0/24'] } };
    const moved = { ...one, spec: { podCIDR: '172.16.2.0/24', podCIDRs: ['172.16.2.0/24'] } };
    assert.deepEqual(texts(node.validateUpdate?.(moved, placed, context)), [
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    ]);
  });
});

describe('config maps and secrets', () => {
  const KEY_TEXT = `a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`;

  test('mistakes', () => {
    assert.deepEqual(texts(configMap.validate?.(made(configMap, { data: { 'a b': '' } }), context)), [
      `data[a b]: Invalid value: "a b": ${KEY_TEXT}`,
    ]);
    const double = made(configMap, { data: { a: '' }, binaryData: { a: 'eA==' } });
    assert.deepEqual(texts(configMap.validate?.(double, context)), [
      'data[a]: Invalid value: "a": duplicate of key present in binaryData',
    ]);
    assert.deepEqual(texts(secret.validate?.(made(secret, { type: 'kubernetes.io/tls' }), context)), [
      'data[tls.crt]: Required value',
      'data[tls.key]: Required value',
    ]);
    assert.deepEqual(texts(secret.validateUpdate?.(made(secret, { type: 'foo' }), made(secret, {}), context)), [
      'type: Invalid value: "foo": field is immutable',
    ]);
  });

  test('what is immutable stays', () => {
    const old = made(configMap, { data: { a: '1' }, immutable: true });
    const next = made(configMap, { data: { a: '2' } });
    assert.deepEqual(texts(configMap.validateUpdate?.({ ...next, immutable: true }, old, context)), [
      'data: Forbidden: field is immutable when `immutable` is set',
    ]);
    assert.deepEqual(texts(configMap.validateUpdate?.({ ...old, immutable: false }, old, context)), [
      'immutable: Forbidden: field is immutable when `immutable` is set',
    ]);
  });

  test('plain text of a secret becomes data', () => {
    const one = made(secret, { stringData: { password: 's3cret' }, data: { user: 'YQ==' } });
    assert.deepEqual(
      [one.data, one.type, 'stringData' in one],
      [{ user: 'YQ==', password: 'czNjcmV0' }, 'Opaque', false],
    );
    assert.deepEqual(cells(secret, one), ['x', 'Opaque', '2', '60s']);
    assert.deepEqual(cells(configMap, made(configMap, { data: { a: '' }, binaryData: { b: '' } })), ['x', '2', '60s']);
  });
});

const ODD_CAPACITY = 'spec.capacity: Unsupported value: core.ResourceList(nil): supported values: "storage"';

describe('volumes', () => {
  const hostPath = { path: '/data' };
  const capacity = { storage: '1Gi' };
  const rows: readonly (readonly [object, ...string[]])[] = [
    [{ capacity, hostPath }, 'spec.accessModes: Required value'],
    [{ accessModes: ['ReadWriteOnce'], hostPath }, 'spec.capacity: Required value', ODD_CAPACITY],
    [{ accessModes: ['ReadWriteOnce'], capacity }, 'spec: Required value: must specify a volume type'],
    [
      { accessModes: ['ReadWriteOnce'], capacity, hostPath, persistentVolumeReclaimPolicy: 'Foo' },
      'spec.persistentVolumeReclaimPolicy: Unsupported value: "Foo": supported values: "Delete", "Recycle", "Retain"',
    ],
    [
      { accessModes: ['ReadWriteOnce'], capacity, hostPath: { path: '/x/../y' } },
      'spec.hostPath.path: Invalid value: "/x/../y": must not contain \'..\'',
    ],
    [{ accessModes: ['ReadWriteOnce'], capacity, hostPath }],
  ];

  test('mistakes in a volume', () => {
    for (const [spec, ...expected] of rows) {
      assert.deepEqual(texts(persistentVolume.validate?.(made(persistentVolume, { spec }), context)), expected);
    }
  });

  test('mistakes in a claim', () => {
    const storage = (size: string): object => ({ resources: { requests: { storage: size } } });
    const claimRows: readonly (readonly [object, ...string[]])[] = [
      [storage('1Gi'), 'spec.accessModes: Required value: at least 1 access mode is required'],
      [{ accessModes: ['ReadWriteOnce'] }, 'spec.resources[storage]: Required value'],
      [
        { accessModes: ['Foo'], ...storage('1Gi') },
        'spec.accessModes: Unsupported value: "Foo": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce"',
      ],
      [
        { accessModes: ['ReadWriteOnce'], ...storage('0') },
        'spec.resources[storage]: Invalid value: "0": must be greater than zero',
      ],
    ];
    for (const [spec, ...expected] of claimRows) {
      assert.deepEqual(
        texts(persistentVolumeClaim.validate?.(made(persistentVolumeClaim, { spec }), context)),
        expected,
      );
    }
  });

  test('what of a claim may change', () => {
    const claim = (size: string, rest: object = {}, status: object = { phase: 'Bound' }): PersistentVolumeClaim => ({
      ...made(persistentVolumeClaim, {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...rest },
      }),
      status,
    });
    const errors = (next: PersistentVolumeClaim, old: PersistentVolumeClaim): string[] =>
      texts(persistentVolumeClaim.validateUpdate?.(next, old, context)).map((text) => text.replace(/\n[^]*/, ''));
    const whole = 'spec: Forbidden: spec is immutable after creation except resources.requests for bound claims';
    assert.deepEqual(errors(claim('2Gi'), claim('1Gi')), []);
    assert.deepEqual(errors(claim('1Gi'), claim('2Gi')), [
      'spec.resources.requests.storage: Forbidden: field can not be less than previous value',
    ]);
    assert.deepEqual(errors(claim('2Gi', {}, { phase: 'Pending' }), claim('1Gi', {}, { phase: 'Pending' })), [whole]);
    assert.deepEqual(errors(claim('1Gi', { volumeName: 'v' }), claim('1Gi')), []);
    assert.deepEqual(errors(claim('1Gi', { volumeName: 'w' }), claim('1Gi', { volumeName: 'v' })), [whole]);
  });

  test('cells', () => {
    const accessModes = ['ReadWriteMany', 'ReadWriteOnce'];
    const claimRef = { namespace: 'default', name: 'two-gig' };
    const volume = made(persistentVolume, {
      spec: { accessModes, capacity: { storage: '5Gi' }, hostPath, claimRef },
    });
    assert.deepEqual(cells(persistentVolume, { ...volume, status: { phase: 'Bound' } }), [
      'x',
      '5Gi',
      'RWO,RWX',
      'Retain',
      'Bound',
      'default/two-gig',
      '',
      '',
      '60s',
      'Filesystem',
    ]);
    const claim = made(persistentVolumeClaim, { spec: { accessModes, volumeName: 'medium' } });
    const bound = { ...claim, status: { phase: 'Bound', accessModes, capacity: { storage: '5Gi' } } };
    const shown = ['x', 'Bound', 'medium', '5Gi', 'RWO,RWX', '', '60s', 'Filesystem'];
    assert.deepEqual(cells(persistentVolumeClaim, bound), shown);
    const deleting = { ...bound, metadata: { ...bound.metadata, deletionTimestamp: '2022-10-03T00:00:00Z' } };
    assert.equal(cells(persistentVolumeClaim, deleting)[1], 'Terminating');
    assert.deepEqual(cells(persistentVolumeClaim, made(persistentVolumeClaim, { spec: { accessModes } })).slice(1, 6), [
      'Pending',
      '',
      '',
      '',
      '',
    ]);
  });
});

test('quotas: requests and limits have a column each', () => {
  const status = {
    hard: { pods: '2', 'requests.cpu': '1', 'limits.cpu': '2' },
    used: { pods: '2', 'requests.cpu': '400m', 'limits.cpu': '1' },
  };
  const shown = ['x', '60s', 'pods: 2/2, requests.cpu: 400m/1', 'limits.cpu: 1/2'];
  assert.deepEqual(cells(resourceQuota, object(resourceQuota, { spec: {}, status })), shown);
  const wrong = made(resourceQuota, { spec: { hard: { foo: '1', pods: '500m' } } });
  assert.deepEqual(texts(resourceQuota.validate?.(wrong, context)), [
    'spec.hard[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
    'spec.hard[foo]: Invalid value: "foo": must be a standard resource for quota',
    'spec.hard[pods]: Invalid value: resource.Quantity{i:resource.int64Amount{value:500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"500m", Format:"DecimalSI"}: must be an integer',
  ]);
});

test('limit ranges: defaults come from the other bounds', () => {
  const limits = [{ type: 'Container', max: { cpu: '1' }, min: { memory: '1Mi' }, default: { memory: '256Mi' } }];
  assert.deepEqual(made(limitRange, { spec: { limits } }).spec.limits, [
    {
      type: 'Container',
      max: { cpu: '1' },
      min: { memory: '1Mi' },
      default: { cpu: '1', memory: '256Mi' },
      defaultRequest: { cpu: '1', memory: '256Mi' },
    },
  ]);
});

test('replication controllers take selector and labels from the template', () => {
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
  const one = made(replicationController, { spec: { template } });
  assert.deepEqual([one.spec.selector, one.metadata.labels, one.spec.replicas], [{ app: 'a' }, { app: 'a' }, 1]);
  assert.deepEqual(texts(replicationController.validate?.(one, context)), []);
  const wrong = made(replicationController, { spec: { selector: { app: 'b' }, template } });
  assert.deepEqual(texts(replicationController.validate?.(wrong, context)), [
    'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`',
  ]);
});

test('endpoints: three addresses are shown', () => {
  const addresses = ['10.0.0.1', '10.0.0.2'].map((ip) => ({ ip }));
  const ports = [{ port: 80 }, { name: 'm', port: 9100 }];
  const shown = (subsets?: object[]): unknown =>
    cells(endpoints, made(endpoints, subsets === undefined ? {} : { subsets }))[1];
  assert.equal(shown(), '<none>');
  assert.equal(shown([{ addresses, ports: [{ port: 80 }] }]), '10.0.0.1:80,10.0.0.2:80');
  assert.equal(shown([{ addresses, ports }]), '10.0.0.1:80,10.0.0.2:80,10.0.0.1:9100 + 1 more...');
  assert.equal(shown([{ addresses }]), '10.0.0.1,10.0.0.2');
});

test('events of both groups are the same objects', () => {
  const old = made(event, {
    involvedObject: { kind: 'Pod', name: 'web', fieldPath: 'spec.containers{c}' },
    reason: 'Pulled',
    message: 'x ',
    type: 'Normal',
    source: { component: 'kubelet', host: 'w1' },
    count: 3,
    firstTimestamp: '2022-10-02T23:50:00Z',
    lastTimestamp: '2022-10-02T23:59:30Z',
  });
  const about = ['Normal', 'Pulled', 'pod/web', 'spec.containers{c}'];
  assert.deepEqual(cells(event, old), ['30s', ...about, 'kubelet, w1', 'x', '10m', '3', 'x']);
  const [served] = event.alsoServed ?? [];
  const seen = served?.fromStored(old) as unknown as Readonly<Record<string, unknown>>;
  assert.equal(seen['apiVersion'], 'events.k8s.io/v1');
  assert.equal(seen['note'], 'x ');
  assert.deepEqual(served?.toStored(seen as unknown as KubeObject), old);
});

test('a token for a service account expires', () => {
  const call = serviceAccount.subresources?.others?.['token'];
  const account = object(serviceAccount, {}, { name: 'default', namespace: 'dev', uid: 'u' });
  const ask = (spec: object): unknown =>
    call?.call?.({
      verb: 'create',
      object: account,
      body: { spec },
      context,
      user: 'admin',
      update: () => account,
      delete: () => undefined,
    });
  const { status } = ask({ expirationSeconds: 600 }) as { status: { expirationTimestamp: string; token: string } };
  assert.equal(status.expirationTimestamp, '2022-10-03T00:10:00Z');
  assert.equal(status.token.split('.').length, 3);
  assert.throws(() => ask({ expirationSeconds: 1 }), /may not specify a duration less than 10 minutes/);
});
