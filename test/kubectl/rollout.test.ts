import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';
import { playSession } from './transcript.ts';

/** As recorded from a v1.25 cluster (case 4.1). */
const recorded = `$ create deployment web --image=nginx:1.20 --replicas=4
deployment.apps/web created
$ sleep 5
$ rollout status deployment/web
deployment "web" successfully rolled out
$ set image deployment/web nginx=nginx:1.21
deployment.apps/web image updated
$ sleep 5
$ rollout history deployment/web
deployment.apps/web 
REVISION  CHANGE-CAUSE
1         <none>
2         <none>

$ rollout undo deployment/web
deployment.apps/web rolled back
$ sleep 5
$ rollout history deployment/web
deployment.apps/web 
REVISION  CHANGE-CAUSE
2         <none>
3         <none>

$ rollout history deployment/web --revision=2
deployment.apps/web with revision #2
Pod Template:
  Labels:	app=web
	pod-template-hash=659ff88659
  Containers:
   nginx:
    Image:	nginx:1.21
    Port:	<none>
    Host Port:	<none>
    Environment:	<none>
    Mounts:	<none>
  Volumes:	<none>

$ rollout undo deployment/web --to-revision=9
E: error: unable to find specified revision 9 in history
= 1
$ rollout pause deployment/web
deployment.apps/web paused
$ set image deployment/web nginx=nginx:1.22
deployment.apps/web image updated
$ sleep 5
$ rollout undo deployment/web
E: error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/web' and try again
= 1
$ rollout resume deployment/web
deployment.apps/web resumed
$ sleep 5
$ rollout restart deployment/web
deployment.apps/web restarted
$ sleep 5
$ set image deployment/web nope=nginx:1.22
E: error: unable to find container named "nope"
= 1
$ set resources deployment web --limits=cpu=200m,memory=128Mi --requests=cpu=100m
deployment.apps/web resource requirements updated
$ set env deployment/web MODE=blue
deployment.apps/web env updated
$ sleep 5
`;

test('a rollout is followed, undone, paused, resumed and restarted in the recorded words', () => {
  playSession(new Terminal(), recorded);
});

/** Refusals whose words the recordings do not hold (kubectl v1.25). */
const refusals = `$ create deployment web --image=nginx
deployment.apps/web created
$ rollout undo deployment/web
E: error: no rollout history found for deployment "web"
= 1
$ rollout history deployment/web --revision=7
E: error: unable to find the specified revision
= 1
$ rollout resume deployment/web
E: error: deployments.apps "web" is not paused
= 1
$ rollout pause deployment/web
deployment.apps/web paused
$ rollout pause deployment/web
E: error: deployments.apps "web" is already paused
= 1
$ rollout restart deployment/web
E: error: deployments.apps "web" can't restart paused deployment (run rollout resume first)
= 1
$ rollout restart service/kubernetes
E: error: services "kubernetes" restarting is not supported
= 1
$ rollout status service/kubernetes
E: error: no status viewer has been implemented for Service
= 1
`;

test('what has no rollout, or none to go back to, is refused', () => {
  playSession(new Terminal(), refusals);
});

test('undo of a daemon set restores the template of its revision', () => {
  const terminal = new Terminal();
  terminal.file(
    'ds.yaml',
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\nspec:\n  selector: {matchLabels: {app: agent}}\n  template:\n    metadata: {labels: {app: agent}}\n    spec: {containers: [{name: a, image: "nginx:1.20"}]}\n',
  );
  playSession(
    terminal,
    `$ apply -f ds.yaml
daemonset.apps/agent created
$ sleep 5
$ rollout undo ds/agent
E: error: no last revision to roll back to
= 1
$ set image ds/agent a=nginx:1.21
daemonset.apps/agent image updated
$ sleep 5
$ rollout status ds/agent
daemon set "agent" successfully rolled out
$ rollout undo ds/agent
daemonset.apps/agent rolled back
$ get ds agent -o jsonpath={.spec.template.spec.containers[0].image}
nginx:1.20
$ rollout undo ds/agent --to-revision=3
daemonset.apps/agent skipped rollback (current template already matches revision 3)
`,
  );
});

/** One line for every change of the object, as the real client prints them; recorded with a readiness of one second. */
const followed: readonly (readonly [string, readonly string[]])[] = [
  [
    'deployment',
    [
      ...Array<string>(3).fill(
        'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
      ),
      ...Array<string>(3).fill(
        'Waiting for deployment "web" rollout to finish: 2 out of 3 new replicas have been updated...',
      ),
      ...Array<string>(2).fill(
        'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
      ),
      'deployment "web" successfully rolled out',
    ],
  ],
  [
    'statefulset',
    [
      'Waiting for partitioned roll out to finish: 0 out of 3 new pods have been updated...',
      'Waiting for 1 pods to be ready...',
      'Waiting for partitioned roll out to finish: 1 out of 3 new pods have been updated...',
      'Waiting for 1 pods to be ready...',
      'Waiting for partitioned roll out to finish: 2 out of 3 new pods have been updated...',
      'Waiting for 1 pods to be ready...',
      'partitioned roll out complete: 3 new pods have been updated...',
    ],
  ],
  [
    'daemonset',
    [
      'Waiting for daemon set "web" rollout to finish: 0 out of 3 new pods have been updated...',
      ...Array<string>(2).fill(
        'Waiting for daemon set "web" rollout to finish: 1 out of 3 new pods have been updated...',
      ),
      ...Array<string>(2).fill(
        'Waiting for daemon set "web" rollout to finish: 2 out of 3 new pods have been updated...',
      ),
      'Waiting for daemon set "web" rollout to finish: 2 of 3 updated pods are available...',
      'daemon set "web" successfully rolled out',
    ],
  ],
];

const KINDS: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
};

for (const [kind, lines] of followed) {
  test(`rollout status follows a ${kind} change by change`, () => {
    const terminal = new Terminal();
    const container = '{name: c, image: "nginx:1", readinessProbe: {initialDelaySeconds: 1, httpGet: {port: 80}}}';
    terminal.kubectl(
      'apply -f -',
      `apiVersion: apps/v1
kind: ${KINDS[kind]}
metadata: {name: web}
spec:
  ${kind === 'daemonset' ? '' : 'replicas: 3'}
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [${container}]}}
`,
    );
    terminal.out(`rollout status ${kind}/web`);
    terminal.cluster.advance(5000);
    terminal.out(`set image ${kind}/web c=nginx:2`);
    assert.deepEqual(terminal.out(`rollout status ${kind}/web`).trimEnd().split('\n'), lines);
  });
}

test('a kind without rollouts is named with its group, as recorded', () => {
  const terminal = new Terminal();
  terminal.out('create job gen --image=busybox');
  assert.equal(
    terminal.kubectl('rollout status job/gen').stderr,
    'error: no status viewer has been implemented for Job.batch\n',
  );
});
