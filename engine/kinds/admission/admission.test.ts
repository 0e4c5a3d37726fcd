import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import { CORE_KINDS } from '../core/index.ts';
import { persistentVolumeClaim } from '../core/persistent-volume-claim.ts';
import { pod } from '../core/pod/pod.ts';
import { limitRange } from '../core/limit-range.ts';
import { priorityClass } from '../scheduling/priority-class.ts';
import { storageClass } from '../storage/storage-class.ts';
import type { LimitRange, Node, Pod, ResourceQuota, StorageClass } from '../types.ts';
import { refusalOf, requestFor } from '../testing.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { ADMISSION } from './index.ts';
import { limitRanger } from './limit-ranger.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resource-quota.ts';
import { runtimeClassAdmission } from './runtime-class.ts';
import { serviceAccount } from './service-account.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

const coreKind = (name: string) => {
  const found = CORE_KINDS.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

const podOf = (name: string, container: object = {}, spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'team' },
  spec: { containers: [{ name, image: 'nginx', ...container }], ...spec },
  status: { phase: 'Pending' },
});

const object = (kind: string, name: string, rest: object = {}, namespace?: string): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  ...rest,
});

const quotaOf = (hard: object, used: object): ResourceQuota =>
  object('ResourceQuota', 'q', { spec: { hard }, status: { hard, used } }, 'team') as ResourceQuota;

const RANGE = limitRange.defaults?.(
  object(
    'LimitRange',
    'lr',
    {
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '500m', memory: '256Mi' },
            defaultRequest: { cpu: '200m' },
            max: { cpu: '1' },
          },
        ],
      },
    },
    'team',
  ) as LimitRange,
) as LimitRange;

test('the plugins run in the order of a v1.25 API server', () => {
  assert.deepEqual(
    ADMISSION.map(({ name }) => name),
    [
      // No plugin there: what the kind's own strategy does with the request's user.
      'CertificateRequestor',
      'NamespaceLifecycle',
      'LimitRanger',
      'ServiceAccount',
      'TaintNodesByCondition',
      'PodSecurity',
      'Priority',
      'DefaultTolerationSeconds',
      'DefaultStorageClass',
      'StorageObjectInUseProtection',
      'PersistentVolumeClaimResize',
      'RuntimeClass',
      'DefaultIngressClass',
      'RBACEscalation',
      'ResourceQuota',
    ],
  );
});

test('nothing is made in a namespace that is missing or going', () => {
  const going = object('Namespace', 'team', { spec: {}, status: { phase: 'Terminating' } });
  const create = (stored: readonly KubeObject[]) =>
    refusalOf(() => namespaceLifecycle.admit?.(requestFor(pod, podOf('x'), { stored })));
  assert.equal(create([]), 'namespaces "team" not found');
  assert.equal(
    create([going]),
    'pods "x" is forbidden: unable to create new content in namespace team because it is being terminated',
  );
  const system = object('Namespace', 'kube-system', { spec: {}, status: {} });
  const request = requestFor(coreKind('Namespace'), system, { verb: 'delete' });
  assert.equal(
    refusalOf(() => namespaceLifecycle.validate?.(request)),
    'namespaces "kube-system" is forbidden: this namespace may not be deleted',
  );
});

test('a pod gets its service account and a projected token', () => {
  const account = object('ServiceAccount', 'default', {}, 'team');
  const made = serviceAccount.admit?.(requestFor(pod, podOf('a'), { stored: [account] })) as Pod;
  const name = 'kube-api-access-bbbbb';
  assert.equal(made.spec.serviceAccountName, 'default');
  assert.equal(made.spec.serviceAccount, 'default');
  assert.deepEqual(made.spec.containers[0]?.volumeMounts, [
    { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name, readOnly: true },
  ]);
  assert.deepEqual(made.spec.volumes, [
    {
      name,
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
          {
            downwardAPI: {
              items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
            },
          },
        ],
      },
    },
  ]);
  const missing = requestFor(pod, podOf('a', {}, { serviceAccountName: 'nosa' }));
  assert.equal(
    refusalOf(() => serviceAccount.admit?.(missing)),
    'pods "a" is forbidden: error looking up service account team/nosa: serviceaccount "nosa" not found',
  );
});

