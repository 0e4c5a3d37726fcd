import assert from 'node:assert/strict';
import { test } from 'node:test';
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
