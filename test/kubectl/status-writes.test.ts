import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

const template = `
    selector: {matchLabels: {a: b}}
    template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: nginx}]}}`;

const OBJECTS = `apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: d}
  spec:
    replicas: 0${template}
- apiVersion: apps/v1
  kind: StatefulSet
  metadata: {name: s}
  spec:
    replicas: 0
    serviceName: s${template}
- apiVersion: apps/v1
  kind: ReplicaSet
  metadata: {name: r}
  spec:
    replicas: 0${template}
- apiVersion: apps/v1
  kind: DaemonSet
  metadata: {name: ds}
  spec:${template}
- apiVersion: batch/v1
  kind: Job
  metadata: {name: j}
  spec:
    parallelism: 0
    ttlSecondsAfterFinished: 1
    template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}
- apiVersion: policy/v1
  kind: PodDisruptionBudget
  metadata: {name: p}
  spec: {minAvailable: 1, selector: {matchLabels: {a: b}}}
- apiVersion: autoscaling/v2
  kind: HorizontalPodAutoscaler
  metadata: {name: h}
  spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}, maxReplicas: 2}
`;

const above = (field: string, value: number, what: string): string =>
  `status.${field}: Invalid value: ${value}: cannot be greater than ${what}`;
const below = (field: string): string => `status.${field}: Invalid value: -1: must be greater than or equal to 0`;

/** What a server of v1.25.2 says of counts in a status. */
const rows: readonly (readonly [what: string, status: object, errors: readonly string[]])[] = [
  [
    'deploy d',
    { replicas: -1, updatedReplicas: 2, readyReplicas: 9, availableReplicas: 2 },
    [
      below('replicas'),
      above('updatedReplicas', 2, 'status.replicas'),
      above('readyReplicas', 9, 'status.replicas'),
      above('availableReplicas', 2, 'status.replicas'),
    ],
  ],
  ['deploy d', { replicas: 1, availableReplicas: 1 }, [above('availableReplicas', 1, 'readyReplicas')]],
  ['sts s', { replicas: 1, readyReplicas: 9 }, [above('readyReplicas', 9, 'status.replicas')]],
  ['sts s', { replicas: 1, availableReplicas: 1 }, [above('availableReplicas', 1, 'status.readyReplicas')]],
  ['rs r', { fullyLabeledReplicas: 1 }, [above('fullyLabeledReplicas', 1, 'status.replicas')]],
  ['ds ds', { numberReady: -1 }, [below('numberReady')]],
  ['job j', { active: -1 }, [below('active')]],
  ['pdb p', { currentHealthy: -1 }, [below('currentHealthy')]],
  ['hpa h', { currentReplicas: -1 }, [below('currentReplicas')]],
];

const patched = (terminal: Terminal, what: string, status: object) =>
  terminal.kubectl(`patch ${what} --subresource=status --type=merge -p '${JSON.stringify({ status })}'`);

test('counts in a status are checked', async (t) => {
  const terminal = new Terminal();
  terminal.cluster.stop('kube-controller-manager');
  assert.equal(terminal.kubectl('create -f -', OBJECTS).exit, 0);
  for (const [what, status, errors] of rows)
    await t.test(`${what} ${JSON.stringify(status)}`, () => {
      const { stderr } = patched(terminal, what, status);
      const said = stderr.trimEnd().replace(/^The .* is invalid: ?/, '');
      assert.deepEqual(
        said.split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/^\* /, '')])),
        errors,
      );
    });
});

test('times and lists that somebody leaves out of a status are nothing to stumble over', () => {
  const terminal = new Terminal();
  terminal.kubectl('create -f -', OBJECTS);
  assert.equal(patched(terminal, 'job j', { conditions: [{ type: 'Complete', status: 'True' }] }).exit, 0);
  assert.equal(patched(terminal, 'node w1-k8s', { images: [{ names: [], sizeBytes: 1 }, { sizeBytes: 2 }] }).exit, 0);
  terminal.out('run one --image=nginx');
  const lastState = { terminated: { exitCode: 1 } };
  const restarted = { name: 'one', image: '', imageID: '', ready: false, restartCount: 2, state: {}, lastState };
  assert.equal(patched(terminal, 'pod one', { containerStatuses: [restarted] }).exit, 0);
  assert.equal(patched(terminal, 'pdb p', { disruptedPods: { one: null } }).exit, 0);
  terminal.cluster.advance(30_000);
  assert.equal(terminal.kubectl('get job j').exit, 0);
});
