import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { hasFailed } from '../../reports/compare/comparison.ts';
import { compareFolders } from '../../runner/compare.ts';
import { changeOf, Project } from './project.ts';

const project = new Project();
after(() => project.remove());

const scenario = (name: string, replicas: number, ready = replicas): string => `
  Scenario: ${name}
    Given a deployment "web" with ${replicas} replicas
    When ${replicas === 2 ? 20 : 10} seconds pass
    Then ${ready} pods of "web" are Ready
`;
const feature = (...parts: readonly string[]): { 'a.feature': string } => ({
  'a.feature': `Feature: a\n${parts.join('')}`,
});

const BASE = feature(
  scenario('stays', 2),
  scenario('breaks', 2),
  scenario('is repaired', 2, 3),
  scenario('fails all the time', 2, 4),
  scenario('leaves', 1),
  scenario('is renamed', 3),
  `
  Scenario Outline: rows
    Given a deployment "web" with <n> replicas
    Then "web" has <n> pods, all Ready

    Examples:
      | n |
      | 1 |
      | 2 |
`,
);
const CURRENT = feature(
  scenario('comes', 2),
  scenario('comes and fails', 2, 5),
  '\n  # Lines move.\n',
  scenario('stays', 2),
  scenario('breaks', 2, 1),
  scenario('is repaired', 2),
  scenario('fails all the time', 2, 4),
  scenario('has another name', 3),
  `
  Scenario Outline: rows
    Given a deployment "web" with <n> replicas
    Then "web" has <n> pods, all Ready

    Examples:
      | n |
      | 3 |
      | 1 |
      | 2 |
`,
);

let base = '';
let current = '';
before(async () => {
  base = await project.run(BASE);
  current = await project.run(CURRENT);
});

const verdicts: readonly (readonly [name: string, verdict: string])[] = [
  ['stays', 'same'],
  ['breaks', 'broke'],
  ['is repaired', 'fixed'],
  ['fails all the time', 'failing'],
  ['leaves', 'gone'],
  ['comes', 'new'],
  ['comes and fails', 'new'],
  ['rows #1', 'new'],
  ['rows #2', 'same'],
  ['rows #3', 'same'],
];
for (const [name, verdict] of verdicts) {
  test(`${name}: ${verdict}`, () => {
    assert.equal(changeOf(project.compare(base, current), name).verdict, verdict);
  });
}

test('a scenario with another name is compared with what it was', () => {
  const { base: was, verdict } = changeOf(project.compare(base, current), 'has another name');
  assert.equal(was?.name, 'is renamed');
  assert.ok(verdict === 'slower' || verdict === 'faster' || verdict === 'differs', verdict); // Its seed is another.
});

test('the same input twice: no difference, and the index is the same bytes', async () => {
  const again = await project.run(BASE);
  const comparison = project.compare(base, again);
  assert.deepEqual(
    comparison.changes.filter(({ verdict, first, cause, times }) => verdict !== 'same' && (first ?? cause ?? times[0])),
    [],
  );
  assert.equal(hasFailed(comparison), false);
  assert.equal(readFileSync(join(again, 'run.json'), 'utf8'), readFileSync(join(base, 'run.json'), 'utf8'));
});

test('a run compared with itself is the same, also where it failed', () => {
  const comparison = project.compare(current, current);
  assert.deepEqual([...new Set(comparison.changes.map(({ verdict }) => verdict))].sort(), ['failing', 'same']);
});

test('only what broke fails the comparison', async () => {
  assert.equal(hasFailed(project.compare(base, current)), true);
  const better = await project.run(feature(scenario('stays', 2), scenario('comes and fails', 2, 5)));
  assert.equal(hasFailed(project.compare(base, better)), false);
});

test('--max-slower: exactly what is slower than it fails, and is named', async () => {
  const slower = await project.run(feature(scenario('stays', 2).replace('20 seconds', '23 seconds')));
  const exceeded = project.compare(base, slower, 2999);
  assert.deepEqual(
    exceeded.tooSlow.map(({ scenario: { name }, time }) => [name, time.name, time.currentMs - time.baseMs]),
    [['stays', 'the scenario', 3000]],
  );
  assert.equal(hasFailed(exceeded), true);
  assert.equal(hasFailed(project.compare(base, slower, 3000)), false);
});

