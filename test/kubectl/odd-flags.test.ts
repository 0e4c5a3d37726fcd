import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

type Row = readonly [command: string, exit: number, stdout: string, stderr: string];

const forbidden = (what: string, whose: string, where: string): string =>
  `${what} is forbidden: User "jane" cannot ${whose} in API group "" ${where}`;

/** What kubectl v1.25.0 and a server of v1.25.2 said, in this order. */
const rows: readonly Row[] = [
  ['run web --image=nginx --labels=a=b,a-b=c', 0, 'pod/web created\n', ''],
  ['get pod web --show-labels --no-headers -o custom-columns=L:.metadata.labels', 0, 'map[a:b a-b:c]\n', ''],
  [
    'get pod web -o templat={{.metadata.name}}',
    1,
    '',
    'error: unable to match a printer suitable for the output format "templat={{.metadata.name}}", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml\n',
  ],
  [
    'get pod web -o go-template={{.spec.containers[0].name}}',
    1,
    '',
    "error: error parsing template {{.spec.containers[0].name}}, template: output:1: bad character U+005B '['\n",
  ],
  ['get pods,', 1, '', `error: the server doesn't have a resource type ""\n`],
  ['run shown --image=nginx --port=80 --expose --labels=a=b,c=d', 0, 'service/shown created\npod/shown created\n', ''],
  ['get svc shown --no-headers -o custom-columns=L:.metadata.labels', 0, 'map[a:b c:d]\n', ''],
  ['run plain --image=nginx --port=80 --expose', 0, 'service/plain created\npod/plain created\n', ''],
  ['get svc plain --no-headers -o custom-columns=L:.metadata.labels', 0, '<none>\n', ''],
  ["get pods ''", 1, '', 'error: resource name may not be empty\n'],
  [
    'get pods --output-watch-events',
    1,
    '',
    'error: --output-watch-events option can only be used with --watch or --watch-only\n',
  ],
  [
    'get pods --as-group=x',
    1,
    '',
    'error: requesting uid, groups or user-extra for kubernetes-admin without impersonating a user\n',
  ],
  ['get pods --cluster=nope', 1, '', 'error: no server found for cluster "nope"\n'],
  ['get pods --user=nope', 1, '', 'error: auth info "nope" does not exist\n'],
  ['get pods --kubeconfig=nofile', 1, '', 'error: stat nofile: no such file or directory\n'],
  [
    'get pods --server=http://localhost:1',
    1,
    '',
    'The connection to the server localhost:1 was refused - did you specify the right host or port?\n',
  ],
  [
    'label pod --all x=y --field-selector=status.phase=Running',
    1,
    '',
    'error: cannot set --all and --field-selector at the same time\n',
  ],
  ['annotate pod --all web x=y', 0, 'pod/web annotated\n', ''],
  ['taint nodes m-k8s node-role.kubernetes.io/control-plane-', 0, 'node/m-k8s untainted\n', ''],
  [
    'taint nodes --all w1-k8s maint=yes:NoSchedule',
    0,
    'node/m-k8s tainted\nnode/w1-k8s tainted\nnode/w2-k8s tainted\nnode/w3-k8s tainted\n',
    '',
  ],
  ['describe pod/nope svc/kubernetes', 1, '', 'Error from server (NotFound): pods "nope" not found\n'],
  [
    'logs nope --since=1h --since-time=2020-01-01T00:00:00Z',
    1,
    '',
    'Error from server (NotFound): pods "nope" not found\n',
  ],
  [
    'rollout history svc/kubernetes',
    1,
    '',
    'error: error retrieving history for "Service", no visitor method exists for { Service}\n',
  ],
  [
    'wait --for=condition=available -k base',
    1,
    '',
    "error: unknown shorthand flag: 'k' in -k\nSee 'kubectl wait --help' for usage.\n",
  ],
  ['wait --for=condition=nope pod/web --timeout=0s', 1, '', 'error: condition not met for pods/web\n'],
  ['create svc externalname i --external-name=a_b', 1, '', 'error: invalid service external name a_b\n'],
  [
    'create ingress i --rule=/=svc:80,tls --dry-run=client -o jsonpath={.spec}',
    0,
    '{"rules":[{"http":{"paths":[{"backend":{"service":{"name":"svc","port":{"number":80}}},"path":"/","pathType":"Exact"}]}}]}',
    '',
  ],
  ['expose pod web --name=w --port=80 --session-affinity=foo', 1, '', 'error: unknown session affinity: foo\n'],
  [
    'create token default --bound-object-kind=Pod',
    1,
    '',
    'error: --bound-object-name is required if --bound-object-kind is provided\n',
  ],
  [
    'create token default --bound-object-kind=Node --bound-object-name=w1-k8s',
    1,
    '',
    'error: supported --bound-object-kind values are Pod, Secret\n',
  ],
  [
    'create token default --bound-object-kind=Secret --bound-object-name=none',
    1,
    '',
    'error: failed to create token: secrets "none" not found\n',
  ],
  [
    "create token default --audience=vault --duration=20m -o jsonpath='{.kind} {.spec.audiences} {.spec.expirationSeconds}'",
    0,
    'TokenRequest ["vault"] 1200',
    '',
  ],
  [
    'version --short --client -o xml',
    1,
    '',
    "Flag --short has been deprecated, and will be removed in the future. The --short output will become the default.\nerror: --output must be 'yaml' or 'json'\n",
  ],
  ['create ns kept --save-config', 0, 'namespace/kept created\n', ''],
  [
    "get ns kept -o jsonpath='{.metadata.annotations.kubectl\\.kubernetes\\.io/last-applied-configuration}'",
    0,
    '{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"kept","creationTimestamp":null},"spec":{},"status":{}}\n',
    '',
  ],
  ['create role r --verb=get --resource=pods', 0, 'role.rbac.authorization.k8s.io/r created\n', ''],
  ['create rolebinding r --role=r --user=jane', 0, 'rolebinding.rbac.authorization.k8s.io/r created\n', ''],
  ['auth can-i get pods --as=jane', 0, 'yes\n', ''],
  ['delete role r', 0, 'role.rbac.authorization.k8s.io "r" deleted\n', ''],
  ['auth can-i get pods --as=jane', 1, 'no - RBAC: role.rbac.authorization.k8s.io "r" not found\n', ''],
  [
    'auth can-i create pods --as=system:anonymous',
    1,
    '',
    'Error from server (Forbidden): selfsubjectaccessreviews.authorization.k8s.io is forbidden: User "system:anonymous" cannot create resource "selfsubjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope\n',
  ],
  [
    'label ns kept a=b --as=jane',
    1,
    '',
    `Error from server (Forbidden): ${forbidden('namespaces "kept"', 'get resource "namespaces"', 'in the namespace "kept"')}\n`,
  ],
  [
    'create clusterrole nodes --verb=get --resource=nodes',
    0,
    'clusterrole.rbac.authorization.k8s.io/nodes created\n',
    '',
  ],
  [
    'create clusterrolebinding nodes --clusterrole=nodes --user=jane',
    0,
    'clusterrolebinding.rbac.authorization.k8s.io/nodes created\n',
    '',
  ],
  [
    'cordon w1-k8s --as=jane',
    0,
    '',
    `error: unable to cordon node "w1-k8s": ${forbidden('nodes "w1-k8s"', 'patch resource "nodes"', 'at the cluster scope')}\n`,
  ],
  [
    'drain w1-k8s --as=jane',
    1,
    '',
    `error: unable to cordon node "w1-k8s": ${forbidden('nodes "w1-k8s"', 'patch resource "nodes"', 'at the cluster scope')}
error: unable to drain node "w1-k8s" due to error:${forbidden('pods', 'list resource "pods"', 'at the cluster scope')}, continuing command...
There are pending nodes to be drained:
 w1-k8s
Error from server (Forbidden): ${forbidden('pods', 'list resource "pods"', 'at the cluster scope')}
`,
  ],
  [
    `patch pod web --type=json -p '[{"op":"replace","path":"spec/replicas","value":2}]'`,
    0,
    'pod/web patched (no change)\n',
    'Warning: unknown field "replicas"\n',
  ],
];

test('odd flags, and what people get wrong with them', async (t) => {
  const terminal = new Terminal();
  for (const [command, exit, stdout, stderr] of rows)
    await t.test(command, () => {
      const { exit: code, stdout: out, stderr: err } = terminal.kubectl(command);
      assert.deepEqual([code, out, err], [exit, stdout, stderr]);
    });
});

test('labels are sorted as the words that are printed', () => {
  const terminal = new Terminal();
  terminal.kubectl('create cm c');
  terminal.kubectl('label cm c a=b a-b=c');
  assert.match(terminal.out('get cm c --show-labels --no-headers'), / a-b=c,a=b\n$/);
});
