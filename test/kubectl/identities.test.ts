// As whom a command asks: contexts, users and tokens of the kubeconfig, and what each may do with running pods.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JOHN } from '../../engine/controllers/certificate-signing/testing.ts';
import { Cluster, encodeBase64 } from '../../engine/index.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { topology } from '../../scenarios/topologies.ts';

const SET_UP = [
  'kubectl create serviceaccount reader',
  'kubectl create clusterrole reads-pods --verb=get,list --resource=pods',
  'kubectl create clusterrolebinding reader --clusterrole=reads-pods --serviceaccount=default:reader --user=bob',
  'kubectl run p --image=nginx',
  'kubectl wait --for=condition=Ready pod/p',
  'kubectl config set-credentials reader --token=$(kubectl create token reader)',
  'kubectl config set-credentials nobody --token=a.b.c',
  'kubectl config set-credentials eve --username=eve --password=x',
  'for u in reader nobody eve; do kubectl config set-context $u --cluster=kubernetes --user=$u; done',
];

const ACCOUNT = 'User "system:serviceaccount:default:reader" cannot';
const PODS = 'Error from server (Forbidden): pods "p" is forbidden:';
const DEFAULT = 'in the namespace "default"\n';
const UNAUTHORIZED = '1 error: You must be logged in to the server (Unauthorized)\n';

/** The texts about bob are those of kubectl v1.25.0. */
const CASES: readonly (readonly [line: string, printed: string])[] = [
  ['kubectl --context=reader get pods -o name', '0 pod/p\n'],
  ['kubectl --context=reader delete pod p', `1 ${PODS} ${ACCOUNT} delete resource "pods" in API group "" ${DEFAULT}`],
  [
    'kubectl --user=reader get ns default',
    `1 Error from server (Forbidden): namespaces "default" is forbidden: ${ACCOUNT} get resource "namespaces" in API group "" in the namespace "default"\n`,
  ],
  ['kubectl --context=reader auth can-i list pods', '0 yes\n'],
  ['kubectl --context=reader auth can-i create pods', '1 no\n'],
  [
    'kubectl --context=reader get --raw /api/v1/nodes',
    `1 Error from server (Forbidden): nodes is forbidden: ${ACCOUNT} list resource "nodes" in API group "" at the cluster scope\n`,
  ],
  ['kubectl --context=nobody get pods', UNAUTHORIZED],
  ['kubectl --context=eve get pods', UNAUTHORIZED],
  ['kubectl --context=reader --token=a.b.c get pods', UNAUTHORIZED],
  ['kubectl --token=a.b.c get ns default -o name', '0 namespace/default\n'],
  [
    'kubectl --context=reader --as=bob get pods',
    '1 error: kubectl --as of another user than the administrator is not simulated\n',
  ],
  ['kubectl --as=bob get pods -o name', '0 pod/p\n'],
  [
    'kubectl --as=bob exec p -- ls',
    `1 ${PODS} User "bob" cannot create resource "pods/exec" in API group "" ${DEFAULT}`,
  ],
  ['kubectl --as=bob logs p', `1 ${PODS} User "bob" cannot get resource "pods/log" in API group "" ${DEFAULT}`],
  [
    'kubectl --as=bob port-forward p 8080:80',
    `1 error: error upgrading connection: pods "p" is forbidden: User "bob" cannot create resource "pods/portforward" in API group "" ${DEFAULT}`,
  ],
  [
    'kubectl --as=bob cp p:/etc/hostname x',
    `1 ${PODS} User "bob" cannot create resource "pods/exec" in API group "" ${DEFAULT}`,
  ],
  [
    'kubectl --as=bob cp x p:/tmp/x',
    `1 ${PODS} User "bob" cannot create resource "pods/exec" in API group "" ${DEFAULT}`,
  ],
  [
    'kubectl --as=bob attach p',
    `1 If you don't see a command prompt, try pressing enter.\n${PODS} User "bob" cannot create resource "pods/attach" in API group "" ${DEFAULT}`,
  ],
  [
    'kubectl config use-context reader > /dev/null; kubectl run q --image=nginx; kubectl config use-context kubernetes-admin@kubernetes',
    `0 Switched to context "kubernetes-admin@kubernetes".\nError from server (Forbidden): pods is forbidden: ${ACCOUNT} create resource "pods" in API group "" ${DEFAULT}`,
  ],
  ['kubectl delete serviceaccount reader > /dev/null; kubectl --context=reader get pods', UNAUTHORIZED],
];

