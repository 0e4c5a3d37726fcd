import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineMutants } from './line-mutants.ts';

const MISSING = null;

/** A line, and what becomes of it. */
const LINES: readonly (readonly [line: string, wrong: readonly (string | null)[]])[] = [
  ['kubectl get pods -n lab', []],
  ['kubectl rollout status deployment web', []],
  ['kubectl wait pod web --for=condition=Ready', []],
  ['sleep 5', []],
  ['kubectl frobnicate web', []],
  ['rm -rf /', []],
  ['curl http://w1-k8s:30080', [MISSING]],
  ['kubectl apply -f web.yaml', [MISSING]],
  ['kubectl rollout undo deployment web', [MISSING]],
  [
    'k run web --image nginx',
    [
      MISSING,
      'kubectl run web --image httpd',
      'kubectl run web --image nginxx',
      'kubectl run web --image nginx:no-such-tag',
      'kubectl run web-x --image nginx',
      'kubectl run web --image nginx --namespace=kube-public',
      'kubectl run web --image nginx --image-pull-policy=Never',
    ],
  ],
  [
    'kubectl -nlab create deploy web --replicas=2 --image=sysnet4admin/chk-hn -- sleep 9',
    [
      MISSING,
      'kubectl create deploy web --replicas=2 --image=sysnet4admin/chk-hn -- sleep 9',
      'kubectl -nkube-public create deploy web --replicas=2 --image=sysnet4admin/chk-hn -- sleep 9',
      'kubectl -nlab create deploy web --replicas=3 --image=sysnet4admin/chk-hn -- sleep 9',
      'kubectl -nlab create deploy web --replicas=1 --image=sysnet4admin/chk-hn -- sleep 9',
      'kubectl -nlab create deploy web --replicas=0 --image=sysnet4admin/chk-hn -- sleep 9',
      'kubectl -nlab create deploy web --image=sysnet4admin/chk-hn -- sleep 9',
      'kubectl -nlab create deploy web --replicas=2 --image=nginx -- sleep 9',
      'kubectl -nlab create deploy web --replicas=2 --image=sysnet4admin/chk-hnn -- sleep 9',
      'kubectl -nlab create deploy web --replicas=2 --image=sysnet4admin/chk-hn:no-such-tag -- sleep 9',
      'kubectl -nlab create deploy web-x --replicas=2 --image=sysnet4admin/chk-hn -- sleep 9',
    ],
  ],
  [
    'kubectl expose pod web --type=NodePort --port=80 --target-port=http --name svc',
    [
      MISSING,
      'kubectl expose pod web --type=NodePort --port=81 --target-port=http --name svc',
      'kubectl expose pod web --type=NodePort --target-port=http --name svc',
      'kubectl expose pod web --type=NodePort --port=80 --target-port=http-x --name svc',
      'kubectl expose pod web --type=NodePort --port=80 --name svc',
      'kubectl expose pod web --type=ClusterIP --port=80 --target-port=http --name svc',
      'kubectl expose pod web --type=LoadBalancer --port=80 --target-port=http --name svc',
      'kubectl expose pod web --type=NodePort --port=80 --target-port=http --name svc-x',
      'kubectl expose pod web --type=NodePort --port=80 --target-port=http',
      'kubectl expose pod web --type=NodePort --port=80 --target-port=http --name svc --namespace=kube-public',
      'kubectl expose pod web --type=NodePort --port=80 --target-port=http --name svc --protocol=UDP',
      'kubectl expose pod web --type=NodePort --port=80 --target-port=http --name svc --selector=tier=x',
    ],
  ],
  [
    'kubectl create svc nodeport s --tcp=80:8080',
    [
      MISSING,
      'kubectl create svc nodeport s --tcp=81:8080',
      'kubectl create svc nodeport s --tcp=80:8081',
      'kubectl create svc nodeport s-x --tcp=80:8080',
      'kubectl create svc nodeport s --tcp=80:8080 --namespace=kube-public',
    ],
  ],
  ['kubectl label pod web tier=front', [MISSING, 'kubectl label pod web tier=front-x']],
  [
    'kubectl set image deploy/web c=nginx:1.23',
    [
      MISSING,
      'kubectl set image deploy/web c=httpd',
      'kubectl set image deploy/web c=nginxx:1.23',
      'kubectl set image deploy/web c=nginx:no-such-tag',
      'kubectl set image deploy/web c=nginx',
    ],
  ],
  [
    'kubectl create cm c --from-literal="a=b c"',
    [
      MISSING,
      "kubectl create cm c '--from-literal=a=b cx'",
      'kubectl create cm c',
      "kubectl create cm c-x '--from-literal=a=b c'",
      "kubectl create cm c '--from-literal=a=b c' --namespace=kube-public",
    ],
  ],
  [
    'kubectl create role r --verb=get,list --resource=pods',
    [
      MISSING,
      "kubectl create role r '--verb=*' --resource=pods",
      'kubectl create role r --verb=list --resource=pods',
      "kubectl create role r --verb=get,list '--resource=*'",
      'kubectl create role r-x --verb=get,list --resource=pods',
    ],
  ],
  [
    "kubectl config set-context --current --namespace 'lab'",
    [MISSING, 'kubectl config set-context --current', 'kubectl config set-context --current --namespace kube-public'],
  ],
];

for (const [line, wrong] of LINES) {
  test(`wrong versions of: ${line}`, () => {
    assert.deepEqual(
      lineMutants(line).map((mutant) => mutant.line ?? MISSING),
      wrong,
    );
  });
}

test('a mutant says what is different and in which line', () => {
  const texts = lineMutants('kubectl scale deploy web --replicas=3').map(
    ({ operator, text }) => `${operator}: ${text}`,
  );
  assert.deepEqual(texts, [
    'missing: the line "kubectl scale deploy web --replicas=3" is missing',
    'replicas: --replicas 3 -> 4 in "kubectl scale deploy web --replicas=3"',
    'replicas: --replicas 3 -> 2 in "kubectl scale deploy web --replicas=3"',
    'replicas: --replicas 3 -> 0 in "kubectl scale deploy web --replicas=3"',
    'replicas: --replicas dropped in "kubectl scale deploy web --replicas=3"',
  ]);
});

test('a manifest in a here-document has its own mistakes', () => {
  const line = 'kubectl apply -n lab -f - <<EOF\nkind: Namespace\nmetadata:\n  name: a\nEOF';
  const last = lineMutants(line).at(-1);
  assert.equal(last?.text, 'Namespace a: metadata.name a -> a-x');
  const body = JSON.stringify({ kind: 'Namespace', metadata: { name: 'a-x' } }, null, 2);
  assert.equal(last?.line, `kubectl apply -n lab -f - <<'END_OF_DOCUMENT'\n${body}\nEND_OF_DOCUMENT`);
});

test('a flag is added before what the container is to run', () => {
  const lines = lineMutants('kubectl run web --image=nginx -- sleep 9').map(({ line }) => line);
  assert.equal(lines.at(-1), 'kubectl run web --image=nginx --image-pull-policy=Never -- sleep 9');
});
