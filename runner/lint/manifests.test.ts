import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemLine } from '../problem.ts';
import { ManifestLint } from './manifests.ts';

const lint = (text: string, line = 1) => new ManifestLint().problems({ uri: 'a.yaml', text, line }).map(problemLine);
const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: c\n    image: nginx\n';

// What is wrong, the manifest, what is said
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing', POD, []],
  [
    'a mistake of YAML',
    'a: 1\n b: 2\n',
    ['a.yaml:2: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context'],
  ],
  [
    'an unknown kind',
    'apiVersion: apps/v1\nkind: Deploymnt\n',
    ['a.yaml:2: no kind Deploymnt in apps/v1; did you mean Deployment?'],
  ],
  [
    'a kind of another group',
    'apiVersion: v1\nkind: Deployment\n',
    ['a.yaml:2: no kind Deployment in v1; Deployment is in apps/v1'],
  ],
  [
    'a kind that a CRD may bring',
    'apiVersion: cert-manager.io/v1\nkind: Certificate\n',
    ['a.yaml:2: warning: no kind Certificate in cert-manager.io/v1: its CRD must be there first'],
  ],
  ['no kind', 'apiVersion: v1\nmetadata: {}\n', ['a.yaml:1: kind not set: what is it?']],
  ['no object', '- 1\n', ['a.yaml:1: is no object: a manifest has apiVersion, kind and metadata']],
  [
    'unknown and repeated fields',
    `${POD}    imagePulPolicy: Always\n    image: httpd\n`,
    [
      'a.yaml:9: unknown field "spec.containers[0].imagePulPolicy"',
      'a.yaml:10: duplicate field "spec.containers[0].image"',
    ],
  ],
  [
    'a wrong type',
    `${POD}    args: true\n`,
    [
      'a.yaml:1: Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal bool into Go struct field Container.spec.containers.args of type []string',
    ],
  ],
  [
    'a value the server refuses',
    `${POD}  restartPolicy: Sometimes\n`,
    ['a.yaml:9: spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"'],
  ],
  [
    'fields without effect',
    `${POD}    securityContext: {capabilities: {add: [X]}}\n  hostIPC: true\n  volumes: [{name: v, iscsi: {targetPortal: a, iqn: 'iqn.2022-10.com.example:b', lun: 0}}]\n`,
    [
      'a.yaml:9: warning: spec.containers[*].securityContext.capabilities is stored, but nothing acts on it',
      'a.yaml:10: warning: spec.hostIPC is stored, but nothing acts on it',
      'a.yaml:11: warning: spec.volumes[*].iscsi is not simulated',
    ],
  ],
  [
    'an item of a list, after another document',
    `${POD}---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: s}\n  spec:\n    ports:\n    - prt: 1\n      port: 80\n`,
    ['a.yaml:18: unknown field "spec.ports[0].prt"'],
  ],
  ['a namespace that the manifest takes for granted', POD.replace('  name: p', '  name: p\n  namespace: shop'), []],
];

for (const [what, text, said] of CASES) test(what, () => assert.deepEqual(lint(text), said));

test('lines count from where the text stands in its file', () => {
  assert.deepEqual(lint('apiVersion: apps/v1\nkind: Deploymnt\n', 41), [
    'a.yaml:42: no kind Deploymnt in apps/v1; did you mean Deployment?',
  ]);
});

test('a custom resource after its definition is known', () => {
  const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: boats.sea.io}
spec:
  group: sea.io
  scope: Namespaced
  names: {plural: boats, kind: Boat}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {mast: {type: integer}}}}}}
`;
  const boat = 'apiVersion: sea.io/v1\nkind: Boat\nmetadata: {name: b}\nspec: {mats: 1}\n';
  assert.deepEqual(lint(`${crd}---\n${boat}`), [
    'a.yaml:17: unknown field "spec.mats"',
    'a.yaml:17: warning: spec is stored, but nothing acts on it',
  ]);
});
