import type { Explained } from '../explain.ts';
import { LOG_CLAIM, logVolume } from '../testing.ts';

/** A Deployment "web" of nginx in short; `pod` and `more` go into its pod's spec and its own. */
export function deployment(pod = '', more = '', image = 'nginx'): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  ${more}
  template:
    metadata: { labels: { app: web } }
    spec:
      ${pod}
      containers: [{ name: main, image: ${image} }]
`;
}

export function service(spec: string, name = 'web'): string {
  return `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;
}

const LOCAL_VOLUME = `${logVolume('local', '1Gi').replace(
  /nfs: .* }$/m,
  'local: { path: /mnt }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [w1-k8s] }] }] } } }',
)}${LOG_CLAIM}---
`;

const WAITING_CLASS = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: waits }
provisioner: rancher.io/local-path
volumeBindingMode: WaitForFirstConsumer
`;

/** It warns of metrics that nobody serves. */
const AUTOSCALER = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 2
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]
`;
const FROM_SECRET = '{ name: P, valueFrom: { secretKeyRef: { name: db, key: password } } }';

/** What is applied, what is to be explained two minutes later, and the chain of reasons. */
interface Case {
  readonly name: string;
  readonly manifest: string;
  readonly about: Omit<Explained, 'namespace'> & { readonly namespace?: string };
  readonly causes: readonly RegExp[];
}

