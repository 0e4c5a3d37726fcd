import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTranscript, TranscriptError } from './transcript.ts';

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

const REFUSED: readonly [text: string, message: RegExp][] = [
  ['rm -rf /', /^t\.sh:1: "rm" is not run: a transcript has lines of kubectl/],
  ['\nkubectl get pods\nhelm install x', /^t\.sh:3: "helm" is not run/],
  ['kubectl get pods; helm install x', /^t\.sh:1: "helm" is not run/],
  ['cat > a.yaml', /^t\.sh:1: "cat" is not run/],
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
