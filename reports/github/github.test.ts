import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedScenario, runOf, scenarioOf } from '../testing.ts';
import { annotationLines, withoutCommands } from './annotations.ts';
import { code, markdown } from './markdown.ts';
import { runAnnotations, runSummary } from './run-summary.ts';

const ESC = '\u001b';
const HOSTILE = `::stop-commands::x%0A|\`*_<img src=x>[a](http://b)\n## www.c.d @all ${ESC}[31m`;

const asMarkdown: readonly (readonly [text: string, markdown: string])[] = [
  ['plain, 3 pods of web-1.2 (all)', 'plain, 3 pods of web-1.2 (all)'],
  ['a|b', 'a&#124;b'],
  ['`rm`', '&#96;rm&#96;'],
  ['<b>', '&#60;b&#62;'],
  ['[x](y)', '&#91;x&#93;(y)'],
  ['two\nlines\r\n\tand', 'two lines and'],
  ['https://x', 'https&#58;//x'],
  ['www.x.org', 'www&#46;x.org'],
  ['@team', '&#64;team'],
  ['&amp;', '&#38;amp;'],
  ['파드 3개', '파드 3개'],
];
for (const [text, expected] of asMarkdown)
  test(`Markdown of ${JSON.stringify(text)}`, () => assert.equal(markdown(text), expected));

test('code is cut at its length', () => assert.equal(code('abcdef', 4), '<code>abc…</code>'));

const asAnnotation: readonly (readonly [what: string, annotation: object, line: string])[] = [
  ['a place', {}, '::error file=a.feature,line=3,title=t::m'],
  ['a whole file', { line: 0 }, '::error file=a.feature,title=t::m'],
  [
    'separators',
    { file: 'a,b:c.feature', title: 'x: y, z' },
    '::error file=a%2Cb%3Ac.feature,line=3,title=x%3A y%2C z::m',
  ],
  ['line feeds', { message: 'a\nb' }, '::error file=a.feature,line=3,title=t::a%0Ab'],
  ['escapes', { message: '100%0A::error::' }, '::error file=a.feature,line=3,title=t::100%250A::error::'],
  ['control characters', { message: `a${ESC}b\r` }, '::error file=a.feature,line=3,title=t::a␛b␍'],
];
for (const [what, own, line] of asAnnotation) {
  test(`an annotation with ${what}`, () => {
    assert.deepEqual(annotationLines([{ file: 'a.feature', line: 3, title: 't', message: 'm', ...own }]), [line]);
  });
}

test('ten annotations, then how many there are more', () => {
  const lines = annotationLines(
    Array.from({ length: 13 }, (_, line) => ({ file: 'a', line, title: 't', message: 'm' })),
  );
  assert.equal(lines.filter((line) => line.startsWith('::error ')).length, 10);
  assert.equal(lines.at(-1), '::notice title=seatrial::3 more, see the step summary');
});

const logs: readonly (readonly [text: string, safe: string])[] = [
  ['::error::x', ':\u200b:error::x'],
  ['  \t::set-output name=a::b\n::x', '  \t:\u200b:set-output name=a::b\n:\u200b:x'],
  ['a ##[command]b', 'a #\u200b#[command]b'],
  ['a::b', 'a::b'],
  ['fe80::1', 'fe80::1'],
];
for (const [text, safe] of logs)
  test(`in a log, ${JSON.stringify(text)} is no command`, () => assert.equal(withoutCommands(text), safe));

test('a run names its failures first, with reason and replay, then its features, the worst first', () => {
  const divergence = {
    atMs: 12_769,
    what: 'Ready pods',
    expected: 'never fewer than 4',
    actual: '3',
    why: 'one died',
    causes: ['one died', 'a node went'],
  };
  const failed = failedScenario({ message: 'no', divergence }, { name: 'rolls out', line: 9 });
  const good = { name: 'Good', uri: 'features/good.feature' };
  const run = {
    seed: '1',
    features: [...runOf([scenarioOf({})], good).features, ...runOf([failed, scenarioOf({})]).features],
  };
  const summary = runSummary(run);
  assert.match(summary, /^## seatrial: 1 of 3 failed\n\n\*\*rolls out\*\* <code>features\/a\.feature&#58;9<\/code>/);
  assert.match(summary, /At 0:12\.769, Ready pods: expected never fewer than 4, got 3\. Why: one died; a node went/);
  assert.match(
    runAnnotations(run)[0]?.message ?? '',
    /^Ready pods: expected never fewer than 4, got 3\nwhy: one died\n/,
  );
  assert.match(summary, /\n\| A feature \| 1 \| \*\*1\*\* \| 0 ms \|\n\| Good \| 1 \| 0 \| 0 ms \|\n/);
});

test('nothing that a run is called or says gets out of its place', () => {
  const failed = failedScenario(
    { message: HOSTILE, step: HOSTILE },
    { name: HOSTILE, id: HOSTILE, uri: HOSTILE, replay: HOSTILE },
  );
  const run = { ...runOf([failed], { name: HOSTILE }), seed: HOSTILE };
  const summary = runSummary(run);
  assert.doesNotMatch(summary, /<img|`|\]\(|@all|http:|www\.|^::/m);
  for (const line of summary.split('\n').filter((each) => each.startsWith('|')))
    assert.equal(line.split('|').length, 6);
  assert.deepEqual(summary.match(/^#.*/gm), ['## seatrial: 1 of 1 failed']);
  const [line = '', ...others] = annotationLines(runAnnotations(run));
  assert.deepEqual(others, []);
  assert.ok(!line.includes('\n') && !line.includes(ESC));
});

test('a thousand failures stay far below what GitHub shows', () => {
  const message = '<&>|'.repeat(5000);
  const failed = Array.from({ length: 1000 }, (_, line) =>
    failedScenario({ message }, { line, name: message, id: message, replay: message }),
  );
  const run = { seed: '1', features: failed.flatMap((scenario) => runOf([scenario], { name: message }).features) };
  assert.ok(Buffer.byteLength(runSummary(run)) < 512 * 1024);
});

test('an annotation stands at the step that failed', () => {
  const step = { keyword: 'Then', text: 'x', status: 'failed', atMs: 0, durationMs: 0 } as const;
  const [annotation] = runAnnotations(runOf([failedScenario({ message: 'no' }, { steps: [{ ...step, line: 7 }] })]));
  assert.equal(annotation?.line, 7);
  assert.deepEqual(runAnnotations(runOf([scenarioOf({})])), []);
});
