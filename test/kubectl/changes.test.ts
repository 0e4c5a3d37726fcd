import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalized, Terminal } from './terminal.ts';
import { playSession } from './transcript.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app: del-deploy
  name: del-deploy
spec:
  replicas: 3
  selector:
    matchLabels:
      app: del-deploy
  template:
    metadata:
      labels:
        app: del-deploy
    spec:
      containers:
      - image: nginx
        name: nginx
`;
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: del-pod
spec:
  containers:
  - name: nginx
    image: nginx
`;

function terminalWithFiles(): Terminal {
  const terminal = new Terminal();
  terminal.file('del-deploy.yaml', deployment);
  terminal.file('del-pod.yaml', pod);
  return terminal;
}

/** As recorded from a v1.25 cluster (case 3.2). */
const recorded = `$ apply -f .
deployment.apps/del-deploy created
pod/del-pod created
$ sleep 5
$ apply -f del-deploy.yaml
deployment.apps/del-deploy unchanged
$ scale deployment del-deploy --replicas=9
deployment.apps/del-deploy scaled
$ sleep 5
$ apply -f del-deploy.yaml
deployment.apps/del-deploy configured
$ sleep 5
$ delete pod del-pod
pod "del-pod" deleted
$ sleep 5
$ patch deployment del-deploy -p '{"spec":{"replicas":2}}'
deployment.apps/del-deploy patched
$ patch deployment del-deploy -p '{"spec":{"replicas":2}}'
deployment.apps/del-deploy patched (no change)
$ sleep 5
$ label deployment del-deploy tier=front
deployment.apps/del-deploy labeled
$ label deployment del-deploy tier=back
E: error: 'tier' already has a value (front), and --overwrite is false
= 1
$ label deployment del-deploy tier=back --overwrite
deployment.apps/del-deploy labeled
$ label deployment del-deploy tier-
deployment.apps/del-deploy unlabeled
$ annotate deployment del-deploy note='hello there'
deployment.apps/del-deploy annotated
$ replace -f del-deploy.yaml
deployment.apps/del-deploy replaced
$ delete -f .
deployment.apps "del-deploy" deleted
E: Error from server (NotFound): error when deleting "del-pod.yaml": pods "del-pod" not found
= 1
$ sleep 5
`;

test('objects are applied, changed, labelled, replaced and deleted in the recorded words', () => {
  playSession(terminalWithFiles(), recorded);
});

/** Case 3.2, with the names of folders, times and the uid left out. */
const recordedDiff = `--- LIVE
+++ MERGED
@@ -6,7 +6,7 @@
     kubectl.kubernetes.io/last-applied-configuration: |
       {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"annotations":{},"labels":{"app":"del-deploy"},"name":"del-deploy","namespace":"default"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"del-deploy"}},"template":{"metadata":{"labels":{"app":"del-deploy"}},"spec":{"containers":[{"image":"nginx","name":"nginx"}]}}}}
   creationTimestamp: <time>
-  generation: 2
+  generation: 3
   labels:
     app: del-deploy
   name: del-deploy
@@ -15,7 +15,7 @@
   uid: <uid>
 spec:
   progressDeadlineSeconds: 600
-  replicas: 9
+  replicas: 3
   revisionHistoryLimit: 10
   selector:
     matchLabels:
`;

test('diff prints what apply would change, and exits 1', () => {
  const terminal = terminalWithFiles();
  terminal.out('apply -f del-deploy.yaml');
  assert.equal(terminal.kubectl('diff -f del-deploy.yaml').exit, 0);
  terminal.out('scale deployment del-deploy --replicas=9');
  const { exit, stdout } = terminal.kubectl('diff -f del-deploy.yaml');
  assert.equal(exit, 1);
  const [command = '', ...lines] = stdout.split('\n');
  assert.match(
    command,
    /^diff -u -N \S+\/apps\.v1\.Deployment\.default\.del-deploy \S+\/apps\.v1\.Deployment\.default\.del-deploy$/,
  );
  const text = lines
    .join('\n')
    .replace(/^--- \S+\t.*$/m, '--- LIVE')
    .replace(/^\+\+\+ \S+\t.*$/m, '+++ MERGED')
    .replace(/creationTimestamp: "[^"]+"/, 'creationTimestamp: <time>')
    .replace(/uid: \S+/, 'uid: <uid>');
  assert.equal(normalized(text), normalized(recordedDiff));
});

/** Cases 2.3, 2.5 and 6.2. */
const refusals = `$ scale deployment nope --replicas=2
E: Error from server (NotFound): deployments.apps "nope" not found
= 1
$ create deployment web --image=nginx
deployment.apps/web created
$ scale deployment web --current-replicas=5 --replicas=2
E: error: Expected replicas to be 5, was 1
= 1
$ delete pod,svc nginx
E: Error from server (NotFound): pods "nginx" not found
E: Error from server (NotFound): services "nginx" not found
= 1
$ patch deployment web --type=json -p '[{"op":"test","path":"/spec/replicas","value":9}]'
E: The request is invalid
= 1
$ patch deployment web -p 'not json'
E: Error from server (BadRequest): json: cannot unmarshal string into Go value of type map[string]interface {}
= 1
$ patch deployment web --type=foo -p '{}'
E: error: --type must be one of [json merge strategic], not "foo"
= 1
$ patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'
scale.autoscaling/web patched
$ delete namespace default
E: Error from server (Forbidden): namespaces "default" is forbidden: this namespace may not be deleted
= 1
$ delete deploy web --cascade=foo
E: error: invalid cascade value (foo). Must be "background", "foreground", or "orphan"
= 1
$ delete deploy web --dry-run=server
deployment.apps "web" deleted (server dry run)
$ delete deploy nope --ignore-not-found
$ delete deploy --all
deployment.apps "web" deleted
$ delete deploy --all
No resources found
`;

