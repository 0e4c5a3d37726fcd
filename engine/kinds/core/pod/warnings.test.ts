import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPod } from './testing.ts';
import { podWarnings, templateWarnings } from './warnings.ts';

/** A pod's spec and metadata, and what a v1.25.2 API server warns of. */
const rows: readonly (readonly [object, object, readonly string[]])[] = [
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      nodeSelector: { 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'amd64' },
    },
    {},
    [
      'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
      'spec.nodeSelector[beta.kubernetes.io/arch]: deprecated since v1.14; use "kubernetes.io/arch" instead',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'failure-domain.beta.kubernetes.io/zone', operator: 'In', values: ['a'] }] },
            ],
          },
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              preference: { matchExpressions: [{ key: 'beta.kubernetes.io/instance-type', operator: 'Exists' }] },
            },
          ],
        },
      },
    },
    {},
    [
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].key: beta.kubernetes.io/instance-type is deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'failure-domain.beta.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
      ],
    },
    {},
    [
      'spec.topologySpreadConstraints[0].topologyKey: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }] },
    { annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '', 'security.alpha.kubernetes.io/sysctls': 'x' } },
    [
      'metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the "priorityClassName" field instead',
      'metadata.annotations[security.alpha.kubernetes.io/sysctls]: non-functional in v1.11+; use the "sysctls" field instead',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [
        { name: 'a', gitRepo: { repository: 'x' } },
        { name: 'b', flocker: { datasetName: 'x' } },
        { name: 'c', storageos: { volumeName: 'x' } },
        { name: 'd', quobyte: { registry: 'a:1', volume: 'v' } },
        { name: 'e', glusterfs: { endpoints: 'e', path: 'p' } },
        { name: 'f', photonPersistentDisk: { pdID: 'x' } },
        { name: 'g', scaleIO: { gateway: 'a', system: 'b', volumeName: 'c', secretRef: { name: 'x' } } },
      ],
    },
    {},
    [
      'spec.volumes[0].gitRepo: deprecated in v1.11',
      'spec.volumes[1].flocker: deprecated in v1.22, support removal is planned in v1.26',
      'spec.volumes[2].storageOS: deprecated in v1.22, support removal is planned in v1.26',
      'spec.volumes[3].quobyte: deprecated in v1.22, support removal is planned in v1.26',
      'spec.volumes[4].glusterfs: deprecated in v1.25, this feature will be removed soon after in a subsequent release',
      'spec.volumes[5].photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+',
      'spec.volumes[6].scaleIO: deprecated in v1.16, non-functional in v1.22+',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      hostAliases: [
        { ip: '1.1.1.1', hostnames: ['a'] },
        { ip: '1.1.1.1', hostnames: ['b'] },
      ],
      imagePullSecrets: [{ name: 'a' }, { name: 'a' }, {}],
    },
    {},
    [
      'spec.hostAliases[1].ip: duplicate ip "1.1.1.1"',
      'spec.imagePullSecrets[1].name: duplicate name "a"',
      'spec.imagePullSecrets[2].name: invalid empty name ""',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'x',
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
            { name: 'A', value: '3' },
          ],
          resources: { limits: { memory: '1.5' }, requests: { 'ephemeral-storage': '100m' } },
        },
      ],
    },
    {},
    [
      'spec.containers[0].resources.limits[memory]: fractional byte value "1500m" is invalid, must be an integer',
      'spec.containers[0].resources.requests[memory]: fractional byte value "1500m" is invalid, must be an integer',
      'spec.containers[0].resources.requests[ephemeral-storage]: fractional byte value "100m" is invalid, must be an integer',
      'spec.containers[0].env[1].name: duplicate name "A"',
      'spec.containers[0].env[2].name: duplicate name "A"',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      initContainers: [{ name: 'i', image: 'x', env: [{ name: 'A' }, { name: 'A' }] }],
    },
    {},
    ['spec.initContainers[0].env[1].name: duplicate name "A"'],
  ],
];

for (const [spec, metadata, texts] of rows) {
  test(`a new pod is warned of: ${texts[0] ?? ''}`, () => {
    // Kubernetes goes through maps in no order.
    assert.deepEqual(podWarnings(newPod(spec, metadata), undefined).toSorted(), texts.toSorted());
  });
}

const OLD = 'beta.kubernetes.io/os';

test('a template is warned of at its own path, and again when the generation grew', () => {
  const template = { spec: { nodeSelector: { [OLD]: 'linux' }, containers: [{ name: 'c', image: 'nginx' }] } };
  const object = (generation: number): { readonly metadata: { readonly generation: number } } => ({
    metadata: { generation },
  });
  const text = `spec.template.spec.nodeSelector[${OLD}]: deprecated since v1.14; use "kubernetes.io/os" instead`;
  assert.deepEqual(templateWarnings('spec.template', template, object(1), undefined), [text]);
  assert.deepEqual(templateWarnings('spec.template', template, object(2), object(1)), [text]);
  assert.deepEqual(templateWarnings('spec.template', template, object(1), object(1)), []);
});
