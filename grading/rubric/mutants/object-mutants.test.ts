import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../engine/index.ts';
import { loadYaml } from '../../../kubectl/manifest/load.ts';
import { objectMutants } from './object-mutants.ts';
import { valueAt } from './place.ts';

const objects: Readonly<Record<string, string>> = {
  pod: 'kind: Pod\nmetadata: {name: p, namespace: lab, labels: {app: a}}\nspec: {containers: [{name: c, image: "busybox:1.36", command: [sleep, "9"]}]}',
  deployment: `kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 3
  strategy: {type: Recreate}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: c
        image: nginx
        env: [{name: A, value: b}]
        ports: [{containerPort: 80}]
        volumeMounts: [{name: v, mountPath: /audit}]
      volumes: [{name: v, nfs: {server: 192.168.1.10, path: /nfs_shared/log}}]`,
  service:
    'kind: Service\nmetadata: {name: s}\nspec: {type: NodePort, selector: {app: a}, ports: [{port: 80, targetPort: web, nodePort: 32767}]}',
  claim:
    'kind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}',
  namespace: 'kind: Namespace\nmetadata: {name: lab, labels: {team: a}}',
  cronJob:
    'kind: CronJob\nmetadata: {name: j}\nspec: {suspend: false, jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: docker.io/a/nginx}]}}}}}',
  backup:
    'kind: CronJob\nmetadata: {name: b}\nspec: {schedule: "0 2 * * *", concurrencyPolicy: Forbid, successfulJobsHistoryLimit: 1, jobTemplate: {spec: {backoffLimit: 1, template: {spec: {restartPolicy: Never, containers: []}}}}}',
  policy:
    'kind: NetworkPolicy\nmetadata: {name: db}\nspec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}]}',
  role: 'kind: Role\nmetadata: {name: r}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]',
  binding:
    'kind: RoleBinding\nmetadata: {name: b}\nroleRef: {kind: Role, name: r}\nsubjects: [{kind: User, name: jane}]',
};

