import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

/** `--dry-run=client -o yaml` as recorded (case 6.4). */
const recorded: readonly (readonly [command: string, yaml: string])[] = [
  [
    'run p --image=nginx --port=80 --env=A=1 --labels=x=y',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  creationTimestamp: null\n  labels:\n    x: "y"\n  name: p\nspec:\n  containers:\n  - env:\n    - name: A\n      value: "1"\n    image: nginx\n    name: p\n    ports:\n    - containerPort: 80\n    resources: {}\n  dnsPolicy: ClusterFirst\n  restartPolicy: Always\nstatus: {}\n',
  ],
  [
    'create service clusterip s --tcp=80:8080',
    'apiVersion: v1\nkind: Service\nmetadata:\n  creationTimestamp: null\n  labels:\n    app: s\n  name: s\nspec:\n  ports:\n  - name: 80-8080\n    port: 80\n    protocol: TCP\n    targetPort: 8080\n  selector:\n    app: s\n  type: ClusterIP\nstatus:\n  loadBalancer: {}\n',
  ],
  [
    'create secret generic s --from-literal=k=v',
    'apiVersion: v1\ndata:\n  k: dg==\nkind: Secret\nmetadata:\n  creationTimestamp: null\n  name: s\n',
  ],
  [
    'create rolebinding rb --role=r --serviceaccount=default:robot',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  creationTimestamp: null\n  name: rb\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: r\nsubjects:\n- kind: ServiceAccount\n  name: robot\n  namespace: default\n',
  ],
  [
    "create clusterrole cr --verb='*' --resource=deployments.apps",
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  creationTimestamp: null\n  name: cr\nrules:\n- apiGroups:\n  - apps\n  resources:\n  - deployments\n  verbs:\n  - '*'\n",
  ],
  [
    'create namespace n',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  creationTimestamp: null\n  name: "n"\nspec: {}\nstatus: {}\n',
  ],
  [
    "create ingress i --rule='foo.com/bar=svc1:8080'",
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  creationTimestamp: null\n  name: i\nspec:\n  rules:\n  - host: foo.com\n    http:\n      paths:\n      - backend:\n          service:\n            name: svc1\n            port:\n              number: 8080\n        path: /bar\n        pathType: Exact\nstatus:\n  loadBalancer: {}\n',
  ],
  [
    'create pdb p --selector=app=x --min-available=1',
    'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  creationTimestamp: null\n  name: p\nspec:\n  minAvailable: 1\n  selector:\n    matchLabels:\n      app: x\nstatus:\n  currentHealthy: 0\n  desiredHealthy: 0\n  disruptionsAllowed: 0\n  expectedPods: 0\n',
  ],
  [
    'create priorityclass pc --value=100',
    'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  creationTimestamp: null\n  name: pc\npreemptionPolicy: PreemptLowerPriority\nvalue: 100\n',
  ],
];

test('generators write what kubectl writes', async (t) => {
  const terminal = new Terminal();
  for (const [command, yaml] of recorded)
    await t.test(command, () => assert.equal(terminal.out(`${command} --dry-run=client -o yaml`), yaml));
});

test('a command behind two dashes ends the words of kubectl', () => {
  const terminal = new Terminal();
  const out = terminal.out('create job j --image=busybox --dry-run=client -o yaml -- date -u');
  assert.match(out, / {6}- command:\n {8}- date\n {8}- -u\n/);
});

test('a server dry run stores nothing', () => {
  const terminal = new Terminal();
  assert.equal(terminal.out('create deployment d --image=nginx --dry-run=server -o name'), 'deployment.apps/d\n');
  assert.equal(
    terminal.out('create deployment d --image=nginx --dry-run=server'),
    'deployment.apps/d created (server dry run)\n',
  );
  assert.equal(
    terminal.kubectl('get deployment d').stderr,
    'Error from server (NotFound): deployments.apps "d" not found\n',
  );
});

