import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { disagreements } from '../../grading/rubric/agreement.ts';
import { readTrials } from '../../grading/rubric/trials.ts';
import { readRubric, sumOf } from '../../grading/rubric.ts';
import { loadProject } from '../../runner/execute.ts';
import { exerciseIds, readExercise } from '../../scenarios/exercises.ts';

const PROJECT = join(import.meta.dirname, '../..');
const support = await loadProject(PROJECT);
const folder = mkdtempSync(join(tmpdir(), 'seatrial-exercises-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the course has seven exercises', () => assert.equal(exerciseIds().length, 7));

for (const id of exerciseIds()) {
  const exercise = readExercise(id);

  test(`${id}: both rubrics check the same for ten points`, async () => {
    const [english, korean] = [await readRubric(exercise, 'en', support), await readRubric(exercise, 'ko', support)];
    assert.deepEqual(disagreements(english, korean), []);
    assert.equal(sumOf(english.checks.map(({ points }) => points)), 10);
    for (const { name } of korean.checks) assert.match(name, /[가-힣]/);
  });

  test(`${id}: the task names the same things in both languages`, () => {
    const { en, ko } = exercise.task;
    assert.match(ko, /[가-힣]/);
    assert.deepEqual(namesIn(ko), namesIn(en));
  });

  test(`${id}: what a mistake gets is what the checks that it loses leave`, async () => {
    const { checks } = await readRubric(exercise, 'en', support);
    const { mistakes, alternatives } = await readTrials(exercise);
    assert.ok(mistakes.length >= 5 && alternatives.length >= 2);
    for (const { submission, score, loses } of mistakes) {
      const lost = checks.filter(({ name }) => loses.includes(name));
      assert.equal(lost.length, loses.length, submission.name);
      assert.equal(score, 10 - sumOf(lost.map(({ points }) => points)), submission.name);
    }
  });

  test(`${id}: mistakes get the same score in Korean`, async () => {
    const out = join(folder, id);
    const argv = ['grade', id, '--submissions', join(exercise.folder, 'mistakes'), '--out', out, '--language', 'ko'];
    const { status, stderr } = spawnSync(process.execPath, [join(PROJECT, 'bin/seatrial.js'), ...argv], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const { mistakes } = await readTrials(exercise);
    const scores = Object.fromEntries(mistakes.map(({ submission, score }) => [submission.name, score]));
    const names = readdirSync(join(exercise.folder, 'mistakes'));
    const graded = Object.fromEntries(names.map((name) => [`mistakes/${name}`, scoreIn(join(out, name))]));
    assert.deepEqual(graded, scores);
  });
}

/** `"chk-hn"`, `http://web:8080`, `app=web`, `192.168.1.11`: what may not be translated. */
function namesIn(task: string): readonly string[] {
  return [...new Set(task.match(/"[^"]+"|http:\/\/[\w.:]+\w|\b\w+=[\w-]+|\b\d+(?:\.\d+){3}|\/\w[\w/]*/g) ?? [])].sort();
}

function scoreIn(path: string): unknown {
  return (JSON.parse(readFileSync(join(path, 'grade.json'), 'utf8')) as { readonly score: unknown }).score;
}
