import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitWords } from '../../kubectl/command-line/words.ts';
import { Session } from '../../scenarios/session.ts';
import { Terminal } from './terminal.ts';

/** Texts as recorded with kubectl v1.25.0 and a v1.25.2 API server; copies of what could not be saved have other names there. */
const FILE = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {app: x}}
data: {A: "1", B: two}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: zz}
data: {A: "1"}
`;

const HEADER = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`;

const COPY = 'A copy of your changes has been stored to "/tmp/kubectl-edit-1234567890.yaml"\n';
const GAVE_UP = `${COPY}error: Edit cancelled, no valid changes were saved.\n`;
const NOT_VALID = 'error: configmaps "conf" is invalid\n';

interface Edited {
  readonly answer: readonly [exit: number, stdout: string, stderr: string];
  readonly shown: readonly string[];
  readonly terminal: Terminal;
}

function edit(line: string, change: (text: string) => string): Edited {
  const terminal = new Terminal();
  terminal.file('two.yaml', FILE);
  terminal.out('apply -f two.yaml');
  const shown: string[] = [];
  const editor = (text: string): string => {
    shown.push(text);
    return change(text);
  };
  const split = splitWords(`apply edit-last-applied ${line}`);
  if ('refused' in split) throw new Error(split.refused);
  const { exit, stdout, stderr } = new Session(terminal.cluster, terminal.files).kubectl(split.words, { editor });
  return { answer: [exit, stdout, stderr], shown, terminal };
}

/** The command, what the user changes in the text, and what kubectl says. */
const CASES: readonly (readonly [string, (text: string) => string, Edited['answer']])[] = [
  ['cm/conf', (text) => text, [0, '', 'Edit cancelled, no changes made.\n']],
  ['cm/conf', (text) => text.replace('two', 'three'), [0, 'configmap/conf edited\n', '']],
  [
    'cm/conf -o name',
    (text) => text,
    [1, '', 'error: unable to match a printer suitable for the output format "name", allowed formats are: json,yaml\n'],
  ],
  [
    '-f two.yaml',
    (text) => text.replaceAll(/A:.*/g, 'A: "9"'),
    [0, 'configmap/conf edited\nconfigmap/zz edited\n', ''],
  ],
  ['cm conf zz', (text) => text.replace('two', '2nd'), [0, 'configmap/conf edited\nconfigmap/zz edited\n', '']],
  ['cm/conf', (text) => text.replace('  namespace: default\n', ''), [0, 'configmap/conf skipped\n', '']],
  ['cm/conf', (text) => text.replace(/kind:.*/, 'kind {'), [1, '', `${NOT_VALID}${GAVE_UP}`]],
  ['cm/conf', () => '', [1, '', `${NOT_VALID}${GAVE_UP}`]],
  ['cm/conf', (text) => text.replace('kind: ConfigMap', 'kind: Nope'), [1, '', GAVE_UP]],
  ['cm/conf', (text) => text.replace('app: x', 'app: true'), [1, '', GAVE_UP]],
  [
    'cm/conf',
    (text) => text.replace('name: conf', 'name: other'),
    [1, '', `${COPY}Error from server (NotFound): configmaps "other" not found\n`],
  ],
  [
    'cm/conf',
    (text) => text.replace('namespace: default', 'namespace: kube-system'),
    [
      1,
      '',
      `${COPY}error: the namespace from the provided object "kube-system" does not match the namespace "default". You must pass '--namespace=kube-system' to perform this operation.\n`,
    ],
  ],
  [
    'cm/kube-root-ca.crt',
    (text) => text,
    [
      1,
      '',
      'error: no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`\n',
    ],
  ],
];

CASES.forEach(([line, change, answer], at) => {
  test(`apply edit-last-applied ${line} (${at}): ${answer.slice(1).join('').split('\n')[0]}`, () => {
    assert.deepEqual(edit(line, change).answer, answer);
  });
});

test('the annotation gets what was edited, and the editor what the annotation had', () => {
  const { shown, terminal } = edit('cm/conf', (text) => text.replace('two', 'three'));
  assert.deepEqual(shown, [
    `${HEADER}apiVersion: v1
data:
  A: "1"
  B: two
kind: ConfigMap
metadata:
  annotations: {}
  labels:
    app: x
  name: conf
  namespace: default
`,
  ]);
  assert.equal(
    terminal.out(
      "get cm conf -o jsonpath='{.metadata.annotations.kubectl\\.kubernetes\\.io/last-applied-configuration}{.data.B}'",
    ),
    '{"apiVersion":"v1","data":{"A":"1","B":"three"},"kind":"ConfigMap","metadata":{"annotations":{},"labels":{"app":"x"},"name":"conf","namespace":"default"}}\ntwo',
  );
});

test('JSON is edited without comments above it, several objects as a list', () => {
  assert.ok(edit('cm/conf -o json', (text) => text).shown[0]?.startsWith('{\n    "apiVersion": "v1",\n'));
  const [list = ''] = edit('cm', (text) => text).shown;
  assert.ok(list.startsWith(`${HEADER}apiVersion: v1\nitems:\n- apiVersion: v1\n`));
  assert.ok(list.endsWith('    name: zz\n    namespace: default\nkind: List\nmetadata: {}\n'));
});
