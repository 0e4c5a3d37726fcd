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

test('a cluster-scoped object of a kind without a describer has an empty namespace', () => {
  const terminal = new Terminal();
  terminal.file(
    'rc.yaml',
    'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: gvisor}\nhandler: runsc\n',
  );
  terminal.out('create -f rc.yaml');
  assert.match(terminal.out('describe runtimeclass gvisor'), /^Name: {9}gvisor\nNamespace: {4}\nLabels: {7}<none>\n/);
});

test('secrets that an account names and that are not there; topologies of a class', () => {
  const terminal = new Terminal();
  terminal.file(
    'objects.yaml',
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: sa}\nimagePullSecrets: [{name: regcred}]\nsecrets: [{name: sec}]\n---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: example.com/fast\nallowedTopologies: [{matchLabelExpressions: [{key: zone, values: [a, b]}, {key: rack, values: [c]}]}]\n',
  );
  terminal.out('create secret generic sec');
  terminal.out('create -f objects.yaml');
  assert.match(
    terminal.out('describe sa sa'),
    /Image pull secrets: {2}regcred \(not found\)\nMountable secrets: {3}sec\nTokens: {14}<none>\n/,
  );
  assert.match(
    terminal.out('describe sc fast'),
    /AllowedTopologies: {5}\n {2}Term 0: {14}zone in \[a, b\]\n {23}rack in \[c\]\nEvents: {16}<none>\n/,
  );
});

const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 5
  metrics:
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
  - {type: Pods, pods: {metric: {name: packets}, target: {type: AverageValue, averageValue: 1k}}}
  - {type: Object, object: {metric: {name: rps}, describedObject: {kind: Ingress, name: ing}, target: {type: Value, value: 10k}}}
  - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: "30"}}}
  behavior: {scaleDown: {stabilizationWindowSeconds: 60, policies: [{type: Percent, value: 10, periodSeconds: 60}], selectPolicy: Min}}
