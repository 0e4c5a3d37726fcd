import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { normalized, Terminal } from './terminal.ts';

let terminal: Terminal;

before(() => {
  terminal = new Terminal();
  terminal.out('create deployment web --image=nginx --replicas=2');
  terminal.out('expose deployment web --port=80 --type=NodePort');
  terminal.out('create configmap conf --from-literal=a=1');
  terminal.out('run lone --image=nginx --labels=app=x,tier=cache');
  terminal.cluster.advance(3000);
});

/** Command and stdout in the recorded form (cases 6.3 and 6.6; pods and replicas are this test's), random parts named. */
const recorded: readonly (readonly [command: string, stdout: string])[] = [
  ['get deploy,rs -o name', 'deployment.apps/web\nreplicaset.apps/web-<hash>\n'],
  [
    'get pods -L app,tier',
    'NAME  READY  STATUS  RESTARTS  AGE  APP  TIER\nlone  1/1  Running  0  3s  x  cache\nweb-<hash>-<rand>  1/1  Running  0  3s  web\nweb-<hash>-<rand>  1/1  Running  0  3s  web\n',
  ],
  ['get pods --no-headers lone', 'lone  1/1  Running  0  3s\n'],
  [
    'get deploy -o custom-columns=N:.metadata.name,R:.spec.replicas,I:.spec.template.spec.containers[*].image',
    'N  R  I\nweb  2  nginx\n',
  ],
  ['get deploy web -o jsonpath=\'{.spec.template.spec.containers[0].image}{"\\n"}\'', 'nginx\n'],
  [
    'get deploy -o wide',
    'NAME  READY  UP-TO-DATE  AVAILABLE  AGE  CONTAINERS  IMAGES  SELECTOR\nweb  2/2  2  2  3s  nginx  nginx  app=web\n',
  ],
  [
    'describe deployment web',
    'Name:  web\nNamespace:  default\nCreationTimestamp:  <time>\nLabels:  app=web\nAnnotations:  deployment.kubernetes.io/revision: 1\nSelector:  app=web\nReplicas:  2 desired | 2 updated | 2 total | 2 available | 0 unavailable\nStrategyType:  RollingUpdate\nMinReadySeconds:  0\nRollingUpdateStrategy:  25% max unavailable, 25% max surge\nPod Template:\n  Labels:  app=web\n  Containers:\n  nginx:\n  Image:  nginx\n  Port:  <none>\n  Host Port:  <none>\n  Environment:  <none>\n  Mounts:  <none>\n  Volumes:  <none>\nConditions:\n  Type  Status  Reason\n  ----  ------  ------\n  Available  True  MinimumReplicasAvailable\n  Progressing  True  NewReplicaSetAvailable\nOldReplicaSets:  <none>\nNewReplicaSet:  web-<hash> (2/2 replicas created)\nEvents:\n  Type  Reason  Age  From  Message\n  ----  ------  ----  ----  -------\n  Normal  ScalingReplicaSet  3s  deployment-controller  Scaled up replica set web-<hash> to 2\n',
  ],
  [
    'describe service web',
    'Name:  web\nNamespace:  default\nLabels:  app=web\nAnnotations:  <none>\nSelector:  app=web\nType:  NodePort\nIP Family Policy:  SingleStack\nIP Families:  IPv4\nIP:  <ip>\nIPs:  <ip>\nPort:  <unset>  80/TCP\nTargetPort:  80/TCP\nNodePort:  <unset>  <nodeport>/TCP\nEndpoints:  <ip>:80,<ip>:80\nSession Affinity:  None\nExternal Traffic Policy:  Cluster\nEvents:  <none>\n',
  ],
  [
    'describe configmap conf',
    'Name:  conf\nNamespace:  default\nLabels:  <none>\nAnnotations:  <none>\n\nData\n====\na:\n----\n1\n\nBinaryData\n====\n\nEvents:  <none>\n',
  ],
  [
    'describe ns default',
    'Name:  default\nLabels:  kubernetes.io/metadata.name=default\nAnnotations:  <none>\nStatus:  Active\n\nNo resource quota.\n\nNo LimitRange resource.\n',
  ],
  [
    'api-resources --api-group=apps',
    'NAME  SHORTNAMES  APIVERSION  NAMESPACED  KIND\ncontrollerrevisions  apps/v1  true  ControllerRevision\ndaemonsets  ds  apps/v1  true  DaemonSet\ndeployments  deploy  apps/v1  true  Deployment\nreplicasets  rs  apps/v1  true  ReplicaSet\nstatefulsets  sts  apps/v1  true  StatefulSet\n',
  ],
];

