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
