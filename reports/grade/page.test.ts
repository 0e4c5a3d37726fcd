import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Grade } from '../../grading/grade.ts';
import type { ScenarioRun } from '../run-value.ts';
import { changes, recordOf, scenarioOf } from '../testing.ts';
import { gradePage } from './page.ts';
import { checkOf, gradeOf, lostCheck, unscored } from './testing.ts';

const EVIL = `</style></script><script>alert(1)</script><img src=x onerror="alert(2)">'"&]]>\u0000\u001b[2J\u202e\n::error::x ##vso[x]`;

function page(grade: Grade, scenarios: readonly ScenarioRun[] = []): string {
  return gradePage({ grade, title: 'Run a pod', task: 'Run it.', scenarios });
}

function ranAt(line: number, own: Partial<ScenarioRun> = {}): ScenarioRun {
  const trace = changes([
    [0, 'Node w1', { ready: 'True' }],
    [10, 'Pod default/web', { phase: 'Running', ready: true, node: 'w1' }],
  ]);
  const step = {
    keyword: 'Then',
    text: 'it answers',
    line,
    status: 'failed',
    atMs: 40_000,
    durationMs: 30_000,
  } as const;
  const id = `some/folder/rubric.feature:${line}`;
  return scenarioOf({ id, line, steps: [step], record: recordOf(trace, 70_000), elapsedMs: 70_000, ...own });
}

