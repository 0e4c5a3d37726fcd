import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject, JsonValue } from '../json.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';

const POD = 'io.k8s.api.core.v1.Pod';
const DEPLOYMENT = 'io.k8s.api.apps.v1.Deployment';
const NODE = 'io.k8s.api.core.v1.Node';
const PDB = 'io.k8s.api.policy.v1.PodDisruptionBudget';

type Row = readonly [what: string, definition: string, target: JsonObject, patch: JsonObject, result: JsonObject];

const spec = (members: JsonObject): JsonObject => ({ spec: members });
const meta = (members: JsonObject): JsonObject => ({ metadata: members });
const names = (...list: string[]): JsonValue => list.map((name) => ({ name }));

const ROWS: readonly Row[] = [
  ['maps merge', POD, meta({ labels: { a: '1' } }), meta({ labels: { b: '2' } }), meta({ labels: { a: '1', b: '2' } })],
  [
    'null deletes',
    POD,
    meta({ labels: { a: '1', b: '2' } }),
    meta({ labels: { b: null } }),
    meta({ labels: { a: '1' } }),
  ],
  ['null for what is not there', POD, meta({}), meta({ labels: null }), meta({})],
  ['a new map loses its nulls', POD, meta({}), meta({ labels: { a: '1', b: null } }), meta({ labels: { a: '1' } })],
  [
    'a container merges by name',
    POD,
    spec({ containers: [{ name: 'a', image: 'x', tty: true }, { name: 'b' }] }),
    spec({ containers: [{ name: 'a', image: 'y' }] }),
    spec({ containers: [{ name: 'a', image: 'y', tty: true }, { name: 'b' }] }),
  ],
  [
    'a new element goes to the front, as recorded',
    DEPLOYMENT,
    spec({ template: spec({ containers: [{ name: 'nginx', image: 'nginx' }] }) }),
    spec({ template: spec({ containers: [{ name: 'side', image: 'busybox' }] }) }),
    spec({
      template: spec({
        containers: [
          { name: 'side', image: 'busybox' },
          { name: 'nginx', image: 'nginx' },
        ],
      }),
    }),
  ],
  [
    'an element is deleted by a directive',
    POD,
    spec({ containers: names('a', 'b', 'c') }),
    spec({ containers: [{ $patch: 'delete', name: 'b' }] }),
    spec({ containers: names('a', 'c') }),
  ],
  [
    'a merged list is replaced by a directive',
    POD,
    spec({ containers: names('a', 'b') }),
    spec({ containers: [{ $patch: 'replace' }, { name: 'z', image: 'i' }] }),
    spec({ containers: [{ name: 'z', image: 'i' }] }),
  ],
  [
    'a map is replaced by a directive',
    POD,
    meta({ labels: { a: '1', b: '2' } }),
    meta({ labels: { $patch: 'replace', c: '3' } }),
    meta({ labels: { c: '3' } }),
  ],
  [
    'a map is emptied by a directive',
    POD,
    meta({ labels: { a: '1' } }),
    meta({ labels: { $patch: 'delete' } }),
    meta({ labels: {} }),
  ],
  [
    'lists without a strategy are replaced',
    POD,
    spec({ containers: [{ name: 'a', args: ['1', '2'] }], tolerations: [{ key: 'a' }] }),
    spec({ containers: [{ name: 'a', args: ['3'] }], tolerations: [{ key: 'b' }] }),
    spec({ containers: [{ name: 'a', args: ['3'] }], tolerations: [{ key: 'b' }] }),
  ],
  [
    'scalars of a merged list unite',
    POD,
    meta({ finalizers: ['a/x', 'b/x'] }),
    meta({ finalizers: ['c/x', 'a/x'] }),
    meta({ finalizers: ['c/x', 'a/x', 'b/x'] }),
  ],
  [
    'scalars are deleted by a parallel list',
    POD,
    meta({ finalizers: ['a/x', 'b/x'] }),
    meta({ '$deleteFromPrimitiveList/finalizers': ['a/x'] }),
    meta({ finalizers: ['b/x'] }),
  ],
  [
    'scalars are ordered by a parallel list',
    NODE,
    spec({ podCIDRs: ['1', '2', '3'] }),
    spec({ '$setElementOrder/podCIDRs': ['3', '4', '1'], podCIDRs: ['4'] }),
    spec({ podCIDRs: ['2', '3', '4', '1'] }),
  ],
  [
    'the element order puts what only the server has before what it preceded there',
    POD,
    spec({ containers: names('a', 'server', 'b') }),
    spec({ '$setElementOrder/containers': names('b', 'a') }),
    spec({ containers: names('server', 'b', 'a') }),
  ],
  [
    'order, change and deletion in one',
    POD,
    spec({ containers: [{ name: 'a', image: 'x' }, { name: 'b' }, { name: 'c' }] }),
    spec({
      '$setElementOrder/containers': names('c', 'a', 'd'),
      containers: [
        { name: 'a', image: 'y' },
        { name: 'd', image: 'd' },
        { $patch: 'delete', name: 'b' },
      ],
    }),
    spec({ containers: [{ name: 'c' }, { name: 'a', image: 'y' }, { name: 'd', image: 'd' }] }),
  ],
  [
    'retainKeys drops the other members',
    DEPLOYMENT,
    spec({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } }),
    spec({ strategy: { $retainKeys: ['type'], type: 'Recreate' } }),
    spec({ strategy: { type: 'Recreate' } }),
  ],
  [
    'retainKeys in an element of a list',
    POD,
    spec({
      volumes: [
        { name: 'v', emptyDir: {} },
        { name: 'w', emptyDir: {} },
      ],
    }),
    spec({ volumes: [{ $retainKeys: ['name', 'hostPath'], name: 'v', hostPath: { path: '/x' } }] }),
    spec({
      volumes: [
        { name: 'v', hostPath: { path: '/x' } },
        { name: 'w', emptyDir: {} },
      ],
    }),
  ],
  [
    'the selector of a budget is replaced',
    PDB,
    spec({ selector: { matchLabels: { a: '1' } } }),
    spec({ selector: { matchLabels: { b: '2' } } }),
    spec({ selector: { matchLabels: { b: '2' } } }),
  ],
  [
    'directives do not survive in a new list',
    POD,
    spec({}),
    spec({
      volumes: [
        { name: 'v', $retainKeys: ['name'] },
        { $patch: 'delete', name: 'w' },
      ],
      '$setElementOrder/volumes': names('v'),
    }),
    spec({ volumes: [{ name: 'v' }] }),
  ],
  [
    'a wrong type is left for decoding to find',
    DEPLOYMENT,
    spec({ replicas: 1 }),
    spec({ replicas: 'x' }),
    spec({ replicas: 'x' }),
  ],
];