const session = new Session(Cluster.start(topology('course'), { seed: '1' }), new MemoryFiles({ x: 'text\n' }));

test('the cluster is set up', () => {
  for (const line of SET_UP) assert.equal(session.shell(line).stderr, '', line);
});

for (const [line, printed] of CASES)
  test(`as whom: ${line}`, () => {
    const { exit, stdout, stderr } = session.shell(line);
    assert.equal(`${exit} ${stdout}${stderr}`, printed);
  });

const REQUEST = `apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: john}
spec:
  request: ${encodeBase64(JOHN)}
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
`;

/** From a request to a user, as courses go about it; the refusals are those of kubectl v1.25.0. */
const CERTIFIED: readonly (readonly [line: string, printed: string | RegExp])[] = [
  ['kubectl apply -f csr.yaml', '0 certificatesigningrequest.certificates.k8s.io/john created\n'],
  ['kubectl get csr john --no-headers', /^0 john .* <none> +Pending\n$/],
  ['kubectl certificate approve john', '0 certificatesigningrequest.certificates.k8s.io/john approved\n'],
  ['sleep 1; kubectl get csr john --no-headers', /^0 john .* Approved,Issued\n$/],
  [
    'kubectl describe csr john | grep -A3 "^Subject:"',
    '0 Subject:\n  Common Name:    john\n  Serial Number:  \n  Organization:   dev\n',
  ],
  ["kubectl get csr john -o jsonpath='{.status.certificate}' | base64 -d > john.crt", '0 '],
  ['kubectl config set-credentials john --client-certificate=john.crt', '0 User "john" set.\n'],
  ['kubectl config set-context john --cluster=kubernetes --user=john', '0 Context "john" created.\n'],
  [
    'kubectl --context=john get pods',
    '1 error: client-key-data or client-key must be specified for john to use the clientCert authentication method.\n',
  ],
  ['kubectl config set-credentials john --client-key=no.key', '0 User "john" set.\n'],
  [
    'kubectl --context=john get pods',
    '1 error: unable to read client-key /root/no.key for john due to open /root/no.key: no such file or directory\n',
  ],
  ['kubectl config set-credentials john --client-certificate=no.crt', '0 User "john" set.\n'],
  [
    'kubectl --context=john get pods',
    '1 Error in configuration: \n* unable to read client-cert /root/no.crt for john due to open /root/no.crt: no such file or directory\n* unable to read client-key /root/no.key for john due to open /root/no.key: no such file or directory\n',
  ],
  [
    'kubectl config set-credentials john --client-certificate=no.crt --embed-certs',
    '1 error: could not stat client-certificate file no.crt: stat no.crt: no such file or directory\n',
  ],
  [
    'kubectl config set-credentials john --client-certificate=john.crt --client-key=john.key --embed-certs',
    '0 User "john" set.\n',
  ],
  [
    'kubectl --context=john get pods',
    '1 Error from server (Forbidden): pods is forbidden: User "john" cannot list resource "pods" in API group "" in the namespace "default"\n',
  ],
  ['kubectl create rolebinding dev --clusterrole=view --group=dev', /^0 .*created\n$/],
  ['kubectl --context=john get pods', '0 No resources found in default namespace.\n'],
  [
    "kubectl config view -o jsonpath='{.users[0].user}'",
    '0 {"client-certificate-data":"REDACTED","client-key-data":"REDACTED"}',
  ],
  ['sleep 50m; kubectl get csr -o name', '0 certificatesigningrequest.certificates.k8s.io/john\n'],
];

const certified = new Session(
  Cluster.start(topology('course'), { seed: '1' }),
  new MemoryFiles({ 'csr.yaml': REQUEST, 'john.key': 'a key\n' }),
);

for (const [line, printed] of CERTIFIED)
  test(`by a certificate: ${line}`, () => {
    const { exit, stdout, stderr } = certified.shell(line);
    if (typeof printed === 'string') assert.equal(`${exit} ${stdout}${stderr}`, printed);
    else assert.match(`${exit} ${stdout}${stderr}`, printed);
  });
