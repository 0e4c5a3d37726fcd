import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classPage } from './class-page.ts';
import { checkOf, gradeOf, lostCheck, unscored } from './testing.ts';

const EVIL = `</style></script><script>alert(1)</script><img src=x onerror="alert(2)">'"&\u0000\u001b[2J\u202e::error::x`;

test('whatever it is given, the page stays the page', () => {
  const check = lostCheck({ id: EVIL, name: EVIL, message: EVIL, causes: [EVIL] });
  const limits = [{ limit: EVIL, message: EVIL }];
  const grades = [
    gradeOf([check], { submission: EVIL, limits }),
    unscored('error', { submission: EVIL, reason: EVIL }),
  ];
  const html = classPage({ title: EVIL, grades });
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.equal(html.match(/<\/style>/g)?.length, 1);
  for (const text of ['<img', '\u0000', '\u001b', '\u202e', '::error']) assert.ok(!html.includes(text), text);
  for (const [, href] of html.matchAll(/href="([^"]*)"/g))
    assert.match(href ?? '', /^(?:#all|\.\/[^/:]+\/index\.html)$/);
});

const LINKS: readonly (readonly [name: string, link: string | undefined])[] = [
  ['kim', './kim/index.html'],
  ['김 민지', './%EA%B9%80%20%EB%AF%BC%EC%A7%80/index.html'],
  ['javascript:alert(1)', './javascript%3Aalert(1)/index.html'],
  ['100%?#', './100%25%3F%23/index.html'],
  ['..', undefined],
  ['a/b', undefined],
  ['', undefined],
];

for (const [submission, link] of LINKS)
  test(`the link of ${JSON.stringify(submission)}`, () => {
    const html = classPage({ title: 'x', grades: [gradeOf([], { submission })] });
    assert.equal(/href="([^#"]*)"/.exec(html)?.[1], link);
  });

test('counts, mean, median and distribution are of those with a score', () => {
  const worth = (points: number): ReturnType<typeof gradeOf> => gradeOf([], { score: points, maxScore: 4 });
  const html = classPage({
    title: 'x',
    grades: [worth(4), worth(4), worth(1), unscored('unreadable'), unscored('error')],
  });
  assert.match(
    html,
    /<b>3<\/b>graded.*<b>1<\/b>Unreadable.*<b>1<\/b>Error.*mean <b>3<\/b>.*median <b>4<\/b> \/ 10.*<b>2<\/b>with all/s,
  );
  assert.match(html, /<title>4 points: 2<\/title>.*<svg|<title>1 points: 1<\/title>.*<title>4 points: 2<\/title>/s);
});

test('many points make ten bars, the full score in the last', () => {
  const grades = [0, 55, 100].map((score) => gradeOf([], { score, maxScore: 100 }));
  const html = classPage({ title: 'x', grades });
  assert.match(html, /<title>0–10 points: 1<.*<title>50–60 points: 1<.*<title>90–100 points: 1</s);
});

test('what needs a look comes first, errors before the unreadable before limits', () => {
  const limits = [{ limit: 'objects', message: 'too many' }];
  const grades = [
    gradeOf([checkOf()], { submission: 'fine' }),
    gradeOf([checkOf()], { submission: 'much', limits }),
    unscored('unreadable', { submission: 'blank' }),
    unscored('error', { submission: 'odd' }),
  ];
  const html = classPage({ title: 'x', grades });
  const look = html.slice(html.indexOf('Need a look'), html.indexOf('<svg'));
  assert.match(look, /\(3\).*odd.*blank.*there is no manifest.*much.*objects: too many/s);
  assert.doesNotMatch(look, /fine/);
});

test('checks stand most lost first, equal reasons together whatever file, line or pod they name', () => {
  const because = (submission: string, ...causes: string[]): ReturnType<typeof gradeOf> =>
    gradeOf([checkOf(), lostCheck({ causes })], { submission });
  const grades = [
    because('a', 'no pod of web-7d4b9c6f88-x2x5z has app wbe', 'web.yaml:14: app: wbe'),
    because('b', 'no pod of web-6f5c4d8b99-kk2mt has app wbe', 'k8s/svc.yml:3: app: wbe'),
    because('c', 'the port is closed'),
    gradeOf([checkOf(), checkOf({ id: 'rubric.feature:9' })], { submission: 'd' }),
  ];
  const html = classPage({ title: 'x', grades });
  assert.match(
    html,
    /The service answers.*lost by 3 of 4.*2×<\/span> no pod of web-… has app wbe <code class="soft">app: wbe<.*>a<.*>b<.*1×<\/span> the port is closed.*The pod serves.*lost by 0 of 4/s,
  );
});

test('a row has one mark for each check, in words and signs', () => {
  const grade = gradeOf([checkOf(), lostCheck({ hidden: true }), lostCheck({ id: 'r:3', points: 1 })]);
  const html = classPage({ title: 'x', grades: [grade, unscored('error', { submission: 'lee' })] });
  assert.match(html, /aria-label="Passed 2 \/ 2">✓.*aria-label="Lost 0 \/ 3">✗.*aria-label="Partly 1 \/ 3">1</s);
  assert.match(html, /data-v="-1">–<.*Error.*(?:<td class="m none" data-v="-1">–<\/td>){3}/s);
});

test('an empty class has a page, and a Korean one is Korean', () => {
  assert.match(classPage({ title: 'x', grades: [] }), /No submission was graded\./);
  const html = classPage({ title: 'x', grades: [gradeOf([lostCheck()], { language: 'ko' })] });
  assert.match(html, /<html lang="ko">.*점수 분포.*검사\(많이 잃은 순서\).*1명 중 1명 감점.*모든 제출물/s);
});
