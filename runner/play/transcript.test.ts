import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTranscript, scanTranscript, TranscriptError } from './transcript.ts';
import { TypedNames } from './typed-names.ts';

test('kubectl, curl, sleep, cat and comments are read with their lines', () => {
  const lines = readTranscript(
    '# a comment\nkubectl get pods \\\n  -o wide\n\n$ k get svc\ncurl http://192.168.1.11\nsleep 1m\ncat web.yaml\n',
    't.sh',
  );
  assert.deepEqual(lines, [
    { line: 2, kind: 'kubectl', text: 'get pods -o wide' },
    { line: 5, kind: 'kubectl', text: 'get svc' },
    { line: 6, kind: 'curl', text: 'http://192.168.1.11' },
    { line: 7, kind: 'sleep', seconds: 60 },
    { line: 8, kind: 'cat', path: 'web.yaml' },
  ]);
});

test('a here-document belongs to its line', () => {
  const lines = readTranscript("kubectl edit deployment web <<'EOF'\na: 1\n  b: 2\nEOF\nkubectl get pods\n", 't.sh');
  assert.deepEqual(lines, [
    { line: 1, kind: 'kubectl', text: 'edit deployment web', hereDocument: 'a: 1\n  b: 2\n' },
    { line: 5, kind: 'kubectl', text: 'get pods' },
  ]);
});

test('a row may have several commands, and write what a later one reads', () => {
  const lines = readTranscript(
    "kubectl create ns a && k run b; sleep 1\ncat > a.yaml <<'EOF'\nkind: Pod\nEOF\ncat <<E >> b.yaml\nE\ncat a.yaml | kubectl apply -n x -f -\ncat <<E | kubectl apply -f -\na: 1\nE\n",
    't.sh',
  );
  assert.deepEqual(lines, [
    { line: 1, kind: 'kubectl', text: 'create ns a' },
    { line: 1, kind: 'kubectl', text: 'run b', afterSuccess: true },
    { line: 1, kind: 'sleep', seconds: 1 },
    { line: 2, kind: 'write', path: 'a.yaml', append: false, hereDocument: 'kind: Pod\n' },
    { line: 5, kind: 'write', path: 'b.yaml', append: true, hereDocument: '' },
    { line: 7, kind: 'kubectl', text: 'apply -n x -f a.yaml' },
    { line: 8, kind: 'kubectl', text: 'apply -f -', hereDocument: 'a: 1\n' },
  ]);
});

test('an apostrophe in a comment or in quotes is no open quote', () => {
  assert.equal(
    readTranscript('kubectl get pods # do not say don\'t\nkubectl label pod p "a=it\'s"\n', 't.sh').length,
    2,
  );
});

/** What is left to the shell, and how many rows of it make one command. */
const SHELL: readonly (readonly [rows: string, texts: readonly string[]])[] = [
  ['kubectl get pods | grep web', ['kubectl get pods | grep web']],
  ['kubectl get pod $POD', ['kubectl get pod $POD']],
  ['k get ns x || k create ns x', ['k get ns x || k create ns x']],
  ['kubectl get pods 2> err.txt', ['kubectl get pods 2> err.txt']],
  ['export A=1; echo $A', ['export A=1', 'echo $A']],
  ['POD=$(kubectl get pod -o name)', ['POD=$(kubectl get pod -o name)']],
  ['for i in 1 2; do kubectl create ns n$i; done', ['for i in 1 2; do kubectl create ns n$i; done']],
  ['$ for i in 1 2; do\nkubectl create ns n$i\ndone', ['for i in 1 2; do\nkubectl create ns n$i\ndone']],
  ["kubectl patch svc a -p '{\n}'", ["kubectl patch svc a -p '{\n}'"]],
  ['kubectl apply -f - <<EOF\na: $B\nEOF', ['kubectl apply -f - <<EOF\na: $B\nEOF']],
  ['cat <<E > a\n`date`\nE', ['cat > a <<E\n`date`\nE']],
  [
    'cat <<EOF | sed s/a/b/ | kubectl apply -f -\na: 1\nEOF',
    ['cat <<EOF | sed s/a/b/ | kubectl apply -f -\na: 1\nEOF'],
  ],
  ['cat a b', ['cat a b']],
  ['sleep $N', ['sleep $N']],
  ['alias k=kubectl\nsource <(kubectl completion bash)\nclear', []],
];

