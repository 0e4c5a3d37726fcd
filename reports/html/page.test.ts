import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScenarioRun } from '../run-value.ts';
import { changes, failedScenario, recordOf, runOf, scenarioOf } from '../testing.ts';
import { htmlPage } from './page.ts';

const EVIL = `</style></script><script>alert(1)</script><img src=x onerror="alert(2)">'"&\u0000\u001b[2J`;

function page(scenarios: readonly ScenarioRun[]): string {
  return htmlPage(runOf(scenarios), () => 'traces/a.ndjson');
}

test('whatever it is given, the page stays the page', () => {
  const trace = changes([
    [0, `Node ${EVIL}`, { ready: 'True' }],
    [0, `Pod default/${EVIL}`, { status: EVIL, phase: EVIL, node: EVIL }],
    [1, `Event default/x`, { type: EVIL, reason: EVIL, about: EVIL, message: EVIL, count: 2 }],
  ]);
  const step = {
    keyword: EVIL,
    text: EVIL,
    line: 1,
    status: 'passed',
    atMs: 0,
    durationMs: 1,
    docString: EVIL,
    table: [[EVIL]],
  } as const;
  const divergence = { atMs: 1, what: EVIL, expected: EVIL, actual: EVIL, why: EVIL };
  const scenario = failedScenario(
    { message: EVIL, divergence, desired: EVIL, actual: `${EVIL}\n` },
    {
      id: EVIL,
      uri: EVIL,
      name: EVIL,
      tags: [EVIL],
      steps: [step],
      replay: EVIL,
      record: recordOf(trace, 10),
      elapsedMs: 10,
    },
  );
  const feature = { uri: EVIL, name: EVIL, description: EVIL, language: EVIL, scenarios: [scenario] };
  const html = htmlPage({ seed: EVIL, features: [feature] }, () => EVIL);
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.equal(html.match(/<\/style>/g)?.length, 1);
  assert.ok(!html.includes('<img'));
  assert.ok(!html.includes('\u0000') && !html.includes('\u001b'));
});

test('nothing is fetched', () => {
  const html = page([scenarioOf({})]);
  assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
  assert.ok(!/(?:src|href)="(?!#)/.test(html), 'no src, and no href but to the page itself');
  assert.ok(!/@import|url\(/.test(html));
});

test('a failed scenario is open and shows divergence, diff and replay', () => {
  const divergence = {
    atMs: 65_000,
    what: 'deployment web',
    expected: '3 ready',
    actual: '2 ready',
    why: 'no node fits',
    causes: ['no node fits', 'disk=ssd'],
  };
  const html = page([
    failedScenario({ message: 'm', divergence, desired: 'ready: 3', actual: 'ready: 2' }),
    scenarioOf({ line: 9 }),
  ]);
  assert.match(html, /<details class="sc failed" id="s1"[^>]* open>/);
  assert.match(
    html,
    /First divergence: deployment web.*3 ready.*1:05\.000 of virtual time.*no node fits.*<dt>Because<\/dt><dd>disk=ssd/s,
  );
  assert.match(html, /<span class="del">- ready: 3<\/span><span class="ins">\+ ready: 2<\/span>/);
  assert.match(html, /npx seatrial run features\/a\.feature:3 --seed 1/);
  assert.match(html, /1 of 2 scenarios failed/);
});

test('what parted in a Korean feature is said in Korean', () => {
  const divergence = {
    atMs: 65_000,
    what: 'pods of "web"',
    expected: '5 Ready within 2 min',
    actual: '3 Ready: no pods',
    why: 'replicas of Deployment "web" is 3',
  };
  const [feature] = runOf([failedScenario({ message: 'm', divergence })]).features;
  assert.ok(feature !== undefined);
  const html = htmlPage({ seed: '1', features: [{ ...feature, language: 'ko' }] }, () => 'traces/a.ndjson');
  const told = [
    '처음 어긋난 것: &quot;web&quot;의 파드',
    '2분 안에 Ready 5개',
    'Ready 3개: 파드 없음',
    '의 replicas: 3',
  ];
  for (const text of told) assert.ok(html.includes(text), text);
});

test('a scenario with ten thousand pods and events stays below 60 KiB', () => {
  const trace = changes(
    Array.from({ length: 10_000 }, (_, index) => [
      [
        index * 100,
        `Pod default/a-long-name-of-a-deployment-${index}`,
        { phase: 'Running', ready: true, node: `w${index % 30}` },
      ] as const,
      [
        index * 100,
        `Event default/e${index}`,
        { type: 'Warning', reason: 'BackOff', about: `pod/a-${index}`, message: '가'.repeat(300), count: 1 },
      ] as const,
    ]).flat(),
  );
  const step = {
    keyword: 'Given',
    text: '긴 문장 '.repeat(30),
    line: 1,
    status: 'passed',
    atMs: 0,
    durationMs: 1,
  } as const;
  const scenario = scenarioOf({
    record: recordOf(trace, 1_000_000),
    elapsedMs: 1_000_000,
    steps: Array.from({ length: 30 }, () => step),
  });
  const bytes = Buffer.byteLength(page([scenario]));
  assert.ok(bytes < 60 * 1024, `${bytes} bytes`);
});

test('the same run gives the same bytes', () => {
  const scenario = scenarioOf({ elapsedMs: 5 });
  assert.equal(page([scenario]), page([scenario]));
});
