import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceEntry } from '../../engine/index.ts';
import { inputCause } from './cause.ts';
import { historyOf } from './history.ts';

type Row = readonly [atMs: number, by: string, type: TraceEntry['type'], about: string, detail?: object];

const trace = (...rows: readonly Row[]): readonly TraceEntry[] =>
  rows.map(([atMs, by, type, about, detail], seq) => ({ seq, atMs, by, type, about, detail: { ...detail } }));

const step = (atMs: number, text: string): Row => [atMs, 'scenario', 'marker', text];
const apply = (atMs: number, replicas: number): Row => [
  atMs,
  'kubectl',
  'request',
  'Deployment default/web',
  { verb: 'create', body: { spec: { replicas } } },
];
const ready = (atMs: number): Row => [
  atMs,
  'kubelet@w1',
  'change',
  'Pod default/web-0',
  { change: 'ADDED', ready: true },
];

const died = (atMs: number): Row => [atMs, 'kubelet@w1', 'change', 'Pod default/web-0', { change: 'DELETED' }];

const BASE = trace(step(0, 'a'), apply(0, 3), ready(900), step(900, 'b'), step(950, 'c'));

const rows: readonly (readonly [what: string, current: readonly TraceEntry[], cause: string | undefined])[] = [
  ['the same', BASE, undefined],
  [
    'another manifest',
    trace(step(0, 'a'), apply(0, 4), ready(1000), step(1000, 'b'), step(1050, 'c')),
    'kubectl created Deployment web with spec.replicas 4 instead of 3',
  ],
  [
    'another step after the same beginning',
    trace(step(0, 'a'), apply(0, 3), ready(900), step(900, 'b'), step(950, 'd')),
    'step “d” began instead of “c”',
  ],
  [
    'a step more in between',
    trace(step(0, 'a'), apply(0, 3), step(0, 'x'), ready(900), step(900, 'b'), step(950, 'c')),
    'step “x” began instead of “b”',
  ],
  [
    'a cluster that is slower',
    trace(step(0, 'a'), apply(0, 3), ready(999), step(999, 'b'), step(1049, 'c')),
    undefined,
  ],
  ['a step that fails because the cluster is slower', trace(step(0, 'a'), apply(0, 3), ready(9999)), undefined],
  ['a step that fails though nothing differs', trace(step(0, 'a'), apply(0, 3), ready(900), step(900, 'b')), undefined],
  [
    'a step that differs only after the cluster did',
    trace(step(0, 'a'), apply(0, 3), ready(900), died(900), step(900, 'b'), step(950, 'd')),
    undefined,
  ],
];
for (const [what, current, cause] of rows)
  test(what, () => assert.equal(inputCause(historyOf(BASE), historyOf(current))?.text, cause));

test('all that one apply brings is named, with what is new', () => {
  const object = (about: string, body: object): Row => [0, 'kubectl', 'request', about, { verb: 'create', body }];
  const service = (app: string): Row => object('Service default/web', { spec: { selector: { app } } });
  const policy = object('NetworkPolicy default/none', { spec: { podSelector: {} } });
  const base = trace(apply(0, 3), object('ConfigMap default/same', {}), service('web'), ready(900));
  const current = trace(apply(0, 4), object('ConfigMap default/same', {}), service('wbe'), policy, ready(950));
  assert.equal(
    inputCause(historyOf(base), historyOf(current))?.text,
    'kubectl created Deployment web with spec.replicas 4 instead of 3; kubectl created Service web with spec.selector.app wbe instead of web; kubectl created NetworkPolicy none, which is new',
  );
});

test('the name of a pod in a request is drawn, not chosen', () => {
  const run = (name: string): readonly TraceEntry[] =>
    trace(
      [0, 'replicaset-controller', 'change', `Pod default/${name}`, { change: 'ADDED' }],
      [
        5,
        'kubectl',
        'request',
        `Pod default/${name}`,
        { verb: 'create', subresource: 'eviction', body: { metadata: { name } } },
      ],
    );
  assert.equal(inputCause(historyOf(run('web-bcdfg')), historyOf(run('web-x8z2k'))), undefined);
});