test('changes that cannot be are refused in the recorded words', () => {
  playSession(new Terminal(), refusals);
});

test('apply of an object that was created otherwise warns, and takes it over', () => {
  const terminal = terminalWithFiles();
  terminal.out('create deployment del-deploy --image=nginx');
  const { stdout, stderr } = terminal.kubectl('apply -f del-deploy.yaml');
  assert.equal(stdout, 'deployment.apps/del-deploy configured\n');
  assert.match(
    stderr,
    /^Warning: resource deployments\/del-deploy is missing the kubectl\.kubernetes\.io\/last-applied-/,
  );
  assert.equal(terminal.out('apply -f del-deploy.yaml'), 'deployment.apps/del-deploy unchanged\n');
});

test('apply removes what its last manifest had and the new one has no more', () => {
  const terminal = new Terminal();
  const manifest = (labels: string, replicas: string): string =>
    deployment
      .replace('  labels:\n    app: del-deploy\n  name', `  labels: ${labels}\n  name`)
      .replace('  replicas: 3\n', replicas);
  terminal.file('d.yaml', manifest('{a: "1", b: "2"}', '  replicas: 3\n'));
  terminal.out('apply -f d.yaml');
  terminal.out('label deployment del-deploy mine=kept');
  terminal.file('d.yaml', manifest('{a: "1"}', ''));
  terminal.out('apply -f d.yaml');
  const shown = terminal.out("get deployment del-deploy -o jsonpath='{.metadata.labels} {.spec.replicas}'");
  assert.equal(shown, '{"a":"1","mine":"kept"} 1');
});

test('a delete that never ends says so after ten minutes of virtual time', () => {
  const terminal = new Terminal();
  terminal.file(
    'held.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: held, finalizers: [example.com/wait]}\n',
  );
  terminal.out('apply -f held.yaml');
  const before = terminal.cluster.nowMs;
  const { exit, stderr } = terminal.kubectl('delete configmap held');
  assert.equal(exit, 1);
  assert.match(stderr, /^error: gave up after 10m0s of waiting for configmaps\/held to be deleted/);
  assert.equal(terminal.cluster.nowMs - before, 600_000);
  assert.equal(
    terminal.kubectl('delete configmap held --timeout=2s').stderr,
    'error: timed out waiting for the condition on configmaps/held\n',
  );
});

/** Texts of kubectl v1.25. */
const settings = `$ create deployment web --image=nginx
deployment.apps/web created
$ set env deployment/web A=1 B=2
deployment.apps/web env updated
$ set env deployment/web --list
# Deployment web, container nginx
A=1
B=2
$ set env deployment/web A- B=3
deployment.apps/web env updated
$ set env deployment/web --list
# Deployment web, container nginx
B=3
$ set image deployment/web *=nginx:1.21
deployment.apps/web image updated
$ set image deployment/web *=nginx:1.21
$ set image deployment/web
E: error: at least one image update is required
= 1
$ set resources deployment/web --limits=cpu=200m
deployment.apps/web resource requirements updated
$ set serviceaccount deployment/web default
deployment.apps/web serviceaccount updated
$ set selector service/kubernetes a=b --dry-run=client
service/kubernetes selector updated (dry run)
$ create rolebinding r --clusterrole=view --user=ann
rolebinding.rbac.authorization.k8s.io/r created
$ set subject rolebinding/r --serviceaccount=default:app
rolebinding.rbac.authorization.k8s.io/r subjects updated
$ get rolebinding r -o jsonpath={.subjects[*].name}
ann app
$ autoscale deployment web --max=3 --min=5
E: error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 3, min: 5
= 1
$ label deployment web app- app=x
E: error: can not both modify and remove a label in the same command
= 1
$ label deployment web nope-
label "nope" not found.
deployment.apps/web not labeled
$ label deployment web app=other nope-
label "nope" not found.
E: error: 'app' already has a value (web), and --overwrite is false
= 1
$ annotate deployment web a=1
deployment.apps/web annotated
$ annotate deployment web a=2
E: error: --overwrite is false but found the following declared annotation(s): 'a' already has a value (1)
= 1
`;

test('set, label, annotate and autoscale change single fields', () => {
  playSession(new Terminal(), settings);
});

test('what apply --force cannot create anew comes back as it was', () => {
  const terminal = new Terminal();
  const service = (ip: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  selector:\n    app: test\n  clusterIP: ${ip}\n  ports:\n  - port: 80\n`;
  terminal.file('headless.yaml', service('None'));
  terminal.file('elsewhere.yaml', service('1.0.0.12'));
  assert.equal(terminal.kubectl('apply -f headless.yaml').stdout, 'service/a created\n');
  const refused = terminal.kubectl('apply -f elsewhere.yaml --force');
  assert.equal(refused.exit, 1);
  assert.match(
    refused.stderr,
    /^The Service "a" is invalid: spec\.clusterIPs: .* the provided IP \(1\.0\.0\.12\) is not in the valid range/u,
  );
  assert.equal(terminal.kubectl("get service a -o jsonpath='{.spec.clusterIP}'").stdout, 'None');
});
