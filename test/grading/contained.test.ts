// What hangs a grading process, or fills its memory, costs nobody else a grade.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gradeAll } from '../../grading/grading.ts';
import { submissionsIn } from '../../grading/submissions.ts';
import { readExercise } from '../../scenarios/exercises.ts';

const ROOT = join(import.meta.dirname, '../..');
const WALL_SECONDS = 15;
const HEAP_MIB = 200;
const folder = mkdtempSync(join(tmpdir(), 'seatrial-contained-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const pod = (name: string): string => `kubectl run ${name} --image=nginx\n`;

/** No submission is known that hangs or bursts a process; a step of the teacher's own stands in for one. */
const FILES: Readonly<Record<string, string>> = {
  'cucumber.js': "export default { import: ['own.steps.js'] };\n",
  'package.json': '{ "type": "module" }\n',
  'own.steps.js': `import { createRequire } from 'node:module';
const { Then } = createRequire(${JSON.stringify(join(ROOT, 'package.json'))})('@cucumber/cucumber');
Then('the cluster lets itself be judged', function () {
  const runs = (name) => this.cluster.view.get('Pod', 'default', name) !== undefined;
  while (runs('hang'));
  for (const kept = []; runs('burst');) kept.push(new Array(1_000_000).fill(kept));
});
`,
  'exercise/exercise.yaml': 'title: { en: x, ko: x }\ntask: { en: x, ko: x }\n',
  'exercise/rubric.feature':
    'Feature: x\n  @points(1)\n  Scenario: a\n    Given the submission is applied\n    Then the cluster lets itself be judged\n',
  'handed/a-kim/run.sh': pod('web'),
  'handed/b-hang/run.sh': pod('hang'),
  'handed/c-lee/run.sh': pod('web'),
  'handed/d-burst/run.sh': pod('burst'),
  'handed/e-park/run.sh': pod('web'),
};
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test('one that hangs its process, or fills its memory, gets no score, and those around it get theirs', async () => {
  const exercise = readExercise(join(folder, 'exercise'));
  const grades = await gradeAll({
    exercise: { ...exercise, limits: { ...exercise.limits, wallSeconds: WALL_SECONDS, heapMiB: HEAP_MIB } },
    jobs: submissionsIn(join(folder, 'handed')).jobs,
    language: 'en',
    seed: '1',
    projectFolder: folder,
    processes: 1,
    hasPages: false,
    graded: () => undefined,
  });
  assert.deepEqual(
    grades.map(({ submission, status, score, reason }) => [submission, status, score, reason]),
    [
      ['a-kim', 'graded', 1, undefined],
      ['b-hang', 'error', null, `the grading came to no end: it was stopped after ${WALL_SECONDS} seconds`],
      ['c-lee', 'graded', 1, undefined],
      ['d-burst', 'error', null, `the grading came to no end: it needed more than ${HEAP_MIB} MiB of memory`],
      ['e-park', 'graded', 1, undefined],
    ],
  );
});
