/** What must hold of every kind, whatever it is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Kind, apiVersionOf, kindId } from '../../engine/api/kind.ts';
import type { KubeObject } from '../../engine/api/object.ts';
import { KINDS } from '../../engine/kinds/index.ts';
import { contextOf, NOW_MS } from '../../engine/kinds/testing.ts';

const context = contextOf([]);

function minimal(kind: Kind, spec: object | undefined): KubeObject {
  const metadata = {
    name: 'x',
    uid: 'u',
    creationTimestamp: '2022-10-03T00:00:00Z',
    ...(kind.scope === 'Namespaced' ? { namespace: 'default' } : {}),
  };
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata, ...(spec === undefined ? {} : { spec }) };
}

/** Members that no stored object of the kind is without: the schema or the validation asks for them. */
const REQUIRED: Readonly<Record<string, object>> = {
  ControllerRevision: { revision: 1 },
  CertificateSigningRequest: { spec: { request: 'eA==', signerName: 'example.com/x' } },
  ClusterRoleBinding: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } },
  CronJob: { spec: { schedule: '* * * * *', jobTemplate: { spec: { template: { spec: { containers: [] } } } } } },
  CSIStorageCapacity: { storageClassName: 'fast' },
  CustomResourceDefinition: {
    spec: { group: 'example.com', names: { plural: 'things', kind: 'Thing' }, scope: 'Namespaced', versions: [] },
  },
  EndpointSlice: { addressType: 'IPv4', endpoints: [] },
  Event: { involvedObject: {} },
  HorizontalPodAutoscaler: {
    spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  },
  PriorityClass: { value: 1 },
  RoleBinding: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'view' } },
  RuntimeClass: { handler: 'runc' },
  StorageClass: { provisioner: 'example.com/disks' },
  VolumeAttachment: { spec: { attacher: 'example.com', nodeName: 'w1', source: {} } },
};

const prepared = (kind: Kind, given: KubeObject): KubeObject => {
  const defaulted = kind.defaults?.(given) ?? given;
  return kind.prepareForCreate?.(defaulted, context) ?? defaulted;
};

const stored = (kind: Kind): KubeObject => prepared(kind, { ...minimal(kind, {}), ...REQUIRED[kind.kind] });

/** Deep-freezes, so that whoever writes into what it was given is caught. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

function hasUndefined(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUndefined);
}

for (const kind of KINDS) {
  describe(kindId(kind), () => {
    for (const spec of [undefined, {}]) {
      test(`defaults are idempotent (${spec === undefined ? 'no' : 'empty'} spec)`, () => {
        const given = frozen(minimal(kind, spec));
        const once = frozen(kind.defaults?.(given) ?? given);
        const twice = kind.defaults?.(once) ?? once;
        assert.deepEqual(twice, once);
      });
    }

    test('an empty body is validated, not crashed on', () => {
      const object = frozen(prepared(kind, minimal(kind, undefined)));
      assert.ok(Array.isArray(kind.validate?.(object, context) ?? []));
      assert.ok(Array.isArray(kind.validateUpdate?.(object, stored(kind), context) ?? []));
    });

    test('an object can be shown and found', () => {
      const object = frozen(stored(kind));
      assert.equal(hasUndefined(object), false, 'stored objects have no undefined members');
      for (const column of kind.columns) {
        assert.notEqual(column.cell(object, NOW_MS), undefined, column.name);
      }
      for (const [name, value] of Object.entries(kind.fieldSelectors ?? {})) {
        assert.equal(typeof value(object), 'string', name);
      }
      for (const [name, values] of Object.entries(kind.indexes ?? {})) assert.ok(Array.isArray(values(object)), name);
      for (const [name, fact] of Object.entries(kind.brief?.(object) ?? {})) {
        assert.match(typeof fact, /^(?:string|number|boolean)$/, name);
      }
      assert.equal(typeof kind.completed?.(object), 'undefined');
    });

    test('an update that changes nothing leaves what was stored', () => {
      const object = frozen(stored(kind));
      const defaulted = kind.defaults?.(object) ?? object;
      assert.deepEqual(kind.prepareForUpdate?.(defaulted, object, context) ?? defaulted, object);
    });
  });
}

test('every kind is listed once', () => {
  const names = KINDS.map((kind) => `${kind.plural}.${kind.group}`);
  assert.deepEqual([...new Set(names)], names);
});
