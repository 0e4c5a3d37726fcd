import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Terminal } from './terminal.ts';

/** Statuses that somebody writes while no controller looks, and what kubectl v1.25.0 prints of them. */
function terminalWithoutControllers(): Terminal {
  const terminal = new Terminal();
  terminal.cluster.stop('kube-controller-manager');
  return terminal;
}

const writeStatus = (terminal: Terminal, what: string, status: object): string =>
  terminal.out(`patch ${what} --subresource=status --type=merge -p '${JSON.stringify({ status })}'`);

test('a node tells of devices and huge pages', () => {
  const terminal = terminalWithoutControllers();
  const resources = { cpu: '3500m', memory: '7000000Ki', pods: '18', 'hugepages-2Mi': '4Mi', 'example.com/gpu': '2' };
  writeStatus(terminal, 'node w1-k8s', { capacity: resources, allocatable: resources });
  const limits = { 'example.com/gpu': '1', 'hugepages-2Mi': '2Mi', memory: '100M' };
  const spec = { nodeName: 'w1-k8s', containers: [{ name: 'g', image: 'nginx', resources: { limits } }] };
  terminal.out(`run g --image=nginx --overrides='${JSON.stringify({ spec })}'`);
  const text = terminal.out('describe node w1-k8s');
  const [, table = ''] = /Resource +Requests +Limits\n +-+ +-+ +-+\n([^]*?)\nEvents/.exec(text) ?? [];
  assert.deepEqual(
    table.split('\n').map((line) => line.trim().split(/ {2,}/)),
    [
      ['cpu', '0 (0%)', '0 (0%)'],
      ['memory', '100M (1%)', '100M (1%)'],
      ['ephemeral-storage', '0 (0%)', '0 (0%)'],
      ['hugepages-2Mi', '2Mi (50%)', '2Mi (50%)'],
      ['example.com/gpu', '1', '1'],
    ],
  );
});

test('a claim tells of its source and its conditions', () => {
  const terminal = terminalWithoutControllers();
  terminal.kubectl(
    'create -f -',
    `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c}
spec: {accessModes: [ReadWriteOnce], dataSource: {kind: PersistentVolumeClaim, name: other}, resources: {requests: {storage: 1Gi}}}
`,
  );
  const lastTransitionTime = '2022-01-02T03:04:05Z';
  const message = 'Waiting for user to (re-)start a pod';
  const conditions = [{ type: 'FileSystemResizePending', status: 'True', message, lastTransitionTime }];
  writeStatus(terminal, 'pvc c', { phase: 'Lost', conditions });
  const text = terminal.out('describe pvc c');
  assert.equal(
    text.slice(text.indexOf('VolumeMode:')),
    `VolumeMode:    Filesystem
DataSource:
  Kind:   PersistentVolumeClaim
  Name:   other
Used By:  <none>
Conditions:
  Type                      Status  LastProbeTime                     LastTransitionTime                Reason  Message
  ----                      ------  -----------------                 ------------------                ------  -------
  FileSystemResizePending   True    Mon, 01 Jan 0001 00:00:00 +0000   Sun, 02 Jan 2022 03:04:05 +0000           Waiting for user to (re-)start a pod
Events:                     <none>
`,
  );
});

test('what has no history has no revision either', () => {
  const terminal = terminalWithoutControllers();
  terminal.kubectl(
    'create -f -',
    `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ds}
spec:
  selector: {matchLabels: {app: ds}}
  template: {metadata: {labels: {app: ds}}, spec: {containers: [{name: c, image: nginx}]}}
`,
  );
  assert.equal(
    terminal.out('rollout history ds ds --revision=1'),
    'daemonset.apps/ds with revision #1\nNo rollout history found.\n',
  );
});

test('a binding to no node is refused in the words of its check', () => {
  const terminal = terminalWithoutControllers();
  terminal.out(`run p --image=nginx --overrides='{"spec":{"schedulerName":"mine"}}'`);
  const body =
    '{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p"},"target":{"apiVersion":"v1","kind":"Node"}}';
  const { stderr } = terminal.kubectl('create --raw /api/v1/namespaces/default/pods/p/binding -f -', body);
  assert.equal(stderr, 'Error from server: target.name: Required value\n');
});

test('what a container said when it ended is printed as it is', () => {
  const terminal = terminalWithoutControllers();
  terminal.out(`run p --image=nginx --overrides='{"spec":{"schedulerName":"mine"}}'`);
  const ended = {
    exitCode: 3,
    message: 'line1\nline2',
    startedAt: '2022-01-02T03:04:05Z',
    finishedAt: '2022-01-02T03:04:05Z',
  };
  const given = { name: 'p', image: 'nginx', imageID: '', ready: false, restartCount: 0, state: { terminated: ended } };
  writeStatus(terminal, 'pod p', { phase: 'Failed', containerStatuses: [given] });
  const text = terminal.out('describe pod p');
  const from = text.indexOf('    State:');
  assert.equal(
    text.slice(from, text.indexOf('      Started:')),
    '    State:         Terminated\n      Message:     line1\nline2\n      Exit Code:    3\n',
  );
});
