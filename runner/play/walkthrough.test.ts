import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '../../engine/index.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { topology } from '../../scenarios/topologies.ts';
import { readTranscript } from './transcript.ts';
import { pause, playTranscript } from './transcript-player.ts';

const PACE_MS = 2000;

/** Manifests as the pages link to them. */
const FILES: Readonly<Record<string, string>> = {
  'application/web.yaml': `apiVersion: v1
kind: Service
metadata: { name: nginx }
spec: { clusterIP: None, selector: { app: nginx }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: nginx
  replicas: 2
  selector: { matchLabels: { app: nginx } }
  template:
    metadata: { labels: { app: nginx } }
    spec: { containers: [{ name: nginx, image: registry.k8s.io/nginx-slim:0.8 }] }
`,
  'pods/hungry.yaml': `apiVersion: v1
kind: Pod
metadata: { name: hungry }
spec:
  containers:
    - name: c
      image: polinux/stress
      command: [stress]
      args: ['--vm', '1', '--vm-bytes', '250M', '--vm-hang', '1']
      resources: { limits: { memory: 100Mi } }
`,
};

/** What each line prints, as the pages of kubernetes.io walk through things; a line whose output is a matter of chance says nothing. */
const WALKTHROUGHS: readonly (readonly [
  what: string,
  lines: readonly (readonly [line: string, printed?: string | RegExp])[],
])[] = [
  [
    'a first application: run, expose, scale, update, undo',
    [
      ['kubectl create deployment boot --image=gcr.io/google-samples/kubernetes-bootcamp:v1'],
      ['kubectl get pods -w', /\nboot-\S+ +1\/1 +Running /],
      ['kubectl expose deployment/boot --type=NodePort --port 8080', 'service/boot exposed\n'],
      ["PORT=$(kubectl get svc boot -o go-template='{{(index .spec.ports 0).nodePort}}')", ''],
      ['curl 192.168.1.101:$PORT', /^Hello Kubernetes bootcamp! \| Running on: boot-\S+ \| v=1\n$/],
      ['kubectl set image deploy/boot kubernetes-bootcamp=gcr.io/google-samples/kubernetes-bootcamp:v10'],
      ['kubectl get pods -w', /ImagePullBackOff/],
      ['kubectl rollout undo deploy/boot', 'deployment.apps/boot rolled back\n'],
      ['kubectl rollout status deploy/boot', /successfully rolled out/],
    ],
  ],
  [
    'a stateful set with names of its own',
    [
      ['kubectl apply -f https://k8s.io/examples/application/web.yaml', /service\/nginx created\n/],
      ['kubectl get pods -w -l app=nginx', /\nweb-1 +1\/1 +Running /],
      [
        'for i in 0 1; do kubectl exec "web-$i" -- sh -c \'echo "$(hostname)" > /usr/share/nginx/html/index.html\'; done',
        '',
      ],
      ['for i in 0 1; do kubectl exec -i -t "web-$i" -- curl http://localhost/; done', 'web-0\nweb-1\n'],
      ['kubectl exec web-1 -- hostname -f', 'web-1.nginx.default.svc.cluster.local\n'],
    ],
  ],
  [
    'a container that wants more memory than it may have',
    [
      ['kubectl apply -f https://k8s.io/examples/pods/hungry.yaml', 'pod/hungry created\n'],
      ['sleep 20'],
      ['kubectl get pod hungry -o jsonpath="{.status.containerStatuses[0].lastState.terminated.reason}"', 'OOMKilled'],
    ],
  ],
  [
    'a user with a certificate',
    [
      ['openssl genrsa -out jane.key 2048'],
      ['openssl req -new -key jane.key -subj "/CN=jane/O=dev" -out jane.csr', ''],
      [
        'kubectl apply -f - <<EOF\napiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: { name: jane }\nspec:\n  request: $(base64 -w0 < jane.csr)\n  signerName: kubernetes.io/kube-apiserver-client\n  usages: [client auth]\nEOF',
        'certificatesigningrequest.certificates.k8s.io/jane created\n',
      ],
      ['kubectl certificate approve jane', /approved\n$/],
      ["kubectl get csr jane -o jsonpath='{.status.certificate}' | base64 -d > jane.crt", ''],
      ['openssl x509 -in jane.crt -noout -subject', 'subject= /O=dev/CN=jane\n'],
      ['kubectl config set-credentials jane --client-key=jane.key --client-certificate=jane.crt'],
      ['kubectl config set-context jane --cluster=kubernetes --user=jane', 'Context "jane" created.\n'],
      [
        'kubectl --context jane get pods',
        'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"\n',
      ],
    ],
  ],
];

for (const [what, lines] of WALKTHROUGHS)
  test(`a walkthrough: ${what}`, () => {
    const cluster = Cluster.start(topology('course'), { seed: '1' });
    const session = new Session(cluster, new MemoryFiles(FILES), { isPart: true });
    const read = readTranscript(lines.map(([line]) => line).join('\n'), 't.sh');
    assert.equal(read.length, lines.length);
    for (const [index, line] of read.entries()) {
      cluster.grantBudget();
      const { stdout, stderr } = playTranscript(line, session);
      pause(session, PACE_MS);
      const [typed = '', printed] = lines[index] ?? [];
      if (typeof printed === 'string') assert.equal(stdout + stderr, printed, typed);
      else if (printed !== undefined) assert.match(stdout, printed, typed);
    }
  });
