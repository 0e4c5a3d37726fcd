import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

type Row = readonly [command: string, exit: number, stdout: string, stderr: string];

/** What kubectl v1.25.0 and a server of v1.25.2 said, in this order. */
const rows: readonly Row[] = [
  [
    'run web --image=nginx:1.23 --port=8080 --expose --labels=tier=fe,env=dev --env=A=1 --env=B=x=y --dry-run=client -o yaml',
    0,
    `apiVersion: v1
kind: Service
metadata:
  creationTimestamp: null
  labels:
    env: dev
    tier: fe
  name: web
spec:
  ports:
  - port: 8080
    protocol: TCP
    targetPort: 8080
  selector:
    env: dev
    tier: fe
status:
  loadBalancer: {}
---
---
apiVersion: v1
kind: Pod
metadata:
  creationTimestamp: null
  labels:
    env: dev
    tier: fe
  name: web
spec:
  containers:
  - env:
    - name: A
      value: "1"
    - name: B
      value: x=y
    image: nginx:1.23
    name: web
    ports:
    - containerPort: 8080
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
status: {}
`,
    '',
  ],
  [
    'run web --image=nginx --overrides=\'{"spec":{"nodeName":"w1-k8s","containers":[{"name":"web","image":"nginx","tty":true}]}}\' --dry-run=client -o yaml',
    0,
    `apiVersion: v1
kind: Pod
metadata:
  creationTimestamp: null
  labels:
    run: web
  name: web
spec:
  containers:
  - image: nginx
    name: web
    resources: {}
    tty: true
  dnsPolicy: ClusterFirst
  nodeName: w1-k8s
  restartPolicy: Always
status: {}
`,
    '',
  ],
  [
    'run web --image=nginx --grace-period=5 --force --dry-run=client -o name',
    1,
    '',
    `error: unknown flag: --grace-period
See 'kubectl run --help' for usage.
`,
  ],
  [
    'create svc clusterip c --tcp=0 --dry-run=client -o yaml',
    0,
    `apiVersion: v1
kind: Service
metadata:
  creationTimestamp: null
  labels:
    app: c
  name: c
spec:
  ports:
  - name: "0"
    port: 0
    protocol: TCP
    targetPort: 0
  selector:
    app: c
  type: ClusterIP
status:
  loadBalancer: {}
`,
    '',
  ],
  [
    "create ingress i --rule='a.com/=s:80,foo=bar' --dry-run=client -o yaml",
    0,
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  creationTimestamp: null
  name: i
spec:
  rules:
  - host: a.com
    http:
      paths:
      - backend:
          service:
            name: s
            port:
              number: 80
        path: /
        pathType: Exact
  tls:
  - hosts:
    - a.com
    secretName: bar
status:
  loadBalancer: {}
`,
    '',
  ],
  [
    'create clusterrole c --verb=get --resource=pods/status,nodes,deployments.v1.apps --resource-name=a --dry-run=client -o yaml',
    1,
    '',
    'the server doesn\'t have a resource type "deployments" in group "v1.apps"\n',
  ],
  [
    'create secret generic s5 --type=kubernetes.io/dockerconfigjson --from-literal=.dockerconfigjson=notjson',
    1,
    '',
    'error: failed to create secret Secret "s5" is invalid: data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character \'o\' in literal null (expecting \'u\')\n',
  ],
  ['delete pods --all -l a=b', 1, '', "error: setting 'all' parameter but found a non empty selector. \n"],
  ['create token robot --duration=-5m', 1, '', 'error: --duration must be positive\n'],
  [
    'explain pods.kind.x',
    0,
    `KIND:     Pod
VERSION:  v1

FIELD:    x <string>

DESCRIPTION:
     Kind is a string value representing the REST resource this object
     represents. Servers may infer this from the endpoint the client submits
     requests to. Cannot be updated. In CamelCase. More info:
     https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds
`,
    '',
  ],
  [
    'config set-cluster c1 --certificate-authority=nope.crt --insecure-skip-tls-verify=true',
    1,
    '',
    'error: you cannot specify a certificate authority and insecure mode at the same time\n',
  ],
  ['config set-credentials someone --token=abc', 0, 'User "someone" set.\n', ''],
  ['config set-credentials someone --username=a --password=b', 0, 'User "someone" set.\n', ''],
  [
    'config set-credentials someone --token=abc --username=a',
    1,
    '',
    'error: you cannot specify more than one authentication method at the same time: --token, --username/--password\n',
  ],
  ['config set-context a --current', 1, '', 'error: you cannot specify both a context name and --current\n'],
  ['config set users.someone.token xyz', 0, 'Property "users.someone.token" set.\n', ''],
  [
    'config view -o jsonpath=\'{.users[?(@.name=="someone")].user}\'',
    0,
    '{"password":"b","token":"REDACTED","username":"a"}',
    '',
  ],
  ['config view --context=none --minify', 1, '', 'error: cannot locate context none\n'],
  [
    'config view extra',
    1,
    '',
    `error: unexpected arguments: [extra]
See 'kubectl config view -h' for help and examples
`,
  ],
  [
    'config delete-context',
    0,
    `Delete the specified context from the kubeconfig.

Examples:
  # Delete the context for the minikube cluster
  kubectl config delete-context minikube

Usage:
  kubectl config delete-context NAME [options]

Use "kubectl options" for a list of global command-line options (applies to all commands).
`,
    '',
  ],
  [
    'config use-context',
    1,
    `Set the current-context in a kubeconfig file.

Aliases:
use-context, use

Examples:
  # Use the context for the minikube cluster
  kubectl config use-context minikube

Usage:
  kubectl config use-context CONTEXT_NAME [options]

Use "kubectl options" for a list of global command-line options (applies to all commands).
`,
    'error: Unexpected args: []\n',
  ],
  [
    'create token -h',
    0,
    `Request a service account token.

Examples:
  # Request a token to authenticate to the kube-apiserver as the service account "myapp" in the current namespace
  kubectl create token myapp
  
  # Request a token for a service account in a custom namespace
  kubectl create token myapp --namespace myns
  
  # Request a token with a custom expiration
  kubectl create token myapp --duration 10m
  
  # Request a token with a custom audience
  kubectl create token myapp --audience https://example.com
  
  # Request a token bound to an instance of a Secret object
  kubectl create token myapp --bound-object-kind Secret --bound-object-name mysecret
  
  # Request a token bound to an instance of a Secret object with a specific uid
  kubectl create token myapp --bound-object-kind Secret --bound-object-name mysecret --bound-object-uid 0d4691ed-659b-4935-a832-355f77ee47cc

Options:
    --allow-missing-template-keys=true:
	If true, ignore any errors in templates when a field or map key is missing in the template. Only applies to golang and jsonpath output formats.

    --audience=[]:
	Audience of the requested token. If unset, defaults to requesting a token for use with the Kubernetes API server. May be repeated to request a token valid for multiple audiences.

    --bound-object-kind='':
	Kind of an object to bind the token to. Supported kinds are Pod, Secret. If set, --bound-object-name must be provided.

    --bound-object-name='':
	Name of an object to bind the token to. The token will expire when the object is deleted. Requires --bound-object-kind.

    --bound-object-uid='':
	UID of an object to bind the token to. Requires --bound-object-kind and --bound-object-name. If unset, the UID of the existing object is used.

    --duration=0s:
	Requested lifetime of the issued token. The server may return a token with a longer or shorter lifetime.

    -o, --output='':
	Output format. One of: (json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).

    --show-managed-fields=false:
	If true, keep the managedFields when printing objects in JSON or YAML format.

    --template='':
	Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].

Usage:
  kubectl create token SERVICE_ACCOUNT_NAME [options]

Use "kubectl options" for a list of global command-line options (applies to all commands).
`,
    '',
  ],
];

test('says of flags and of itself what kubectl says', () => {
  const terminal = new Terminal();
  for (const [command, exit, stdout, stderr] of rows)
    assert.deepEqual(terminal.kubectl(command), { exit, stdout, stderr }, `kubectl ${command}`);
});

const map = (kind: string, name: string): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}, labels: {a: b}}\ndata: {k: v}\n`;

test('a kind in other letters is found, and cannot be applied over the right one', () => {
  const terminal = new Terminal();
  assert.equal(terminal.kubectl('apply -f -', map('ConfigMap', 'one')).exit, 0);
  const { exit, stderr } = terminal.kubectl('apply -f -', map('configmap', 'one'));
  assert.equal(exit, 1);
  assert.match(
    stderr,
    /^error: error when applying patch:\n\nto:\nResource: "\/v1, Resource=configmaps", GroupVersionKind: "\/v1, Kind=configmap"\n/,
  );
  assert.match(stderr, /\nfor:: precondition failed for: map\[kind:configmap metadata:map\[annotations:map\[/);
});

test('diff --prune shows what an apply would delete, whatever the selector is', () => {
  const terminal = new Terminal();
  assert.equal(terminal.kubectl('apply -f -', `${map('ConfigMap', 'one')}---\n${map('ConfigMap', 'two')}`).exit, 0);
  const { exit, stdout } = terminal.kubectl('diff -f - --prune -l a=b', map('ConfigMap', 'one'));
  assert.equal(exit, 1);
  assert.match(
    stdout,
    /^diff -u -N \S+\/v1\.ConfigMap\.default\.two \S+\n.*\n.*\n@@ -1,32 \+0,0 @@\n-apiVersion: v1\n/,
  );
  const others = terminal.kubectl('diff -f - --prune --prune-allowlist=core/v1/Secret', map('ConfigMap', 'one'));
  assert.deepEqual(others, { exit: 0, stdout: '', stderr: '' });
});

test('a cause of a change that is asked for wins over the one that --record writes', () => {
  const terminal = new Terminal();
  terminal.out('create deployment web --image=nginx');
  const RECORD = 'Flag --record has been deprecated, --record will be removed in the future\n';
  const rows: readonly Row[] = [
    [
      "annotate deploy web kubernetes.io/change-cause='first try' --record",
      0,
      'deployment.apps/web annotated\n',
      RECORD,
    ],
    ['get deploy web -o jsonpath={.metadata.annotations.kubernetes\\\\.io/change-cause}', 0, 'first try', ''],
    ['label deploy web x=y --record', 0, 'deployment.apps/web labeled\n', RECORD],
  ];
  for (const [command, exit, stdout, stderr] of rows)
    assert.deepEqual(terminal.kubectl(command), { exit, stdout, stderr }, `kubectl ${command}`);
});

test('set selector is refused in the words of the server', () => {
  const terminal = new Terminal();
  terminal.out('create svc clusterip web --tcp=80');
  const stderr =
    'Error from server (Conflict): Operation cannot be fulfilled on services "web": the object has been modified; please apply your changes to the latest version and try again\n';
  const answer = terminal.kubectl('set selector svc web a=b --resource-version=1');
  assert.deepEqual(answer, { exit: 1, stdout: '', stderr });
});
