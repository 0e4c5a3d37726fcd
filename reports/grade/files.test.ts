import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Grade } from '../../grading/grade.ts';
import { gradesCsv } from './csv.ts';
import { gradescopeJson } from './gradescope.ts';
import { gradeJson } from './json.ts';
import { checkOf, gradeOf, lostCheck, unscored } from './testing.ts';

const HIDDEN = lostCheck({ id: 'rubric.feature:20', name: 'No root in secret', hidden: true, maxPoints: 1 });

function results(grade: Grade): Record<string, unknown> {
  return JSON.parse(gradescopeJson(grade)) as Record<string, unknown>;
}

test('grade.json reads back as the grade, its keys in one order whatever theirs was', () => {
  const grade = gradeOf([lostCheck(), HIDDEN], { limits: [{ limit: 'steps', message: 'too many' }] });
  assert.deepEqual(JSON.parse(gradeJson(grade)), grade);
  const turned = Object.fromEntries(Object.entries(grade).toReversed()) as unknown as Grade;
  assert.equal(gradeJson(turned), gradeJson(grade));
  assert.match(gradeJson(grade), /^\{\n "exercise": "pod",\n "submission": "kim",\n "status": "graded",\n "score": 0,/);
  assert.ok(gradeJson(grade).endsWith('}\n'));
});

test('grade.json holds nothing that a terminal or a CI acts on, and loses nothing', () => {
  const name = 'a\u009b2J\u001b[2J\u202egpj\u2066##vso[task]###[error]\u2028\ud800';
  const grade = gradeOf([], { submission: name });
  for (const text of [gradeJson(grade), gradescopeJson(gradeOf([checkOf({ name })], { reason: name }))])
    assert.doesNotMatch(text, /(?!\n)\p{Cc}|[\u2028\p{Bidi_Control}]|##/u);
  assert.equal((JSON.parse(gradeJson(grade)) as Grade).submission, name);
});

test("results.json is Gradescope's, with the reasons for every lost point", () => {
  const files = [{ path: 'a.yaml', kind: 'refused', problems: [{ message: 'a tab', line: 2 }] }] as const;
  const { score, tests, output } = results(gradeOf([checkOf(), lostCheck()], { files }));
  assert.equal(score, 2);
  assert.equal(output, 'a.yaml:2: a tab');
  assert.deepEqual(tests, [
    {
      score: 2,
      max_score: 2,
      status: 'passed',
      name: 'The pod serves',
      name_format: 'text',
      number: '1',
      output: '',
      output_format: 'text',
      visibility: 'visible',
    },
    {
      score: 0,
      max_score: 3,
      status: 'failed',
      name: 'The service answers',
      name_format: 'text',
      number: '2',
      output: [
        'Failed at: it answers',
        'service web (at 1:05.000 of virtual time)',
        'Expected: an answer',
        'Found: connection refused',
        'Why',
        '1. service web has no endpoints',
        '2. its selector matches no pod',
        '3. web.yaml:14: app is wbe, not web',
      ].join('\n'),
      output_format: 'text',
      visibility: 'visible',
    },
  ]);
});

test('a hidden check is shown after publication, without its name and its reasons', () => {
  const grade = gradeOf([HIDDEN], { limits: [{ limit: 'steps', message: 'No root in secret: too many steps' }] });
  const text = gradescopeJson(grade);
  assert.doesNotMatch(text, /secret|selector|answers|rubric\.feature/);
  assert.match(text, /"name": "A hidden check"/);
  assert.match(text, /"visibility": "after_published"/);
  assert.doesNotMatch(text, /"visibility": "hidden"/);
});

test('without a score there is none in results.json, and no test that would make a 0', () => {
  for (const status of ['unreadable', 'error'] as const) {
    const json = results(unscored(status));
    assert.deepEqual(Object.keys(json).toSorted(), ['output', 'output_format', 'visibility']);
    assert.match(String(json['output']), /not a score of 0.*\nthere is no manifest/);
  }
  assert.match(String(results(unscored('error', { language: 'ko' }))['output']), /0점이 아니며/);
});

test('long texts are cut at the length that graders take', () => {
  const [own] = results(gradeOf([lostCheck({ causes: ['x'.repeat(9000)] })]))['tests'] as { output: string }[];
  assert.equal(own?.output.length, 2000);
});

const HEADER = 'submission,status,score,max_score,reason';

test('grades.csv has a row for every submission and a column for every check', () => {
  const grades = [gradeOf([checkOf(), lostCheck()]), unscored('unreadable', { submission: 'lee' })];
  assert.equal(
    gradesCsv(grades),
    `${HEADER},"The pod serves (2)","The service answers (3)"\nkim,graded,2,5,,2,0\nlee,unreadable,,10,"there is no manifest",,\n`,
  );
  assert.equal(gradesCsv([]), `${HEADER}\n`);
});

test('checks of one name are told apart, and 0 points are not an empty cell', () => {
  const twins = [checkOf({ name: 'x' }), lostCheck({ name: 'x', maxPoints: 2 })];
  assert.equal(
    gradesCsv([gradeOf(twins)]),
    `${HEADER},"x (2) rubric.feature:4","x (2) rubric.feature:9"\nkim,graded,2,4,,2,0\n`,
  );
});

const CELLS: readonly (readonly [name: string, cell: string])[] = [
  ['plain', 'plain'],
  ['김민지', '김민지'],
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\nb\r\nc', '"a b c"'],
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"' =1"`],
  ['  =1', `"'  =1"`],
  ['＝1', "'＝1"],
  ['::error::x', '"::error::x"'],
  ['a\n::error::x', '"a ::error::x"'],
  ['\u001b[2J\u202e', '␛[2J\ufffd'],
];

for (const [name, cell] of CELLS)
  test(`a cell: ${JSON.stringify(name)}`, () => {
    assert.equal(gradesCsv([gradeOf([], { submission: name, score: 1 })]).split('\n')[1], `${cell},graded,1,0,`);
  });
