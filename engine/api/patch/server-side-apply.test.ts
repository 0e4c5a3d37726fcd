import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject, JsonValue } from '../json.ts';
import { trackUpdate } from './managed-fields.ts';
import { type Shape, shapeOf } from '../schema/fields.ts';
import { applyServerSide } from './server-side-apply.ts';
import type { ApplyResult } from './server-side-apply.ts';

const CONFIG_MAP = 'io.k8s.api.core.v1.ConfigMap';
const DEPLOYMENT = 'io.k8s.api.apps.v1.Deployment';
const NOW = '2022-10-03T00:00:00Z';
const LATER = '2022-10-03T00:01:00Z';

const map = (data: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'shared' },
  data,
});

interface Apply {
  readonly force?: boolean;
  readonly shape?: Shape | undefined;
  readonly apiVersion?: string;
  readonly nowText?: string;
  readonly subresource?: string;
}

function apply(live: JsonObject | undefined, applied: JsonObject, manager: string, more: Apply = {}): ApplyResult {
  return applyServerSide({
    live,
    applied,
    manager,
    force: false,
    shape: shapeOf(CONFIG_MAP),
    apiVersion: 'v1',
    nowText: NOW,
    ...more,
  });
}

function applied(...call: Parameters<typeof apply>): JsonObject {
  const result = apply(...call);
  assert.ok('object' in result, 'no conflict expected');
  return result.object;
}

function refused(result: ApplyResult): Extract<ApplyResult, { readonly message: string }> {
  assert.ok('conflicts' in result, 'a conflict expected');
  return result;
}

function managedFields(object: JsonObject): JsonValue | undefined {
  return (object['metadata'] as JsonObject)['managedFields'];
}

/** manager -> its fields, with `!` for Update. */
function owners(object: JsonObject): JsonValue {
  const entries = managedFields(object) as readonly JsonObject[];
  return Object.fromEntries(
    entries.map((entry) => [
      `${String(entry['manager'] as string)}${entry['operation'] === 'Update' ? '!' : ''}`,
      entry['fieldsV1'] ?? null,
    ]),
  );
}

test('the recorded course of two managers', () => {
  const first = applied(undefined, map({ a: '1', b: '1' }), 'one');
  assert.deepEqual(managedFields(first), [
    {
      manager: 'one',
      operation: 'Apply',
      apiVersion: 'v1',
      time: NOW,
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:data': { 'f:a': {}, 'f:b': {} } },
    },
  ]);
  const second = refused(apply(first, map({ a: '2' }), 'two'));
  assert.deepEqual(second.conflicts, [{ manager: '"one"', field: '.data.a' }]);
  assert.equal(second.message, 'Apply failed with 1 conflict: conflict with "one": .data.a');
  const forced = applied(first, map({ a: '2' }), 'two', { force: true });
  assert.deepEqual(forced['data'], { a: '2', b: '1' });
  assert.deepEqual(owners(forced), { one: { 'f:data': { 'f:b': {} } }, two: { 'f:data': { 'f:a': {} } } });
  const again = refused(apply(forced, map({ a: '1', b: '1' }), 'one'));
  assert.equal(again.message, 'Apply failed with 1 conflict: conflict with "two": .data.a');
});

test('several conflicts are listed by manager', () => {
  const live = applied(undefined, map({ a: '1', b: '1' }), 'm1');
  assert.equal(
    refused(apply(live, map({ a: '2', b: '2' }), 'm2')).message,
    'Apply failed with 2 conflicts: conflicts with "m1":\n- .data.a\n- .data.b',
  );
});

test('the same value is owned together, and stays until the last owner drops it', () => {
  const both = applied(applied(undefined, map({ a: '1', b: '1' }), 'one'), map({ a: '1' }), 'two');
  assert.deepEqual(owners(both), { one: { 'f:data': { 'f:a': {}, 'f:b': {} } }, two: { 'f:data': { 'f:a': {} } } });
  const dropped = applied(both, map({}), 'one');
  assert.deepEqual(dropped['data'], { a: '1' });
  assert.deepEqual(applied(dropped, map({ c: '1' }), 'two')['data'], { c: '1' });
});

