import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findVerb } from './find-verb.ts';
import type { Verb } from './verb.ts';

const leaf = (name: string): Verb => ({ name, summary: '', usage: '', flags: [], run: () => 0 });
const verbs: readonly Verb[] = [
  leaf('get'),
  {
    ...leaf('create'),
    flags: [{ name: 'dry-run', type: 'string', noOptionDefault: 'unchanged' }],
    subcommands: [leaf('job')],
  },
];

/** Words of a line, the command that they name, and what is left of them. */
const cases: readonly (readonly [words: string, path: string, rest: string])[] = [
  ['get pods', 'kubectl get', 'pods'],
  ['-n lab get pods', 'kubectl get', '-n lab pods'],
  ['--namespace=lab get pods', 'kubectl get', '--namespace=lab pods'],
  ['--warnings-as-errors get get', 'kubectl get', '--warnings-as-errors get'],
  ['create job j', 'kubectl create job', 'j'],
  ['create --dry-run job j', 'kubectl create job', '--dry-run j'],
  ['create -f f.yaml', 'kubectl create', '-f f.yaml'],
  ['create -- job', 'kubectl create', '-- job'],
];

for (const [words, path, rest] of cases)
  test(words, () => {
    const found = findVerb(words.split(' '), verbs);
    assert.deepEqual([found?.commandPath, found?.words.join(' ')], [path, rest]);
  });

test('no command', () => assert.equal(findVerb(['--v=1'], verbs), undefined));
test('a mistyped command', () =>
  assert.throws(() => findVerb(['gte'], verbs), {
    message: 'unknown command "gte" for "kubectl"\n\nDid you mean this?\n\tget\n',
  }));