test('a limit range fills in what is missing and refuses what is too much', () => {
  const made = limitRanger.admit?.(requestFor(pod, podOf('a'), { stored: [RANGE] })) as Pod;
  assert.deepEqual(made.spec.containers[0]?.resources, {
    limits: { cpu: '500m', memory: '256Mi' },
    requests: { cpu: '200m', memory: '256Mi' },
  });
  assert.equal(
    made.metadata.annotations?.['kubernetes.io/limit-ranger'],
    'LimitRanger plugin set: cpu, memory request for container a; cpu, memory limit for container a',
  );
  const check = (resources: object): string =>
    refusalOf(() => limitRanger.validate?.(requestFor(pod, podOf('greedy', { resources }), { stored: [RANGE] })));
  const max = 'pods "greedy" is forbidden: maximum cpu usage per Container is 1';
  assert.equal(check({ limits: { cpu: '2' } }), `${max}, but limit is 2`);
  assert.equal(check({}), `${max}.  No limit is specified`);
  assert.equal(check({ limits: { cpu: '1' } }), '');
});

test('what a limit range says of whole pods: sums are plain numbers, of what every container names', () => {
  const spec = { limits: [{ type: 'Pod', max: { cpu: '1500m', memory: '1500Mi' } }] };
  const range = { ...RANGE, spec } as LimitRange;
  const check = (...resources: readonly object[]): string => {
    const containers = resources.map((given, i) => ({ name: `c${i}`, image: 'nginx', resources: given }));
    const whole = podOf('p') as Pod;
    const object = { ...whole, spec: { ...whole.spec, containers } } as Pod;
    return refusalOf(() => limitRanger.validate?.(requestFor(pod, object, { stored: [range] })));
  };
  assert.equal(
    check({ limits: { cpu: '2', memory: '2Gi' } }),
    'pods "p" is forbidden: [maximum cpu usage per Pod is 1500m, but limit is 2, maximum memory usage per Pod is 1500Mi, but limit is 2147483648]',
  );
  assert.equal(
    check({ limits: { cpu: '1', memory: '1Gi' } }, { limits: { memory: '1Mi' } }),
    'pods "p" is forbidden: maximum cpu usage per Pod is 1500m.  No limit is specified',
  );
});

test('the system keeps its priority classes', () => {
  const name = 'system-node-critical';
  const object = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: 2_000_001_000,
  };
  assert.equal(
    refusalOf(() =>
      priority.validate?.({ ...requestFor(priorityClass, object as never, { stored: [] }), verb: 'delete' }),
    ),
    'priorityclasses.scheduling.k8s.io "system-node-critical" is forbidden: this is a system priority class and cannot be deleted',
  );
});

test('a quota asks for requests, counts them and stops at its bounds', () => {
  const hard = { pods: '2', 'requests.cpu': '1' };
  const run = (used: object, resources: object, updates: KubeObject[] = []): string =>
    refusalOf(() =>
      resourceQuota.validate?.(requestFor(pod, podOf('c', { resources }), { stored: [quotaOf(hard, used)], updates })),
    );
  const cpu = { requests: { cpu: '200m' } };
  const updates: KubeObject[] = [];
  assert.equal(
    run({ pods: '0', 'requests.cpu': '0' }, {}),
    'pods "c" is forbidden: failed quota: q: must specify requests.cpu for: c',
  );
  assert.equal(run({ pods: '1', 'requests.cpu': '200m' }, cpu, updates), '');
  assert.deepEqual((updates[0] as ResourceQuota).status.used, { pods: '2', 'requests.cpu': '400m' });
  assert.equal(
    run({ pods: '2', 'requests.cpu': '400m' }, cpu),
    'pods "c" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2',
  );
  assert.equal(run({ pods: '1' }, cpu), 'pods "c" is forbidden: status unknown for quota: q, resources: requests.cpu');
});