test('an apply that changes nothing returns the live object', () => {
  const live = applied(undefined, map({ a: '1' }), 'one');
  assert.equal(applied(live, map({ a: '1' }), 'one', { nowText: LATER }), live);
});

const CONTAINER: JsonObject = { name: 'nginx', image: 'nginx' };
const deployment = (spec: JsonObject, containers: readonly JsonObject[] = [CONTAINER]): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    ...spec,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
  },
});

const APPS: Apply = { shape: shapeOf(DEPLOYMENT), apiVersion: 'apps/v1' };

function updated(before: JsonObject | undefined, after: JsonObject, manager: string, subresource?: string): JsonObject {
  const fields = trackUpdate({
    before,
    after,
    managedFields: before === undefined ? undefined : managedFields(before),
    manager,
    operation: 'Update',
    apiVersion: 'apps/v1',
    nowText: NOW,
    shape: shapeOf(DEPLOYMENT),
    ...(subresource === undefined ? {} : { subresource }),
  });
  return { ...after, metadata: { ...(after['metadata'] as JsonObject), managedFields: fields ?? [] } };
}

test('what a create owns, as a v1.25 server writes it', () => {
  const created = updated(
    undefined,
    deployment({ replicas: 1, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } } }, [
      { ...CONTAINER, resources: {}, ports: [{ containerPort: 80, protocol: 'TCP' }] },
    ]),
    'kubectl-create',
  );
  assert.deepEqual(owners(created), {
    'kubectl-create!': {
      'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
      'f:spec': {
        'f:replicas': {},
        'f:selector': {},
        'f:strategy': { 'f:rollingUpdate': { '.': {}, 'f:maxSurge': {} }, 'f:type': {} },
        'f:template': {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:containers': {
              'k:{"name":"nginx"}': {
                '.': {},
                'f:image': {},
                'f:name': {},
                'f:ports': {
                  '.': {},
                  'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {}, 'f:protocol': {} },
                },
                'f:resources': {},
              },
            },
          },
        },
      },
    },
  });
});

test('an update takes what it changes from its owner, and a status write is an owner of its own', () => {
  const live = applied(undefined, deployment({ replicas: 2 }), 'team', APPS);
  const scaled = updated(live, { ...live, spec: { ...(live['spec'] as JsonObject), replicas: 5 } }, 'kubectl-scale');
  const status = updated(scaled, { ...scaled, status: { replicas: 5 } }, 'kube-controller-manager', 'status');
  const entries = managedFields(status) as readonly JsonObject[];
  assert.deepEqual(
    entries.map(({ manager, operation, subresource }) => [manager, operation, subresource]),
    [
      ['team', 'Apply', undefined],
      ['kube-controller-manager', 'Update', 'status'],
      ['kubectl-scale', 'Update', undefined],
    ],
  );
  assert.deepEqual((owners(status) as JsonObject)['kubectl-scale!'], { 'f:spec': { 'f:replicas': {} } });
  const contested = refused(apply(status, deployment({ replicas: 2 }), 'team', APPS));
  assert.deepEqual(contested.conflicts, [{ manager: '"kubectl-scale" using apps/v1', field: '.spec.replicas' }]);
});

test('an update that changes nothing leaves the entries alone', () => {
  const live = applied(undefined, deployment({ replicas: 2 }), 'team', APPS);
  const fields = managedFields(live);
  const call = {
    before: live,
    managedFields: fields,
    manager: 'x',
    operation: 'Update',
    apiVersion: 'apps/v1',
    nowText: LATER,
    shape: shapeOf(DEPLOYMENT),
  } as const;
  assert.equal(trackUpdate({ ...call, after: live }), fields);
});