for (const [rows, texts] of SHELL) {
  test(`for the shell: ${rows.replaceAll('\n', ' / ')}`, () => {
    const lines = readTranscript(rows, 't.sh');
    assert.deepEqual(
      lines.map((line) => (line.kind === 'shell' ? line.text : line)),
      texts,
    );
  });
}

test('aliases, functions and what asks nothing of a cluster', () => {
  const lines = readTranscript(
    [
      "alias k=kubectl kgp='k get pods'; source ~/.bashrc",
      'kgp -o wide',
      'up() {',
      '  kgp; sleep 1',
      '}',
      'up',
      'clear; kgp && exit 0',
      'kubectl() { echo no; }',
      'kubectl get pods',
      'base64 <<< secret',
      'time kgp; sudo cp a b',
    ].join('\n'),
    't.sh',
  );
  assert.deepEqual(
    lines.map((line) => ('text' in line ? `${line.line} ${line.kind} ${line.text}` : line)),
    [
      '2 kubectl get pods -o wide',
      '3 shell up() {\n  kubectl get pods; sleep 1\n}',
      '6 shell up',
      '7 kubectl get pods',
      '8 shell kubectl() { echo no; }',
      '9 shell kubectl get pods',
      '10 shell base64 <<< secret',
      '11 shell time kubectl get pods',
      '11 shell sudo cp a b',
    ],
  );
});

test('behind a command that is not run, && asks nothing', () => {
  const found = [
    ...scanTranscript(['kubectl get a && vim b && kubectl get c && kubectl get d'], 't.sh', new TypedNames()),
  ];
  assert.deepEqual(
    found.map((line) => (line instanceof TranscriptError ? line.line : line)),
    [
      { line: 1, kind: 'kubectl', text: 'get a' },
      1,
      { line: 1, kind: 'kubectl', text: 'get c' },
      { line: 1, kind: 'kubectl', text: 'get d', afterSuccess: true },
    ],
  );
});

test('a here-document is as it stands where its mark is quoted, and in an editor', () => {
  const kinds = readTranscript("kubectl apply -f - <<'E'\n$A\nE\nkubectl edit ns a <<E\n$A\nE\n", 't.sh');
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['kubectl', 'kubectl'],
  );
});

const REFUSED: readonly [text: string, message: RegExp][] = [
  ['vim a.yaml', /^t\.sh:1: "vim" is not run: a transcript has lines of kubectl/],
  ['\nkubectl get pods\nhelm install x', /^t\.sh:3: "helm" is not run/],
  ['kubectl get pods; helm install x', /^t\.sh:1: "helm" is not run/],
  ['cat > a.yaml', /^t\.sh:1: cat > FILE takes a here-document/],
  ['for i in 1 2\nkubectl get pods', /^t\.sh:1: "for" is never closed$/],
  ['x=$(kubectl get pods', /^t\.sh:1: a quote or a bracket is never closed$/],
  [
    'kubectl label pod p "a=b\nkubectl run c --env="d=e"',
    /^t\.sh:1: a quote \("\) is never closed: close it on the same line$/,
  ],
  ['sleep soon', /^t\.sh:1: sleep takes one number of seconds/],
  ['sleep 999999999', /^t\.sh:1: sleep 999999999 is longer than a week/],
  ['kubectl get pods\nkubectl get pods -l "a=b', /^t\.sh:2: a quote \("\) is never closed: close it on the same line$/],
  ["curl 'http://192.168.1.11", /^t\.sh:1: a quote \('\) is never closed/],
  ['kubectl edit pod x <<EOF\nabc', /^t\.sh:1: the here-document has no closing EOF/],
];

for (const [text, message] of REFUSED) {
  test(`refused by name: ${text.trim().replaceAll('\n', ' / ')}`, () => {
    assert.throws(
      () => readTranscript(text, 't.sh'),
      (error) => error instanceof TranscriptError && message.test(error.message),
    );
  });
}

/** Rows that a backslash joins, and the line that comes of them. */
const JOINED: readonly (readonly [rows: string, text: string])[] = [
  ['kubectl get pods \\\n    -o wide', 'get pods -o wide'],
  ['kubectl run a --image=b --\\\n  sleep 5', 'run a --image=b -- sleep 5'],
  ['kubectl get po\\\nds', 'get pods'],
  ['kubectl annotate pod a \\\n b="c \\\n  d"', 'annotate pod a b="c   d"'],
];

for (const [rows, text] of JOINED)
  test(`a backslash joins: ${rows.replaceAll('\n', ' / ')}`, () => {
    assert.deepEqual(readTranscript(rows, 't.sh'), [{ line: 1, kind: 'kubectl', text }]);
  });
