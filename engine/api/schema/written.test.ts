import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../json.ts';
import { canonicalForm } from './written.ts';

const POD = 'io.k8s.api.core.v1.Pod';

test('quantities are shown in their one canonical way', () => {
  const pod = {
    spec: {
      containers: [
        { name: 'c', resources: { limits: { cpu: 0.5, memory: '1024Mi' }, requests: { cpu: '1e-1', memory: '1Gi' } } },
      ],
      volumes: [{ name: 'v', emptyDir: { sizeLimit: '2048Ki' } }],
    },
  };
  assert.deepEqual(canonicalForm(POD, pod), {
    spec: {
      containers: [
        {
          name: 'c',
          resources: { limits: { cpu: '500m', memory: '1Gi' }, requests: { cpu: '100e-3', memory: '1Gi' } },
        },
      ],
      volumes: [{ name: 'v', emptyDir: { sizeLimit: '2Mi' } }],
    },
  });
});

test('what is canonical already is shared', () => {
  const pod = { spec: { containers: [{ name: 'c', resources: { limits: { cpu: '500m' } } }] } };
  assert.equal(canonicalForm(POD, pod), pod);
});

test('what Go never leaves out is written as its zero', () => {
  const rows: readonly (readonly [id: string, given: JsonObject, written: JsonObject])[] = [
    ['core.v1.NodeAddress', {}, { address: '', type: '' }],
    ['core.v1.NodeAddress', { type: 'Hostname' }, { address: '', type: 'Hostname' }],
    ['core.v1.NodeStatus', { daemonEndpoints: {} }, { daemonEndpoints: { kubeletEndpoint: { Port: 0 } } }],
    [
      'core.v1.NodeCondition',
      { type: 'Ready' },
      { lastHeartbeatTime: null, lastTransitionTime: null, status: '', type: 'Ready' },
    ],
    ['core.v1.ContainerImage', { names: [] }, { names: null }],
    ['core.v1.TypedLocalObjectReference', { kind: 'a', name: 'b' }, { apiGroup: null, kind: 'a', name: 'b' }],
    [
      'core.v1.TypedLocalObjectReference',
      { apiGroup: '', kind: 'a', name: 'b' },
      { apiGroup: '', kind: 'a', name: 'b' },
    ],
    ['core.v1.PersistentVolumeClaimSpec', {}, { resources: {} }],
    ['discovery.v1.Endpoint', { addresses: ['a'] }, { addresses: ['a'], conditions: {} }],
    // The kind of an object is not part of it, that of a reference is.
    ['core.v1.ConfigMap', { data: { a: 'b' } }, { data: { a: 'b' } }],
    ['autoscaling.v1.CrossVersionObjectReference', {}, { kind: '', name: '' }],
    // Readers of ours do not expect null where a list is required.
    ['rbac.v1.Role', { rules: [] }, { rules: [] }],
  ];
  for (const [id, given, written] of rows) assert.deepEqual(canonicalForm(`io.k8s.api.${id}`, given), written, id);
});
