import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { exerciseIds } from '../../scenarios/exercises.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/seatrial.js');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-rubric-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function rubric(...argv: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'rubric', ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, stdout, stderr };
}

const WORDS = { en: 'Namespaces and settings', ko: '네임스페이스와 설정' };

/** An exercise of two checks, one of which is worth more than what it looks at. */
const TINY: Readonly<Record<string, string>> = {
  'exercise.yaml': JSON.stringify({ title: WORDS, task: WORDS, topology: 'bare', settleSeconds: 2 }),
  'rubric.feature': `Feature: Lab
  Background:
    Given the submission is applied
  @points(3)
  Scenario: The namespace lab exists
    Then there is a Namespace "lab"
  @points(2)
  Scenario: The settings exist
    Then there is a ConfigMap "settings"
`,
  'rubric.ko.feature': `# language: ko
기능: 실습실
  배경:
    먼저 제출물이 적용되어 있다
  @points(3)
  시나리오: 네임스페이스 lab이 있다
    그러면 Namespace 오브젝트 "lab"이 있다
  @points(2)
  시나리오: 설정이 있다
    그러면 ConfigMap 오브젝트 "settings"가 있다
`,
  'solution/all.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: lab, labels: {team: a}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: default}
data: {color: blue}
`,
  'alternatives/by-hand/commands.sh': 'kubectl create ns lab\nkubectl create configmap settings\n',
  'mistakes/no-namespace/commands.sh': 'kubectl create configmap settings\n',
  'mistakes/no-namespace/expected.yaml': 'score: 2\nloses: [The namespace lab exists]\n',
};

/** An exercise in a folder of its own: the tiny one with other files. */
function exercise(name: string, files: Readonly<Record<string, string>> = {}): string {
  for (const [path, text] of Object.entries({ ...TINY, ...files })) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), text);
  }
  return name;
}

const PROVEN = `Namespaces and settings (tiny)

  check                     points  mutants  mistakes  alone  kinds of mutants
  The namespace lab exists       3        2         1      3  missing 1, name 1
  The settings exist             2        3         0      3  missing 1, name 1, namespace 1

survived: nobody notices (4)
  all.yaml:3: Namespace lab: metadata.labels.team a -> a-x
  all.yaml:3: Namespace lab: metadata.labels.team dropped
  all.yaml:8: ConfigMap settings: data.color dropped
  all.yaml:8: ConfigMap settings: data.color blue -> bluex

equivalent: no mistakes (1)
  all.yaml:7: ConfigMap settings: metadata.namespace dropped (the cluster settles in the same state)

5 of 9 mutants caught (55 %), 4 survived, 1 equivalent; solution 5/5, 1 alternative right, 1 mistake as expected
`;

test('a rubric is proven with the same words, however many processes work on it', () => {
  exercise('tiny');
  const one = rubric('tiny', '--jobs', '1', '--min-caught', '55');
  assert.deepEqual(one, { code: 0, stdout: PROVEN, stderr: 'grading 19 submissions\n' });
  assert.deepEqual(rubric('./tiny', '--jobs', '3', '--min-caught', '55', '--json', 'out/mutants.json'), one);
  const report = JSON.parse(readFileSync(join(folder, 'out/mutants.json'), 'utf8')) as Report;
  const { source, mutants } = report.files['solution/all.yaml'] ?? { source: '', mutants: [] };
  assert.equal(source, TINY['solution/all.yaml']);
  assert.deepEqual(
    mutants.map(({ status, location }) => `${location.start.line} ${status}`),
    ['1', '3', '3', '3', '5', '7', '7', '7', '8', '8'].map((line, index) => `${line} ${STATUSES[index]}`),
  );
  assert.deepEqual(mutants[0], {
    id: '1',
    mutatorName: 'missing',
    description: 'all.yaml:1: Namespace lab is missing',
    location: { start: { line: 1, column: 1 }, end: { line: 1, column: 15 } },
    status: 'Killed',
    killedBy: ['rubric.feature:5'],
  });
});

interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly (Located & { readonly status: string })[] }>
  >;
}
interface Located {
  readonly location: { readonly start: { readonly line: number } };
}
const STATUSES = [
  'Killed',
  'Killed',
  'Survived',
  'Survived',
  'Killed',
  'Killed',
  'Ignored',
  'Killed',
  'Survived',
  'Survived',
];

const FREE = '  @points(1)\n  Scenario: No pod is there\n    Then there is no Pod "x"\n';

test('what does not hold is said, one line each', () => {
  const name = exercise('wrong', {
    'rubric.feature': `${TINY['rubric.feature'] ?? ''}${FREE}`,
    'alternatives/half/commands.sh': 'kubectl create ns lab\n',
    'mistakes/no-namespace/expected.yaml': 'score: 5\nloses: [The settings exist]\n',
  });
  const { code, stdout } = rubric(name);
  const problems = stdout.split('\ndoes not hold (7)\n')[1]?.split('\n\n')[0];
  assert.equal(code, 1, stdout);
  assert.deepEqual(problems?.split('\n'), [
    '  rubric.ko.feature has 2 scenarios, rubric.feature has 3',
    '  alternatives/half loses 2 points for "The settings exist": ConfigMap "settings": expected there within 2 min, found not there',
    '  mistakes/no-namespace gets 3 points, 5 were expected',
    '  mistakes/no-namespace loses "The namespace lab exists", which its expected.yaml does not name: Namespace "lab": expected there within 2 min, found not there',
    '  mistakes/no-namespace passes "The settings exist", which it should lose',
    '  a submission that does nothing gets 1 point for "No pod is there" (rubric.feature:11)',
    '  5 of 9 mutants are caught, less than 85 %',
  ]);
  assert.match(stdout, /\nno mutant that is caught protects 1 point \(1\)\n {2}No pod is there \(1\)\n/);
});

const REFUSED: readonly (readonly [what: string, argv: readonly string[], message: RegExp])[] = [
  ['no exercise', [], /^seatrial rubric: rubric needs one EXERCISE[^\n]*\n$/],
  ['an exercise that nobody knows', ['none'], /^seatrial rubric: no exercise is named "none"[^\n]*\n$/],
  ['more than all mutants', ['tiny', '--min-caught', '101'], /^seatrial rubric: --min-caught 101: [^\n]*\n$/],
  ['a report over a folder', ['tiny', '--json', '.'], /^seatrial rubric: --json \.: it is a folder; name a file\n$/],
  [
    'a check that nobody knows',
    [exercise('unknown', { 'mistakes/no-namespace/expected.yaml': 'score: 2\nloses: [Something]\n' })],
    /^seatrial rubric: \S+mistakes\/no-namespace\/expected\.yaml: loses: "Something" is no scenario of rubric\.feature\n$/,
  ],
  [
    'a mistake with an unknown field',
    [exercise('field', { 'mistakes/no-namespace/expected.yaml': 'score: 2\nlooses: []\n' })],
    /^seatrial rubric: \S+expected\.yaml: unknown field looses; known are score, loses\n$/,
  ],
  [
    'a solution that is empty',
    [exercise('empty', { 'solution/all.yaml': '# nothing\n' })],
    /^seatrial rubric: \S+solution holds no manifest and no command\n$/,
  ],
];
for (const [what, argv, message] of REFUSED) {
  test(`refused in one line: ${what}`, () => {
    const { code, stdout, stderr } = rubric(...argv);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, message);
  });
}

test('a setup earns no points, neither does the untouched cluster below it', () => {
  const name = exercise('setup', {
    'exercise.yaml': JSON.stringify({
      title: WORDS,
      task: WORDS,
      topology: 'bare',
      settleSeconds: 2,
      setup: 'setup.sh',
    }),
    'setup.sh': 'kubectl create configmap settings\n',
    'solution/all.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: lab}\n',
  });
  const { code, stdout } = rubric(name);
  assert.equal(code, 1);
  assert.match(stdout, / {2}a submission that does nothing gets 2 points for "The settings exist" /);
  assert.doesNotMatch(stdout, / {2}an untouched cluster gets/);
});

for (const id of exerciseIds()) {
  test(`the rubric of ${id} is proven`, () => {
    const { code, stdout, stderr } = rubric(id);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /\n\d+ of \d+ mutants caught \((?:8[5-9]|9\d|100) %\), [^\n]+ mistakes as expected\n$/);
  });
}
