import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: full, labels: {app: x}, annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}}
spec:
  nodeSelector: {disk: ssd}
  volumes:
  - {name: e, emptyDir: {}}
  - {name: s, secret: {secretName: s}}
  - {name: p, persistentVolumeClaim: {claimName: data}}
  containers:
  - name: a
    image: nginx
    ports: [{containerPort: 80}, {containerPort: 443, hostPort: 443}]
    command: [sleep, "1"]
    env:
    - {name: B, valueFrom: {configMapKeyRef: {name: c1, key: a, optional: true}}}
    - {name: C, valueFrom: {secretKeyRef: {name: g1, key: user}}}
    - {name: D, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    resources: {limits: {cpu: 500m}}
    volumeMounts: [{name: e, mountPath: /e, readOnly: true, subPath: k}]
    livenessProbe: {httpGet: {port: 80, path: /h}, initialDelaySeconds: 3}
    readinessProbe: {exec: {command: [cat, /x]}}
`;

/** Titles and wordings of kubectl 1.25; columns as Go's tabwriter sets them. */
const podLines = [
  'Name:             full\n',
  'Priority:         0\nService Account:  default\nNode:             <none>\n',
  'Annotations:      <none>\n',
  'IP:               \nIPs:              <none>\n',
  '    Ports:       80/TCP, 443/TCP\n    Host Ports:  0/TCP, 443/TCP\n    Command:\n      sleep\n      1\n',
  'http-get http://:80/h delay=3s timeout=1s period=10s #success=1 #failure=3\n',
  'exec [cat /x] delay=0s timeout=1s period=10s #success=1 #failure=3\n',
  "      B:  <set to the key 'a' of config map 'c1'>  Optional: true\n",
  "      C:  <set to the key 'user' in secret 'g1'>   Optional: false\n",
  '      D:  full (v1:metadata.name)\n',
  '      /e from e (ro,path="k")\n',
  "EmptyDir (a temporary directory that shares a pod's lifetime)\n",
  'Secret (a volume populated by a Secret)\n',
  'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)\n',
  'node.kubernetes.io/not-ready:NoExecute op=Exists for 300s\n',
];

test('a pod is described in every part', async (t) => {
  const terminal = new Terminal();
  terminal.file('pod.yaml', pod);
  terminal.out('create -f pod.yaml');
  const out = terminal.out('describe pod full');
  for (const line of podLines) await t.test(line.trim(), () => assert.ok(out.includes(line), out));
});

test('a service without endpoints, a role, a binding', () => {
  const terminal = new Terminal();
  terminal.out('create service clusterip s --tcp=80');
  assert.match(terminal.out('describe svc s'), /Port: +80 {2}80\/TCP\nTargetPort: +80\/TCP\nEndpoints: +<none>\n/);
  terminal.out('create role r --verb=get,list --resource=pods,deployments.apps');
  assert.equal(
    terminal.out('describe role r'),
    'Name:         r\nLabels:       <none>\nAnnotations:  <none>\nPolicyRule:\n  Resources         Non-Resource URLs  Resource Names  Verbs\n  ---------         -----------------  --------------  -----\n  pods              []                 []              [get list]\n  deployments.apps  []                 []              [get list]\n',
  );
  terminal.out('create rolebinding rb --role=r --user=jane --serviceaccount=default:default');
  assert.match(
    terminal.out('describe rolebinding rb'),
    /Subjects:\n {2}Kind {12}Name {5}Namespace\n {2}-{4} {12}-{4} {5}-{9}\n {2}User {12}jane {5}\n {2}ServiceAccount {2}default {2}default\n$/,
  );
});

test('a custom resource is described by its fields, and explained by its own schema', () => {
  const terminal = new Terminal();
  terminal.file(
    'crd.yaml',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: foos.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {plural: foos, kind: Foo}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, required: [size], properties: {size: {type: integer, description: How many.}}}}}}\n',
  );
  terminal.file('foo.yaml', 'apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: f}\nspec: {size: 3}\n');
  terminal.out('create -f crd.yaml');
  terminal.cluster.advance(1000);
  assert.equal(terminal.out('create -f foo.yaml'), 'foo.example.com/f created\n');
  assert.match(
    terminal.out('describe foo f'),
    /\nAPI Version: {2}example.com\/v1\nKind: {9}Foo\n[\s\S]*\nSpec:\n {2}Size: {2}3\n/,
  );
  assert.match(terminal.out('explain foo.spec'), /\n {3}size\t<integer> -required-\n {5}How many\.\n/);
});

const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: all}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 4
  behavior: {scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 1, periodSeconds: 15}]}}
  metrics:
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}
  - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 100Mi}}}
  - {type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: "10"}}}
  - {type: Object, object: {metric: {name: hits}, describedObject: {kind: Ingress, name: main}, target: {type: Value, value: 2k}}}
  - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: "30"}}}
`;

/** describeHorizontalPodAutoscalerV2beta2 (kubectl v1.25); the first three metrics and the behaviour as recorded. */
const autoscalerLines = [
  'Metrics:                                                  ( current / target )',
  '  resource cpu on pods  (as a percentage of request):     <unknown> / 80%',
  '  resource memory on pods:                                <unknown> / 100Mi',
  '  "rps" on pods:                                          <unknown> / 10',
  '  "hits" on Ingress/main (target value):                  <unknown> / 2k',
  '  "queue" (target average value):                         <unknown> / 30',
  'Behavior:',
  '  Scale Up:',
  '    Stabilization Window: 0 seconds',
  '    Select Policy: Max',
  '    Policies:',
  '      - Type: Pods     Value: 4    Period: 15 seconds',
  '      - Type: Percent  Value: 100  Period: 15 seconds',
  '  Scale Down:',
  '      - Type: Pods  Value: 1  Period: 15 seconds',
];

test('an autoscaler is described with all its metrics and its behaviour, and the version that kubectl reads is warned of', () => {
  const terminal = new Terminal();
  assert.equal(terminal.kubectl('apply -f -', autoscaler).exit, 0);
  const { stdout, stderr } = terminal.kubectl('describe hpa all');
  const plain = (line: string): string => line.replace(/ {2,}/g, '  ');
  const lines = stdout.split('\n').map(plain);
  for (const line of autoscalerLines) assert.ok(lines.includes(plain(line)), `${line}\n${stdout}`);
  assert.equal(
    stderr,
    'Warning: autoscaling/v2beta2 HorizontalPodAutoscaler is deprecated in v1.23+, unavailable in v1.26+; use autoscaling/v2 HorizontalPodAutoscaler\n',
  );
  const old = terminal.kubectl('apply -f -', autoscaler.replace('autoscaling/v2', 'autoscaling/v2beta2'));
  assert.deepEqual([old.exit, old.stdout], [0, 'horizontalpodautoscaler.autoscaling/all configured\n']);
  assert.equal(old.stderr, stderr);
});

test('a deployment without a ReplicaSet, paused from its start, is described without lines for them', () => {
  const terminal = new Terminal();
  const container = '{name: c, image: nginx}';
  terminal.kubectl(
    'apply -f -',
    `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {paused: true, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [${container}]}}}
`,
  );
  assert.doesNotMatch(terminal.out('describe deployment web'), /ReplicaSet/);
});
