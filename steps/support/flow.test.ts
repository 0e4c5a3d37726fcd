import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceEntry } from '../../engine/index.ts';
import { compareFlow, doersOf, type FlowStep } from './flow.ts';

type Short = readonly [
  atMs: number,
  by: string,
  type: TraceEntry['type'],
  about: string,
  detail: Record<string, unknown>,
];

const SHORT: readonly Short[] = [
  [0, 'topology', 'change', 'Pod kube-system/etcd', { change: 'ADDED' }],
  [0, 'kubectl', 'request', 'Deployment default/web', { verb: 'create' }],
  [0, 'kubectl', 'change', 'Deployment default/web', { change: 'ADDED' }],
  [0, 'deployment-controller', 'change', 'ReplicaSet default/web-1', { change: 'ADDED' }],
  [0, 'replicaset-controller', 'change', 'Pod default/web-1-a', { change: 'ADDED', node: '', status: 'Pending' }],
  [5, 'default-scheduler', 'note', 'Pod default/web-1-a', { topic: 'scheduled' }],
  [9, 'kubelet@w1-k8s', 'change', 'Pod default/web-1-a', { change: 'MODIFIED', node: 'w1-k8s', status: 'Running' }],
];

const TRACE: readonly TraceEntry[] = SHORT.map(([atMs, by, type, about, detail], seq) => ({
  seq,
  atMs,
  by,
  type,
  about,
  detail,
}));

const flow = (text: string): readonly FlowStep[] =>
  text.split('; ').map((row) => {
    const [who = '', what = ''] = row.split(': ');
    return { who, what };
  });

const CASES: readonly [flow: string, divergence: RegExp | undefined][] = [
  ['kubectl: asks for the Deployment; API server: stores the Deployment; scheduler: picks a node', undefined],
  ['컨트롤러 매니저: 레플리카셋을 만든다; 스케줄러: 노드를 고른다; kubelet: 파드가 Running이라고 알린다', undefined],
  ['replicaset-controller: creates the pods', undefined],
  ['scheduler: creates the pods', /^replicaset-controller did it$/],
  ['scheduler: picks a node; controller manager: creates the pods', /^it happened before the step above, at 0 ms/],
  ['kube-proxy: programs the rules of the Service', /^it did not happen$/],
];

for (const [text, divergence] of CASES) {
  test(`the flow ${text}`, () => {
    const found = compareFlow(TRACE, flow(text));
    if (divergence === undefined) assert.equal(found, undefined);
    else assert.match(found?.actual ?? 'no divergence', divergence);
  });
}

test('who did something is told once, and the topology is nobody', () => {
  assert.deepEqual(doersOf(TRACE, 'creates the pods'), ['controller manager']);
});

test('an unknown deed names the known ones', () => {
  assert.throws(
    () => compareFlow(TRACE, flow('kubectl: sings')),
    /"sings" is nothing that a flow can tell; known are: asks for/,
  );
});
