import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gradeAll } from '../../grading/grading.ts';
import { submissionsIn } from '../../grading/submissions.ts';
import { readExercise } from '../../scenarios/exercises.ts';

const WALL_SECONDS = 15;
const folder = mkdtempSync(join(tmpdir(), 'seatrial-contained-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a submission that hangs its process gets no score, and those around it get theirs', async () => {
  const exercise = readExercise('run-and-expose-a-pod');
  for (const name of ['a-kim', 'c-lee'])
    cpSync(join(exercise.folder, 'solution'), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'b-hang'));
  const spin = `echo ${'a'.repeat(60)}b | grep -E "^(a+)+$"`;
  writeFileSync(
    join(folder, 'b-hang/run.sh'),
    `kubectl run nginx --image=nginx\nsleep 10\nkubectl exec nginx -- sh -c '${spin}'\n`,
  );
  const grades = await gradeAll({
    exercise: { ...exercise, limits: { ...exercise.limits, wallSeconds: WALL_SECONDS } },
    jobs: submissionsIn(folder).jobs,
    language: 'en',
    seed: '1',
    projectFolder: folder,
    processes: 1,
    hasPages: false,
    graded: () => undefined,
  });
  assert.deepEqual(
    grades.map(({ submission, status, score }) => [submission, status, score]),
    [
      ['a-kim', 'graded', 10],
      ['b-hang', 'error', null],
      ['c-lee', 'graded', 10],
    ],
  );
  assert.equal(grades[1]?.reason, `the grading came to no end: it was stopped after ${WALL_SECONDS} seconds`);
});