test('conflicts name list elements by their keys and statuses by their subresource', () => {
  const live = applied(
    undefined,
    deployment({}, [{ ...CONTAINER, ports: [{ containerPort: 80, name: 'a' }] }]),
    'one',
    APPS,
  );
  const changed = deployment({}, [{ ...CONTAINER, image: 'busybox', ports: [{ containerPort: 80, name: 'b' }] }]);
  assert.equal(
    refused(apply(live, changed, 'two', APPS)).message,
    'Apply failed with 2 conflicts: conflicts with "one":\n' +
      // The image's path was written over by its sibling's, as Kubernetes does.
      '- .spec.template.spec.containers[name="nginx"].ports\n' +
      '- .spec.template.spec.containers[name="nginx"].ports[containerPort=80,protocol="TCP"].name',
  );
  const withStatus = updated(live, { ...live, status: { replicas: 5 } }, 'controller', 'status');
  const status: JsonObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    status: { replicas: 4 },
  };
  const other = apply(withStatus, status, 'two', { ...APPS, subresource: 'status' });
  assert.deepEqual(refused(other).conflicts, [
    { manager: '"controller" with subresource "status" using apps/v1', field: '.status.replicas' },
  ]);
});

test('a dropped element of a list goes with its defaults, others stay in their places', () => {
  const live = applied(undefined, deployment({}, [CONTAINER, { name: 'side', image: 's' }]), 'one', APPS);
  const defaulted: JsonObject = {
    ...live,
    spec: {
      ...(live['spec'] as JsonObject),
      template: {
        spec: {
          containers: [CONTAINER, { name: 'side', image: 's', imagePullPolicy: 'Always' }, { name: 'injected' }],
        },
      },
    },
  };
  const dropped = applied(defaulted, deployment({}), 'one', APPS);
  const template = (dropped['spec'] as JsonObject)['template'] as JsonObject;
  assert.deepEqual((template['spec'] as JsonObject)['containers'], [CONTAINER, { name: 'injected' }]);
});

test('a field dropped by its only owner goes, the rest of its struct stays', () => {
  const live = applied(undefined, deployment({ replicas: 2, paused: true }), 'one', APPS);
  const dropped = applied(live, deployment({ paused: true }), 'one', APPS);
  assert.equal('replicas' in (dropped['spec'] as JsonObject), false);
  assert.equal((dropped['spec'] as JsonObject)['paused'], true);
});

test('kubectl takes over what client-side apply set', () => {
  const body = map({ a: '1' });
  const annotated: JsonObject = {
    ...body,
    metadata: {
      name: 'shared',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(body) },
    },
  };
  const fields = trackUpdate({
    before: undefined,
    after: annotated,
    managedFields: undefined,
    manager: 'kubectl-client-side-apply',
    operation: 'Update',
    apiVersion: 'v1',
    nowText: NOW,
    shape: shapeOf(CONFIG_MAP),
  });
  const live: JsonObject = {
    ...annotated,
    metadata: { ...(annotated['metadata'] as JsonObject), managedFields: fields ?? [] },
  };
  assert.equal(refused(apply(live, map({ a: '2' }), 'other')).conflicts.length, 1);
  const taken = applied(live, map({ a: '2' }), 'kubectl');
  assert.deepEqual(taken['data'], { a: '2' });
  const annotations = (taken['metadata'] as JsonObject)['annotations'] as JsonObject;
  assert.equal(
    annotations['kubectl.kubernetes.io/last-applied-configuration'],
    '{"apiVersion":"v1","data":{"a":"2"},"kind":"ConfigMap","metadata":{"name":"shared"}}\n',
  );
});

test('custom resources: maps merge, lists are owned as a whole', () => {
  const resource = (spec: JsonObject): JsonObject => ({ apiVersion: 'x/v1', kind: 'X', metadata: { name: 'x' }, spec });
  const custom: Apply = { shape: undefined, apiVersion: 'x/v1' };
  const live = applied(undefined, resource({ a: 1, list: [{ name: 'a' }] }), 'one', custom);
  const both = applied(live, resource({ b: 1 }), 'two', custom);
  assert.deepEqual(both['spec'], { a: 1, b: 1, list: [{ name: 'a' }] });
  assert.deepEqual(refused(apply(both, resource({ list: [] }), 'two', custom)).conflicts, [
    { manager: '"one"', field: '.spec.list' },
  ]);
  assert.deepEqual(applied(both, resource({ a: 1 }), 'one', custom)['spec'], { a: 1, b: 1 });
});