test('whatever it is given, the page stays the page', () => {
  const check = lostCheck({
    id: EVIL,
    name: EVIL,
    message: EVIL,
    failedStep: EVIL,
    divergence: { atMs: 1, what: EVIL, expected: EVIL, actual: EVIL, why: EVIL },
    causes: [EVIL, EVIL],
    desired: EVIL,
    actual: `${EVIL}.`,
    steps: [{ keyword: EVIL, text: EVIL, status: 'failed' }],
  });
  const grade = gradeOf([check, { ...check, causes: [], passed: true }], {
    exercise: EVIL,
    submission: EVIL,
    reason: EVIL,
    seed: EVIL,
    files: [{ path: EVIL, kind: 'refused', problems: [{ message: EVIL, line: 3 }] }],
    commands: [{ file: EVIL, line: 1, command: EVIL, exit: 1, stdout: EVIL, stderr: EVIL }],
    limits: [{ limit: EVIL, message: EVIL }],
  });
  for (const each of [grade, { ...grade, status: 'error', score: null } as const]) {
    const html = gradePage({ grade: each, title: EVIL, task: EVIL, scenarios: [ranAt(1, { id: EVIL, name: EVIL })] });
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.equal(html.match(/<\/style>/g)?.length, 1);
    for (const text of ['<img', ']]>', '\u0000', '\u001b', '\u202e']) assert.ok(!html.includes(text), text);
    const markup = html.slice(html.indexOf('</style>'));
    assert.doesNotMatch(markup, /::error|##vso/);
    assert.doesNotMatch(html, /(?:src|href)="(?!#)/, 'nothing is fetched and no link leaves the page');
  }
});

test('a lost check says what was expected and found, why, what to change and where', () => {
  const html = page(gradeOf([checkOf(), lostCheck()]), [ranAt(9)]);
  assert.match(html, /<b>2<\/b><span> \/ 5<\/span>/);
  assert.match(html, /1 of 2 checks passed\./);
  assert.match(html, /Expected<\/dt><dd>an answer<.*Found<\/dt><dd>connection refused</s);
  assert.match(
    html,
    /<li class="fix"><b>Change here<\/b> <code class="at">web\.yaml:14<\/code><code class="source">app is wbe, not web<\/code><\/li>/,
  );
  assert.match(html, /<li class="failed">.*it answers/);
  assert.match(html, /<svg class="tl".*<path class="dv" [^>]*><title>First divergence 1:05\.000/s);
});

test('what several checks were lost for stands first, once, with what it costs', () => {
  const html = page(gradeOf([lostCheck(), lostCheck({ id: 'r:12', name: 'Twice', maxPoints: 1 })]));
  assert.match(
    html,
    /What to change first.*<code class="at">web\.yaml:14<\/code>.*4 points in 2 checks: <a href="#c1">/s,
  );
  assert.doesNotMatch(page(gradeOf([lostCheck()])), /What to change first/);
});

test('of a hidden check a student sees its points only', () => {
  const secret = 'No root in secret';
  const hidden = lostCheck({
    id: 'rubric.feature:20',
    name: secret,
    hidden: true,
    failedStep: 'the secret step',
    divergence: { atMs: 1, what: 'secret', expected: 'secret', actual: 'secret' },
    causes: ['secret'],
  });
  const limits = [{ limit: 'steps', message: `"${secret}" took too many steps` }];
  for (const passed of [true, false]) {
    const grade = gradeOf([checkOf(), { ...hidden, passed }], { limits });
    const html = page(grade, [ranAt(20, { name: secret })]);
    assert.match(html, /A hidden check/);
    assert.doesNotMatch(html, /secret|rubric\.feature:20|<svg/);
    assert.match(html, /A limit was hit in a hidden check\./);
  }
});

test('a submission without a score is told so, and what to do, and never 0', () => {
  const files = [{ path: 'a.yaml', kind: 'refused', problems: [{ message: 'a tab', line: 2 }] }] as const;
  const unreadable = page(unscored('unreadable', { files }));
  assert.match(unreadable, /No score: nothing could be read.*not a score of 0.*there is no manifest.*What to do/s);
  assert.match(unreadable, /<code class="at">a\.yaml:2<\/code> a tab/);
  assert.doesNotMatch(unreadable, /<b>0<\/b>|class="checks"/);
  assert.match(page(unscored('error')), /No score: the grading did not finish.*teacher/s);
});

test('commands stand with their exit codes, files with their problems, limits on top', () => {
  const grade = gradeOf([checkOf()], {
    commands: [{ file: 'run.sh', line: 3, command: 'kubectl get x', exit: 1, stdout: '', stderr: 'error: no x\nmore' }],
    files: [
      { path: 'notes.pdf', kind: 'ignored', problems: [{ message: 'of no kind that is graded' }] },
      { path: 'run.sh', kind: 'transcript', problems: [] },
    ],
    limits: [{ limit: 'objects', message: 'more than 2000 objects' }],
  });
  const html = page(grade);
  assert.match(
    html,
    /✗ 1<\/span><code class="name">kubectl get x<\/code><span class="soft mono">run\.sh:3<\/span><span class="complaint">error: no x<\/span>/,
  );
  assert.match(html, /run\.sh<\/bdi><\/code><span class="soft">commands · No problems.*notes\.pdf/s);
  assert.ok(html.indexOf('more than 2000 objects') < html.indexOf('What passed'));
});

test('fixed texts are Korean where the grade is', () => {
  const grade = gradeOf([checkOf(), lostCheck()], { language: 'ko' });
  const html = page(grade, [ranAt(9)]);
  assert.match(
    html,
    /<html lang="ko">.*5점 만점에 2점.*기대한 것.*실제 결과.*여기를 고치세요.*처음 어긋난 때.*통과한 검사/s,
  );
  assert.doesNotMatch(html.slice(html.indexOf('</style>')), /Expected|Found|Passed|Why|Steps|Ready/);
});

test('a check takes at most 60 KiB, a page with everything in excess stays readable', () => {
  const trace = changes(
    Array.from({ length: 5000 }, (_, index) => {
      return [
        index,
        `Pod default/a-long-name-of-a-deployment-${index}`,
        { phase: 'Running', node: `w${index % 30}` },
      ] as const;
    }),
  );
  const long = '긴 문장 '.repeat(2000);
  const steps = Array.from({ length: 46 }, (_, index) => {
    const status = index < 40 ? 'passed' : index === 40 ? 'failed' : 'skipped';
    return { keyword: 'Given', text: long, line: 1, status, atMs: 0, durationMs: 1 } as const;
  });
  const check = lostCheck({
    causes: Array.from({ length: 400 }, () => long),
    desired: long,
    actual: `${long}.`,
    message: long,
  });
  const scenario = ranAt(9, { record: recordOf(trace, 9000), elapsedMs: 9000, steps });
  const html = page(gradeOf([check]), [scenario]);
  assert.match(html, /<li class="failed"><span class="n">41<.*3 more steps were not run\./s);
  const one = Buffer.byteLength(html);
  assert.ok(one - Buffer.byteLength(page(gradeOf([]))) < 60 * 1024, `${one} bytes`);
  const commands = Array.from({ length: 500 }, () => ({
    file: 'a',
    command: long,
    exit: 1,
    stdout: long,
    stderr: long,
  }));
  const files = Array.from(
    { length: 900 },
    (_, index) => ({ path: `${index}`, kind: 'manifest', problems: [] }) as const,
  );
  const all = page(gradeOf([], { commands, files }));
  assert.match(all, /200 more in grade\.json.*700 more in grade\.json/s);
  assert.ok(Buffer.byteLength(all) < 3_000_000, `${Buffer.byteLength(all)} bytes`);
});
