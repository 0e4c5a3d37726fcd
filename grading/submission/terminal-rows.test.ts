import assert from 'node:assert/strict';
import { test } from 'node:test';
import { terminalRows } from './terminal-rows.ts';

/** What stands before a command where students copy it from, and what is run of it. */
const PROMPTS = [
  '$ ',
  '% ',
  '[root@m-k8s ~]# ',
  'root@m-k8s:~# ',
  'vagrant@m-k8s:~/lab$ ',
  'kim@pc:~/lab (main) $ ',
  'kim@MacBook-Pro lab % ',
  'PS C:\\Users\\kim> ',
  'controlplane $ ',
  'controlplane:~$ ',
  'controlplane ~ ➜  ',
  '➜  ~ ',
  '➜  lab git:(main) ✗ ',
  '  501  ',
  '  502* ',
  '1. ',
  '2) ',
  '$ sudo ',
  'sudo -E ',
  'sudo microk8s ',
  'microk8s.',
  'k3s ',
];

for (const prompt of PROMPTS)
  test(`a command behind "${prompt}"`, () => {
    const { rows, refused } = terminalRows([`${prompt}kubectl get pods -o wide`, 'NAME   READY'], 'text');
    assert.deepEqual(rows, ['kubectl get pods -o wide', '']);
    assert.deepEqual(refused, []);
  });

test('another name of kubectl is kubectl', () => {
  const { rows } = terminalRows(['minikube kubectl -- get pods -A', 'sudo k get ns'], 'script');
  assert.deepEqual(rows, ['kubectl get pods -A', 'kubectl get ns']);
});

/** Rows that are printed, or done by another program. */
const OTHERS = ['web $ 5', '2 pods', 'sudo reboot', 'k8s', '1. I ran kubectl get pods', 'minikube start'];

for (const row of OTHERS) test(`no command: "${row}"`, () => assert.deepEqual(terminalRows([row], 'text').rows, ['']));

/** Rows of several commands, and what is run of them. */
const SHELL: readonly (readonly [name: string, rows: readonly string[], taken: readonly string[]])[] = [
  ['a variable behind a prompt', ['controlplane $ A=1', 'web   1/1'], ['A=1', '']],
  [
    'a loop behind prompts',
    ['$ for i in 1 2; do', '> kubectl create ns n$i', '> done'],
    ['for i in 1 2; do', 'kubectl create ns n$i', 'done'],
  ],
  [
    'a text of several rows',
    ["$ kubectl patch svc a -p '{", '> }', "> '", 'service/a patched'],
    ["kubectl patch svc a -p '{", '}', "'", ''],
  ],
  ['an alias', ['$ alias kgp="kubectl get pods"', '$ kgp', 'web   1/1'], ['alias kgp="kubectl get pods"', 'kgp', '']],
  ['a function', ['f() {', '  kubectl get pods', '}', 'f', 'pods'], ['f() {', '  kubectl get pods', '}', 'f', '']],
  [
    'a document in the middle',
    ['$ cat <<EOF | sudo tee a.yaml', '> a: 1', '> EOF', 'a: 1'],
    ['cat <<EOF | sudo tee a.yaml', 'a: 1', 'EOF', ''],
  ],
  [
    'a document of zsh',
    ['% kubectl apply -f - <<EOF', 'heredoc> a: 1', 'heredoc> EOF'],
    ['kubectl apply -f - <<EOF', 'a: 1', 'EOF'],
  ],
  ['a here-string', ['$ base64 <<< secret', '$ kubectl get pods'], ['base64 <<< secret', 'kubectl get pods']],
  [
    'a command of PowerShell',
    ['PS C:\\> kubectl run a `', '>> --image=b', 'pod/a created'],
    ['kubectl run a \\', '--image=b', ''],
  ],
  ['commands behind others', ['$ vim a; kubectl apply -f a'], ['vim a; kubectl apply -f a']],
  ['aliases of one row', ['$ alias k=kubectl ; alias kx=k'], ['alias k=kubectl ; alias kx=k']],
  ['kubectl of Windows', ['$ winpty kubectl.exe get pods', '$ curl.exe a'], ['kubectl get pods', 'curl a']],
  ['another user', ['$ sudo cp a b', '$ time kubectl get pods'], ['sudo cp a b', 'time kubectl get pods']],
  ['what is printed between prompts', ['$ kubectl get pods', 'echo   1/1'], ['kubectl get pods', '']],
];

for (const [name, rows, taken] of SHELL) {
  test(`of a terminal: ${name}`, () => {
    const found = terminalRows(rows, 'text');
    assert.deepEqual([found.rows, found.refused], [taken, []]);
  });
}

/** Printed text between commands without prompts, and what is taken for a command. */
const PRINTED: readonly (readonly [name: string, rows: readonly string[], taken: readonly string[]])[] = [
  ['JSON', ['kubectl get pod a -o json', '{', '  "kind": "Pod"', '}', '[', ']'], ['kubectl get pod a -o json']],
  ['sentences in brackets', ['kubectl get pods', '(nothing here)', '[1]'], ['kubectl get pods']],
  ['brackets of a shell', ['(cd a && ls)', '[ -f a ] && ls', '{ ls; }'], ['(cd a && ls)', '[ -f a ] && ls', '{ ls; }']],
  ['variables', ['kubectl exec a -- env', 'PATH=/bin', 'A=1'], ['kubectl exec a -- env']],
  ['variables of the transcript', ['kubectl exec a -- ls', 'A=1'], ['kubectl exec a -- ls', 'A=1']],
];

for (const [name, rows, taken] of PRINTED) {
  test(`printed: ${name}`, () => {
    const found = terminalRows(rows, 'text');
    assert.deepEqual([found.rows.filter((row) => row !== ''), found.refused], [taken, []]);
  });
}

test('prose that begins like a loop is named, and what follows it is run', () => {
  const { rows, refused } = terminalRows(['for more see the page', 'kubectl get pods'], 'text');
  assert.deepEqual([rows, refused], [['', 'kubectl get pods'], [{ line: 1, message: '"for" is never closed' }]]);
});
