import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceEntry } from '../../engine/index.ts';
import { ENGLISH } from '../html/words.ts';
import { changes } from '../testing.ts';
import { timelineOf } from './model.ts';
import { nodeSpans, outages } from './nodes.ts';
import { timelineSvg } from './svg.ts';

const NODE = { ready: 'True', taints: '', unschedulable: false };
const TRACE = changes([
  [0, 'Node m', { ...NODE, taints: 'node-role.kubernetes.io/control-plane:NoSchedule' }, 'topology'],
  [0, 'Node w1', NODE, 'topology'],
  [0, 'Pod kube-system/old', { phase: 'Running', ready: true, node: 'm' }, 'topology'],
  [10, 'Pod default/a', { phase: 'Pending', node: '' }],
  [20, 'Pod default/a', { change: 'MODIFIED', phase: 'Running', ready: true, node: 'w1' }],
  [30, 'Node w1', { ...NODE, change: 'MODIFIED', ready: 'Unknown' }],
  [40, 'Pod default/stuck', { phase: 'Pending', node: '' }],
  [60, 'Pod default/a', { change: 'DELETED' }],
  [70, 'Pod default/b', { phase: 'Running', ready: true, node: 'w1' }],
  [80, 'Node w1', { ...NODE, change: 'MODIFIED', unschedulable: true }],
]);

test('lanes are workers and "no node"; quiet pods of the system and an idle control plane are left out', () => {
  const { lanes, quietPods, hiddenPods } = timelineOf(TRACE, 100, { steps: [], mostPods: 10 });
  const seen = lanes.map(({ node, rows }) => [node, rows.map((row) => row.map((bar) => bar.pod))]);
  assert.deepEqual(seen, [
    ['w1', [['default/a', 'default/b']]],
    ['', [['default/stuck']]],
  ]);
  assert.deepEqual([quietPods, hiddenPods], [1, 0]);
});

test('more pods than there is room for are counted', () => {
  assert.equal(timelineOf(TRACE, 100, { steps: [], mostPods: 1 }).hiddenPods, 2);
});

test('a node is not ready, then cordoned', () => {
  assert.deepEqual(nodeSpans(TRACE, 100), [
    { node: 'w1', what: 'NotReady', fromMs: 30, toMs: 80 },
    { node: 'w1', what: 'cordoned', fromMs: 80, toMs: 100 },
  ]);
});

function fault(atMs: number, about: string, verb: string, process: string, node: string): TraceEntry {
  return { seq: 0, atMs, by: 'scenario', type: 'fault', about, detail: { verb, process, node } };
}

test('a process is down from its stop to its start, or to the end', () => {
  const trace = [
    fault(10, 'kubelet@w1', 'stop', 'kubelet', 'w1'),
    fault(20, 'kube-scheduler', 'stop', 'kube-scheduler', ''),
    fault(50, 'kubelet@w1', 'start', 'kubelet', 'w1'),
  ];
  assert.deepEqual(outages(trace, 100), [
    { process: 'kubelet', node: 'w1', fromMs: 10, toMs: 50, isOver: true },
    { process: 'kube-scheduler', node: '', fromMs: 20, toMs: 100, isOver: false },
  ]);
});

test('the picture names its pods and escapes what it is given', () => {
  const trace = changes([[0, 'Pod default/<b onload=x>"', { phase: 'Running', ready: true, node: '<w1>' }]]);
  const svg = timelineSvg(
    timelineOf([...changes([[0, 'Node <w1>', NODE]]), ...trace], 5000, {
      steps: [{ number: 1, atMs: 0, hasFailed: true }],
      mostPods: 5,
    }),
    '"><script>',
    ENGLISH,
  );
  assert.ok(!/<script|<b |<w1>/.test(svg));
  assert.match(svg, /&lt;w1&gt;/);
  assert.match(svg, /class="st bad"/);
});

test('a scenario without time or pods still has a picture', () => {
  assert.match(timelineSvg(timelineOf([], 0, { steps: [], mostPods: 5 }), 'empty', ENGLISH), /^<svg .*<\/svg>$/);
});

test('a failed scenario shows where it left the way', () => {
  const timeline = timelineOf(TRACE, 100, { steps: [], mostPods: 5, divergedAtMs: 50 });
  assert.match(timelineSvg(timeline, 'x', ENGLISH), /<path class="dv" [^>]*><title>First divergence 0:00\.050/);
});
