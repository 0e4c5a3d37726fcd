import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../../api/kind.ts';
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../types.ts';
import { cellsOf, contextOf, errorsOf, updateErrorsOf } from '../testing.ts';
import { daemonSet } from './daemonset.ts';
import { deployment } from './deployment.ts';
import { replicaSet } from './replicaset.ts';
import { statefulSet } from './statefulset.ts';

const template = (labels: object = { app: 'web' }, spec: object = {}): object => ({
  metadata: { labels },
  spec: { containers: [{ name: 'nginx', image: 'nginx' }], ...spec },
});

const workload = (kind: string, spec: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web', namespace: 'default' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: template(), ...spec },
});

const MISMATCH = '`selector` does not match template `labels`';

test('what a student gets wrong is said in the words of v1.25', () => {
  const rows: readonly [kind: Kind, spec: object, message: string][] = [
    [deployment, {}, ''],
    [
      deployment,
      { template: template({ app: 'wep' }) },
      `spec.template.metadata.labels: Invalid value: map[string]string{"app":"wep"}: ${MISMATCH}`,
    ],
    [
      deployment,
      { selector: undefined },
      `[spec.selector: Required value, spec.template.metadata.labels: Invalid value: map[string]string{"app":"web"}: ${MISMATCH}]`,
    ],
    [
      deployment,
      { selector: {} },
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment',
    ],
    [deployment, { replicas: -1 }, 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
    [
      deployment,
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } },
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0',
    ],
    [
      deployment,
      { strategy: { type: 'Recreate', rollingUpdate: {} } },
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
    [
      deployment,
      { template: template({ app: 'web' }, { restartPolicy: 'Never' }) },
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ],
    [
      deployment,
      { progressDeadlineSeconds: 10, minReadySeconds: 10 },
      'spec.progressDeadlineSeconds: Invalid value: 10: must be greater than minReadySeconds',
    ],
    [
      statefulSet,
      { template: template({ app: 'x' }) },
      `spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: ${MISMATCH}`,
    ],
    [
      daemonSet,
      { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } },
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
    ],
    [
      replicaSet,
      { selector: { matchExpressions: [{ key: 'app', operator: 'Foo' }] } },
      `[spec.selector.matchExpressions[0].operator: Invalid value: "Foo": not a valid selector operator, spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"app", Operator:"Foo", Values:[]string(nil)}}}: invalid label selector]`,
    ],
  ];
  for (const [kind, spec, message] of rows) assert.equal(errorsOf(kind, workload(kind.kind, spec)), message);
});

test('what may not change is refused', () => {
  const other = { selector: { matchLabels: { app: 'other' } }, template: template({ app: 'other' }) };
  const immutable =
    'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"other"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable';
  for (const kind of [deployment, replicaSet, daemonSet]) {
    assert.equal(updateErrorsOf(kind, workload(kind.kind, other), workload(kind.kind)), immutable);
  }
  assert.equal(
    updateErrorsOf(statefulSet, workload('StatefulSet', { serviceName: 'other' }), workload('StatefulSet')),
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  );
  assert.equal(updateErrorsOf(statefulSet, workload('StatefulSet', { replicas: 5 }), workload('StatefulSet')), '');
});