for (const [what, definition, target, patch, result] of ROWS) {
  test(`strategic merge: ${what}`, () => {
    const before = JSON.stringify([target, patch]);
    const patched = strategicMergePatch(target, patch, definition);
    assert.deepEqual(patched, result);
    assert.equal(JSON.stringify([target, patch]), before, 'the inputs stay as they were');
    assert.equal(strategicMergePatch(patched, patch, definition), patched, 'again: the same object');
  });
}

const REFUSED: readonly (readonly [what: string, patch: JsonValue, message: string])[] = [
  ['a text', 'not json', 'json: cannot unmarshal string into Go value of type map[string]interface {}'],
  [
    'an element without its key',
    spec({ containers: [{ image: 'x' }] }),
    'map: map[image:x] does not contain declared merge key: name',
  ],
  ['an unknown directive', spec({ $patch: 'frob' }), 'unknown patch type: frob in map: map[$patch:frob]'],
  [
    'an order that misses an element',
    spec({ '$setElementOrder/containers': names('a'), containers: names('b') }),
    "The order in patch list:\n[map[name:b]]\n doesn't match $setElementOrder list:\n[map[name:a]]\n",
  ],
  ['retainKeys that miss a member', spec({ $retainKeys: ['a'], b: 1 }), 'invalid patch format of retainKeys'],
  [
    'a deletion that is no list',
    meta({ '$deleteFromPrimitiveList/finalizers': 'a' }),
    'invalid patch format of primitive list',
  ],
];

for (const [what, patch, message] of REFUSED) {
  test(`strategic merge refuses ${what}`, () => {
    assert.throws(() => strategicMergePatch({ metadata: {}, spec: { containers: [{ name: 'z' }] } }, patch, POD), {
      message,
    });
  });
}

test('without a definition every list is replaced', () => {
  assert.deepEqual(
    strategicMergePatch(spec({ containers: names('a') }), spec({ containers: names('b') }), undefined),
    spec({ containers: names('b') }),
  );
});
