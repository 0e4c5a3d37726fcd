import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from './decode.ts';
import { keepsZero } from './kept-zeros.ts';
import { canonicalForm } from './written.ts';

const SERVICE = 'io.k8s.api.core.v1.Service';
const POD = 'io.k8s.api.core.v1.Pod';

test('pointers and required fields keep their zero, all others lose it', () => {
  const kept: readonly (readonly [id: string, field: string, isKept: boolean])[] = [
    ['io.k8s.api.core.v1.PodSpec', 'automountServiceAccountToken', true],
    ['io.k8s.api.core.v1.PodSpec', 'hostNetwork', false],
    ['io.k8s.api.core.v1.ServiceSpec', 'internalTrafficPolicy', true],
    ['io.k8s.api.core.v1.ServiceSpec', 'sessionAffinity', false],
    ['io.k8s.api.core.v1.EndpointPort', 'name', false],
    ['io.k8s.api.discovery.v1.EndpointPort', 'name', true],
    ['io.k8s.api.apps.v1.DeploymentSpec', 'replicas', true],
    ['io.k8s.api.apps.v1.DeploymentSpec', 'paused', false],
    ['io.k8s.api.core.v1.Container', 'name', true],
  ];
  for (const [id, field, isKept] of kept) assert.equal(keepsZero(id, field), isKept, `${id}.${field}`);
});

test('a body loses its zeros when it is read, its empty lists and maps when it is written', () => {
  const spec = { sessionAffinity: '', internalTrafficPolicy: '', selector: {}, externalIPs: [], ports: [{ port: 0 }] };
  const { object } = decode(SERVICE, { apiVersion: 'v1', kind: 'Service', spec }, { strict: 'Strict' });
  const read = { internalTrafficPolicy: '', selector: {}, externalIPs: [], ports: [{ port: 0 }] };
  assert.deepEqual(object, { apiVersion: 'v1', kind: 'Service', spec: read });
  assert.deepEqual(canonicalForm(SERVICE, object), {
    apiVersion: 'v1',
    kind: 'Service',
    spec: { internalTrafficPolicy: '', ports: [{ port: 0 }] },
  });
});

test('a zero of another type is a mistake, and numbers that are no quantities stay numbers', () => {
  const named = decode(POD, { apiVersion: 'v1', kind: 'Pod', metadata: { name: false } }, { strict: 'Strict' });
  assert.deepEqual(named.errors, [
    'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string',
  ]);
  const pod = { spec: { containers: [], securityContext: { supplementalGroups: [70000] } } };
  assert.deepEqual(canonicalForm(POD, pod), pod);
});
