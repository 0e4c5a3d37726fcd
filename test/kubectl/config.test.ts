import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

const USED = 'Switched to context "kubernetes-admin@kubernetes".\n';

/** Commands in a row, their exit codes and what they print, as kubectl v1.25.0 does beside a kubeconfig that kubeadm wrote. */
const session: readonly (readonly [string, number, string])[] = [
  [
    'config set-context dev --namespace=dev --cluster=kubernetes --user=kubernetes-admin',
    0,
    'Context "dev" created.\n',
  ],
  [
    'config get-contexts dev',
    0,
    'CURRENT   NAME   CLUSTER      AUTHINFO           NAMESPACE\n          dev    kubernetes   kubernetes-admin   dev\n',
  ],
  [
    'config get-contexts nosuch',
    1,
    'CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\nerror: context nosuch not found\n',
  ],
  ['config get-contexts -o name', 0, 'dev\nkubernetes-admin@kubernetes\n'],
  ['config use-context dev', 0, 'Switched to context "dev".\n'],
  ['config current-context', 0, 'dev\n'],
  ['get cm -o name', 0, 'configmap/kube-root-ca.crt\nconfigmap/mine\n'],
  ['config set-context --current --namespace=default', 0, 'Context "dev" modified.\n'],
  ['config view --minify -o jsonpath={..namespace}', 0, 'default'],
  ['get cm -o name', 0, 'configmap/kube-root-ca.crt\n'],
  ['get cm --context=nosuch', 1, 'Error in configuration: context was not found for specified context: nosuch\n'],
  ['config rename-context dev prod', 0, 'Context "dev" renamed to "prod".\n'],
  ['config rename-context dev other', 1, 'error: cannot rename the context "dev", it\'s not in /root/.kube/config\n'],
  ['config current-context', 0, 'prod\n'],
  ['config use-context kubernetes-admin@kubernetes', 0, USED],
  ['config delete-context prod', 0, 'deleted context prod from /root/.kube/config\n'],
  ['config delete-context prod', 1, 'error: cannot delete context prod, not in /root/.kube/config\n'],
  ['config set-context empty --namespace=dev', 0, 'Context "empty" created.\n'],
  ['config use-context empty', 0, 'Switched to context "empty".\n'],
  [
    'config view --minify',
    0,
    'apiVersion: v1\nclusters: null\ncontexts:\n- context:\n    cluster: ""\n    namespace: dev\n    user: ""\n  name: empty\ncurrent-context: empty\nkind: Config\npreferences: {}\nusers: null\n',
  ],
  ['get cm', 1, 'The connection to the server localhost:8080 was refused - did you specify the right host or port?\n'],
  ['config use-context kubernetes-admin@kubernetes', 0, USED],
  ['config set-context', 1, 'error: you must specify a non-empty context name or --current\n'],
  ['config set current-context nosuch', 0, 'Property "current-context" set.\n'],
  ['get pods', 1, 'Error in configuration: context was not found for specified context: nosuch\n'],
  ['config unset current-context', 0, 'Property "current-context" unset.\n'],
  ['config current-context', 1, 'error: current-context is not set\n'],
  ['config use-context kubernetes-admin@kubernetes', 0, USED],
  [
    'config set contexts.kubernetes-admin@kubernetes.namespace kube-system',
    0,
    'Property "contexts.kubernetes-admin@kubernetes.namespace" set.\n',
  ],
  ['get pods', 0, 'No resources found in kube-system namespace.\n'],
  ['config set clusters.x.server https://1.2.3.4', 0, 'Property "clusters.x.server" set.\n'],
  ['config get-clusters', 0, 'NAME\nkubernetes\nx\n'],
  ['config unset clusters.x', 0, 'Property "clusters.x" unset.\n'],
  ['config unset nosuch.x', 1, 'error: unable to parse nosuch.x after [] at api.Config\n'],
  ['config set-credentials bob --token=abc', 0, 'User "bob" set.\n'],
  ['config set-cluster extra --server=https://1.2.3.4', 0, 'Cluster "extra" set.\n'],
  ['config get-users', 0, 'NAME\nbob\nkubernetes-admin\n'],
  ['config delete-user bob', 0, 'deleted user bob from /root/.kube/config\n'],
  ['config delete-user bob', 1, 'error: cannot delete user bob, not in /root/.kube/config\n'],
  ['config delete-cluster extra', 0, 'deleted cluster extra from /root/.kube/config\n'],
  ['config delete-cluster extra', 1, 'error: cannot delete cluster extra, not in /root/.kube/config\n'],
  [
    'get pods --request-timeout=soon',
    1,
    'error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)\n',
  ],
];

test('contexts, clusters and users of the kubeconfig', () => {
  const terminal = new Terminal();
  terminal.out('create ns dev');
  terminal.out('create cm mine -n dev');
  for (const [line, exit, text] of session) {
    const said = terminal.kubectl(line);
    assert.deepEqual([said.exit, said.stdout + said.stderr], [exit, text], line);
  }
});