test('object counts have names of their own', () => {
  const quota = quotaOf({ 'count/configmaps': '1', configmaps: '5' }, { 'count/configmaps': '1', configmaps: '1' });
  const map = object('ConfigMap', 'm', {}, 'team');
  assert.equal(
    refusalOf(() => resourceQuota.validate?.(requestFor(coreKind('ConfigMap'), map, { stored: [quota] }))),
    'configmaps "m" is forbidden: exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=1, limited: count/configmaps=1',
  );
});

test('priorities come from classes', () => {
  const high = object('PriorityClass', 'high', { value: 1000, preemptionPolicy: 'Never' });
  const admit = (spec: object): Pod =>
    priority.admit?.(requestFor(pod, podOf('a', {}, spec), { stored: [high] })) as Pod;
  assert.equal(admit({}).spec.priority, 0);
  assert.equal(admit({}).spec.preemptionPolicy, 'PreemptLowerPriority');
  assert.deepEqual(
    [admit({ priorityClassName: 'high' }).spec.priority, admit({ priorityClassName: 'high' }).spec.preemptionPolicy],
    [1000, 'Never'],
  );
  assert.equal(
    refusalOf(() => admit({ priorityClassName: 'nope' })),
    'pods "a" is forbidden: no PriorityClass with name nope was found',
  );
});

test('pods tolerate a lost node for five minutes unless they say otherwise', () => {
  const own = { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 2 };
  const made = defaultTolerationSeconds.admit?.(requestFor(pod, podOf('a', {}, { tolerations: [own] }))) as Pod;
  const added = {
    effect: 'NoExecute',
    key: 'node.kubernetes.io/not-ready',
    operator: 'Exists',
    tolerationSeconds: 300,
  };
  assert.deepEqual(made.spec.tolerations, [own, added]);
});

test('a new node takes no pods', () => {
  const made = taintNodesByCondition.admit?.(requestFor(coreKind('Node'), object('Node', 'w1', { spec: {} }))) as Node;
  assert.deepEqual(made.spec.taints, [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }]);
});

test('a claim without a class gets the default one', () => {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  const classOf = (name: string): KubeObject => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations },
  });
  const claim = object('PersistentVolumeClaim', 'c', { spec: { accessModes: ['ReadWriteOnce'] } }, 'team');
  const admit = (stored: readonly KubeObject[]) =>
    defaultStorageClass.admit?.(requestFor(persistentVolumeClaim, claim, { stored })) as {
      spec?: { storageClassName?: string };
    };
  assert.equal(admit([classOf('fast')]).spec?.storageClassName, 'fast');
  assert.equal(admit([]).spec?.storageClassName, undefined);
  assert.equal(
    refusalOf(() => admit([classOf('a'), classOf('b')])),
    'persistentvolumeclaims "c" is forbidden: Internal error occurred: 2 default StorageClasses were found',
  );
  assert.equal(storageClass.columns[0]?.cell(classOf('fast') as StorageClass, 0), 'fast (default)');
});

test('before it has a name a generated pod is called by its base', () => {
  const generated = podOf('web-abc12', {}, { serviceAccountName: 'nosa' }) as Pod;
  const named = { ...generated, metadata: { ...generated.metadata, generateName: 'web-' } };
  assert.match(
    refusalOf(() => serviceAccount.admit?.(requestFor(pod, named, { isNameDrawn: true }))),
    /^pods "web-" is forbidden: /,
  );
  // A StatefulSet's pods have a base beside the name that they are given.
  assert.match(
    refusalOf(() => serviceAccount.admit?.(requestFor(pod, named))),
    /^pods "web-abc12" is forbidden: /,
  );
});

test('a pod that asks for other nodes than its runtime class is refused', () => {
  const gvisor = object('RuntimeClass', 'gvisor', { scheduling: { nodeSelector: { runtime: 'gvisor' } } });
  const asking = podOf('rc2', {}, { runtimeClassName: 'gvisor', nodeSelector: { runtime: 'kata' } });
  assert.equal(
    refusalOf(() => runtimeClassAdmission.admit?.(requestFor(pod, asking, { stored: [gvisor] }))),
    'pods "rc2" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[runtime] = gvisor; pod.spec.nodeSelector[runtime] = kata',
  );
});
