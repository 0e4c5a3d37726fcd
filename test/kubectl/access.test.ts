import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';
import { playSession } from './transcript.ts';

/** Texts of kubectl v1.25 on a cluster that kubeadm made. */
const contexts = `$ config current-context
kubernetes-admin@kubernetes
$ config set-context --current --namespace=kube-system
Context "kubernetes-admin@kubernetes" modified.
$ config get-contexts
CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE
*         kubernetes-admin@kubernetes   kubernetes   kubernetes-admin   kube-system
$ config view --minify -o jsonpath={..namespace}
kube-system
$ create configmap here
configmap/here created
$ get configmap here -n kube-system -o name
configmap/here
$ config use-context nope
E: error: no context exists with the name: "nope"
= 1
$ config use-context kubernetes-admin@kubernetes
Switched to context "kubernetes-admin@kubernetes".
`;

test('the context has a namespace that later commands use', () => {
  playSession(new Terminal(), contexts);
});

const access = `$ auth can-i create pods
yes
$ auth can-i create pods --as=bob
no
= 1
$ create rolebinding readers --clusterrole=view --user=bob
rolebinding.rbac.authorization.k8s.io/readers created
$ create role cm --verb=get,list --resource=configmaps
role.rbac.authorization.k8s.io/cm created
$ create rolebinding cm --role=cm --serviceaccount=default:app
rolebinding.rbac.authorization.k8s.io/cm created
$ auth can-i list configmaps --as=system:serviceaccount:default:app
yes
$ auth can-i delete configmaps --as=system:serviceaccount:default:app
no
= 1
$ auth can-i get nodes
yes
E: Warning: resource 'nodes' is not namespace scoped
E: 
$ auth can-i list foos --as=bob
no
E: Warning: the server doesn't have a resource type 'foos'
E: 
= 1
$ auth can-i list pods -q --as=nobody
= 1
`;

test('auth can-i asks the authorizer', () => {
  playSession(new Terminal(), access);
});

const version = `$ version --short
Client Version: v1.25.0
Kustomize Version: v4.5.7
Server Version: v1.25.0
E: Flag --short has been deprecated, and will be removed in the future. The --short output will become the default.
`;

test('version tells the release that is simulated', () => {
  playSession(new Terminal(), version);
});

const waits = `$ run p --image=nginx
pod/p created
$ wait --for=condition=ready pod/p
pod/p condition met
$ wait --for=jsonpath={.status.phase}=Running pod/p
pod/p condition met
$ wait --for=condition=nope pod/p --timeout=2s
E: error: timed out waiting for the condition on pods/p
= 1
$ wait --for=foo pod/p
E: error: unrecognized condition: "foo"
= 1
$ wait --for=condition=ready pod -l a=b
E: error: no matching resources found
= 1
$ wait --for=condition=ready pod/nothere
E: Error from server (NotFound): pods "nothere" not found
= 1
$ wait --for=delete pod/nothere
$ delete pod p --wait=false
pod "p" deleted
$ wait --for=delete pod/p
pod/p condition met
`;

test('wait waits in virtual time', () => {
  playSession(new Terminal(), waits);
});

/** A server of v1.25.2 lists these; the subject is of the binding's namespace. */
test('auth can-i --list knows service accounts that a binding names without a namespace', () => {
  const terminal = new Terminal();
  terminal.out('create role reader --verb=get,list --resource=deployments.apps --resource-name=x');
  terminal.kubectl(
    'create -f -',
    `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: robot}]
`,
  );
  const listed = (who: string): string =>
    terminal.out(`auth can-i --list --no-headers --as=system:serviceaccount:${who}`);
  assert.match(listed('default:robot'), /^deployments\.apps +\[\] +\[x\] +\[get list\]$/m);
  assert.doesNotMatch(listed('other:robot'), /deployments/);
});
