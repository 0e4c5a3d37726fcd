import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject, JsonValue } from '../json.ts';
import { createThreeWayMergePatch, createTwoWayMergePatch } from './create-patch.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';

const DEPLOYMENT = 'io.k8s.api.apps.v1.Deployment';
const POD = 'io.k8s.api.core.v1.Pod';
const NODE = 'io.k8s.api.core.v1.Node';
const PDB = 'io.k8s.api.policy.v1.PodDisruptionBudget';
const SERVICE = 'io.k8s.api.core.v1.Service';

const spec = (members: JsonObject): JsonObject => ({ spec: members });
const named = (...list: string[]): JsonValue => list.map((name) => ({ name }));

type TwoWay = readonly [
  what: string,
  definition: string,
  original: JsonObject,
  modified: JsonObject,
  patch: JsonObject,
];

const TWO_WAY: readonly TwoWay[] = [
  ['no difference', POD, spec({ containers: named('a') }), spec({ containers: named('a') }), {}],
  ['cordon', NODE, spec({}), spec({ unschedulable: true }), spec({ unschedulable: true })],
  ['uncordon', NODE, spec({ unschedulable: true }), spec({}), spec({ unschedulable: null })],
  [
    'an image',
    POD,
    spec({
      containers: [
        { name: 'a', image: 'x' },
        { name: 'b', image: 'y' },
      ],
    }),
    spec({
      containers: [
        { name: 'a', image: 'x' },
        { name: 'b', image: 'z' },
      ],
    }),
    spec({ '$setElementOrder/containers': named('a', 'b'), containers: [{ name: 'b', image: 'z' }] }),
  ],
  [
    'an order only',
    POD,
    spec({ containers: named('a', 'b') }),
    spec({ containers: named('b', 'a') }),
    spec({ '$setElementOrder/containers': named('b', 'a') }),
  ],
  [
    'a removed element',
    POD,
    spec({ containers: named('a', 'b') }),
    spec({ containers: named('a') }),
    spec({ '$setElementOrder/containers': named('a'), containers: [{ $patch: 'delete', name: 'b' }] }),
  ],
  [
    'finalizers',
    POD,
    { metadata: { finalizers: ['a/x', 'b/x'] } },
    { metadata: { finalizers: ['b/x', 'c/x'] } },
    {
      metadata: {
        finalizers: ['c/x'],
        '$deleteFromPrimitiveList/finalizers': ['a/x'],
        '$setElementOrder/finalizers': ['b/x', 'c/x'],
      },
    },
  ],
  ['a first list', POD, spec({ containers: [] }), spec({ containers: named('a') }), spec({ containers: named('a') })],
  [
    'taints are replaced',
    NODE,
    spec({ taints: [{ key: 'a' }] }),
    spec({ taints: [{ key: 'b' }] }),
    spec({ taints: [{ key: 'b' }] }),
  ],
  [
    'a replaced strategy',
    DEPLOYMENT,
    spec({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } }),
    spec({ strategy: { type: 'Recreate' } }),
    spec({ strategy: { $retainKeys: ['type'], rollingUpdate: null, type: 'Recreate' } }),
  ],
];

for (const [what, definition, original, modified, patch] of TWO_WAY) {
  test(`two-way patch: ${what}`, () => {
    assert.deepEqual(createTwoWayMergePatch(original, modified, definition), patch);
    assert.deepEqual(strategicMergePatch(original, patch, definition), modified, 'the patch does what it is for');
  });
}

test('kubectl apply: the patch that was recorded for many removals at once', () => {
  const template = (pod: JsonObject, labels: JsonObject): JsonObject => ({ metadata: { labels }, spec: pod });
  const [a, b] = ['a', 'b'].map((name) => ({ name, image: name }));
  const env = [
    { name: 'X', value: '1' },
    { name: 'Y', value: '2' },
  ];
  const ports = [{ containerPort: 80 }, { containerPort: 81 }];
  const original = spec({
    replicas: 2,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
    template: template(
      { containers: [{ ...a, env, ports }, b ?? {}], volumes: [{ name: 'v', emptyDir: {} }] },
      { a: '1', b: '1' },
    ),
  });
  const modified = spec({
    strategy: { type: 'Recreate' },
    template: template(
      {
        containers: [{ ...a, env: env.slice(0, 1), ports: ports.slice(0, 1) }],
        volumes: [{ name: 'v', hostPath: { path: '/x' } }],
      },
      { a: '1' },
    ),
  });
  const current = original;
  assert.deepEqual(
    createThreeWayMergePatch(original, modified, current, DEPLOYMENT),
    spec({
      replicas: null,
      strategy: { $retainKeys: ['type'], rollingUpdate: null, type: 'Recreate' },
      template: {
        metadata: { labels: { b: null } },
        spec: {
          '$setElementOrder/containers': named('a'),
          containers: [
            {
              name: 'a',
              '$setElementOrder/env': named('X'),
              env: [{ $patch: 'delete', name: 'Y' }],
              '$setElementOrder/ports': [{ containerPort: 80 }],
              ports: [{ $patch: 'delete', containerPort: 81 }],
            },
            { $patch: 'delete', name: 'b' },
          ],
          '$setElementOrder/volumes': named('v'),
          volumes: [{ $retainKeys: ['hostPath', 'name'], emptyDir: null, hostPath: { path: '/x' }, name: 'v' }],
        },
      },
    }),
  );
});