`;

test('metrics of every sort and the behavior of an autoscaler, and the warning of the version it is asked by', () => {
  const terminal = new Terminal();
  terminal.file('hpa.yaml', hpa);
  terminal.out('create -f hpa.yaml');
  const { stdout, stderr } = terminal.kubectl('describe hpa');
  const said =
    'Warning: autoscaling/v2beta2 HorizontalPodAutoscaler is deprecated in v1.23+, unavailable in v1.26+; use autoscaling/v2 HorizontalPodAutoscaler\n';
  assert.equal(stderr, said);
  assert.deepEqual(stdout.slice(stdout.indexOf('Metrics:'), stdout.indexOf('Deployment pods:')).split('\n'), [
    'Metrics:                                               ( current / target )',
    '  "packets" on pods:                                   <unknown> / 1k',
    '  "rps" on Ingress/ing (target value):                 <unknown> / 10k',
    '  "queue" (target average value):                      <unknown> / 30',
    '  resource cpu on pods  (as a percentage of request):  <unknown> / 60%',
    'Min replicas:                                          1',
    'Max replicas:                                          5',
    'Behavior:',
    '  Scale Up:',
    '    Stabilization Window: 0 seconds',
    '    Select Policy: Max',
    '    Policies:',
    '      - Type: Pods     Value: 4    Period: 15 seconds',
    '      - Type: Percent  Value: 100  Period: 15 seconds',
    '  Scale Down:',
    '    Stabilization Window: 60 seconds',
    '    Select Policy: Min',
    '    Policies:',
    '      - Type: Percent  Value: 10  Period: 60 seconds',
    '',
  ]);
});

test('short names take a version and a group', () => {
  const terminal = new Terminal();
  for (const type of ['po.v1.', 'hpa.v2.autoscaling', 'hpa.v1.autoscaling', 'deploy.v1.apps', 'pdb.v1.policy'])
    assert.equal(terminal.kubectl(`get ${type}`).stderr, 'No resources found in default namespace.\n', type);
});

const resources = `apiVersion: v1
kind: Pod
metadata: {name: sized}
spec:
  volumes:
  - {name: own, csi: {driver: csi.example.com, readOnly: true, volumeAttributes: {a: b}}}
  - {name: eph, ephemeral: {volumeClaimTemplate: {metadata: {labels: {x: yy}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}
  containers:
  - name: main
    image: nginx
    resources: {limits: {cpu: 200m, memory: 64Mi}, requests: {cpu: 100m}}
    env:
    - {name: LIM, valueFrom: {resourceFieldRef: {resource: limits.memory}}}
    - {name: REQ, valueFrom: {resourceFieldRef: {resource: requests.cpu, divisor: 1m}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: DISK, valueFrom: {resourceFieldRef: {resource: limits.ephemeral-storage, divisor: 1Mi}}}
  - name: free
    image: nginx
    env: [{name: FREE, valueFrom: {resourceFieldRef: {resource: limits.memory}}}]
`;

/** Lines of kubectl v1.25.0 beside a v1.25.2 control plane, runs of spaces as one. */
const sizes = [
  ' LIM: 67108864 (limits.memory)',
  ' REQ: 100 (requests.cpu)',
  ' CPU: 1 (limits.cpu)',
  ' DISK: 0 (limits.ephemeral-storage)',
  ' FREE: node allocatable (limits.memory)',
  ' VolumeAttributes: a=b',
  ' Type: EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
  ' StorageClass: ',
  ' Labels: x=yy',
  ' Access Modes: ',
  ' VolumeMode: Filesystem',
];

test('resources in the environment are multiples of their divisor; inline volumes', () => {
  const terminal = new Terminal();
  terminal.file('sized.yaml', resources);
  terminal.out('create -f sized.yaml');
  const lines = terminal.out('describe pod sized').replace(/ +/g, ' ').split('\n');
  for (const line of sizes) assert.ok(lines.includes(line), `${line}\n${lines.join('\n')}`);
});

test('a deployment that has no replica set says nothing of any', () => {
  const terminal = new Terminal();
  terminal.file(
    'paused.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: true, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: nginx}]}}}\n',
  );
  terminal.out('create -f paused.yaml');
  assert.equal(terminal.out('describe deploy web').includes('ReplicaSet'), false);
});

test('a policy for a protocol alone names no port', () => {
  const terminal = new Terminal();
  terminal.file(
    'np.yaml',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: np}\nspec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}, {protocol: TCP}]}]}\n',
  );
  terminal.out('create -f np.yaml');
  assert.match(terminal.out('describe netpol np'), /\n {4}To Port: 53\/UDP\n {4}To Port: <nil>\/TCP\n/);
});

test('a custom resource has the fields of every object, and a column shows one value', () => {
  const terminal = new Terminal();
  terminal.file(
    'crd.yaml',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: foos.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {plural: foos, kind: Foo}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {tags: {type: array, items: {type: string}}, free: {type: object, x-kubernetes-preserve-unknown-fields: true}}}}}}\n    additionalPrinterColumns: [{name: Tags, type: string, jsonPath: ".spec.tags[*]"}]\n',
  );
  terminal.file('foo.yaml', 'apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: f}\nspec: {tags: [t1, t2]}\n');
  terminal.out('create -f crd.yaml');
  terminal.cluster.advance(1000);
  terminal.out('create -f foo.yaml');
  assert.equal(terminal.out('get foo'), 'NAME   TAGS\nf      t1\n');
  assert.match(
    terminal.out('explain foo --recursive'),
    /FIELDS:\n {3}apiVersion\t<string>\n {3}kind\t<string>\n {3}metadata\t<Object>\n {6}annotations\t<map\[string\]string>\n[\s\S]*\n {3}spec\t<Object>\n {6}free\t<>\n {6}tags\t<\[\]string>\n$/,
  );
});

test('kinds without a describer show who manages their fields, if somebody manages any, as recorded', () => {
  const terminal = new Terminal();
  terminal.file('class.yaml', 'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: rc}\nhandler: x\n');
  terminal.file('lease.yaml', 'apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: mine}\n');
  terminal.out('create -f class.yaml -f lease.yaml');
  const lines = terminal.out('describe runtimeclass rc').split('\n');
  assert.deepEqual(
    lines.slice(
      lines.indexOf('  Managed Fields:'),
      lines.findIndex((line) => line.includes('Resource Version')),
    ),
    [
      '  Managed Fields:',
      '    API Version:  node.k8s.io/v1',
      '    Fields Type:  FieldsV1',
      '    fieldsV1:',
      '      f:handler:',
      '    Manager:         kubectl-create',
      '    Operation:       Update',
      '    Time:            2022-10-03T00:00:00Z',
    ],
  );
  assert.doesNotMatch(terminal.out('describe lease mine'), /Managed Fields/);
});
