import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import type { FileAccess } from '../environment.ts';
import { KubectlError } from '../errors.ts';
import { buildKustomization } from './build.ts';

type Files = Readonly<Record<string, string>>;

function access(files: Files): FileAccess {
  const names = Object.keys(files);
  return {
    read: (path) => files[posix.normalize(path)],
    list: () => undefined,
    kind: (path) => {
      const clean = posix.normalize(path).replace(/\/$/, '');
      if (clean in files) return 'file';
      return clean === '.' || names.some((name) => name.startsWith(`${clean}/`)) ? 'directory' : undefined;
    },
    write: () => 'read only',
  };
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {a: b}\n';
const chain: Files = Object.fromEntries(
  Array.from({ length: 1000 }, (_, depth) => [
    `${'b/'.repeat(depth)}kustomization.yaml`,
    depth === 999 ? 'resources: []' : 'resources: [b]',
  ]),
);
/** Twenty levels, each of which includes the next one twice. */
const doubling: Files = Object.fromEntries(
  Array.from({ length: 20 }, (_, level) => [
    ['', 'one/', 'two/'].map((part): [string, string] => [
      `${level}/${part}kustomization.yaml`,
      part === '' ? 'resources: [one, two]' : `resources: [../../${level + 1}]`,
    ]),
  ])
    .flat(2)
    .concat([['20/kustomization.yaml', '{}']]),
);

const refused: readonly [name: string, files: Files, message: string | RegExp, directory?: string][] = [
  [
    'no kustomization',
    { 'a.yaml': pod },
    "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '.'",
  ],
  ['two of them', { 'kustomization.yaml': '', Kustomization: '' }, 'Found multiple kustomization files under: .'],
  [
    'no such folder',
    {},
    "must build at directory: not a valid directory: evalsymlink failure on 'x' : lstat x: no such file or directory",
    'x',
  ],
  ['a file', { 'a.yaml': pod }, "must build at directory: 'a.yaml': file is not directory", 'a.yaml'],
  ['a folder outside', {}, /'\.\.\/x' is outside the working folder/, '../x'],
  [
    'a remote one',
    {},
    "the remote kustomization or resource 'https://github.com/a/b?ref=v1' is not simulated",
    'https://github.com/a/b?ref=v1',
  ],
  ['unknown field', { 'kustomization.yaml': 'foo: 1' }, 'json: unknown field "foo"'],
  ['unknown field inside', { 'kustomization.yaml': 'configMapGenerator: [{nam: a}]' }, 'json: unknown field "nam"'],
  [
    'wrong type',
    { 'kustomization.yaml': 'namePrefix: 1' },
    'json: cannot unmarshal number into Go struct field Kustomization.namePrefix of type string',
  ],
  [
    'wrong type inside',
    { 'kustomization.yaml': 'configMapGenerator: [{name: 3}]' },
    'json: cannot unmarshal number into Go struct field ConfigMapArgs.configMapGenerator.name of type string',
  ],
  [
    'no YAML',
    { 'kustomization.yaml': 'a: [' },
    /^error converting YAML to JSON: yaml: line 1: did not find expected node content/,
  ],
  [
    'wrong kind',
    { 'kustomization.yaml': 'kind: Foo' },
    'Failed to read kustomization file under .:\nkind should be Kustomization or Component',
  ],
  [
    'not simulated',
    { 'kustomization.yaml': 'helmCharts: []' },
    "the field helmCharts of './kustomization.yaml' is not simulated",
  ],
  [
    'missing resource',
    { 'kustomization.yaml': 'resources: [x.yaml]' },
    "accumulating resources: accumulation err='accumulating resources from 'x.yaml': evalsymlink failure on 'x.yaml' : lstat x.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on 'x.yaml' : lstat x.yaml: no such file or directory",
  ],
  [
    'remote resource',
    { 'kustomization.yaml': 'resources: [github.com/a/b/c]' },
    "the remote kustomization or resource 'github.com/a/b/c' is not simulated",
  ],
  [
    'resource above',
    { 'a/kustomization.yaml': 'resources: [../x.yaml]', 'x.yaml': pod },
    "accumulating resources: accumulation err='accumulating resources from '../x.yaml': security; file 'x.yaml' is not in or below 'a'': must build at directory: 'x.yaml': file is not directory",
    'a',
  ],
  [
    'resource outside',
    { 'kustomization.yaml': 'resources: [../../etc/passwd]' },
    /'\.\.\/\.\.\/etc\/passwd' is outside the working folder/,
  ],
  [
    'bad YAML',
    { 'kustomization.yaml': 'resources: [x.yaml]', 'x.yaml': 'a: b\n c: d' },
    "accumulating resources: accumulating resources from 'x.yaml': MalformedYAMLError: yaml: line 2: mapping values are not allowed in this context in File: x.yaml",
  ],
  [
    'no name',
    { 'kustomization.yaml': 'resources: [x.yaml]', 'x.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: b}}' },
    /missing metadata.name in object \{\{v1 Pod} \{\{ } map\[a:b] map\[]}}/,
  ],
  [
    'the same twice',
    { 'kustomization.yaml': 'resources: [x.yaml, y.yaml]', 'x.yaml': pod, 'y.yaml': pod },
    "accumulating resources: accumulation err='merging resources from 'y.yaml': may not add resource with an already registered id: Pod.v1.[noGrp]/x.[noNs]': must build at directory: 'y.yaml': file is not directory",
  ],
  [
    'patch of nothing',
    { 'kustomization.yaml': 'patchesStrategicMerge: [x.yaml]', 'x.yaml': pod },
    'no matches for Id Pod.v1.[noGrp]/x.[noNs]; failed to find unique target for patch Pod.v1.[noGrp]/x.[noNs]',
  ],
  [
    'broken pattern',
    {
      'kustomization.yaml':
        'resources: [x.yaml]\npatches: [{patch: "- {op: add, path: /a, value: 1}", target: {kind: "Po(d"}}]',
      'x.yaml': pod,
    },
    /error parsing regexp: missing closing \)/,
  ],
  [
    'a patch that is none',
    { 'kustomization.yaml': 'patches: [{patch: foo, target: {kind: Pod}}]' },
    /unable to parse SM or JSON patch from \[foo]/,
  ],
  [
    'a JSON patch that fails',
    {
      'kustomization.yaml':
        'resources: [x.yaml]\npatches: [{patch: "- {op: remove, path: /spec/c}", target: {kind: Pod}}]',
      'x.yaml': pod,
    },
    "error in remove for path: '/spec/c': Unable to remove nonexistent key: c: missing value",
  ],
  [
    'map and list',
    {
      'kustomization.yaml':
        'resources: [x.yaml]\npatchesStrategicMerge: ["{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: [1]}"]',
      'x.yaml': pod,
    },
    'wrong Node Kind for spec expected: MappingNode was SequenceNode',
  ],
  [
    'replicas of nothing',
    { 'kustomization.yaml': 'replicas: [{name: x, count: 3}]' },
    /^resource with name x does not match a config with the following GVK \[Deployment/,
  ],
  [
    'bad literal',
    { 'kustomization.yaml': 'configMapGenerator: [{name: x, literals: [a]}]' },
    'loading KV pairs: literal sources [a]: invalid literal source a, expected key=value',
  ],
  [
    'merge of nothing',
    { 'kustomization.yaml': 'configMapGenerator: [{name: x, behavior: merge}]' },
    /does not exist; cannot merge or replace/,
  ],
  [
    'made twice',
    { 'kustomization.yaml': 'configMapGenerator: [{name: x}, {name: x}]' },
    /exists; behavior must be merge or replace/,
  ],
  [
    'no component',
    { 'kustomization.yaml': 'components: [x]', 'x/kustomization.yaml': '{}' },
    `accumulating components: accumulateDirectory: "expected kind 'Component' for path 'x' but got 'Kustomization'"`,
  ],
  [
    'itself',
    { 'kustomization.yaml': 'resources: [.]' },
    /cycle detected: candidate root '\.' contains visited root '\.'/,
  ],
  [
    'itself by another',
    { 'kustomization.yaml': 'resources: [x]', 'x/kustomization.yaml': 'resources: [..]' },
    /cycle detected: candidate root '\.' contains visited root 'x'/,
  ],
  ['too deep', chain, /^kustomizations are nested deeper than 50 levels, at 'b\//],
  ['too often', doubling, 'the kustomization reads more than 1000 files', '0'],
  [
    'too much',
    {
      'kustomization.yaml': `configMapGenerator: [{name: x, files: [${Array.from({ length: 9 }, (_, at) => `k${at}=big.txt`).join(', ')}]}]`,
      'big.txt': 'x'.repeat(1024 * 1024),
    },
    'the kustomization reads more than 8388608 characters',
  ],
  [
    'too many patches',
    {
      'kustomization.yaml': `resources: [x.yaml]\npatches:\n${'- {patch: "[]", target: {kind: Pod}}\n'.repeat(400)}`,
      'x.yaml': Array.from({ length: 150 }, (_, at) => pod.replace('x', `x${at}`)).join('---\n'),
    },
    'the kustomization makes more than 100000 changes to resources',
  ],
];

for (const [name, files, expected, directory] of refused) {
  test(`refused in one line: ${name}`, () => {
    assert.throws(
      () => buildKustomization(directory ?? '.', access(files)),
      (error) => {
        assert.ok(error instanceof KubectlError, String(error));
        if (typeof expected === 'string') assert.equal(error.message, expected);
        else assert.match(error.message, expected);
        return true;
      },
    );
  });
}

test('an empty kustomization makes nothing', () => {
  assert.equal(buildKustomization('.', access({ 'kustomization.yaml': '' })), '');
});
