import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prompts, withBackslash, withoutContinuation } from './prompts.ts';

/** Rows of a file, and what is typed in them behind a prompt. */
const FILES: readonly (readonly [name: string, rows: readonly string[], typed: readonly string[]])[] = [
  ['a name that stood before a command', ['node1 $ kubectl get pods', 'node1 $ vim a'], ['kubectl get pods', 'vim a']],
  ['a name that stood before none', ['web $ 5', 'node1 $ vim a'], []],
  [
    'a history',
    ['  4  vi a.yaml', '  5* kubectl apply -f a.yaml', '  6  for i in 1 2; do date; done'],
    ['vi a.yaml', 'kubectl apply -f a.yaml', 'for i in 1 2; do date; done'],
  ],
  [
    'a history with times',
    ['  9  2026-11-23 10:00:00 kubectl get po', ' 10  2026-11-23 10:00:05 vi a'],
    ['kubectl get po', 'vi a'],
  ],
  ['a history of zsh', [': 1795000000:0;kubectl get pods'], ['kubectl get pods']],
  ['numbers of a table', ['  7  nodes are ready', '  8  pods'], []],
  ['an interrupted command before it', ['^Croot@m-k8s:~# kubectl get pods', '^C$ date'], ['kubectl get pods', 'date']],
  ['frames', ['╭─kim@pc ~/lab', '╰─$ kubectl get pods', '└─# date'], ['kubectl get pods', 'date']],
  [
    'arrows',
    ['❯ kubectl get pods', 'kim@pc:~/lab|main⇒  date', 'pc ~/lab ➜  vim a'],
    ['kubectl get pods', 'date', 'vim a'],
  ],
  ['cmd.exe', ['C:\\Users\\kim>kubectl get pods', 'C:\\lab> dir'], ['kubectl get pods', 'dir']],
  [
    'a path alone',
    ['~ $ kubectl get pods', '~/lab $ vim a', '/bin/x # y', '~/x.sh # y'],
    ['kubectl get pods', 'vim a'],
  ],
  ['a path of the name', ['controlplane:~/lab$ vim a'], ['vim a']],
];

for (const [name, rows, typed] of FILES)
  test(`typed behind a prompt: ${name}`, () => {
    const prompts = new Prompts(rows);
    const found = rows.map((_row, index) => prompts.of(index)).filter(({ prompt }) => prompt !== undefined);
    assert.deepEqual(
      found.map(({ text }) => text),
      typed,
    );
    assert.equal(prompts.isSeen, typed.length > 0);
  });

/** A row that goes on a command, and what was typed of it. */
const CONTINUED: readonly (readonly [row: string, typed: string])[] = [
  ['> spec:', 'spec:'],
  ['>   image: a', '  image: a'],
  ['heredoc>   image: a', '  image: a'],
  ['for pipe heredoc> a', 'a'],
  ['>> --port=80', '--port=80'],
  ['spec: >', 'spec: >'],
  ['formula> a', 'formula> a'],
];

for (const [row, typed] of CONTINUED)
  test(`typed on a row that goes on: ${row}`, () => assert.equal(withoutContinuation(row), typed));

const ENDS: readonly (readonly [row: string, prompt: string | undefined, end: string])[] = [
  ['kubectl run a `', 'PS C:\\> ', 'kubectl run a \\'],
  ['kubectl run a ^', 'C:\\lab>', 'kubectl run a \\'],
  ['kubectl run a `', '$ ', 'kubectl run a `'],
  ['kubectl run a `', undefined, 'kubectl run a `'],
];

for (const [row, prompt, end] of ENDS)
  test(`"${row}" goes on behind "${prompt ?? ''}"`, () => assert.equal(withBackslash(row, prompt), end));
