import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '../../engine/index.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { topology } from '../../scenarios/topologies.ts';
import { readTranscript } from './transcript.ts';
import { playTranscript } from './transcript-player.ts';

const DRY = 'kubectl create configmap a --from-literal=x=1 --dry-run=client -o yaml';

/** What the last of some lines prints. */
function played(...rows: readonly string[]): string {
  return playedOn('bare', rows);
}

function playedOn(name: string, rows: readonly string[]): string {
  const cluster = Cluster.start(topology(name), { seed: '1' });
  const session = new Session(cluster, new MemoryFiles({ 'mine.yaml': 'kind: Pod\n' }), { isPart: true });
  const results = readTranscript(rows.join('\n'), 't.sh').map((line) => playTranscript(line, session));
  const { exit, stdout, stderr } = results.at(-1) ?? { exit: -1, stdout: '', stderr: '' };
  return `${exit} ${stdout}${stderr}`;
}

const CASES: readonly (readonly [name: string, rows: readonly string[], printed: string | RegExp])[] = [
  ['a pipe into kubectl', [`${DRY} | kubectl apply -f -`], '0 configmap/a created\n'],
  [
    'the last of a pipe decides',
    [`kubectl get nothing | kubectl apply -f -`],
    /^1 error: the server[^]*no objects passed to apply\n$/,
  ],
  ['a file for what follows', [`${DRY} > a.yaml`, 'kubectl create -f a.yaml'], '0 configmap/a created\n'],
  [
    'a file outside is in memory, too',
    [`${DRY} > /tmp/a.yaml`, 'kubectl create -f /tmp/a.yaml'],
    '0 configmap/a created\n',
  ],
  [
    'added to a file',
    [`${DRY} > a`, 'kubectl create ns b --dry-run=client -o name >> a', 'cat a'],
    /^0 api[^]*namespace\/b\n$/,
  ],
  ['a document as a file', ["cat > d/b.yaml <<'EOF'", 'a: 1', 'EOF', 'cat d/b.yaml'], '0 a: 1\n'],
  ['a variable', ['A=kube-system', 'kubectl get ns $A -o name'], '0 namespace/kube-system\n'],
  ['a pipe', ['kubectl get ns -o name | grep public'], '0 namespace/kube-public\n'],
  [
    'the folder stays',
    ['mkdir d; cd d', `${DRY} > a.yaml`, 'cat a.yaml | kubectl apply -f -'],
    '0 configmap/a created\n',
  ],
  [
    'a file that was handed in without its folder',
    ['mkdir d; cd d', 'kubectl apply -f mine.yaml --dry-run=client'],
    /^1 error: [^]*apiVersion not set/,
  ],
  [
    'a URL is the file that was handed in for it',
    ['kubectl apply -f https://k8s.io/examples/mine.yaml --dry-run=client'],
    /^1 error: error validating "https:\/\/k8s\.io\/examples\/mine\.yaml": [^]*apiVersion not set/,
  ],
  ['a page that was handed in', ['curl -s https://k8s.io/examples/mine.yaml'], '0 kind: Pod\n'],
  [
    'a page that is saved',
    ['curl -so yours.yaml https://k8s.io/examples/mine.yaml', 'cat yours.yaml'],
    '0 kind: Pod\n',
  ],
  [
    'a page that nobody handed in',
    ['curl -s https://k8s.io/none.yaml; curl -S https://k8s.io/none.yaml'],
    '6 curl: (6) Could not resolve host: k8s.io\n',
  ],
  [
    'the API over the network, as nobody',
    ['curl -sk https://localhost:6443/api/v1/namespaces'],
    /^0 \{\n {2}"kind": "Status",[^]*namespaces is forbidden: User \\"system:anonymous\\" cannot list/,
  ],
  [
    'the API over the network, with a token',
    [
      'TOKEN=$(kubectl create token default)',
      'kubectl create rolebinding r --clusterrole=view --serviceaccount=default:default',
      'curl -sk -H "Authorization: Bearer $TOKEN" https://localhost:6443/api/v1/namespaces/default/configmaps | grep kind',
    ],
    '0   "kind": "ConfigMapList",\n',
  ],
  [
    'the API over the network, with a token of nobody',
    ['curl -sk -H "Authorization: Bearer x.y.z" https://localhost:6443/api | grep -e message -e code'],
    '0   "message": "Unauthorized",\n  "code": 401\n',
  ],
  [
    'what the shell writes stays as it was, too',
    ['echo x | tee mine.yaml'],
    '0 x\nseatrial: mine.yaml is there already and stays as it is\n',
  ],
  [
    'an editor that needs nobody',
    [
      'kubectl create cm a --from-literal=k=red',
      'KUBE_EDITOR="sed -i s/red/blue/" kubectl edit cm a',
      'kubectl get cm a -o jsonpath={.data.k}',
    ],
    '0 blue',
  ],
  [
    'an editor that is exported',
    [
      'kubectl create cm a --from-literal=k=red',
      'export EDITOR="sed -i s/red/green/"',
      'kubectl edit cm a',
      'kubectl get cm a -o jsonpath={.data.k}',
    ],
    '0 green',
  ],
  [
    'an editor that needs somebody',
    ['EDITOR=vi kubectl edit cm kube-root-ca.crt'],
    /^1 error: kubectl edit without an editor/,
  ],
  ['files come and go', ['echo 1 > a', 'mv a b', 'ls'], '0 b\nmine.yaml\n'],
  ['what was there stays', [`${DRY} > mine.yaml`, 'cat mine.yaml'], '0 kind: Pod\n'],
  ['nobody reads it', ['kubectl create ns a > /dev/null 2>&1'], '0 '],
  [
    'not without end',
    Array.from({ length: 9 }, () => 'kubectl get --raw /openapi/v2 >> a'),
    /more than 4194304 characters\n$/,
  ],
];

for (const [name, rows, printed] of CASES)
  test(`what a shell would do: ${name}`, () => {
    if (typeof printed === 'string') assert.equal(played(...rows), printed);
    else assert.match(played(...rows), printed);
  });

test('a pod reads the API as its service account, and writes nothing', () => {
  const rows = [
    'kubectl run web --image=nginx',
    'sleep 30',
    'kubectl exec web -- sh -c \'T=$(cat /var/run/secrets/kubernetes.io/serviceaccount/token); U=https://kubernetes.default.svc/api/v1/namespaces/default; curl -sk -H "Authorization: Bearer $T" $U/pods | grep message; curl -skX DELETE $U/pods/web\'',
  ];
  assert.equal(
    playedOn('course', rows),
    '0   "message": "pods is forbidden: User \\"system:serviceaccount:default:default\\" cannot list resource \\"pods\\" in API group \\"\\" in the namespace \\"default\\"",\n' +
      'seatrial: DELETE to the API from within a pod is not simulated\n',
  );
});