test('reading prints what was recorded', async (t) => {
  for (const [command, stdout] of recorded)
    await t.test(command, () => assert.equal(normalized(terminal.out(command)), stdout));
});

test('one name prints the object, several and types a List', () => {
  assert.match(terminal.out('get pod lone -o json'), /^\{\n {4}"apiVersion": "v1",\n {4}"kind": "Pod",/);
  assert.match(terminal.out('get pods -o yaml'), /^apiVersion: v1\nitems:\n- apiVersion: v1\n {2}kind: Pod\n/);
  assert.match(terminal.out('get pods -o yaml'), /\nkind: List\nmetadata:\n {2}resourceVersion: ""\n$/);
  assert.doesNotMatch(terminal.out('get pod lone -o yaml'), /managedFields/);
  assert.match(terminal.out('get pod lone -o yaml --show-managed-fields'), /managedFields:\n/);
});

test('several types are told apart by prefixes, and a blank line stands between them', () => {
  assert.equal(
    normalized(terminal.out('get cm/conf deploy/web')),
    'NAME  DATA  AGE\nconfigmap/conf  1  3s\n\nNAME  READY  UP-TO-DATE  AVAILABLE  AGE\ndeployment.apps/web  2/2  2  2  3s\n',
  );
});

test('a name that is not there does not hide the others', () => {
  const { exit, stdout, stderr } = terminal.kubectl('get pod nope lone');
  assert.equal(exit, 1);
  assert.match(stdout, /^NAME .*\nlone /);
  assert.equal(stderr, 'Error from server (NotFound): pods "nope" not found\n');
});

test('describe finds objects by the beginning of their names', () => {
  const out = terminal.out('describe pod web-');
  assert.equal(out.match(/^Name: /gm)?.length, 2);
  assert.match(out, /[^\n]\n\nName: /);
});

test('a watch without an end is left when nothing changes any more', () => {
  const watching = new Terminal();
  watching.kubectl('run late --image=nginx');
  const { exit, stdout, stderr } = watching.kubectl('get pods -w');
  assert.equal(exit, 0);
  assert.match(stdout, /^NAME .*\nlate +0\/1 +[^]*\nlate +1\/1 +Running +0 +\S+\n$/);
  assert.equal(
    stderr,
    'stopped watching after 1m0s without a change: there is no Ctrl-C here; --request-timeout says how long to watch\n',
  );
});

test('a watch that always has something to show is left after ten minutes', () => {
  const watching = new Terminal('bare');
  watching.cluster.advance(5000);
  watching.kubectl("create cronjob often --image=busybox --schedule='* * * * *' -- true");
  assert.match(watching.kubectl('get cronjobs -w').stderr, /^stopped watching after 10m0s: /);
});

test('a watch with an end shows changes', () => {
  const watching = new Terminal();
  watching.kubectl('run late --image=nginx');
  const { exit, stdout } = watching.kubectl('get pods -w --request-timeout=5s');
  assert.equal(exit, 0);
  assert.equal(stdout.match(/^NAME /gm)?.length, 1);
  assert.match(stdout, /\nlate +1\/1 +Running +0 +\S+\n$/);
});

test('explain shows the fields and types of the published schema', () => {
  assert.match(
    terminal.out('explain pod.spec.containers.ports'),
    /^KIND: {5}Pod\nVERSION: {2}v1\n\nRESOURCE: ports <\[\]Object>\n[\s\S]* {3}containerPort\t<integer> -required-\n/,
  );
});

/** What kubectl v1.25.0 says beside a v1.25.2 server. */
const explained: readonly (readonly [string, string])[] = [
  [
    'svc.spec.sessionAffinity',
    '     Possible enum values:\n     - `"ClientIP"` is the Client IP based.\n     - `"None"` - no session affinity.\n',
  ],
  [
    'deploy.spec.strategy.rollingUpdate.maxSurge',
    '     IntOrString is a type that can hold an int32 or a string. When used in JSON\n     or YAML marshalling and unmarshalling, it produces or consumes the inner\n',
  ],
  ['pod.metadata.ownerReferences', '   apiVersion\t<string> -required-\n     API version of the referent.\n'],
  ['pod', '   apiVersion\t<string>\n     APIVersion defines'],
  ['apiservice.spec.group', '     Group is the API group name this server hosts\n'],
  ['flowschema', 'KIND:     FlowSchema\nVERSION:  flowcontrol.apiserver.k8s.io/v1beta2\n'],
  ['hpa --api-version=autoscaling/v2beta2', 'VERSION:  autoscaling/v2beta2\n'],
];
for (const [path, part] of explained)
  test(`explain ${path}`, () => {
    const said = terminal.out(`explain ${path}`);
    assert.ok(said.includes(part), said);
  });

test('what the API has and keeps no objects of is listed too', () => {
  const resources = terminal.out('api-resources --namespaced=false --no-headers').replace(/ +/g, ' ').split('\n');
  for (const line of [
    'componentstatuses cs v1 false ComponentStatus',
    'tokenreviews authentication.k8s.io/v1 false TokenReview',
    'flowschemas flowcontrol.apiserver.k8s.io/v1beta2 false FlowSchema',
  ])
    assert.ok(resources.includes(line), resources.join('\n'));
  const versions = terminal.out('api-versions').split('\n');
  for (const version of [
    'authentication.k8s.io/v1',
    'autoscaling/v2beta2',
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'storage.k8s.io/v1beta1',
  ])
    assert.ok(versions.includes(version), versions.join(' '));
});

test('an old version of an autoscaler is taken with a warning', () => {
  const other = new Terminal();
  other.file(
    'hpa.yaml',
    'apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n  maxReplicas: 3\n',
  );
  assert.deepEqual(other.kubectl('create -f hpa.yaml'), {
    exit: 0,
    stdout: 'horizontalpodautoscaler.autoscaling/web created\n',
    stderr:
      'Warning: autoscaling/v2beta2 HorizontalPodAutoscaler is deprecated in v1.23+, unavailable in v1.26+; use autoscaling/v2 HorizontalPodAutoscaler\n',
  });
  assert.equal(other.out('get hpa web -o jsonpath={.apiVersion}'), 'autoscaling/v2');
});

/** Of a running pod, in a v1.25.2 control plane. */
const missing: readonly (readonly [string, string])[] = [
  ['{.status.nosuch}=x', 'error: nosuch is not found\n'],
  ['{.status.nosuch.deeper}=x', 'error: nosuch is not found\n'],
  ['{.spec.containers[1].name}=x', 'error: array index out of bounds: index 1, length 1\n'],
];
for (const [path, said] of missing)
  test(`wait for ${path} ends at once`, () => {
    const other = new Terminal();
    other.out('run web --image=nginx');
    assert.deepEqual(other.kubectl(`wait pod/web --for=jsonpath='${path.replace('=', "'=")}`), {
      exit: 1,
      stdout: '',
      stderr: said,
    });
  });

const SORTED = 'error: couldn\'t find any field with path "{.metadata.name}" in the list of objects\n';
for (const words of ['ns default kube-system', 'ns,sa'])
  test(`get ${words} --sort-by: several tables are not sorted`, () => {
    const said = terminal.kubectl(`get ${words} --sort-by=.metadata.name`);
    assert.deepEqual(said, { exit: 1, stdout: '', stderr: SORTED });
    assert.equal(terminal.kubectl(`get ${words} --sort-by=.metadata.name -o name`).exit, 0);
  });

test('verbs of a custom resource come in its own order', () => {
  const other = new Terminal();
  other.file(
    'crd.yaml',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: foos.example.com}\nspec:\n  group: example.com\n  scope: Cluster\n  names: {plural: foos, kind: Foo}\n  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]\n',
  );
  other.out('create -f crd.yaml');
  other.cluster.advance(1000);
  assert.match(
    other.out('api-resources --api-group=example.com -o wide'),
    / \[delete deletecollection get list patch create update watch\]\n$/,
  );
});

test('a namespace that is being deleted has no grace period', () => {
  const other = new Terminal();
  other.file('ns.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: fin, finalizers: [x.io/y]}\n');
  other.out('create -f ns.yaml');
  other.out('delete ns fin --wait=false');
  assert.doesNotMatch(other.out('get ns fin -o yaml'), /deletionGracePeriodSeconds/);
});

test('a request for a certificate tells who made it', () => {
  const other = new Terminal();
  const pem = Buffer.from('-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n').toString(
    'base64',
  );
  other.file(
    'csr.yaml',
    `apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: jane}\nspec: {signerName: kubernetes.io/kube-apiserver-client, usages: [client auth], username: mallory, request: ${pem}}\n`,
  );
  other.out('create -f csr.yaml --validate=false');
  assert.match(
    other.out('get csr'),
    /\njane +0s +kubernetes.io\/kube-apiserver-client +kubernetes-admin +<none> +Pending\n$/,
  );
});