export const CASES: readonly Case[] = [
  {
    name: 'a service whose selector nobody carries',
    manifest: deployment() + service('selector: { app: wbe }, ports: [{ port: 80 }]'),
    about: { kind: 'Service', name: 'web' },
    causes: [
      /^Service "web" selects app=wbe; no pod of namespace default carries that$/,
      /^pod web-\S+ carries app=web$/,
    ],
  },
  {
    name: 'a service whose pods are in another namespace',
    manifest: `${deployment()}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n${service(
      'selector: { app: web }, ports: [{ port: 80 }]',
    ).replace('name: web', 'name: web, namespace: shop')}`,
    about: { kind: 'Service', name: 'web', namespace: 'shop' },
    causes: [
      /^Service "web" selects app=web; no pod of namespace shop/,
      /^pod web-\S+ carries it, but in namespace default$/,
    ],
  },
  {
    name: 'a service in a namespace without pods',
    manifest: service('selector: { app: web }, ports: [{ port: 80 }]'),
    about: { kind: 'Service', name: 'web' },
    causes: [/no pod of namespace default carries that$/, /^namespace default has no pods$/],
  },
  {
    name: 'a service without a selector',
    manifest: service('ports: [{ port: 80 }]'),
    about: { kind: 'Service', name: 'web' },
    causes: [/^Service "web" has no selector: no pod belongs to it$/],
  },
  {
    name: 'a service whose pods cannot start, down to the image',
    manifest: deployment('', '', 'ngnix') + service('selector: { app: web }, ports: [{ port: 80 }]'),
    about: { kind: 'Service', name: 'web' },
    causes: [
      /^Service "web" selects app=web; none of these pods is Ready: web-\S+$/,
      /^pod web-\S+ is waiting: (?:ErrImagePull|ImagePullBackOff), /,
      /^container main of Deployment "web" has the image "ngnix"$/,
    ],
  },
  {
    name: 'a target port on which nobody listens',
    manifest: deployment() + service('selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }]'),
    about: { kind: 'Service', name: 'web' },
    causes: [
      /^Service "web" sends port 80 to port 8080 of its pods$/,
      /^nothing listens on port 8080 of pod web-\S+; it listens on 80$/,
    ],
  },
  {
    name: 'a target port by a name that no container declares',
    manifest: deployment() + service('selector: { app: web }, ports: [{ port: 80, targetPort: page }]'),
    about: { kind: 'Service', name: 'web' },
    causes: [
      /^Service "web" sends port 80 to the port named "page" of its pods$/,
      /^pod web-\S+ has no port of that name: it declares no ports$/,
    ],
  },
  {
    name: 'a name with a slip in it',
    manifest: deployment().replace('name: web }', 'name: wbe }'),
    about: { kind: 'Deployment', name: 'web' },
    causes: [/^there is no Deployment "web" in namespace default$/, /^a Deployment "wbe" is there instead$/],
  },
  {
    name: 'a placeholder for a name',
    manifest: deployment(),
    about: { name: '<pod of web>' },
    causes: [/^"<pod of web>" is a placeholder, which only commands and URLs have: write the name alone$/],
  },
  {
    name: 'another kind of the same name',
    manifest: deployment(),
    about: { kind: 'Pod', name: 'web' },
    causes: [/^there is no Pod "web" in namespace default$/, /^"web" is a Deployment instead$/],
  },
  {
    name: 'an object in the default namespace',
    manifest: `${deployment()}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n`,
    about: { kind: 'Deployment', name: 'web', namespace: 'shop' },
    causes: [
      /^there is no Deployment "web" in namespace shop$/,
      /^a Deployment "web" is in namespace default instead$/,
    ],
  },
  {
    name: 'a namespace that is misspelled',
    manifest: `apiVersion: v1\nkind: Namespace\nmetadata: { name: shopp }\n`,
    about: { name: 'web', namespace: 'shop' },
    causes: [
      /^there is no workload or Pod "web" in namespace shop$/,
      /^there is no Namespace "shop", but a Namespace "shopp"$/,
    ],
  },
  {
    name: 'what the namespace has of the kind',
    manifest: deployment().replace('name: web }', 'name: shop }'),
    about: { kind: 'Deployment', name: 'web' },
    causes: [/^there is no Deployment/, /^namespace default has the Deployments shop$/],
  },
  {
    name: 'an object of the whole cluster',
    manifest: deployment(),
    about: { kind: 'Namespace', name: 'shop' },
    causes: [/^there is no Namespace "shop"$/],
  },
  {
    name: 'a variable from a secret that is not there',
    manifest: deployment().replace('image: nginx', `image: nginx, env: [${FROM_SECRET}]`),
    about: { name: 'web' },
    causes: [
      /^pod web-\S+ is waiting: CreateContainerConfigError, secret "db" not found$/,
      /^container main of Deployment "web" refers to name=db$/,
    ],
  },
  {
    name: 'a variable from a key that the secret has not',
    manifest: `${deployment().replace('image: nginx', `image: nginx, env: [${FROM_SECRET}]`)}---\napiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { pasword: x, user: kim }\n`,
    about: { name: 'web' },
    causes: [
      /^pod web-\S+ is waiting: CreateContainerConfigError, couldn't find key password in Secret default\/db$/,
      /^\{\.data\} of Secret "db" has only pasword, user$/,
      /^container main of Deployment "web" refers to key=password$/,
    ],
  },
  {
    name: 'a container that ends again and again',
    manifest: deployment('', '', 'busybox').replace('busybox', 'busybox, command: [sh, -c, "exit 3"]'),
    about: { name: 'web' },
    causes: [
      /^pod web-\S+ is waiting: CrashLoopBackOff, /,
      /^container main ended with exit code 3 \(Error\)$/,
      /^container main of Deployment "web" has the image "busybox" and the command \["sh","-c","exit 3"\]$/,
    ],
  },
  {
    name: 'a probe of a port on which nobody listens, whatever else there is to warn about',
    manifest: `${deployment().replace('nginx }', 'nginx, readinessProbe: { httpGet: { port: 8080 } } }')}${AUTOSCALER}`,
    about: { name: 'web' },
    causes: [
      /^pod web-\S+ is not ready: Readiness probe failed: Get "http:\/\/\S+:8080\/": dial tcp \S+:8080: connect: connection refused$/,
      /^readinessProbe of container main of Deployment "web" asks for httpGet path=\/ port=8080$/,
    ],
  },
  {
    name: 'a probe by a command that fails',
    manifest: deployment().replace('nginx }', 'nginx, readinessProbe: { exec: { command: [cat, /ready] } } }'),
    about: { name: 'web' },
    causes: [
      /^pod web-\S+ is not ready: Readiness probe failed: cat: \/ready: No such file or directory$/,
      /^readinessProbe of container main of Deployment "web" asks for exec \["cat","\/ready"\]$/,
    ],
  },
  {
    name: 'a container that says why it ends',
    manifest: deployment('', '', 'busybox').replace('busybox', 'busybox, command: [sh, -c, "echo no schema; exit 3"]'),
    about: { name: 'web' },
    causes: [
      /CrashLoopBackOff, /,
      /^container main ended with exit code 3 \(Error\)$/,
      /^it last said: no schema$/,
      /^container main of Deployment "web" has the image "busybox" and the command /,
    ],
  },
  {
    name: 'a volume of another node',
    manifest: `${LOCAL_VOLUME}${deployment('nodeSelector: { kubernetes.io/hostname: w2-k8s }\n      volumes: [{ name: log, persistentVolumeClaim: { claimName: log } }]')}`,
    about: { name: 'web' },
    causes: [
      /is not scheduled: .*volume node affinity conflict/,
      /^PersistentVolumeClaim "log" is bound to PersistentVolume "local", which only w1-k8s has$/,
      /^Deployment "web" asks for a node with kubernetes.io\/hostname=w2-k8s$/,
    ],
  },
  {
    name: 'a pod that finds no node, whose claim waits for it',
    manifest: `${WAITING_CLASS}${LOG_CLAIM.replace('storageClassName: ""', 'storageClassName: waits')}---\n${deployment('nodeSelector: { disk: ssd }\n      volumes: [{ name: log, persistentVolumeClaim: { claimName: log } }]')}`,
    about: { name: 'web' },
    causes: [/is not scheduled: .*didn't match Pod's node affinity\/selector/, /asks for a node with disk=ssd$/],
  },
  {
    name: 'a pod that nobody restarts',
    manifest:
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  restartPolicy: Never\n  containers: [{ name: main, image: busybox, command: [sh, -c, exit 0] }]\n',
    about: { kind: 'Pod', name: 'web' },
    causes: [
      /^pod web has ended: Succeeded$/,
      /^container main ended with exit code 0 \(Completed\)$/,
      /^restartPolicy of Pod "web" is Never$/,
      /^container main of Pod "web" has the image "busybox" and the command/,
    ],
  },
  {
    name: 'an export that is not there',
    manifest: deployment('volumes: [{ name: log, nfs: { server: 192.168.1.10, path: /nowhere } }]').replace(
      'nginx }',
      'nginx, volumeMounts: [{ name: log, mountPath: /log }] }',
    ),
    about: { name: 'web' },
    causes: [
      /^pod web-\S+ cannot mount a volume: mount.nfs: access denied by server/,
      /^volume log of Deployment "web" is the NFS export 192.168.1.10:\/nowhere$/,
    ],
  },
  {
    name: 'a claim that no volume fits',
    manifest: `${deployment('volumes: [{ name: log, persistentVolumeClaim: { claimName: log } }]')}${LOG_CLAIM}${logVolume('small', '1Mi')}`,
    about: { name: 'web' },
    causes: [
      /^pod web-\S+ is not scheduled: .*unbound immediate PersistentVolumeClaims/,
      /^PersistentVolumeClaim "log" is Pending: it asks for 1Gi, ReadWriteMany, storageClassName ""$/,
      /^there is PersistentVolume "small" \(Available\) with 1Mi, ReadWriteMany, storageClassName ""$/,
    ],
  },
  {
    name: 'a claim without a class, where none is the default',
    manifest: `${deployment('volumes: [{ name: log, persistentVolumeClaim: { claimName: log } }]')}${LOG_CLAIM.replace('storageClassName: "", ', '')}`,
    about: { name: 'web' },
    causes: [
      /is not scheduled/,
      /^PersistentVolumeClaim "log" is Pending: it asks for 1Gi, ReadWriteMany and names no storageClassName$/,
      /^no StorageClass is the default: one has to be applied before the claim/,
    ],
  },
  {
    name: 'a claim that is not there',
    manifest: deployment('volumes: [{ name: log, persistentVolumeClaim: { claimName: log } }]'),
    about: { name: 'web' },
    causes: [
      /is not scheduled/,
      /^there is no PersistentVolumeClaim "log"/,
      /^namespace default has no PersistentVolumeClaim at all$/,
    ],
  },
  {
    name: 'a node that nobody is',
    manifest: deployment('nodeSelector: { disk: ssd }'),
    about: { name: 'web' },
    causes: [/is not scheduled/, /^Deployment "web" asks for a node with disk=ssd$/],
  },
  {
    name: 'more than any node has',
    manifest: deployment().replace('nginx }', 'nginx, resources: { requests: { cpu: "8", memory: 1Mi } } }'),
    about: { name: 'web' },
    causes: [/is not scheduled: .*Insufficient cpu/, /^container main of Deployment "web" asks for cpu=8$/],
  },
  {
    name: 'a port of the node that is taken',
    manifest: deployment('', 'replicas: 4').replace('nginx }', 'nginx, ports: [{ containerPort: 80, hostPort: 80 }] }'),
    about: { name: 'web' },
    causes: [/is not scheduled: .*free ports/, /^hostPort of Deployment "web" is 80$/],
  },
  {
    name: 'fewer replicas than there should be',
    manifest: deployment('', 'replicas: 2'),
    about: { name: 'web', wantedPods: { count: 3, orMore: false } },
    causes: [/^replicas of Deployment "web" is 2$/],
  },
  {
    name: 'an autoscaler that does not know what the pods use',
    manifest: `${deployment()}${AUTOSCALER}`,
    about: { name: 'web', wantedPods: { count: 2, orMore: false } },
    causes: [
      /^replicas of Deployment "web" is 1$/,
      /^HorizontalPodAutoscaler "web" keeps it between 1 and 2$/,
      /^HorizontalPodAutoscaler "web" cannot tell how many: the HPA was unable to compute the replica count: /,
    ],
  },
  {
    name: 'pods that are refused',
    manifest: `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: none }\nspec: { hard: { pods: "0" } }\n---${deployment()}`,
    about: { name: 'web', wantedPods: { count: 1, orMore: true } },
    causes: [/^its pods are refused: .*exceeded quota/],
  },
];