test('files are created one by one, and a refused one does not stop the next', () => {
  const terminal = new Terminal();
  terminal.file(
    'all/a.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\nkind: Nope\napiVersion: v1\n',
  );
  terminal.file(
    'all/b.yaml',
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n',
  );
  const { exit, stdout, stderr } = terminal.kubectl('create -f all');
  assert.equal(exit, 1);
  assert.equal(stdout, 'configmap/a created\nconfigmap/b created\n');
  assert.equal(
    stderr,
    'Error from server (AlreadyExists): error when creating "all/b.yaml": configmaps "a" already exists\nresource mapping not found for name: "" namespace: "" from "all/a.yaml": no matches for kind "Nope" in version "v1"\nensure CRDs are installed first\n',
  );
});

test('what cannot be read is one error among others, and each by itself where there are no others', () => {
  const terminal = new Terminal();
  const nope = (name: string): string => `apiVersion: v1\nkind: ${name}\nmetadata: {name: x}\n---\n`;
  const text = (kind: string): string =>
    `resource mapping not found for name: "x" namespace: "" from "f.yaml": no matches for kind "${kind}" in version "v1"\nensure CRDs are installed first`;
  terminal.file('f.yaml', `${nope('A')}${nope('B')}apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n`);
  const first = terminal.kubectl('create -f f.yaml');
  assert.equal(first.stderr, `${text('A')}\n${text('B')}\n`);
  const second = terminal.kubectl('create -f f.yaml');
  assert.equal(
    second.stderr,
    `Error from server (AlreadyExists): error when creating "f.yaml": configmaps "b" already exists\n[${text('A')}, ${text('B')}]\n`,
  );
});

test('a document of no kind ends its file, and apply prints no object where one was refused', () => {
  const terminal = new Terminal();
  terminal.file('f.yaml', 'person: {name: x}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n');
  const first = terminal.kubectl('apply -f f.yaml');
  assert.equal(first.stdout, '');
  assert.match(
    first.stderr,
    /^error: error validating "f.yaml": error validating data: \[apiVersion not set, kind not set\]/,
  );
  terminal.file(
    'g.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: B}\n',
  );
  assert.equal(terminal.kubectl('apply -f g.yaml -o yaml').stdout, '');
});

test('what cannot be read is told by describe as it is, and nothing is asked for by no name', () => {
  const terminal = new Terminal();
  terminal.file('f.yaml', 'apiVersion:\nkind:\n');
  assert.equal(
    terminal.kubectl('describe -f f.yaml').stderr,
    `unable to decode "f.yaml": Object 'Kind' is missing in '{"apiVersion":null,"kind":null}'\n`,
  );
  terminal.file('g.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}\n');
  assert.equal(terminal.kubectl('describe -f g.yaml').stderr, 'error: resource name may not be empty\n');
  terminal.file('h.yaml', 'apiVersion: v1\nkind: Service\nmetadata: {name: svc1, namespace: edit-test}\n');
  assert.equal(
    terminal.kubectl('describe -f h.yaml').stderr,
    'Error from server (NotFound): services "svc1" not found\n',
  );
});

test('a namespace on what has none is taken away', () => {
  const terminal = new Terminal();
  const role =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a, namespace: x}\nrules: [{apiGroups: [apps], resources: [deployments], verbs: [get]}]\n';
  terminal.file('f.yaml', role);
  terminal.out('apply -f f.yaml');
  assert.equal(terminal.out('apply -f f.yaml'), 'clusterrole.rbac.authorization.k8s.io/a unchanged\n');
  assert.equal(terminal.out('get clusterrole a -o jsonpath={.metadata.namespace}'), '');
});

test('expose takes selector and labels from what it exposes', () => {
  const terminal = new Terminal();
  terminal.out('create deployment live --image=nginx --port=8080');
  assert.equal(
    terminal.out('expose deployment live --port=80 --dry-run=client -o yaml'),
    'apiVersion: v1\nkind: Service\nmetadata:\n  creationTimestamp: null\n  labels:\n    app: live\n  name: live\nspec:\n  ports:\n  - port: 80\n    protocol: TCP\n    targetPort: 80\n  selector:\n    app: live\nstatus:\n  loadBalancer: {}\n',
  );
  assert.match(terminal.out('expose deployment live --dry-run=client -o yaml'), / {2}- port: 8080\n/);
});