type ThreeWay = readonly [
  what: string,
  definition: string,
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  patch: JsonObject,
];

const THREE_WAY: readonly ThreeWay[] = [
  [
    'what the server filled in stays',
    DEPLOYMENT,
    spec({ replicas: 1 }),
    spec({ replicas: 1 }),
    spec({ replicas: 1, paused: false }),
    {},
  ],
  [
    'drift is put back',
    DEPLOYMENT,
    spec({ replicas: 1 }),
    spec({ replicas: 1 }),
    spec({ replicas: 5 }),
    spec({ replicas: 1 }),
  ],
  ['what others own stays', DEPLOYMENT, spec({}), spec({}), spec({ replicas: 5 }), {}],
  [
    'what others injected into a list stays',
    POD,
    spec({ containers: [{ name: 'a', image: 'x' }] }),
    spec({ containers: [{ name: 'a', image: 'y' }] }),
    spec({ containers: [{ name: 'a', image: 'x' }, { name: 'sidecar' }] }),
    spec({ '$setElementOrder/containers': named('a'), containers: [{ name: 'a', image: 'y' }] }),
  ],
  [
    'a deletion beside an addition',
    SERVICE,
    spec({ ports: [{ port: 80 }] }),
    spec({ ports: [{ port: 81 }] }),
    spec({ ports: [{ port: 80, protocol: 'TCP' }] }),
    spec({ '$setElementOrder/ports': [{ port: 81 }], ports: [{ port: 81 }, { $patch: 'delete', port: 80 }] }),
  ],
  [
    'an element another manager already removed is deleted all the same',
    POD,
    spec({ containers: named('a', 'b') }),
    spec({ containers: named('a') }),
    spec({ containers: named('a') }),
    spec({ '$setElementOrder/containers': named('a'), containers: [{ $patch: 'delete', name: 'b' }] }),
  ],
  [
    'a budget is always patched',
    PDB,
    spec({ selector: { a: 1 } }),
    spec({ selector: { a: 1 } }),
    spec({ selector: { a: 1 } }),
    spec({ selector: { a: 1 } }),
  ],
];

for (const [what, definition, original, modified, current, patch] of THREE_WAY) {
  test(`three-way patch: ${what}`, () => {
    assert.deepEqual(createThreeWayMergePatch(original, modified, current, definition), patch);
  });
}

const UDP = { name: 'udp', port: 53, protocol: 'UDP' };
const TCP = { name: 'tcp', port: 53, protocol: 'TCP' };
const ports = (...list: readonly JsonObject[]): JsonObject => ({ spec: { ports: list } });
const ORDER = '$setElementOrder/ports';

/** What `kubectl apply -v=8` of v1.25.0 sends. */
const NAMESAKES: readonly (readonly [
  what: string,
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  patch: JsonObject,
])[] = [
  [
    'in another order each is taken for the other, the last first',
    ports(UDP, TCP),
    ports(TCP, UDP),
    ports(UDP, TCP),
    { [ORDER]: [{ port: 53 }, { port: 53 }], ports: [UDP, TCP] },
  ],
  [
    'one that goes takes the others along, and what changed of them is lost in the deletion',
    ports(TCP, UDP),
    ports(UDP),
    ports(UDP, TCP),
    { [ORDER]: [{ port: 53 }], ports: [{ $patch: 'delete', ...UDP }] },
  ],
];

for (const [what, original, modified, current, patch] of NAMESAKES) {
  test(`elements that share a merge key: ${what}`, () =>
    assert.deepEqual(createThreeWayMergePatch(original, modified, current, SERVICE), { spec: patch }));
}
