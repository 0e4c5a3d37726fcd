import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-fault-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A teacher's project with a step of its own. */
const FILES: Readonly<Record<string, string>> = {
  'cucumber.js': "export default { import: ['own.steps.js'] };\n",
  'package.json': '{ "type": "module" }\n',
  'own.steps.js': `import { createRequire } from 'node:module';
const { Then } = createRequire(${JSON.stringify(join(ROOT, 'package.json'))})('@cucumber/cucumber');
Then('our own step has a mistake', () => undefined.length);
Then('our own step wants more', () => { throw new Error('more was wanted'); });
`,
  'broken/exercise.yaml': 'title: { en: x, ko: x }\ntask: { en: x, ko: x }\n',
  'broken/rubric.feature':
    'Feature: x\n  @points(1)\n  Scenario: a\n    Given the submission is applied\n    Then our own step has a mistake\n',
  'strict/exercise.yaml': 'title: { en: x, ko: x }\ntask: { en: x, ko: x }\n',
  'strict/rubric.feature':
    'Feature: x\n  @points(1)\n  Scenario: a\n    Given the submission is applied\n    Then our own step wants more\n',
  'handed/kim/run.sh': 'kubectl run web --image=nginx\n',
};
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const rows: readonly (readonly [exercise: string, row: string])[] = [
  ['broken', 'kim,error,,1,"the grading came to no end: rubric.feature:3: our own step has a mistake: TypeError: '],
  ['strict', 'kim,graded,0,1,'],
];

for (const [exercise, row] of rows)
  test(`a step that ${exercise === 'broken' ? 'is wrong itself costs nobody points' : 'wants more costs its points'}`, () => {
    const argv = [
      join(ROOT, 'bin/seatrial.js'),
      'grade',
      `./${exercise}`,
      '--submissions',
      'handed',
      '--out',
      exercise + '-out',
    ];
    const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const [, first = ''] = readFileSync(join(folder, `${exercise}-out/grades.csv`), 'utf8').split('\n');
    assert.ok(first.startsWith(row), first);
  });