test('defaults are those of apps/v1 and are idempotent', () => {
  const made = deployment.defaults?.(workload('Deployment') as Deployment);
  assert.ok(made);
  const { replicas, strategy, revisionHistoryLimit, progressDeadlineSeconds } = made.spec;
  assert.deepEqual(
    { replicas, strategy, revisionHistoryLimit, progressDeadlineSeconds },
    {
      replicas: 1,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    },
  );
  assert.deepEqual(deployment.defaults?.(made), made);
  const set = statefulSet.defaults?.(workload('StatefulSet') as StatefulSet);
  assert.deepEqual(set?.spec.updateStrategy, { type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
  assert.equal(set?.spec.podManagementPolicy, 'OrderedReady');
  const agents = daemonSet.defaults?.(workload('DaemonSet') as DaemonSet);
  assert.deepEqual(agents?.spec.updateStrategy, {
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
  });
});

test('a rollingUpdate beside OnDelete is shown as Go prints it', () => {
  const updateStrategy = { type: 'OnDelete', rollingUpdate: { partition: 1 } };
  assert.equal(
    errorsOf(statefulSet, workload('StatefulSet', { podManagementPolicy: 'Parallel', updateStrategy })),
    "spec.updateStrategy.rollingUpdate: Invalid value: apps.RollingUpdateStatefulSetStrategy{Partition:1, MaxUnavailable:(*intstr.IntOrString)(nil)}: only allowed for updateStrategy 'RollingUpdate'",
  );
});

test('fields of a StatefulSet whose gates are off are dropped', () => {
  const context = contextOf([]);
  const asked = workload('StatefulSet', {
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Delete' },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1, maxUnavailable: 2 } },
  }) as StatefulSet;
  for (const kept of [
    statefulSet.prepareForCreate?.(asked, context),
    statefulSet.prepareForUpdate?.(asked, asked, context),
  ]) {
    assert.equal(kept?.spec.persistentVolumeClaimRetentionPolicy, undefined);
    assert.deepEqual(kept?.spec.updateStrategy?.rollingUpdate, { partition: 1 });
  }
});

test('a changed template raises the template generation of a DaemonSet', () => {
  const context = contextOf([]);
  const old = daemonSet.prepareForCreate?.(workload('DaemonSet') as DaemonSet, context);
  assert.ok(old);
  assert.equal(old.metadata.annotations?.['deprecated.daemonset.template.generation'], '1');
  const next = workload('DaemonSet', { template: template({ app: 'web', v: '2' }) }) as DaemonSet;
  const changed = daemonSet.prepareForUpdate?.(next, old, context);
  assert.equal(changed?.metadata.annotations?.['deprecated.daemonset.template.generation'], '2');
  assert.equal(changed?.status, old.status);
});

test('generations of a Deployment count annotations too', () => {
  const plain = workload('Deployment') as Deployment;
  const annotated = { ...plain, metadata: { ...plain.metadata, annotations: { a: 'b' } } };
  assert.notDeepEqual(deployment.generationOf?.(annotated), deployment.generationOf?.(plain));
});

test('tables show what kubectl get shows', () => {
  const created = { name: 'web', namespace: 'default', creationTimestamp: '2022-10-02T23:59:55Z' };
  const status = { replicas: 3, readyReplicas: 2, updatedReplicas: 3, availableReplicas: 2 };
  const spec = (workload('Deployment', { replicas: 3 }) as Deployment).spec;
  const shown = { apiVersion: 'apps/v1', metadata: created, spec, status };
  assert.deepEqual(cellsOf(deployment, { ...shown, kind: 'Deployment' }), [
    'web',
    '2/3',
    3,
    2,
    '5s',
    'nginx',
    'nginx',
    'app=web',
  ]);
  assert.deepEqual(cellsOf(replicaSet, { ...shown, kind: 'ReplicaSet' }).slice(0, 5), ['web', 3, 3, 2, '5s']);
  assert.deepEqual(cellsOf(statefulSet, { ...shown, kind: 'StatefulSet' }), ['web', '2/3', '5s', 'nginx', 'nginx']);
});

test('scale reads and writes the size', () => {
  const scale = replicaSet.subresources?.scale;
  const set = workload('ReplicaSet', { replicas: 2 }) as ReplicaSet;
  assert.equal(scale?.replicas(set), 2);
  assert.equal(scale?.withReplicas(set, 5).spec.replicas, 5);
  assert.equal(scale?.selector(set), 'app=web');
  assert.deepEqual(replicaSet.indexes?.['label']?.({ ...set, metadata: { ...set.metadata, labels: { app: 'web' } } }), [
    'default/app=web',
  ]);
});