/** Every mutant of each object, by what it says. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  pod: [
    'missing: Pod p is missing',
    'name: Pod p: metadata.name p -> p-x',
    'namespace: Pod p: metadata.namespace dropped',
    'namespace: Pod p: metadata.namespace lab -> lab-x',
    'labels: Pod p: metadata.labels.app a -> a-x',
    'image: Pod p: spec.containers[0].image busybox:1.36 -> nginx',
    'image: Pod p: spec.containers[0].image busybox:1.36 -> busyboxx:1.36',
    'image: Pod p: spec.containers[0].image busybox:1.36 -> busybox:no-such-tag',
    'image: Pod p: spec.containers[0].image busybox:1.36 -> busybox',
    'command: Pod p: spec.containers[0].command dropped',
    'image: Pod p: spec.containers[0].imagePullPolicy Never is added',
    'probe: Pod p: spec.containers[0].readinessProbe {"tcpSocket":{"port":9}} is added',
    'placement: Pod p: spec.nodeSelector {"disktype":"none"} is added',
  ],
  deployment: [
    'missing: Deployment web is missing',
    'kind: Deployment web: kind Deployment -> Pod',
    'kind: Deployment web: kind Deployment -> ReplicaSet',
    'kind: Deployment web: kind Deployment -> DaemonSet',
    'name: Deployment web: metadata.name web -> web-x',
    'replicas: Deployment web: spec.replicas 3 -> 4',
    'replicas: Deployment web: spec.replicas 3 -> 2',
    'replicas: Deployment web: spec.replicas 3 -> 0',
    'labels: Deployment web: spec.template.metadata.labels.app web -> web-x',
    'selector: Deployment web: spec.selector.matchLabels.app web -> web-x',
    'port: Deployment web: spec.template.spec.containers[0].ports[0].containerPort 80 -> 81',
    'image: Deployment web: spec.template.spec.containers[0].image nginx -> httpd',
    'image: Deployment web: spec.template.spec.containers[0].image nginx -> nginxx',
    'image: Deployment web: spec.template.spec.containers[0].image nginx -> nginx:no-such-tag',
    'env: Deployment web: spec.template.spec.containers[0].env[0] dropped',
    'env: Deployment web: spec.template.spec.containers[0].env[0].value b -> bx',
    'volume: Deployment web: spec.template.spec.containers[0].volumeMounts[0].mountPath /audit -> /audit-x',
    'volume: Deployment web: spec.template.spec.containers[0].volumeMounts[0] dropped',
    'volume: Deployment web: spec.template.spec.volumes[0].nfs.path /nfs_shared/log -> /nfs_shared/log-x',
    'volume: Deployment web: spec.template.spec.volumes[0].nfs.server 192.168.1.10 -> 192.168.1.11',
    'strategy: Deployment web: spec.strategy dropped',
    'strategy: Deployment web: spec.strategy.type Recreate -> RollingUpdate',
    'labels: Deployment web: label app web -> web-x in selector and template',
    'volume: Deployment web: spec.template.spec.volumes[0] nfs -> emptyDir',
    'namespace: Deployment web: metadata.namespace kube-public is added',
    'image: Deployment web: spec.template.spec.containers[0].imagePullPolicy Never is added',
    'command: Deployment web: spec.template.spec.containers[0].command ["false"] is added',
    'probe: Deployment web: spec.template.spec.containers[0].readinessProbe {"tcpSocket":{"port":9}} is added',
    'placement: Deployment web: spec.template.spec.nodeSelector {"disktype":"none"} is added',
  ],
  service: [
    'missing: Service s is missing',
    'type: Service s: spec.type NodePort -> ClusterIP',
    'type: Service s: spec.type NodePort -> LoadBalancer',
    'name: Service s: metadata.name s -> s-x',
    'selector: Service s: spec.selector.app a -> a-x',
    'selector: Service s: spec.selector dropped',
    'port: Service s: spec.ports[0].port 80 -> 81',
    'port: Service s: spec.ports[0].targetPort web -> web-x',
    'port: Service s: spec.ports[0].targetPort dropped',
    'port: Service s: spec.ports[0].nodePort 32767 -> 32766',
    'port: Service s: spec.ports[0].nodePort dropped',
    'namespace: Service s: metadata.namespace kube-public is added',
    'selector: Service s: spec.selector.tier x is added',
    'port: Service s: spec.ports[0].protocol UDP is added',
  ],
  claim: [
    'missing: PersistentVolumeClaim c is missing',
    'name: PersistentVolumeClaim c: metadata.name c -> c-x',
    'volume: PersistentVolumeClaim c: spec.accessModes[0] ReadWriteOnce -> ReadWriteMany',
    'volume: PersistentVolumeClaim c: spec.resources.requests.storage 1Gi -> 2Gi',
    'namespace: PersistentVolumeClaim c: metadata.namespace kube-public is added',
  ],
  namespace: [
    'missing: Namespace lab is missing',
    'name: Namespace lab: metadata.name lab -> lab-x',
    'labels: Namespace lab: metadata.labels.team a -> a-x',
    'labels: Namespace lab: metadata.labels.team dropped',
  ],
  cronJob: [
    'missing: CronJob j is missing',
    'name: CronJob j: metadata.name j -> j-x',
    'image: CronJob j: spec.jobTemplate.spec.template.spec.containers[0].image docker.io/a/nginx -> httpd',
    'image: CronJob j: spec.jobTemplate.spec.template.spec.containers[0].image docker.io/a/nginx -> docker.io/a/nginxx',
    'image: CronJob j: spec.jobTemplate.spec.template.spec.containers[0].image docker.io/a/nginx -> docker.io/a/nginx:no-such-tag',
    'schedule: CronJob j: spec.suspend false -> true',
    'namespace: CronJob j: metadata.namespace kube-public is added',
    'image: CronJob j: spec.jobTemplate.spec.template.spec.containers[0].imagePullPolicy Never is added',
    'command: CronJob j: spec.jobTemplate.spec.template.spec.containers[0].command ["false"] is added',
    'placement: CronJob j: spec.jobTemplate.spec.template.spec.nodeSelector {"disktype":"none"} is added',
  ],
  backup: [
    'missing: CronJob b is missing',
    'name: CronJob b: metadata.name b -> b-x',
    'schedule: CronJob b: spec.schedule "0 2 * * *" -> "* 2 * * *"',
    'schedule: CronJob b: spec.schedule "0 2 * * *" -> "2 0 * * *"',
    'schedule: CronJob b: spec.concurrencyPolicy Forbid -> Allow',
    'schedule: CronJob b: spec.concurrencyPolicy Forbid -> Replace',
    'schedule: CronJob b: spec.successfulJobsHistoryLimit 1 -> 2',
    'schedule: CronJob b: spec.successfulJobsHistoryLimit 1 -> 0',
    'retries: CronJob b: spec.jobTemplate.spec.backoffLimit dropped',
    'retries: CronJob b: spec.jobTemplate.spec.backoffLimit 1 -> 2',
    'retries: CronJob b: spec.jobTemplate.spec.backoffLimit 1 -> 0',
    'retries: CronJob b: spec.jobTemplate.spec.template.spec.restartPolicy Never -> OnFailure',
    'namespace: CronJob b: metadata.namespace kube-public is added',
    'placement: CronJob b: spec.jobTemplate.spec.template.spec.nodeSelector {"disktype":"none"} is added',
  ],
  policy: [
    'missing: NetworkPolicy db is missing',
    'name: NetworkPolicy db: metadata.name db -> db-x',
    'selector: NetworkPolicy db: spec.podSelector.matchLabels.app db -> db-x',
    'port: NetworkPolicy db: spec.ingress[0].ports[0].port 80 -> 81',
    'access: NetworkPolicy db: spec.ingress dropped',
    'access: NetworkPolicy db: spec.ingress[0].from dropped',
    'access: NetworkPolicy db: spec.ingress[0].ports dropped',
    'access: NetworkPolicy db: spec.ingress[0].from[0].namespaceSelector {} is added',
  ],
  role: [
    'missing: Role r is missing',
    'name: Role r: metadata.name r -> r-x',
    'access: Role r: rules[0].verbs[0] dropped',
    'access: Role r: rules[0].verbs[1] dropped',
    'access: Role r: rules[0].resources[0] dropped',
    'access: Role r: rules[0].verbs ["get","list"] -> ["*"]',
    'access: Role r: rules[0].resources ["pods"] -> ["*"]',
  ],
  binding: [
    'missing: RoleBinding b is missing',
    'name: RoleBinding b: metadata.name b -> b-x',
    'access: RoleBinding b: subjects[0] dropped',
    'access: RoleBinding b: roleRef.name r -> r-x',
    'access: RoleBinding b: subjects[0].name jane -> jane-x',
  ],
};

function mutantsOf(name: string) {
  return objectMutants(loadYaml(objects[name] ?? '', name) as JsonObject);
}

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`wrong versions of a ${name}`, () => {
    assert.deepEqual(
      mutantsOf(name).map(({ operator, text }) => `${operator}: ${text}`),
      expected,
    );
  });
}

function mutant(name: string, text: string): JsonObject {
  const found = mutantsOf(name).find((each) => each.text.includes(text));
  assert.ok(found?.object, `no mutant of ${name} says "${text}"`);
  return found.object;
}

test('a field is changed where it stands and nowhere else', () => {
  const object = loadYaml(objects['deployment'] ?? '', 'd') as JsonObject;
  const changed = mutant('deployment', 'replicas 3 -> 2');
  assert.deepEqual(changed, { ...object, spec: { ...(object['spec'] as JsonObject), replicas: 2 } });
  assert.equal(valueAt(object, ['spec', 'replicas']), 3);
});

test('a service without node ports loses the ports with the type', () => {
  assert.deepEqual(mutant('service', 'type NodePort -> ClusterIP')['spec'], {
    type: 'ClusterIP',
    selector: { app: 'a' },
    ports: [{ port: 80, targetPort: 'web' }],
  });
});

test('the pod that stands in for a deployment is the template, under the name', () => {
  const pod = mutant('deployment', 'Deployment -> Pod');
  assert.equal(pod['apiVersion'], 'v1');
  assert.deepEqual(pod['metadata'], { name: 'web', labels: { app: 'web' } });
  assert.deepEqual(valueAt(pod, ['spec', 'containers', 0, 'image']), 'nginx');
});

test('labels in step keep the object valid', () => {
  const object = mutant('deployment', 'in selector and template');
  assert.equal(valueAt(object, ['spec', 'selector', 'matchLabels', 'app']), 'web-x');
  assert.equal(valueAt(object, ['spec', 'template', 'metadata', 'labels', 'app']), 'web-x');
});

test('a port without a target gets a wrong one', () => {
  const object: JsonObject = { kind: 'Service', spec: { ports: [{ port: 80 }] } };
  const ports = objectMutants(object).map((each) => valueAt(each.object, ['spec', 'ports', 0]));
  assert.deepEqual(ports.slice(-2), [
    { port: 80, targetPort: 81 },
    { port: 80, protocol: 'UDP' },
  ]);
});

test('a volume that was emptied keeps its name', () => {
  assert.deepEqual(valueAt(mutant('deployment', 'emptyDir'), ['spec', 'template', 'spec', 'volumes']), [
    { name: 'v', emptyDir: {} },
  ]);
});

test('a service without a type may have any: that it is open to more than it has to be is no mistake', () => {
  const object: JsonObject = { kind: 'Service', metadata: { name: 's' }, spec: { ports: [] } };
  assert.deepEqual(
    objectMutants(object).filter(({ operator }) => operator === 'type'),
    [],
  );
});
