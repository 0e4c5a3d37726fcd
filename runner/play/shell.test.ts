import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOf, streamsOf, type Streams } from './shell.ts';

/** `a && b` as `a`, `&& b`. */
const ROWS: readonly (readonly [row: string, parts: readonly string[]])[] = [
  ['kubectl get pods', ['kubectl get pods']],
  ['kubectl create ns a && kubectl run b; sleep 5 ;', ['kubectl create ns a', '&& kubectl run b', 'sleep 5']],
  ['&& kubectl run b', ['&& kubectl run b']],
  [`kubectl exec a -- sh -c 'x; y && z'`, [`kubectl exec a -- sh -c 'x; y && z'`]],
  [String.raw`kubectl exec a -- sh -c "x \"; y" ; sleep 1`, [String.raw`kubectl exec a -- sh -c "x \"; y"`, 'sleep 1']],
  [String.raw`kubectl run a\;b`, [String.raw`kubectl run a\;b`]],
  ['kubectl get pods # a; b && c', ['kubectl get pods # a; b && c']],
  ['kubectl run a#b; sleep 1', ['kubectl run a#b', 'sleep 1']],
  ['kubectl get a || kubectl run a; sleep 1', ['kubectl get a || kubectl run a; sleep 1']],
  ['kubectl delete $(kubectl get pods; x)', ['kubectl delete $(kubectl get pods; x)']],
  ['(kubectl get pods; sleep 1)', ['(kubectl get pods; sleep 1)']],
  ["kubectl run 'a; b", ["kubectl run 'a; b"]],
];

for (const [row, parts] of ROWS)
  test(`the commands of: ${row}`, () => {
    const found = partsOf(row).map(({ text, afterSuccess }) => `${afterSuccess ? '&& ' : ''}${text}`);
    assert.deepEqual(found, parts);
  });

const LINES: readonly (readonly [line: string, streams: Streams | undefined])[] = [
  ['get pods', { command: 'get pods' }],
  ['get pods -o yaml > a.yaml', { command: 'get pods -o yaml', into: { path: 'a.yaml', append: false } }],
  ['get pods>>a.yaml', { command: 'get pods', into: { path: 'a.yaml', append: true } }],
  [
    'run a --dry-run=client -oyaml | kubectl apply -f -',
    { command: 'run a --dry-run=client -oyaml', pipedTo: 'kubectl apply -f -' },
  ],
  ['delete ns a >/dev/null 2>&1', { command: 'delete ns a', into: { path: '/dev/null', append: false } }],
  ['delete ns a 2>/dev/null', { command: 'delete ns a' }],
  ['run a2>b', { command: 'run a2', into: { path: 'b', append: false } }],
  [`get pods -l 'a>b' -o "x|y"`, { command: `get pods -l 'a>b' -o "x|y"` }],
  ['get pods | grep web', undefined],
  ['get pods | kubectl apply -f - | kubectl get -f -', undefined],
  ['get pods > a b', undefined],
  ['get pods < a', undefined],
  ['get pods || kubectl get svc', undefined],
  ['exec $(x) > a', undefined],
];

for (const [line, streams] of LINES)
  test(`where the output goes of: ${line}`, () => assert.deepEqual(streamsOf(line), streams));
