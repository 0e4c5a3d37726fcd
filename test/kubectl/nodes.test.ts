import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';
import { playSession } from './transcript.ts';

const guarded = `apiVersion: apps/v1
kind: Deployment
metadata: {name: guarded}
spec:
  replicas: 3
  selector: {matchLabels: {app: guarded}}
  template:
    metadata: {labels: {app: guarded}}
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {labelSelector: {matchLabels: {app: guarded}}, topologyKey: kubernetes.io/hostname}
      containers: [{name: nginx, image: nginx}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: guarded}
spec:
  minAvailable: 3
  selector: {matchLabels: {app: guarded}}
`;

/** As recorded from a v1.25 cluster (case 5.5); kubectl evicts side by side, in no fixed order, here it is by name. */
const recorded = `$ create deployment web --image=nginx --replicas=3
deployment.apps/web created
$ sleep 5
$ cordon w1-k8s
node/w1-k8s cordoned
$ cordon w1-k8s
node/w1-k8s already cordoned
$ scale deployment web --replicas=6
deployment.apps/web scaled
$ sleep 5
$ run lone --image=nginx --overrides='{"spec":{"nodeName":"w1-k8s"}}'
pod/lone created
$ sleep 5
$ drain w1-k8s
node/w1-k8s already cordoned
E: error: unable to drain node "w1-k8s" due to error:cannot delete Pods declare no controller (use --force to override): default/lone, continuing command...
E: There are pending nodes to be drained:
E:  w1-k8s
E: cannot delete Pods declare no controller (use --force to override): default/lone
= 1
$ drain w1-k8s --ignore-daemonsets --force
node/w1-k8s already cordoned
evicting pod default/lone
evicting pod default/web-8667899c97-zfw7m
pod/lone evicted
pod/web-8667899c97-zfw7m evicted
node/w1-k8s drained
E: Warning: deleting Pods that declare no controller: default/lone
$ sleep 5
$ uncordon w1-k8s
node/w1-k8s uncordoned
$ delete deployment web
deployment.apps "web" deleted
$ sleep 5
$ apply -f guarded.yaml
deployment.apps/guarded created
poddisruptionbudget.policy/guarded created
$ sleep 5
$ drain w2-k8s --ignore-daemonsets --timeout=4s
node/w2-k8s cordoned
evicting pod default/guarded-54656799bb-c9z2b
evicting pod default/guarded-54656799bb-c9z2b
E: error when evicting pods/"guarded-54656799bb-c9z2b" -n "default" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.
E: There are pending pods in node "w2-k8s" when an error occurred: error when evicting pods/"guarded-54656799bb-c9z2b" -n "default": global timeout reached: 4s
E: pod/guarded-54656799bb-c9z2b
E: error: unable to drain node "w2-k8s" due to error:error when evicting pods/"guarded-54656799bb-c9z2b" -n "default": global timeout reached: 4s, continuing command...
E: There are pending nodes to be drained:
E:  w2-k8s
E: error when evicting pods/"guarded-54656799bb-c9z2b" -n "default": global timeout reached: 4s
= 1
$ uncordon w2-k8s
node/w2-k8s uncordoned
$ patch pdb guarded -p '{"spec":{"minAvailable":2}}'
poddisruptionbudget.policy/guarded patched
$ sleep 5
$ drain w2-k8s --ignore-daemonsets --timeout=20s
node/w2-k8s cordoned
evicting pod default/guarded-54656799bb-c9z2b
pod/guarded-54656799bb-c9z2b evicted
node/w2-k8s drained
$ sleep 5
$ uncordon w2-k8s
node/w2-k8s uncordoned
$ sleep 5
`;

test('nodes are cordoned, drained against a disruption budget and uncordoned in the recorded words', () => {
  const terminal = new Terminal();
  terminal.file('guarded.yaml', guarded);
  playSession(terminal, recorded);
});

/** Cases 4.7 and 5.4, and the refusals of kubectl v1.25. */
const taints = `$ taint nodes w1-k8s dedicated=db:NoSchedule
node/w1-k8s tainted
$ taint nodes w1-k8s dedicated=db:NoSchedule
E: error: node w1-k8s already has dedicated taint(s) with same effect(s) and --overwrite is false
= 1
$ taint nodes w1-k8s dedicated=web:NoSchedule --overwrite
node/w1-k8s modified
$ get node w1-k8s -o jsonpath={.spec.taints}
[{"effect":"NoSchedule","key":"dedicated","value":"web"}]
$ taint nodes w1-k8s dedicated-
node/w1-k8s untainted
$ taint nodes w1-k8s dedicated-
E: error: taint "dedicated" not found
= 1
$ taint nodes w1-k8s a=b:Foo
E: error: invalid taint effect: Foo, unsupported taint effect
E: See 'kubectl taint -h' for help and examples
= 1
$ taint nodes w1-k8s
E: error: at least one taint update is required
= 1
`;

test('taints are put on, changed and taken off in the recorded words', () => {
  playSession(new Terminal(), taints);
});

test('a drain says what it spares and what it deletes', () => {
  const terminal = new Terminal();
  terminal.file(
    'pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: scratch}\nspec:\n  nodeName: w3-k8s\n  volumes: [{name: e, emptyDir: {}}]\n  containers: [{name: a, image: nginx}]\n',
  );
  playSession(
    terminal,
    `$ apply -f pod.yaml
pod/scratch created
$ sleep 3
$ drain w3-k8s
node/w3-k8s cordoned
E: error: unable to drain node "w3-k8s" due to error:cannot delete Pods with local storage (use --delete-emptydir-data to override): default/scratch, continuing command...
E: There are pending nodes to be drained:
E:  w3-k8s
E: cannot delete Pods with local storage (use --delete-emptydir-data to override): default/scratch
= 1
$ drain w3-k8s --delete-emptydir-data --force --dry-run=client
node/w3-k8s already cordoned (dry run)
evicting pod default/scratch (dry run)
node/w3-k8s drained (dry run)
E: Warning: deleting Pods that declare no controller: default/scratch
$ drain
E: error: USAGE: drain NODE [flags]
E: See 'kubectl drain -h' for help and examples
= 1
$ drain nope
E: Error from server (NotFound): nodes "nope" not found
= 1
`,
  );
});

/** As a v1.25.2 control plane has it, and kubectl v1.25.0 prints it. */
test('a node made by hand: what it lacks is left out, its taints come by effect, and it says how long it may keep what it read', () => {
  const terminal = new Terminal();
  const taints = '[{key: k, effect: NoSchedule}, {key: k2, value: v, effect: NoExecute}]';
  const manifest = `apiVersion: v1\nkind: Node\nmetadata: {name: bare}\nspec: {taints: ${taints}}\n`;
  terminal.kubectl('apply -f -', manifest);
  terminal.cluster.advance(1000);
  const lines = terminal.kubectl('describe node bare').stdout.split('\n');
  assert.deepEqual(lines.slice(3, 4), ['Annotations:        node.alpha.kubernetes.io/ttl: 0']);
  const at = lines.findIndex((line) => line.startsWith('Taints:'));
  assert.deepEqual(lines.slice(at, at + 2), ['Taints:             k2=v:NoExecute', '                    k:NoSchedule']);
  assert.deepEqual(
    lines.filter((line) => /^(Capacity|Allocatable):/.test(line)),
    [],
  );
});
