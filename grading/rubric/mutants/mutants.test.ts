import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Submission } from '../../submission.ts';
import { mutantsOf } from './mutants.ts';

function submission(files: Readonly<Record<string, string>>, lines: readonly string[] = []): Submission {
  return {
    name: 'solution',
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    manifests: Object.keys(files),
    lines: lines.map((text, index) => ({ file: 'commands.sh', line: index + 1, text })),
    reports: [],
    limits: [],
  };
}

const TWO = 'kind: Namespace\nmetadata: {name: a}\n---\nkind: Namespace\nmetadata: {name: b}\n';

test('one object is changed, the others of its file stay', () => {
  const mutants = mutantsOf(submission({ 'two.yaml': TWO }));
  assert.deepEqual(
    mutants.map(({ text }) => text),
    [
      'two.yaml:1: Namespace a is missing',
      'two.yaml:2: Namespace a: metadata.name a -> a-x',
      'two.yaml:4: Namespace b is missing',
      'two.yaml:5: Namespace b: metadata.name b -> b-x',
    ],
  );
  const [a, b] = [
    { kind: 'Namespace', metadata: { name: 'a-x' } },
    { kind: 'Namespace', metadata: { name: 'b' } },
  ];
  const text = [a, b].map((object) => `${JSON.stringify(object, null, 2)}\n`).join('');
  assert.deepEqual(mutants[1]?.submission.files, [{ path: 'two.yaml', text }]);
});

test('a manifest without objects is none, and nothing at all is no mutant', () => {
  const one = 'kind: Namespace\nmetadata: {name: a}\n';
  const missing = mutantsOf(submission({ 'a.yaml': one, 'b.yaml': one })).find(({ text }) => text.includes('missing'));
  assert.deepEqual(missing?.submission.manifests, ['b.yaml']);
  assert.deepEqual(
    mutantsOf(submission({ 'a.yaml': one })).map(({ text }) => text),
    ['a.yaml:2: Namespace a: metadata.name a -> a-x'],
  );
  assert.deepEqual(mutantsOf(submission({}, ['kubectl apply -f a.yaml'])), []);
});

test('the same mistake twice counts once', () => {
  const lines = ['kubectl create ns a', 'kubectl create ns a'];
  assert.deepEqual(
    mutantsOf(submission({}, lines)).map(({ text }) => text),
    [
      'commands.sh:1: the line "kubectl create ns a" is missing',
      'commands.sh:1: a -> a-x in "kubectl create ns a"',
      'commands.sh:2: a -> a-x in "kubectl create ns a"',
    ],
  );
});

test('where there are too many, each kind of mistake keeps some, in the order of all', () => {
  const lines = ['kubectl scale deploy a --replicas=3', 'kubectl create ns b', 'kubectl create ns c'];
  const all = mutantsOf(submission({}, lines));
  const some = mutantsOf(submission({}, lines), 4);
  assert.deepEqual(
    some.map(({ operator, line }) => `${operator} ${line}`),
    ['missing 1', 'replicas 1', 'missing 2', 'name 2'],
  );
  assert.deepEqual(
    some.map(({ text }) => text),
    all.map(({ text }) => text).filter((text) => some.some((mutant) => mutant.text === text)),
  );
});

test('what cannot be read has no mutants', () => {
  assert.deepEqual(mutantsOf(submission({ 'a.yaml': 'kind: [' })), []);
});

test('of a list each item has its mutants, with its own lines', () => {
  const list =
    'kind: List\nitems:\n- kind: Namespace\n  metadata:\n    name: a\n- kind: Namespace\n  metadata: {name: b}\n';
  assert.deepEqual(
    mutantsOf(submission({ 'list.yaml': list })).map(({ text }) => text),
    [
      'list.yaml:3: Namespace a is missing',
      'list.yaml:5: Namespace a: metadata.name a -> a-x',
      'list.yaml:6: Namespace b is missing',
      'list.yaml:7: Namespace b: metadata.name b -> b-x',
    ],
  );
});
