import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

const FILE = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {app: x}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: zz}
---
apiVersion: v1
kind: Secret
metadata: {name: sec}
`;

/** As recorded with kubectl v1.25.0 and a v1.25.2 API server, but for the ages. */
const CASES: readonly (readonly [string, string, string])[] = [
  ['get cm conf', 'NAME   AGE\nconf   0s\n', ''],
  ['get cm conf -o wide', 'NAME   AGE\nconf   0s\n', ''],
  ['get cm conf --show-labels', 'NAME   AGE   LABELS\nconf   0s    app=x\n', ''],
  ['get cm -l app=x -A -L app', 'NAMESPACE   NAME   AGE   APP\ndefault     conf   0s    x\n', ''],
  ['get cm conf --show-kind', 'NAME             AGE\nconfigmap/conf   0s\n', ''],
  ['get cm conf --no-headers', 'conf   0s\n', ''],
  [
    'get cm/conf secret/sec cm/zz',
    'NAME             AGE\nconfigmap/conf   0s\n\nNAME         AGE\nsecret/sec   0s\n\nNAME           AGE\nconfigmap/zz   0s\n',
    '',
  ],
  [
    'get secret,cm --sort-by=.metadata.name --field-selector=metadata.name!=kube-root-ca.crt',
    'NAME             AGE\nconfigmap/conf   0s\n\nNAME         AGE\nsecret/sec   0s\n\nNAME           AGE\nconfigmap/zz   0s\n',
    '',
  ],
  ['get cm --sort-by=.nope', '', 'error: couldn\'t find any field with path "{.nope}" in the list of objects\n'],
  ['get cm nope', '', 'Error from server (NotFound): configmaps "nope" not found\n'],
  ['get cm -n empty', '', 'No resources found in empty namespace.\n'],
  ['get crd', '', 'No resources found in default namespace.\n'],
  ['get pods -A', '', 'No resources found\n'],
];

for (const [line, stdout, stderr] of CASES)
  test(`${line} --server-print=false`, () => {
    const terminal = new Terminal();
    terminal.file('all.yaml', FILE);
    terminal.out('apply -f all.yaml');
    const answer = terminal.kubectl(`${line} --server-print=false`);
    assert.deepEqual([answer.stdout, answer.stderr], [stdout, stderr]);
  });