async function answer(from: string, to: string, options: object = {}): Promise<{ code: number; text: string }> {
  let text = '';
  const terminal = { write: (part: string) => void (text += part), isLive: false, hasColor: false, width: 100 };
  const code = await compareFolders({ base: from, current: to, terminal, complain: assert.fail, ...options });
  return { code, text };
}

test('the terminal tells the worst first, each with its reason, and the counts last', async () => {
  const { code, text } = await answer(base, current);
  assert.equal(code, 1);
  const heads = text.split('\n').filter((line) => /^\S.* \(\d+\)$/.test(line));
  assert.deepEqual(heads[0], 'Broke (1)');
  assert.match(text, /\n {2}features\/a\.feature:\d+ {2}breaks\n/);
  assert.match(text, /  has another name\n {4}was called  is renamed \(features\/a\.feature:\d+\)\n/);
  assert.match(text, / fails .*expected 1 .*\n/);
  assert.match(text, / replay +npx seatrial run features\/a\.feature:\d+ --seed 1\n/);
  assert.match(text, /\n\d+ scenarios: 1 broke, .*3 the same\n$/);
  assert.ok(!text.includes('\u001b'));
});

test('no difference is one line', async () => {
  const same = await project.run(feature(scenario('stays', 2)));
  assert.deepEqual(await answer(same, same), { code: 0, text: '1 scenario: 1 the same\n' });
});

test('the page holds both timelines of each scenario that changed, and fetches nothing', async () => {
  const html = project.path('pages/compare.html');
  await answer(base, current, { html });
  const page = readFileSync(html, 'utf8');
  assert.match(page, /<h1>1 scenario broke<\/h1>/);
  assert.equal(page.match(/<h4><b>Base<\/b>/g)?.length, page.match(/<h4><b>Current<\/b>/g)?.length);
  assert.match(page, /<svg class="tl"/);
  assert.ok(!/(?:src|href)="(?!#)/.test(page));
  await answer(base, current, { html: project.path('pages/again.html') });
  assert.equal(readFileSync(project.path('pages/again.html'), 'utf8'), page);
});

const refused: readonly (readonly [what: string, make: () => Promise<string> | string, complaint: RegExp])[] = [
  ['a folder that is not there', () => project.path('nowhere'), /nowhere: no such folder$/],
  ['a file', () => join(base, 'run.json'), /run\.json: no folder; give one that `seatrial run --out` wrote$/],
  ['a folder of something else', () => project.path('features'), /features: no run\.json in it; give a folder that/],
  ['a run with another seed', () => project.run(BASE, '2'), /seed 1, \S+ with seed 2: only runs with one seed/],
  ['an index that is no JSON', () => broken('{'), /run\.json: cannot be read: /],
  ['an index of another format', () => broken('{"format":"seatrial-run/9"}'), /its format is "seatrial-run\/9", not /],
  ['an index without seed', () => broken('{"format":"seatrial-run/1"}'), /seed, topologies or features are missing/],
  ['an index that names files elsewhere', () => elsewhere('traces/../../x.ndjson'), /run\.json names no trace of /],
  [
    'an index whose traces are gone',
    () => elsewhere('traces/x.ndjson'),
    /x\.ndjson: the trace of \S+ cannot be read: ENOENT$/,
  ],
];
for (const [what, make, complaint] of refused) {
  test(`${what} is refused in one line`, async () => {
    const folder = await make();
    await assert.rejects(answer(base, folder), (error: Error) => {
      assert.equal(error.name, 'OutFolderError');
      assert.match(error.message, complaint);
      assert.ok(!error.message.includes('\n'));
      return true;
    });
  });
}

let count = 0;
function broken(text: string): string {
  const folder = project.path(`broken-${(count += 1)}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'run.json'), text);
  return folder;
}

function elsewhere(trace: string): string {
  return broken(readFileSync(join(base, 'run.json'), 'utf8').replace(/"trace":"[^"]+"/, `"trace":"${trace}"`));
}
