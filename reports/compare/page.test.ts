import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IndexedScenario } from '../run-index.ts';
import { changes } from '../testing.ts';
import type { Comparison, ScenarioChange, Verdict } from './comparison.ts';
import { comparePage } from './page.ts';

const EVIL = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u0000\u001b[31m`;

function scenario(own: Partial<IndexedScenario> = {}): IndexedScenario {
  const id = 'features/a.feature:3';
  const place = { id, uri: 'features/a.feature', line: 3, name: 'a scenario', tags: [], replay: 'npx seatrial run' };
  return { ...place, status: 'passed', elapsedMs: 10, steps: [], trace: 'traces/a.ndjson', ...own };
}

function change(verdict: Verdict, own: Partial<ScenarioChange> = {}): ScenarioChange {
  return { verdict, base: scenario(), current: scenario(), aspects: [], times: [], isRedrawn: false, ...own };
}

function page(all: readonly ScenarioChange[], own: Partial<Comparison> = {}): string {
  const trace = changes([[5, 'Pod default/a', { phase: 'Running', node: 'w1', ready: true }]]);
  const comparison = { seed: '1', changes: all, tooSlow: [], ...own };
  return comparePage({
    comparison,
    names: { base: 'a', current: 'b' },
    traces: () => ({ base: trace, current: trace }),
  });
}

test('nothing that a run is called or says becomes markup', () => {
  const first = { atMs: 5, text: EVIL, context: [{ atMs: 5, text: EVIL, side: '+' as const }] };
  const step = { keyword: EVIL, text: EVIL, line: 1, status: 'failed', atMs: 0, durationMs: 1 } as const;
  const divergence = { atMs: 5, what: EVIL, expected: EVIL, actual: EVIL, why: EVIL };
  const names = {
    id: EVIL,
    uri: EVIL,
    name: EVIL,
    replay: EVIL,
    steps: [step],
    failure: { message: EVIL, divergence },
  };
  const time = { what: 'step', name: EVIL, baseMs: 1, currentMs: 9 } as const;
  const evil = change('broke', {
    base: scenario(names),
    current: scenario(names),
    cause: first,
    first,
    main: first,
    times: [time],
  });
  const gone: ScenarioChange = { verdict: 'gone', base: scenario(names), aspects: [], times: [], isRedrawn: false };
  const html = page([evil, gone], { seed: EVIL, tooSlow: [{ scenario: scenario(names), time }], maxSlowerMs: 1 });
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.ok(!html.includes('<img'));
  assert.ok(!html.includes('\u0000') && !html.includes('\u001b'));
});

test('what broke is open, what only differs is closed unless it is the first', () => {
  const first = { atMs: 5, text: 'x', context: [] };
  const html = page([change('differs', { first }), change('slower', { first }), change('broke', { first })]);
  assert.deepEqual(
    [...html.matchAll(/<details class="sc k-(\w+)" id="\w+"( open)?>/g)].map((match) => [match[1], match[2] ?? '']),
    [
      ['broke', ' open'],
      ['differs', ''],
      ['slower', ''],
    ],
  );
});

const headlines: readonly (readonly [changes: readonly Verdict[], headline: string])[] = [
  [['same', 'same'], 'No difference'],
  [['broke', 'broke', 'differs'], '2 scenarios broke'],
  [['differs', 'slower'], 'Nothing broke, 1 scenario behaves differently'],
  [['slower', 'faster'], 'Nothing broke, 2 scenarios take another time'],
  [['new', 'same'], 'Nothing broke'],
];
for (const [verdicts, headline] of headlines) {
  test(`${verdicts.join(', ')}: ${headline}`, () => {
    assert.ok(page(verdicts.map((verdict) => change(verdict))).includes(`<h1>${headline}</h1>`));
  });
}

test('of very many changes the worst are shown, the others listed, and the page stays small', () => {
  const first = { atMs: 5, text: 'x'.repeat(5000), context: [] };
  const many = Array.from({ length: 3000 }, () => change('slower', { first }));
  const html = page([...many, change('broke', { first })]);
  assert.match(html, /<details class="sc k-broke" id="c1" open>/);
  assert.match(html, /and \d+ more/);
  assert.ok(Buffer.byteLength(html) < 8 * 1024 * 1024, String(Buffer.byteLength(html)));
});
